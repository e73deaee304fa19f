"""Address units and buildings that exist for a run, as arrays in id order.

Index order is id order everywhere here, so the lowest index of a group is its lowest BAG id
and no result depends on the order of rows in a delivery. Geometry is RD in metres.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import shapely
from duckdb import DuckDBPyConnection

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Shapes = npt.NDArray[np.object_]

# Status texts of the BAG, in lower case. Source: Kadaster, BAG 2.0 Extract, code lists.
FORMER_UNIT = ("verblijfsobject ingetrokken", "plaats ingetrokken")
NEVER_A_UNIT = (
    "niet gerealiseerd verblijfsobject",
    "verblijfsobject ten onrechte opgevoerd",
)
PLANNED_UNIT = ("verblijfsobject gevormd",)
FORMER_BUILDING = ("pand gesloopt",)
NOT_A_BUILDING = (
    "bouwvergunning verleend",
    "niet gerealiseerd pand",
    "pand ten onrechte opgevoerd",
)

_UNITS = """
WITH one AS (
    SELECT * FROM address_unit
    QUALIFY row_number() OVER (PARTITION BY object_id ORDER BY source, record_id) = 1
), known AS (
    SELECT *, coalesce(lower(status), '') AS word, coalesce(status_since, valid_from) AS since
    FROM one
)
SELECT object_id, coalesce(kind, 'unit'), NOT list_contains($unused, word), x, y, geometry,
       coalesce(use_purposes, [])
FROM known
WHERE NOT list_contains($never, word)
  AND NOT (list_contains($former, word)
           AND coalesce(since <= $as_of::DATE - to_months($months::INT), false))
ORDER BY object_id
"""

_BUILDINGS = """
WITH one AS (
    SELECT * FROM building
    QUALIFY row_number() OVER (PARTITION BY building_id ORDER BY source, record_id) = 1
), known AS (
    SELECT *, coalesce(lower(status), '') AS word, coalesce(status_since, valid_from) AS since
    FROM one
)
SELECT building_id, NOT list_contains($former, word), x, y, geometry, footprint_m2
FROM known
WHERE NOT list_contains($never, word)
  AND NOT (list_contains($former, word)
           AND coalesce(since <= $as_of::DATE - to_months($months::INT), false))
