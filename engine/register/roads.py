"""Public roads from the zones file, and whether one of them lies between two places.

The BAG knows no roads; without them in the zones file nothing lies between anything, and the
run report says that this was not checked. Where a place stands is decided on the ground between
the two: a road that ends before it has passed them does not separate them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from duckdb import DuckDBPyConnection

from engine.register.bag_objects import Bools, Shapes
from engine.register_settings import LocationSettings

_SEAM_M = 0.02
"""Pieces of one road may lie a rounding apart: WGS84 in 7 decimals is a centimetre."""
_CORNERS = 64
"""Roads are cut into pieces of at most so many corners, so that a place meets few of them."""

_ROADS = """
SELECT geometry, width_m FROM zone WHERE kind = 'road' AND geometry IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY zone_id ORDER BY source, record_id) = 1
ORDER BY zone_id
"""


@dataclass(frozen=True, slots=True)
class Roads:
    """Roads wide enough to end a yard.

    Attributes:
        pieces: their surface in RD, cut up.
        given: roads in the zones file, whatever their width.
    """

    pieces: Shapes
    given: int

    def between(self, one: Shapes, other: Shapes) -> Bools:
        """Say for each pair of shapes whether a road lies between them.

        It does when no way from the one to the other, within the smallest convex shape around
        both, stays off the roads. Shapes that touch have none between them; what stands wholly
        on a road is on neither side of it. A missing shape is not separated from anything.

        Args:
            one: shapes in RD.
            other: as many.
        """
        apart = np.zeros(len(one), dtype=np.bool_)
        there = np.flatnonzero(~(shapely.is_missing(one) | shapely.is_missing(other)))
        if not len(self.pieces) or not len(there):
            return apart
        pairs = np.column_stack([one[there], other[there]])
        around = shapely.convex_hull(shapely.geometrycollections(pairs))
        at, piece = shapely.STRtree(self.pieces).query(around, predicate="intersects")
        for index in np.unique(at).tolist():
            road = shapely.union_all(self.pieces[piece[at == index]])
            apart[there[index]] = _is_between(road, around[index], *pairs[index])
        return apart

    def as_json(self) -> dict[str, int | str | None]:
        """What run.json tells: how many roads were given, and whether anything was checked."""
        unchecked = "no road in the zones file: whether a location spans one is not checked"
        return {"given": self.given, "not_checked": None if self.given else unchecked}


NO_ROADS = Roads(np.empty(0, dtype=object), 0)


def read(con: DuckDBPyConnection, settings: LocationSettings) -> Roads:
    """Read the roads that are wider than `road_min_width_m`.

    A road with `width_m` is as wide as that says. Without it the surface is measured: what is
    left of all such surfaces together where a circle of that width fits.

    Args:
        con: register with `zone`.
        settings: `road_min_width_m`, open: a road of just that width separates nothing.
    """
    rows = con.execute(_ROADS).fetchall()
    limit = settings.road_min_width_m
    told = [_shape(wkb) for wkb, width in rows if width is not None and width > limit]
    surface = shapely.union_all([_shape(wkb) for wkb, width in rows if width is None])
    half = limit / 2 + 0.001
    wide = surface.buffer(-half).buffer(half, join_style="mitre")
    parts = [piece for shape in [*told, wide] for piece in _pieces(shape)]
    pieces = np.empty(len(parts), dtype=object)
    pieces[:] = parts
    return Roads(shapely.buffer(pieces, _SEAM_M), len(rows))


def _shape(wkb: bytes) -> shapely.Geometry:
    return shapely.from_wkb(bytes(wkb))


def _pieces(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    """Cut a surface in halves until each has few corners."""
    for part in shapely.get_parts(shape).tolist():
        if shapely.get_dimensions(part) < 2 or part.is_empty:
            continue
        if shapely.get_num_coordinates(part) <= _CORNERS:
            yield part
            continue
        west, south, east, north = part.bounds
        x, y = (west + east) / 2, (south + north) / 2
        first = (west, south, x, north) if east - west > north - south else (west, south, east, y)
        second = (x, south, east, north) if east - west > north - south else (west, y, east, north)
        for half in (first, second):
            yield from _pieces(shapely.intersection(part, shapely.box(*half)))


def _is_between(
    road: shapely.Geometry,
    around: shapely.Geometry,
    one: shapely.Geometry,
    other: shapely.Geometry,
) -> bool:
    if shapely.intersects(one, other):
        return False
    ground = shapely.get_parts(shapely.difference(around, road))
    by_one, by_other = shapely.intersects(ground, one), shapely.intersects(ground, other)
    return bool(by_one.any() and by_other.any() and not (by_one & by_other).any())
