"""Find delivered places by a point: the building it lies in, or in the outer area a near unit.

In a built-up area the nearest unit is never taken: the neighbour is as near. A point that lies
in several buildings, or as near to two units, has no answer.
"""

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely
from duckdb import DuckDBPyConnection
from scipy.spatial import cKDTree

from engine.matching.addresses.points import to_points
from engine.register import bag_objects, zoning
from engine.register.bag_objects import Bag, Bools, Floats, Ints, Shapes
from engine.register.density import addresses_within
from engine.settings import Settings

TABLES = ("place_point",)
"""Temporary tables that `read` makes."""

TIE_M = 0.001
"""Two units whose distances differ less than this are as near."""

_STORE = """
INSERT INTO found
WITH main AS (
  SELECT object_id, arg_min(address_id, (NOT is_main, rank, address_id)) AS address_id
  FROM known_address GROUP BY object_id
)
SELECT q, 'point', score, main.address_id, object_id, building_id
FROM answers_in LEFT JOIN main USING (object_id) ORDER BY q
"""
_BUILT_UP = """
SELECT geometry FROM zone WHERE list_contains($kinds, kind) AND geometry IS NOT NULL
ORDER BY zone_id, source
"""


def read(con: DuckDBPyConnection) -> None:
    """Make the temporary table `place_point(q, x, y)`: usable points in RD.

    RD wins over degrees; exchanged columns are set right; a point outside the Netherlands, such
    as 0,0, is no point.
    """
    rows = con.execute("SELECT q, x, y, lon, lat FROM place_query ORDER BY q").fetchnumpy()
    q = np.asarray(rows["q"], dtype=np.int64)
    x, y, lon, lat = (_floats(rows[name]) for name in ("x", "y", "lon", "lat"))
    x, y = to_points(x, y, lon, lat)
    usable = np.isfinite(x)
    arrays = {name: pa.array(values[usable]) for name, values in (("q", q), ("x", x), ("y", y))}
    con.register("points_in", pa.table(arrays))
    con.execute("CREATE TEMP TABLE place_point AS FROM points_in")
    con.unregister("points_in")


def match_points(con: DuckDBPyConnection, settings: Settings) -> None:
    """Answer the places that are still open by their point."""
    query = """
    SELECT q, x, y FROM place_point p
    WHERE NOT EXISTS (FROM found f WHERE f.q = p.q) AND NOT EXISTS (FROM closed c WHERE c.q = p.q)
    ORDER BY q
    """
    rows = con.execute(query).fetchnumpy()
    q = np.asarray(rows["q"], dtype=np.int64)
    if not len(q):
        return
    xy = np.column_stack((_floats(rows["x"]), _floats(rows["y"])))
    # Only what is in use counts here, so that no date is needed to know what is former.
    bag = bag_objects.read(con, as_of=date.max, former_months=0)
    building, unit, is_tie = _around(bag, xy)
    near, score = _near(con, bag, xy, settings)
    take_near = (building < 0) & (unit < 0) & ~is_tie & (near >= 0)
    unit = np.where(take_near, near, unit)
    score = np.where(take_near, score, 100.0)
    answered = np.flatnonzero((building >= 0) | (unit >= 0)).tolist()
    arrays = {
        "q": pa.array(q[answered], pa.int64()),
        "score": pa.array(score[answered], pa.float64()),
        "object_id": _named(bag.units.ids, unit[answered]),
        "building_id": _named(bag.buildings.ids, building[answered]),
    }
    con.register("answers_in", pa.table(arrays))
    con.execute(_STORE)
    con.unregister("answers_in")


