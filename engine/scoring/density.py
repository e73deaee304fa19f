"""How thick hits of a theme lie: a smooth surface over the hexagons, for people who look.

Smoothed are the counts of hexagons, from their centres, never the places of locations: the
surface tells nothing that the hexagons do not tell, and has no peak at a yard. Where fewer
locations with a hit than may be told lie within reach, there is no surface.

Source: the quartic (biweight) kernel in two dimensions, Silverman 1986, equation 4.5.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import h3
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from connectors.geometry_rd import to_rd
from engine.rule_settings import DensitySettings

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Patch:
    """A small hexagon of the surface.

    Attributes:
        hexagon: H3 cell of `DensitySettings.resolution`.
        per_km2: locations with a hit per square kilometre, smoothed; above 0.
        with_hits: locations with a hit in the hexagons of which the centre lies within reach.
    """

    hexagon: str
    per_km2: float
    with_hits: int


def surface(with_hits: Mapping[str, int], *, settings: DensitySettings) -> list[Patch]:
    """Smooth the counts of hexagons.

    Args:
        with_hits: locations with a hit per hexagon that may be shown, all of one H3 resolution
            that is no finer than `settings.resolution`.
        settings: how far a hexagon reaches, how fine the surface is, and how many locations with
            a hit it stands for at least.

    Returns:
        By hexagon; only where at least `settings.min_with_hits` locations are within reach.
    """
    cells = sorted(cell for cell, count in with_hits.items() if count > 0)
    if not cells:
        return []
    counts = np.array([with_hits[cell] for cell in cells], dtype=np.float64)
    patches = _patches(cells, settings)
    dense, around = _weigh(_centres(patches), _centres(cells), counts, settings.bandwidth_m)
    return [
        Patch(patch, float(dense[i]), round(float(around[i])))
        for i, patch in enumerate(patches)
        if dense[i] > 0 and around[i] >= settings.min_with_hits
    ]


def _weigh(places: Reals, centres: Reals, counts: Reals, bandwidth_m: float) -> tuple[Reals, Reals]:
    """Density per square kilometre at places, and the counts within reach of them."""
    near = cKDTree(places).sparse_distance_matrix(
        cKDTree(centres), bandwidth_m, output_type="ndarray"
    )
    near = near[np.lexsort((near["j"], near["i"]))]
    weight = counts[near["j"]]
    reach_km2 = math.pi * (bandwidth_m / 1000) ** 2
    kernel = 3 / reach_km2 * (1 - (near["v"] / bandwidth_m) ** 2) ** 2
    size = len(places)
    dense, around = np.zeros(size), np.zeros(size)
    np.add.at(dense, near["i"], weight * kernel)
    np.add.at(around, near["i"], weight)
    return dense, around


def _patches(cells: Sequence[str], settings: DensitySettings) -> list[str]:
    """Small hexagons of the cells and of those around them that are within reach."""
    resolution = h3.get_resolution(cells[0])
    apart_m = math.sqrt(3) * h3.average_hexagon_edge_length(resolution, unit="m")
    rings = math.ceil(settings.bandwidth_m / apart_m)
    near = {other for cell in cells for other in h3.grid_disk(cell, rings)}
    fine = (h3.cell_to_children(cell, settings.resolution) for cell in near)
    return sorted(child for children in fine for child in children)


def _centres(cells: Sequence[str]) -> Reals:
    """Middles in RD metres, (n, 2)."""
    lat, lon = np.array([h3.cell_to_latlng(cell) for cell in cells], dtype=np.float64).T
    return np.column_stack(to_rd(lon, lat))
