"""The ground: RD against known points, and everything inside the real outline."""

import json

import numpy as np
import pytest
import shapely

from engine.sample.terrain import OUTLINE, make, to_rd, to_wgs84
from engine.sample.world import World


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    [
        pytest.param(5.38720621, 52.15517440, 155000, 463000, id="Amersfoort, origin of RD"),
        pytest.param(4.6, 52.2, 101183.218, 468279.485, id="inside the municipality"),
    ],
)
def test_rd_agrees_with_known_points_within_a_metre(
    lon: float, lat: float, x: float, y: float
) -> None:
    assert to_rd(lon, lat) == pytest.approx((x, y), abs=1.0)


def test_there_and_back_is_the_same_centimetre() -> None:
    points = np.array([to_rd(4.6, 52.2), to_rd(4.7, 52.15)])
    assert to_wgs84(points) == pytest.approx(np.array([[4.6, 52.2], [4.7, 52.15]]), abs=2e-7)


def test_everything_stands_inside_the_real_outline(world: World) -> None:
    feature = json.loads(OUTLINE.read_text("utf-8"))["features"][0]
    outline = shapely.from_geojson(json.dumps(feature["geometry"])).buffer(0.0004)
    degrees = to_wgs84(np.array([(unit.x, unit.y) for unit in world.units]))
    inside = shapely.contains_xy(outline, degrees[:, 0], degrees[:, 1])
    assert inside.all()


def test_ten_villages_divide_the_ground_without_overlap() -> None:
    terrain, towns = make()
    assert len(towns) == 10
    assert sum(terrain.shares.values()) == pytest.approx(1.0)
    areas = [shapely.Polygon(town.area) for town in towns]
    assert all(area.is_valid for area in areas)
    assert sum(area.area for area in areas) == pytest.approx(72.2e6, rel=0.01)


def test_nothing_stands_in_a_lake_but_berths(world: World) -> None:
    terrain, _ = make()
    water = shapely.union_all(terrain.lakes)
    dry = [unit for unit in world.units if unit.kind != "berth"]
    wet = shapely.contains_xy(water, [u.x for u in dry], [u.y for u in dry])
    assert not wet.any()
