"""Handelsregister by the KVK API's: companies, branches and activities.

Reads basisprofielen (also /eigenaar, /hoofdvestiging, /vestigingen), vestigingsprofielen and
naamgevingen, the same register as a DSO-API gives it, and the CSV of changed addresses. Zoeken and
the mutatieservice only say what to fetch, so they give no rows. These products hold no officers,
no history and no insolvencies: nothing here infers them.
"""

from collections.abc import Iterator

from connectors.delivery import Connector, Delivery, Item
from connectors.kvk import reading
from connectors.kvk.options import KvkOptions
from connectors.kvk.responses import NAME

__all__ = ["CONNECTOR", "NAME", "read"]


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per record, by file name and line, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: not one record can be read, or KVK refused the key.
    """
    return reading.read(delivery)


CONNECTOR = Connector(
    read, tables=frozenset({"enterprise", "branch", "activity"}), options=KvkOptions
)
