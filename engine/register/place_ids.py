"""Gives every row that happens somewhere the location it happens at."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import shapely
from duckdb import DuckDBPyConnection

from engine.register.bag_objects import Ints, Shapes
from engine.tables import TABLES

PLACE_TABLES = tuple(sorted(table.name for table in TABLES.values() if table.place))
_WITH_PARCEL = tuple(
    name for name in PLACE_TABLES if any(c.name == "parcel_id" for c in TABLES[name].columns)
)


@dataclass(frozen=True, slots=True)
class Areas:
    """Outlines with the location that owns them, in order of preference where they overlap.

    Attributes:
        members: the first so many are members (buildings, berths, pitches); then come sites.
    """

    shapes: Shapes
    location_ids: tuple[str, ...]
    members: int


def assign(con: DuckDBPyConnection, areas: Areas) -> None:
    """Fill `location_id` in every place table, replacing what stood there.

    By object, else by building, else by the point where it lies in an outline, else by the
    parcel when all buildings on it are of one location; NULL when none of these holds.

    Args:
        con: register; `location_member` is filled, rows have their resolved places.
        areas: outlines of member buildings, then of sites.
    """
    tree = shapely.STRtree(areas.shapes)
    for name in PLACE_TABLES:
        if _is_empty(con, name):
            continue
        con.execute(f'UPDATE "{name}" SET location_id = NULL')
        for column in ("object_id", "building_id"):
            con.execute(_BY_MEMBER.format(table=name, column=column))
        _by_point(con, name, areas, tree)
    if not _is_empty(con, "parcel"):
        _by_parcel(con, areas)


_BY_MEMBER = """
UPDATE "{table}" SET location_id = m.location_id FROM location_member m
WHERE "{table}".location_id IS NULL AND m.member_id = "{table}".{column}
"""


def _is_empty(con: DuckDBPyConnection, name: str) -> bool:
    return con.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() is None


def _by_point(con: DuckDBPyConnection, name: str, areas: Areas, tree: shapely.STRtree) -> None:
    left = con.execute(
        f'SELECT rowid, x, y FROM "{name}" '
        "WHERE location_id IS NULL AND x IS NOT NULL AND y IS NOT NULL ORDER BY rowid"
    ).fetchnumpy()
    if not len(left["rowid"]):
        return
    places = shapely.points(np.asarray(left["x"], float), np.asarray(left["y"], float))
    found = _first(tree, places, len(areas.shapes))
    hit = np.flatnonzero(found < len(areas.shapes))
    rows = {
        "row": np.asarray(left["rowid"])[hit],
        "location_id": [areas.location_ids[index] for index in found[hit]],
    }
    _update(con, name, pa.table(rows), "rowid", "row")


def _by_parcel(con: DuckDBPyConnection, areas: Areas) -> None:
    """Locate titles and transfers on parcels whose buildings are all of one location."""
    rows = con.execute(
        "SELECT parcel_id, geometry FROM parcel WHERE geometry IS NOT NULL "
        "QUALIFY row_number() OVER (PARTITION BY parcel_id ORDER BY source, record_id) = 1 "
        "ORDER BY parcel_id"
    ).fetchall()
    if not rows or not areas.members:
        return
    parcels = np.empty(len(rows), dtype=object)
    parcels[:] = [shapely.from_wkb(bytes(geometry)) for _, geometry in rows]
    inside = shapely.point_on_surface(areas.shapes[: areas.members])
    at, on = shapely.STRtree(parcels).query(inside, predicate="intersects")
    owners: dict[int, set[str]] = {}
    for area, parcel in zip(at.tolist(), on.tolist(), strict=True):
        owners.setdefault(parcel, set()).add(areas.location_ids[area])
    alone = {rows[parcel][0]: min(ids) for parcel, ids in owners.items() if len(ids) == 1}
    text = pa.string()
    found = pa.table(
        {"parcel": pa.array(list(alone), text), "location_id": pa.array(list(alone.values()), text)}
    )
    for name in _WITH_PARCEL:
        _update(con, name, found, "parcel_id", "parcel")


def _first(tree: shapely.STRtree, places: Shapes, size: int) -> Ints:
    found = np.full(len(places), size, dtype=np.int64)
    at, around = tree.query(places, predicate="intersects")
    np.minimum.at(found, at, around)
    return found


def _update(con: DuckDBPyConnection, name: str, found: pa.Table, column: str, key: str) -> None:
    con.register("found_places", found)
    con.execute(
        f'UPDATE "{name}" SET location_id = f.location_id FROM found_places f '
        f'WHERE "{name}".location_id IS NULL AND f."{key}" = "{name}".{column}'
    )
    con.unregister("found_places")
