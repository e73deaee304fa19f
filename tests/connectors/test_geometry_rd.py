"""WGS84 to RD on known points; without the datum shift they would be 110 m off."""

import numpy as np
import pytest

from connectors.geometry_rd import to_rd


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    [
        pytest.param(5.38720621, 52.15517440, 155_000, 463_000, id="origin of RD"),
        pytest.param(5.13287587, 52.08884161, 137_569.474, 455_650.561, id="published pair"),
    ],
)
def test_known_point_within_a_metre(lon: float, lat: float, x: float, y: float) -> None:
    assert to_rd(lon, lat) == pytest.approx((x, y), abs=1)


def test_arrays_give_the_same_as_single_points() -> None:
    lon, lat = np.array([4.6, 4.7]), np.array([52.2, 52.25])
    x, y = to_rd(lon, lat)
    assert [(x[i], y[i]) for i in range(2)] == [to_rd(4.6, 52.2), to_rd(4.7, 52.25)]
