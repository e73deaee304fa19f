"""The smooth surface: against the formula, for too few locations, and for no place of one."""

import math

import h3
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.geometry_rd import to_rd
from engine.rule_settings import DensitySettings
from engine.scoring.density import surface
from tests.engine.scoring.build import SETTINGS

MIDDLE = h3.latlng_to_cell(52.2, 4.63, 8)
AROUND = sorted(h3.grid_disk(MIDDLE, 1))
USUAL = SETTINGS.density


def _place(cell: str) -> tuple[float, float]:
    lat, lon = h3.cell_to_latlng(cell)
    x, y = to_rd([lon], [lat])
    return float(x[0]), float(y[0])


def _by_hand(at: str, counts: dict[str, int], bandwidth_m: float) -> float:
    total = 0.0
    for cell, count in counts.items():
        share = math.dist(_place(at), _place(cell)) / bandwidth_m
        if share <= 1:
            kernel = 3 / (math.pi * (bandwidth_m / 1000) ** 2) * (1 - share**2) ** 2
            total += count * kernel
    return total


def test_surface_is_that_of_the_quartic_kernel() -> None:
    counts = dict(zip(AROUND, [1, 0, 4, 2, 7, 3, 5], strict=True))
    found = surface(counts, settings=USUAL)
    assert len(found) > 100
    for patch in found[:: len(found) // 20]:
        expected = _by_hand(patch.hexagon, counts, USUAL.bandwidth_m)
        assert patch.per_km2 == pytest.approx(expected, rel=1e-9)


def test_surface_holds_as_many_locations_as_were_counted() -> None:
    fine = USUAL.model_copy(update={"resolution": 10})
    found = surface({MIDDLE: 9}, settings=fine)
    held = sum(p.per_km2 * h3.cell_area(p.hexagon, unit="km^2") for p in found)
    assert held == pytest.approx(9, rel=0.01)


@pytest.mark.parametrize(("hits", "is_drawn"), [(2, False), (3, True)])
def test_too_few_locations_with_a_hit_have_no_surface(hits: int, is_drawn: bool) -> None:
    assert bool(surface({MIDDLE: hits}, settings=USUAL)) is is_drawn


def test_few_here_and_few_there_do_not_count_together_when_far_apart() -> None:
    far = next(iter(h3.grid_ring(MIDDLE, 8)))
    assert surface({MIDDLE: 2, far: 2}, settings=USUAL) == []


def test_every_patch_stands_for_at_least_the_smallest_number() -> None:
    found = surface(dict.fromkeys(AROUND, 1), settings=USUAL)
    assert found
    assert min(patch.with_hits for patch in found) >= USUAL.min_with_hits


@pytest.mark.parametrize("counts", [{}, {MIDDLE: 0}], ids=["no hexagons", "no hits"])
def test_nothing_counted_has_no_surface(counts: dict[str, int]) -> None:
    assert surface(counts, settings=USUAL) == []


@settings(max_examples=20)
@given(st.permutations(AROUND))
def test_order_of_hexagons_does_not_matter(order: list[str]) -> None:
    counts = {cell: 1 + AROUND.index(cell) for cell in order}
    assert surface(counts, settings=USUAL) == surface(
        {cell: counts[cell] for cell in AROUND}, settings=USUAL
    )


def test_settings_refuse_a_surface_for_one_location() -> None:
    with pytest.raises(ValueError, match="min_with_hits"):
        DensitySettings.model_validate({**USUAL.model_dump(), "min_with_hits": 1})


def test_patches_come_by_hexagon() -> None:
    names = [patch.hexagon for patch in surface({MIDDLE: 5}, settings=USUAL)]
    assert names == sorted(names)
    assert np.unique(names).size == len(names)
