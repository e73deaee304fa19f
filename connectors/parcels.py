"""Kadaster: parcels as a map, and titles, transfers and attachments by BRK Levering or Bevragen.

The files of a delivery are told apart by content: a parcel map (GeoPackage, GeoJSON, GML), stand
and mutation messages of BRK Levering 2 (XML), and answers of BRK Bevragen 2 (JSON). Owners are
companies by KVK number or pseudonyms; a masked person has no name anywhere.
"""

from collections.abc import Iterator

from connectors.brk.fetching import fetch
from connectors.brk.inputs import open_all
from connectors.brk.options import ParcelsOptions
from connectors.brk.reading import Reading
from connectors.delivery import Connector, Delivery, Item
from engine.errors import SourceChanged
from engine.sources_file import SourceSpec, parse_options

TABLES = frozenset({"parcel", "title", "transfer", "attachment"})


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per feature, message or resource, by file name and line, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceRefused: a doctype, an archive that explodes, a column that may never be read.
        SourceChanged: not one file can be read, or a map is not what it says.
    """
    reading = Reading(delivery)
    for found in open_all(delivery):
        if isinstance(found, SourceChanged):
            reading.fail(found)
        else:
            reading.take(found)
    yield from reading.result()


def covers(spec: SourceSpec) -> frozenset[str]:
    """Tables that a source delivers whole; a map knows no titles, a list only its parcels."""
    whole = parse_options(spec, ParcelsOptions).whole
    if whole is not None:
        return frozenset(whole)
    return frozenset({"parcel"} if spec.path else ())


CONNECTOR = Connector(
    read,
    tables=TABLES,
    fetch=fetch,
    options=ParcelsOptions,
    takes=frozenset({"columns", "crs"}),
    covers=covers,
)
