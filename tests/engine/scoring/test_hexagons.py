"""Counts per hexagon: what is counted, and what is too few to show."""

from typing import Any

import h3
import numpy as np
import pyarrow as pa
import pytest

from connectors.geometry_rd import to_rd
from engine.rule_settings import MapSettings
from engine.scoring.hexagons import count
from tests.engine.scoring.build import SETTINGS

TWO = SETTINGS.map.model_copy(update={"min_locations": 2})
ONE_PLACE = (100_000.0, 468_000.0)
FAR_AWAY = (105_000.0, 472_000.0)


def _locations(*rows: tuple[Any, Any, str, list[str]]) -> pa.Table:
    x, y, band, families = zip(*rows, strict=True) if rows else ((), (), (), ())
    return pa.table(
        {
            "x": pa.array(x, pa.float64()),
            "y": pa.array(y, pa.float64()),
            "band": pa.array(band, pa.string()),
            "families": pa.array(families, pa.list_(pa.string())),
        }
    )


def test_counts_per_band_and_family() -> None:
    rows = [("none", []), ("low", ["GEN"]), ("high", ["DRG", "GEN"])]
    counted = count(_locations(*[(*ONE_PLACE, *row) for row in rows]), settings=TWO).to_pylist()
    row = {name: counted[0][name] for name in ("locations", "with_hits", "low", "medium", "high")}
    assert row == {"locations": 3, "with_hits": 2, "low": 1, "medium": 0, "high": 1}
    assert counted[0]["families"] == [
        {"family": "DRG", "locations": 1},
        {"family": "GEN", "locations": 2},
    ]
    assert len(counted) == 1


def test_hexagon_lies_around_its_locations() -> None:
    row = count(_locations(*[(*ONE_PLACE, "none", [])] * 2), settings=TWO).to_pylist()[0]
    x, y = to_rd(row["lon"], row["lat"])
    assert np.hypot(x - ONE_PLACE[0], y - ONE_PLACE[1]) < 700
    assert h3.get_resolution(row["hexagon"]) == TWO.resolution


@pytest.mark.parametrize(("locations", "hexagons"), [(4, 0), (5, 1)])
def test_hexagon_with_few_locations_is_not_shown(locations: int, hexagons: int) -> None:
    table = _locations(*[(*ONE_PLACE, "high", ["GEN"])] * locations)
    assert count(table, settings=SETTINGS.map).num_rows == hexagons


def test_each_place_has_its_own_hexagon_in_a_fixed_order() -> None:
    rows = [(*ONE_PLACE, "low", ["GEN"])] * 2 + [(*FAR_AWAY, "none", [])] * 2
    forward, backward = (count(_locations(*some), settings=TWO) for some in (rows, rows[::-1]))
    assert forward.num_rows == 2
    assert forward.equals(backward)


def test_location_without_coordinates_is_in_no_hexagon() -> None:
    rows = [(None, None, "high", ["GEN"]), (*ONE_PLACE, "low", []), (*ONE_PLACE, "low", [])]
    assert count(_locations(*rows), settings=TWO)["locations"].to_pylist() == [2]


def test_no_locations_give_no_hexagons() -> None:
    assert count(_locations(), settings=TWO).num_rows == 0


def test_settings_refuse_a_hexagon_of_one_location() -> None:
    with pytest.raises(ValueError, match="min_locations"):
        MapSettings.model_validate({**SETTINGS.map.model_dump(), "min_locations": 1})
