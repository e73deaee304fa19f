"""The order of visits: every place once, from the start, short and the same every time."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.exports.papers.route import order

_PLACES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.tuples(st.integers(0, 5000), st.integers(0, 5000)),
    min_size=1,
    max_size=7,
)


@settings(max_examples=30)
@given(_PLACES)
def test_every_place_is_visited_once_from_the_start(places: dict[str, tuple[int, int]]) -> None:
    points = {name: (float(x), float(y)) for name, (x, y) in places.items()}
    start = min(points)
    found = order(points, start=start)
    assert found[0].stop == start
    assert found[0].metres == 0
    assert sorted(leg.stop for leg in found) == sorted(points)
    for last, leg in itertools.pairwise(found):
        assert leg.metres == math.dist(points[last.stop], points[leg.stop])
    assert order(dict(reversed(points.items())), start=start) == found


def test_route_along_a_line_goes_straight() -> None:
    points = {name: (1000.0 * n, 0.0) for n, name in enumerate("afbdce")}
    found = order(points, start="a")
    assert [leg.stop for leg in found] == list("afbdce")
    assert sum(leg.metres for leg in found) == 5000


def test_start_must_be_a_place() -> None:
    with pytest.raises(KeyError):
        order({"a": (0.0, 0.0)}, start="b")