ORDER BY building_id
"""


@dataclass(frozen=True, slots=True)
class Units:
    """Address units by `object_id`.

    Attributes:
        kind: unit, berth or pitch.
        in_use: False when withdrawn, or formed and not yet taken into use.
        xy: one point each, NaN when not known.
        shape: polygon of a berth or pitch, point of a unit, None when not known.
    """

    ids: tuple[str, ...]
    kind: tuple[str, ...]
    in_use: Bools
    xy: Floats
    shape: Shapes
    purposes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Buildings:
    """Buildings by `building_id`.

    Attributes:
        in_use: False when demolished.
        xy: one point each, NaN when not known.
        inside: a point on the building, None when not known.
        shape: outline, else a point, else None.
        area_m2: footprint, NaN when not known.
    """

    ids: tuple[str, ...]
    in_use: Bools
    xy: Floats
    inside: Shapes
    shape: Shapes
    area_m2: Floats


@dataclass(frozen=True, slots=True)
class Bag:
    """What a run knows of the BAG; `uses` has one row (unit index, building index) per link."""

    units: Units
    buildings: Buildings
    uses: Ints


def read(con: DuckDBPyConnection, *, as_of: date, former_months: int) -> Bag:
    """Read the units and buildings that are members of some location on `as_of`.

    What was never realised, was entered by mistake or only has a building permit is left out.
    A withdrawn unit or demolished building stays until `former_months` after its status date,
    half-open `(as_of - former_months, as_of]`, or when that date is not known.

    Args:
        con: register with `address_unit`, `building` and `unit_building`.
        as_of: last day that exists.
        former_months: calendar months, 0 or more.

    Returns:
        Units and buildings sorted by id. A unit without a known building is linked to the
        building that its point lies in.
    """
    when = {"as_of": as_of, "months": former_months}
    buildings = _buildings(con, when)
    units = _units(con, when)
    uses = _uses(con, units, buildings)
    return Bag(_located(units, buildings, uses), buildings, uses)


def points(xy: Floats) -> Shapes:
    """Make a point of each coordinate pair; None where one is NaN."""
    made = np.full(len(xy), None, dtype=object)
    known = ~np.isnan(xy).any(axis=1)
    made[known] = shapely.points(xy[known])
    return made


def _units(con: DuckDBPyConnection, when: dict[str, object]) -> Units:
    words = {
        "never": list(NEVER_A_UNIT),
        "former": list(FORMER_UNIT),
        "unused": [*FORMER_UNIT, *PLANNED_UNIT],
    }
    rows = con.execute(_UNITS, when | words).fetchall()
    shape = _shapes([row[5] for row in rows])
    xy = _xy(rows, 3, shape)
    kind = tuple(str(row[1]) for row in rows)
    is_unit = np.array([k == "unit" for k in kind], dtype=np.bool_)
    as_point = points(xy)
    shape = np.where(is_unit | shapely.is_missing(shape), as_point, shape)
    return Units(
        ids=tuple(str(row[0]) for row in rows),
        kind=kind,
        in_use=np.array([row[2] for row in rows], dtype=np.bool_),
        xy=xy,
        shape=shape,
        purposes=tuple(tuple(row[6]) for row in rows),
    )


def _buildings(con: DuckDBPyConnection, when: dict[str, object]) -> Buildings:
    words = {"never": list(NOT_A_BUILDING), "former": list(FORMER_BUILDING)}
    rows = con.execute(_BUILDINGS, when | words).fetchall()
    outline = _shapes([row[4] for row in rows])
    xy = _xy(rows, 2, outline)
    missing = shapely.is_missing(outline)
    given = np.array([np.nan if row[5] is None else row[5] for row in rows], dtype=np.float64)
    measured = np.where(missing, np.nan, shapely.area(outline))
    as_point = points(xy)
    return Buildings(
        ids=tuple(str(row[0]) for row in rows),
        in_use=np.array([row[1] for row in rows], dtype=np.bool_),
        xy=xy,
        inside=np.where(missing, as_point, shapely.point_on_surface(outline)),
        shape=np.where(missing, as_point, outline),
        area_m2=np.where(np.isnan(given), measured, given),
    )


def _shapes(blobs: Sequence[bytes | None]) -> Shapes:
    """Read WKB; what cannot be read or is empty is None, what is invalid is repaired."""
    column = np.empty(len(blobs), dtype=object)
    column[:] = [None if blob is None else bytes(blob) for blob in blobs]
    found: Shapes = shapely.from_wkb(column, on_invalid="ignore")
    found[shapely.is_empty(found)] = None
    broken = ~shapely.is_valid(found) & ~shapely.is_missing(found)
    found[broken] = shapely.make_valid(found[broken])
    return shapely.force_2d(found)  # type: ignore[no-any-return]


def _xy(rows: Sequence[tuple[object, ...]], first: int, shape: Shapes) -> Floats:
    """Take the given coordinates, else those of a point on the shape, else NaN."""
    given = np.array(
        [(row[first], row[first + 1]) if None not in row[first : first + 2] else (np.nan, np.nan)
         for row in rows],
        dtype=np.float64,
    ).reshape(-1, 2)  # fmt: skip
    lacking = np.isnan(given).any(axis=1) & ~shapely.is_missing(shape)
    given[lacking] = shapely.get_coordinates(shapely.point_on_surface(shape[lacking]))
    return given


def _uses(con: DuckDBPyConnection, units: Units, buildings: Buildings) -> Ints:
    unit_at = {object_id: i for i, object_id in enumerate(units.ids)}
    building_at = {building_id: i for i, building_id in enumerate(buildings.ids)}
    rows = con.execute("SELECT DISTINCT object_id, building_id FROM unit_building").fetchall()
    known = {(unit_at[u], building_at[b]) for u, b in rows if u in unit_at and b in building_at}
    linked = {unit for unit, _ in known}
    loose = np.array(
        [i for i, kind in enumerate(units.kind) if kind == "unit" and i not in linked],
        dtype=np.int64,
    )
    found = sorted(known | _standing_in(units, buildings, loose))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _standing_in(units: Units, buildings: Buildings, loose: Ints) -> set[tuple[int, int]]:
    """Link each loose unit to the building around its point, the lowest id when several are."""
    if not len(loose) or not len(buildings.ids):
        return set()
    tree = shapely.STRtree(buildings.shape)
    at, inside = tree.query(units.shape[loose], predicate="intersects")
    lowest: dict[int, int] = {}
    for unit, building in zip(loose[at].tolist(), inside.tolist(), strict=True):
        lowest[unit] = min(building, lowest.get(unit, building))
    return set(lowest.items())


def _located(units: Units, buildings: Buildings, uses: Ints) -> Units:
    """Give units without a point that of their lowest building."""
    xy = units.xy.copy()
    for unit, building in uses[::-1].tolist():
        if np.isnan(units.xy[unit]).any():
            xy[unit] = buildings.xy[building]
    shape = np.where(shapely.is_missing(units.shape), points(xy), units.shape)
    return Units(units.ids, units.kind, units.in_use, xy, shape, units.purposes)
