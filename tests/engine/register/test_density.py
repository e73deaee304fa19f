"""Addresses around a place."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.register.density import addresses_within

POINTS = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=0, max_size=30).map(
    lambda xy: np.array(xy, dtype=np.float64).reshape(-1, 2)
)


def test_address_counts_itself_and_radius_is_closed() -> None:
    xy = np.array([[0.0, 0.0], [250.0, 0.0], [500.0, 0.0]])
    assert addresses_within(xy, 250.0).tolist() == [2, 3, 2]


def test_no_addresses_count_zero_around_every_place() -> None:
    nothing = np.zeros((0, 2))
    assert addresses_within(nothing, 250.0).tolist() == []
    assert addresses_within(nothing, 250.0, around=np.zeros((2, 2))).tolist() == [0, 0]


@given(POINTS, POINTS)
def test_equals_counting_every_pair(xy: np.ndarray, places: np.ndarray) -> None:
    expected = [sum(bool(np.hypot(*(a - p)) <= 300) for a in xy) for p in places]
    assert addresses_within(xy, 300.0, around=places).tolist() == expected
