"""Where hits of a theme lie closer together than chance explains: Gi* over the hexagons.

A picture of areas for people, never a fact about a location and no part of any score. Counted is
the share of the locations of a hexagon with a hit, so that a village does not stand out because
more is registered there.

Source: Getis and Ord 1992, Ord and Getis 1995 (Gi* with the hexagon itself, closed form, binary
weights); Benjamini and Hochberg 1995 for testing many hexagons at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import h3
import numpy as np
from numpy.typing import NDArray
from scipy import sparse, stats

from engine.rule_settings import HotspotSettings

Reals = NDArray[np.float64]


class Kind(StrEnum):
    """What the test says of a hexagon."""

    HOT = "hot"
    COLD = "cold"
    NEITHER = "neither"
    FEW = "few"
    """Hits lie close together, but at fewer locations than may be told."""


@dataclass(frozen=True, slots=True)
class Hotspot:
    """One hexagon with what the test says of it.

    Attributes:
        hexagon: H3 cell.
        share: locations with a hit among its locations, 0 to 1.
        z: Gi*, standard normal when hits lie anywhere; above 0 more than elsewhere.
        q: two-sided chance of such a z or a larger one, corrected for the number of hexagons.
        locations: locations in the hexagon and its neighbours.
        with_hits: those of them with a hit.
        kind: hot or cold when `q` is at most `HotspotSettings.max_q`.
    """

    hexagon: str
    share: float
    z: float
    q: float
    locations: int
    with_hits: int
    kind: Kind


def find(
    locations: Mapping[str, int], with_hits: Mapping[str, int], *, settings: HotspotSettings
) -> list[Hotspot]:
    """Test every hexagon against all of them.

    Args:
        locations: how many locations a hexagon has, at least 1; those left out for having too
            few are no neighbours either.
        with_hits: how many of them have a hit of the theme; a hexagon that is not named has none.
        settings: when the test says anything.

    Returns:
        By hexagon. Empty when there are fewer hexagons than `min_hexagons`, or all have the same
        share: then nothing can stand out.
    """
    cells = sorted(locations)
    total = np.array([locations[cell] for cell in cells], dtype=np.float64)
    hits = np.array([with_hits.get(cell, 0) for cell in cells], dtype=np.float64)
    if len(cells) < settings.min_hexagons:
        return []
    share = hits / total
    if np.ptp(share) == 0:
        return []
    near = _neighbours(cells)
    z = gi_star(share, near)
    q = stats.false_discovery_control(2 * stats.norm.sf(np.abs(z)))
    around, around_hits = near @ total, near @ hits
    return [
        Hotspot(
            cell,
            float(share[i]),
            float(z[i]),
            float(q[i]),
            int(around[i]),
            int(around_hits[i]),
            _kind(float(z[i]), float(q[i]), int(around_hits[i]), settings),
        )
        for i, cell in enumerate(cells)
    ]


def gi_star(values: Reals, near: sparse.csr_array) -> Reals:
    """Gi* of every value.

    Args:
        values: (n,), not all equal.
        near: (n, n), 1 where one counts for the other, also on the diagonal.

    Returns:
        (n,); 0 where everything is near, as such a sum cannot stand out.
    """
    n = len(values)
    mean, deviation = values.mean(), values.std()
    count = np.asarray(near.sum(axis=1), dtype=np.float64)
    spread = deviation * np.sqrt(np.maximum(n * count - count**2, 0) / (n - 1))
    above = near @ values - mean * count
    z: Reals = np.divide(above, spread, out=np.zeros(n), where=spread > 0)
    return z


def _neighbours(cells: Sequence[str]) -> sparse.csr_array:
    """1 for a hexagon and the ones that touch it, as far as they are counted."""
    number = {cell: i for i, cell in enumerate(cells)}
    rows, columns = [], []
    for cell, i in number.items():
        for other in h3.grid_disk(cell, 1):
            if other in number:
                rows.append(i)
                columns.append(number[other])
    ones = np.ones(len(rows))
    return sparse.csr_array((ones, (rows, columns)), shape=(len(cells), len(cells)))


def _kind(z: float, q: float, with_hits: int, settings: HotspotSettings) -> Kind:
    if q > settings.max_q:
        return Kind.NEITHER
    if z < 0:
        return Kind.COLD
    return Kind.HOT if with_hits >= settings.min_with_hits else Kind.FEW
