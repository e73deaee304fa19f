"""Points: in which system and order they stand is seen by where they lie."""

import numpy as np
import pytest

from connectors.geometry_rd import to_wgs84
from engine.matching.addresses import weighing
from engine.matching.addresses.points import Places, to_points
from engine.settings import SHIPPED_RULES

LIMITS = weighing.load(SHIPPED_RULES).points
X, Y = 100_000.0, 470_000.0
NONE = float("nan")


def one(
    x: float = NONE, y: float = NONE, lon: float = NONE, lat: float = NONE
) -> tuple[float, ...]:
    arrays = [np.array([value]) for value in (x, y, lon, lat)]
    made_x, made_y = to_points(arrays[0], arrays[1], arrays[2], arrays[3])
    return float(made_x[0]), float(made_y[0])


def test_every_order_of_degrees_is_the_same_point() -> None:
    lon, lat = (float(axis) for axis in to_wgs84(X, Y))
    for made in (
        one(lon=lon, lat=lat),
        one(lon=lat, lat=lon),
        one(x=lon, y=lat),
        one(x=lat, y=lon),
    ):
        assert made == pytest.approx((X, Y), abs=0.01)


def test_rd_wins_over_degrees_and_may_be_exchanged() -> None:
    assert one(x=X, y=Y, lon=5.0, lat=52.0) == (X, Y)
    assert one(x=Y, y=X) == (X, Y)


@pytest.mark.parametrize("point", [(0.0, 0.0), (NONE, Y), (X, NONE), (1e8, 1e8), (float("inf"), Y)])
def test_what_lies_elsewhere_is_no_point(point: tuple[float, float]) -> None:
    assert np.isnan(one(*point)).all()


def test_nearest_address_has_the_probability_that_its_rivals_leave() -> None:
    places = Places([7, 8], np.array([X, X + 4.0]), np.array([Y, Y]), LIMITS)
    near, middle, far = places.nearest(np.array([X, X + 2.0, X + 900.0]), np.array([Y, Y, Y]))
    assert near[0][0] == 7
    assert near[0][1] > 0.9
    assert [at for at, _ in middle] == [7, 8]
    assert middle[0][1] == pytest.approx(0.5, abs=0.01)
    assert far == []
