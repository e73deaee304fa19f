"""RD to WGS84 on every known point of the references, and there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.geometry_rd import to_rd, to_wgs84

POINTS = {
    "origin of RD": (155_000, 463_000, 5.38720621, 52.15517440),
    "geocoder, Utrecht": (137_569.474, 455_650.561, 5.13287587, 52.08884161),
    "geocoder, Utrecht south": (135_782.745, 452_910.011, 5.10696041, 52.06415055),
    "geocoder, Nijmegen": (187_136.056, 428_140.256, 5.85351525, 51.84092097),
    "branch register": (136_225.65, 456_469.782, 5.113226043101587, 52.096162894974526),
}
METRES_PER_DEGREE = 111_000


@pytest.mark.parametrize("name", sorted(POINTS))
def test_known_points_agree_within_a_metre_both_ways(name: str) -> None:
    x, y, lon, lat = POINTS[name]
    assert to_rd(lon, lat) == pytest.approx((x, y), abs=1)
    assert to_wgs84(x, y) == pytest.approx((lon, lat), abs=1 / METRES_PER_DEGREE)


@given(x=st.floats(10_000, 280_000), y=st.floats(305_000, 620_000))
def test_there_and_back_is_the_same_point(x: float, y: float) -> None:
    assert to_rd(*to_wgs84(x, y)) == pytest.approx((x, y), abs=0.001)


def test_a_point_that_is_none_gives_nan_and_spares_the_others() -> None:
    x, y = to_rd([5.38720621, np.nan, np.inf], [52.1551744, 52.0, 52.0])
    assert np.isnan(x).tolist() == np.isnan(y).tolist() == [False, True, True]


def test_no_points_give_no_points() -> None:
    lon, lat = to_wgs84([], [])
    assert (len(lon), len(lat)) == (0, 0)
