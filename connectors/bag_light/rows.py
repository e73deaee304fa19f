"""Canonical rows of the records that were selected, one item per record, by table and id."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import shapely

from connectors.bag.codes import UNIT_KINDS
from connectors.bag.geometry import Built, Geometries, describe, repaired
from connectors.bag_light.records import Record
from connectors.bag_light.selection import Found
from connectors.delivery import Row, Used
from engine.register_settings import BagSettings

_ORDER = ("WPL", "VBO", "LIG", "STA", "PND")
_ADDRESS = {
    "street": "street",
    "house_number": "number",
    "house_letter": "letter",
    "house_addition": "addition",
    "postcode": "postcode",
    "town": "town",
    "town_id": "town_id",
}


def read_items(found: Found, bag: BagSettings, *, on: date) -> Iterator[Used]:
    """Yield one item per usable record and count what the run report says about them.

    Args:
        found: what the delivery holds; its counts grow.
        bag: which numbers mean unknown, and what a sliver is.
        on: date of the delivery; a built year too far after it means unknown.
    """
    records = sorted(found.records, key=lambda r: (_ORDER.index(r.code), r.id, r.file, r.line))
    built = _geometry(records, found, bag.sliver_m2)
    buildings = {record.id for record in records if record.code == "PND"}
    for index, record in enumerate(records):
        if record.code == "WPL":
            yield Used(record.file, record.line)
        elif record.code == "PND":
            yield Used(record.file, record.line, (_building(record, built, index, found, bag, on),))
        else:
            rows = _unit(record, built, index, found, bag)
            rows += _joined(record, buildings, found)
            yield Used(record.file, record.line, tuple(rows))


def _geometry(records: Sequence[Record], found: Found, sliver_m2: float) -> Built:
    """WKB, point and footprint of every record; what is invalid is repaired and counted."""
    column = np.empty(len(records), dtype=object)
    column[:] = [record.wkb for record in records]
    shapes: Geometries = shapely.force_2d(shapely.from_wkb(column, on_invalid="ignore"))
    shapes[shapely.is_empty(shapes)] = None
    original: list[str | None] = [None] * len(records)
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    for index in np.flatnonzero(broken).tolist():
        original[index] = shapely.to_wkt(shapes[index], 3)
        shapes[index] = repaired(shapes[index], sliver_m2=sliver_m2)
        found.counts["repaired_geometry"] += 1
        found.texts[f"repaired_geometry_original/{records[index].id}"] = str(original[index])
    single = (shapely.get_num_geometries(shapes) == 1) & ~shapely.is_missing(shapes)
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    for record, is_missing in zip(records, shapely.is_missing(shapes), strict=True):
        if is_missing and record.code != "WPL":
            found.counts[f"without_geometry/{record.code}"] += 1
    return describe(shapes, original)


def _unit(record: Record, built: Built, index: int, found: Found, bag: BagSettings) -> list[Row]:
    values = record.values
    unit: dict[str, object] = {
        "object_id": record.id,
        "kind": UNIT_KINDS[record.code],
        "status": values["status"],
        "use_purposes": _purposes(values),
        "area_m2": _area(values, found, bag),
        "geometry": built.wkb[index],
        "x": built.x[index],
        "y": built.y[index],
    }
    rows = [Row("address_unit", unit)]
    if "address" not in values:
        found.counts["address_without_id"] += 1
        return rows
    address = {column: values.get(own) for column, own in _ADDRESS.items()}
    known = {"address_id": values["address"], "object_id": record.id, "is_main": True}
    return [Row("address", {**known, **address}), *rows]


def _purposes(values: Mapping[str, object]) -> list[str] | None:
    purposes = values.get("purposes")
    return sorted(set(purposes)) if isinstance(purposes, list) else None


def _area(values: Mapping[str, object], found: Found, bag: BagSettings) -> float | None:
    area = values.get("area")
    if not isinstance(area, int):
        return None
    if area in bag.dummy_areas_m2:
        _dummy(found, "area_m2", area)
        return None
    return float(area)


def _dummy(found: Found, name: str, value: int) -> None:
    found.counts[f"dummy/{name}"] += 1
    found.counts[f"dummy_value/{name}/{value}"] += 1


def _joined(record: Record, buildings: set[str], found: Found) -> list[Row]:
    named = record.values.get("buildings")
    rows = []
    for building in sorted(set(named)) if isinstance(named, list) else ():
        if building in buildings:
            rows.append(Row("unit_building", {"object_id": record.id, "building_id": building}))
        else:
            found.counts[f"dangling/{record.code}-PND"] += 1
    return rows


def _building(
    record: Record, built: Built, index: int, found: Found, bag: BagSettings, on: date
) -> Row:
    year = record.values.get("built_year")
    if isinstance(year, int) and (
        year in bag.dummy_built_years
        or not bag.min_built_year <= year <= on.year + bag.built_year_ahead
    ):
        _dummy(found, "built_year", year)
        year = None
    return Row(
        "building",
        {
            "building_id": record.id,
            "status": record.values["status"],
            "built_year": year,
            "geometry": built.wkb[index],
            "footprint_m2": built.area[index],
            "x": built.x[index],
            "y": built.y[index],
        },
    )
