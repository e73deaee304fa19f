"""Points as exports give them, in RD or degrees, in either order, and the address that lies there.

Where a number lies says what it is: RD, latitude and longitude of the Netherlands have ranges that
do not overlap, so that exchanged columns are seen and set right.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from connectors.geometry_rd import to_rd
from engine.matching.addresses.weighing import Points

Floats = npt.NDArray[np.float64]

RD_X, RD_Y = (0.0, 280_000.0), (300_000.0, 625_000.0)
"""Range of RD coordinates in the Netherlands, metres. Source: EPSG:28992."""
LON, LAT = (3.0, 7.4), (50.6, 53.7)
"""Range of the Netherlands in degrees, WGS84. Source: EPSG:28992, area of use."""


def to_points(x: Floats, y: Floats, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """X and y in RD of points in RD or degrees, whichever column or order they stand in.

    Args:
        x: as delivered, NaN where not given.
        y: as delivered.
        lon: as delivered.
        lat: as delivered.

    Returns:
        NaN where nothing given lies in the Netherlands; RD goes before degrees.
    """
    made_x, made_y = np.full(len(x), np.nan), np.full(len(x), np.nan)
    for first, second in ((x, y), (y, x)):
        _take(made_x, made_y, first, second, _inside(first, second, RD_X, RD_Y))
    for first, second in ((lon, lat), (lat, lon), (x, y), (y, x)):
        inside = _inside(first, second, LON, LAT)
        if inside.any():
            easting, northing = to_rd(
                np.where(inside, first, np.nan), np.where(inside, second, np.nan)
            )
            _take(
                made_x, made_y, easting, northing, inside & _inside(easting, northing, RD_X, RD_Y)
            )
    for first, second in ((lon, lat), (lat, lon)):
        _take(made_x, made_y, first, second, _inside(first, second, RD_X, RD_Y))
    return made_x, made_y


def _take(
    x: Floats, y: Floats, first: Floats, second: Floats, usable: npt.NDArray[np.bool_]
) -> None:
    """Fill what is still open."""
    at = usable & np.isnan(x)
    x[at], y[at] = first[at], second[at]


def _inside(
    first: Floats, second: Floats, one: tuple[float, float], other: tuple[float, float]
) -> npt.NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        found = (first >= one[0]) & (first <= one[1]) & (second >= other[0]) & (second <= other[1])
    return np.asarray(found, dtype=np.bool_)


class Places:
    """Known addresses by where they lie."""

    def __init__(self, positions: Sequence[int], x: Floats, y: Floats, limits: Points) -> None:
        self._positions, self._limits = np.asarray(positions, dtype=np.int64), limits
        self._tree = cKDTree(np.column_stack((x, y))) if len(self._positions) else None

    def nearest(self, x: Floats, y: Floats) -> list[list[tuple[int, float]]]:
        """The addresses that may lie at each point, with their probability, the best first.

        A point is taken to lie around its address as the spread of the settings says; an address
        as near as another one shares the probability with it, so that neither is given.
        """
        answers: list[list[tuple[int, float]]] = [[] for _ in range(len(x))]
        usable = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        if self._tree is None or not len(usable):
            return answers
        count = min(self._limits.neighbours, len(self._positions))
        asked = np.column_stack((x[usable], y[usable]))
        distance, at = _nearest(self._tree, asked, count)
        limits = self._limits
        none = 1.0 + (limits.none_m / limits.spread_m) ** 2
        odds = (none / (1.0 + (distance / limits.spread_m) ** 2)) ** limits.tail
        odds[distance > limits.max_m] = 0.0
        share = odds / (1.0 + odds.sum(axis=1, keepdims=True))
        for row, query in enumerate(usable.tolist()):
            found = [
                (int(self._positions[at[row, n]]), float(share[row, n]))
                for n in range(count)
                if share[row, n] > limits.least
            ]
            answers[query] = sorted(found, key=lambda one: (-one[1], one[0]))
        return answers


def _nearest(tree: cKDTree, asked: Floats, count: int) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Distances to the nearest addresses of each point, and which these are."""
    distance, at = tree.query(asked, k=list(range(1, count + 1)))
    return np.asarray(distance, dtype=np.float64), np.asarray(at, dtype=np.int64)
