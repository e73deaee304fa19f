"""BAG 2.0 Extract (LVBAG XML): addresses, units, buildings and which unit is in which building.

Reads the zips as delivered, nested or loose, or single part files. Open data, gate O: the BAG has
no people. One `bagObject` is one voorkomen; objects are put together over all files and chosen
by date, which is the delivery's own StandTechnischeDatum, or `as_of` when that is earlier.
"""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from connectors.bag.counts import read_notes
from connectors.bag.crew import Job
from connectors.bag.history import open_history
from connectors.bag.parts import read_parts, stated_date
from connectors.bag.rows import read_items
from connectors.delivery import Connector, Delivery, Item
from engine.errors import SourceChanged
from engine.settings import Settings

NAME = "bag_extract"
TABLES = frozenset({"address", "address_unit", "building", "unit_building"})

_FOREIGN = """
SELECT string_agg(DISTINCT home.municipality, ', ' ORDER BY home.municipality), count(*)
FROM home
WHERE type NOT IN ('WPL', 'OPR')
HAVING count(*) > 0 AND count(*) FILTER (municipality = $ours) = 0
"""


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per record of a BAG 2.0 Extract, in an order that depends on content only.

    Nothing is yielded before the whole delivery has been read.

    Raises:
        SourceUnavailable: a file cannot be read.
        SourceRefused: an unsafe archive, or XML with a doctype.
        SourceChanged: not BAG 2.0 Extract 20200601, not well-formed, without a date, without a
            single record, or without a single object of the municipality.

    Source: BAG 2.0 Extract, Kadaster; schema version 20200601.
    """
    settings = delivery.settings
    stand = _stand(delivery)
    on = min(delivery.as_of, stand)
    with tempfile.TemporaryDirectory(prefix="bag-") as scratch:
        folder = Path(scratch)
        job = Job(delivery.source, on, settings.bag.sliver_m2, folder)
        parts = read_parts(delivery.files, job, limits=settings.archives)
        if not any(folder.iterdir()):
            what = f"holds no record in {len(parts.names)} XML files; ask for the delivery again"
            raise SourceChanged(delivery.source, what)
        with open_history(
            folder,
            parts.names,
            municipality=delivery.municipality,
            memory_mb=settings.bag.memory_mb,
        ) as con:
            _refuse_foreign(con, delivery)
            yield from read_notes(
                con, parts, on=on, as_of=delivery.as_of, stand=stand, bag=settings.bag
            )
            yield from read_items(con, on=on, as_of=delivery.as_of, bag=settings.bag)


def delivered_on(files: tuple[Path, ...], settings: Settings) -> date | None:
    """StandTechnischeDatum of the delivery; of files that differ, the earliest.

    Reads the start of the first part file that states it, not more.

    Raises:
        SourceError: as `read`, for what stands before that date.
    """
    return stated_date(files, source=NAME, limits=settings.archives)


def _stand(delivery: Delivery) -> date:
    limits = delivery.settings.archives
    stated = stated_date(delivery.files, source=delivery.source, limits=limits)
    stand = stated or delivery.spec.delivered_on
    if stand is None:
        what = "holds no XML that states StandTechnischeDatum; ask for the delivery again"
        raise SourceChanged(delivery.source, what)
    return stand


def _refuse_foreign(con: DuckDBPyConnection, delivery: Delivery) -> None:
    """Refuse a delivery of another municipality: 0 rows is never a success."""
    found = con.execute(_FOREIGN, {"ours": delivery.municipality}).fetchone()
    if found is not None:
        codes, count = found
        what = (
            f"none of its {count} objects lies in municipality {delivery.municipality}, but in "
            f"{codes}; correct municipality in sources.yaml or ask for the right extract"
        )
        raise SourceChanged(delivery.source, what)


CONNECTOR = Connector(read=read, tables=TABLES, delivered_on=delivered_on)
