"""Light GeoPackage of the BAG (`bag-light.gpkg` of PDOK): the present state, flattened.

A fallback for, and a cross-check of, the extract. It has no history and no side addresses, one
building per unit, and lacks some addresses that the extract has. Open data, gate O.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from connectors.bag_light.rows import read_items
from connectors.bag_light.selection import select
from connectors.delivery import Connector, Delivery, Item
from connectors.geopackage import stated_date
from connectors.stand_in import StandInOptions
from engine.errors import SourceChanged
from engine.settings import Settings

NAME = "bag_gpkg"
TABLES = frozenset({"address", "address_unit", "building", "unit_building"})


class BagLightOptions(StandInOptions):
    """Options of the light GeoPackage.

    Attributes:
        towns: woonplaats codes of the municipality; the file's own bronhouder when left out.
    """

    towns: tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")], ...] = ()


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per record of the municipality, and how many records are of others.

    Nothing is yielded before the whole delivery has been read.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: no GeoPackage, damaged, without the tables or columns of the product, not
            in RD, or without a single record of the municipality.

    Source: PDOK, bag-light.gpkg, WFS v2_0 and OGC API Features of the BAG.
    """
    options = delivery.options(BagLightOptions)
    found = select(delivery, options.towns)
    if not any(record.code != "WPL" for record in found.records):
        total = sum(ignored.count for ignored in found.ignored) + len(found.bad)
        what = (
            f"none of its {total} records can be used for municipality {delivery.municipality}; "
            "correct municipality in sources.yaml or ask for the right file"
        )
        raise SourceChanged(delivery.source, what, file=delivery.files[0].name)
    stand = stated_date(delivery.files, source=delivery.source) or delivery.spec.delivered_on
    items = list(read_items(found, delivery.settings.bag, on=stand or delivery.as_of))
    if stand is not None:
        found.texts["stand"] = stand.isoformat()
    yield from found.notes
    yield from items
    yield from sorted(found.bad, key=lambda bad: (bad.file, bad.line))
    yield from found.ignored


def delivered_on(files: tuple[Path, ...], settings: Settings) -> date | None:
    """The earliest day on which one of its tables says that it was last changed.

    Raises:
        SourceError: as `read`, for a file that is no GeoPackage.
    """
    del settings
    return stated_date(files, source=NAME)


CONNECTOR = Connector(read=read, tables=TABLES, delivered_on=delivered_on, options=BagLightOptions)
