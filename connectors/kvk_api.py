"""Handelsregister by the KVK API's: companies, branches and activities.

Reads basisprofielen (also /eigenaar, /hoofdvestiging, /vestigingen), vestigingsprofielen and
naamgevingen, the same register as a DSO-API gives it, and the CSV of changed addresses. Zoeken and
the mutatieservice only say what to fetch, so they give no rows. These products hold no officers,
no history and no insolvencies: nothing here infers them.
"""

from collections.abc import Iterator

from connectors.delivery import Connector, Delivery, Item, Note
from connectors.kvk import reading
from connectors.kvk.live import fetching
from connectors.kvk.options import KvkOptions
from connectors.kvk.responses import NAME
from connectors.live.order import Order
from engine.sources_file import SourceSpec

__all__ = ["CONNECTOR", "NAME", "fetch", "read"]

TABLES = frozenset({"enterprise", "branch", "activity"})


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per record, by file name and line, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: not one record can be read, or KVK refused the key.
    """
    return reading.read(delivery)


def fetch(order: Order) -> Iterator[Note]:
    """Ask KVK and keep its answers as copies that `read` understands.

    Raises:
        SettingsError: no key, nothing to look for, or a list that cannot be read.
        SourceError: KVK cannot be asked, refuses the key, or answers in another shape.
    """
    return fetching.fetch(order)


def covers(spec: SourceSpec) -> frozenset[str]:
    """Tables that a source delivers whole: none by the new API's or by changed addresses alone."""
    is_csv = bool(spec.path) and all(path.lower().endswith(".csv") for path in spec.path)
    return frozenset() if is_csv or spec.options.get("version") == "c" else TABLES


CONNECTOR = Connector(read, tables=TABLES, fetch=fetch, options=KvkOptions, covers=covers)