def _around(bag: Bag, xy: Floats) -> tuple[Ints, Ints, Bools]:
    """The building around each point and the unit meant by it.

    Returns:
        Index of the building, index of the unit (the only one of that building, or the berth
        or pitch around the point), both -1 for none; and True where several buildings, or
        several berths or pitches, lie around the point: then both are -1.
    """
    places = shapely.points(xy)
    is_area = np.array([kind != "unit" for kind in bag.units.kind], dtype=np.bool_)
    building, many_buildings = _only_around(bag.buildings.shape, bag.buildings.in_use, places)
    unit, many_units = _only_around(bag.units.shape, bag.units.in_use & is_area, places)
    is_tie = many_buildings | (many_units & (building < 0))
    own = _only_units(bag)
    if len(own):
        unit = np.where((unit < 0) & (building >= 0), own[building], unit)
    return np.where(is_tie, -1, building), np.where(is_tie, -1, unit), is_tie


def _only_around(shapes: Shapes, usable: Bools, places: Shapes) -> tuple[Ints, Bools]:
    """Index of the only usable shape around each point, -1 for none or several; and several."""
    found = np.full(len(places), -1, dtype=np.int64)
    counts = np.zeros(len(places), dtype=np.int64)
    if len(shapes):
        tree = shapely.STRtree(shapes[usable])
        at, inside = tree.query(places, predicate="intersects")
        np.add.at(counts, at, 1)
        found[at] = np.flatnonzero(usable)[inside]
    return np.where(counts == 1, found, -1), counts > 1


def _only_units(bag: Bag) -> Ints:
    """The unit of each building that has exactly one in use, else -1."""
    used = bag.uses[bag.units.in_use[bag.uses[:, 0]]]
    counts = np.bincount(used[:, 1], minlength=len(bag.buildings.ids))
    only = np.full(len(bag.buildings.ids), -1, dtype=np.int64)
    only[used[:, 1]] = used[:, 0]
    return np.where(counts == 1, only, -1)


def _near(con: DuckDBPyConnection, bag: Bag, xy: Floats, settings: Settings) -> tuple[Ints, Floats]:
    """The nearest unit in use of a point, both in the outer area; -1 for none, or two as near."""
    zones = zoning.locate(con, bag, settings.locations)
    known = np.flatnonzero(bag.units.in_use & zones.known_unit)
    limit = settings.matching.point_outer_max_m
    none = np.full(len(xy), -1, dtype=np.int64), np.zeros(len(xy))
    if not len(known) or limit <= 0:
        return none
    distance, at = _two_nearest(bag.units.xy[known], xy)
    near = known[at]
    outer = _is_outer(con, bag.units.xy[known], xy, settings) & zones.outer_unit[near]
    is_tie = distance[:, 1] - distance[:, 0] < TIE_M
    good = (distance[:, 0] <= limit) & ~is_tie & outer
    return np.where(good, near, -1), np.where(good, 100 * (1 - distance[:, 0] / limit), 0.0)


def _two_nearest(units: Floats, xy: Floats) -> tuple[Floats, Ints]:
    """Distances to the nearest two units (infinite when there is one), and the nearest one."""
    distance, at = cKDTree(units).query(xy, k=[1, 2])
    return np.asarray(distance, dtype=np.float64), np.asarray(at, dtype=np.int64)[:, 0]


def _is_outer(con: DuckDBPyConnection, addresses: Floats, xy: Floats, settings: Settings) -> Bools:
    """True where a point itself lies in the outer area, as `zoning` has it for units."""
    rows = con.execute(_BUILT_UP, {"kinds": list(zoning.BUILT_UP_KINDS)}).fetchall()
    if rows:
        polygons = [shapely.from_wkb(bytes(wkb)) for (wkb,) in rows]
        return np.asarray(zoning.first_around(polygons, shapely.points(xy)) < 0)
    counts = addresses_within(addresses, settings.locations.outer_radius_m, around=xy)
    return np.asarray(counts < settings.locations.outer_density)


def _named(ids: tuple[str, ...], index: Ints) -> pa.Array:
    return pa.array([ids[i] if i >= 0 else None for i in index.tolist()], pa.string())


def _floats(column: npt.ArrayLike) -> Floats:
    return np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan)
