"""The map of a plan: a picture that is the same every time, for one place and for many."""

import io

import pytest
import shapely
from PIL import Image

from engine.exports.papers.map_figure import Spot, draw

_BARN = shapely.box(98_000, 466_000, 98_030, 466_012)


@pytest.mark.parametrize("count", [1, 2, 25])
def test_map_is_a_picture_with_outlines(count: int) -> None:
    spots = [Spot(n + 1, 98_000.0 + 700 * n, 466_000.0, (_BARN,)) for n in range(count)]
    picture = Image.open(io.BytesIO(draw(spots, line=count > 1)))
    assert picture.size == (1080, 720)
    assert len(picture.convert("RGB").getcolors(100_000) or ()) > 3
    assert draw(spots, line=count > 1) == draw(spots, line=count > 1)


def test_place_without_buildings_can_be_drawn() -> None:
    assert draw([Spot(1, 1.0, 2.0, ())], line=False, is_small=True).startswith(b"\x89PNG")


@pytest.mark.parametrize("metres", [4, 7, 15])
def test_number_does_not_hide_a_small_building(metres: int) -> None:
    house = shapely.box(98_000, 466_000, 98_000 + metres, 466_000 + metres)
    spot = Spot(1, house.centroid.x, house.centroid.y, (house,))
    picture = Image.open(io.BytesIO(draw([spot], line=False, is_small=True))).convert("RGB")
    counts = {colour: count for count, colour in picture.getcolors(100_000) or ()}
    per_metre = 1.2 * (300 - 2 * 36) / 60
    assert counts[(0xC9, 0xD6, 0xE2)] > 0.7 * (metres * per_metre) ** 2


def test_building_of_several_parts_or_of_no_area_can_be_drawn() -> None:
    parts = shapely.MultiPolygon([_BARN, shapely.box(0, 0, 1, 1)])
    line = shapely.LineString([(0, 0), (1, 1)])
    assert draw([Spot(1, 1.0, 2.0, (parts, line))], line=False).startswith(b"\x89PNG")
