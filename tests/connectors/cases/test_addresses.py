"""BAG ids and points of cases: what looks like one, and what does not."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.cases import addresses


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1884200000000001", {"address_id": "1884200000000001"}),
        ("1884010000000001", {"object_id": "1884010000000001"}),
        ("1884100000000001", {"object_id": "1884100000000001"}),
        ("OFWORKAROUND", {}),
        ("188420000000001", {}),
        ("1884990000000001", {}),
        ("1884２00000000001", {}),
    ],
)
def test_bag_id_must_look_like_one(number: str, expected: dict[str, object]) -> None:
    counts: Counter[str] = Counter()
    assert addresses.bag_id(number, counts) == expected
    assert counts["BAG ids that are none"] == (not expected)


@given(st.floats(allow_nan=True), st.floats(allow_nan=True))
def test_point_is_in_the_netherlands_or_none(lon: float, lat: float) -> None:
    found = addresses.degrees(lon, lat, Counter())
    assert found == {} or (3 <= lon <= 8 and 50 <= lat <= 54)


@pytest.mark.parametrize(
    ("lon", "lat"), [(52.1, 4.6), (99_000.0, 470_000.0), ("4.6", "52.1"), (True, 52.1), (None, 1)]
)
def test_point_elsewhere_is_none_and_counted(lon: object, lat: object) -> None:
    counts: Counter[str] = Counter()
    assert addresses.degrees(lon, lat, counts) == {}
    assert counts["points outside the Netherlands"] == 1


def test_street_without_a_number_is_no_place() -> None:
    assert addresses.parts({"street": "Dorp", "house_number": None, "town": "Oud Ade"}) == {}
