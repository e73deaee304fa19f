"""Places: identifiers, postcodes, versions and dates."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.sample.world import (
    Town,
    Version,
    World,
    ended,
    months_before,
    ordinary_building,
    ring_area,
    ring_centre,
)

_REAL_LETTERS = set("ABCDEGHJKLMNPRSTVWXZ")


def test_postcodes_use_a_letter_that_real_ones_never_have(world: World) -> None:
    for address in world.addresses:
        assert re.fullmatch(r"[1-9]\d{3}[A-Z]{2}", address.postcode)
        assert not set(address.postcode[4:]) <= _REAL_LETTERS


def test_identifiers_have_the_form_of_the_bag_in_a_range_that_is_not_in_use(world: World) -> None:
    codes = {"unit": "01", "berth": "02", "pitch": "03"}
    numbers = [(unit.object_id, codes[unit.kind]) for unit in world.units]
    numbers += [(building.building_id, "10") for building in world.buildings]
    numbers += [(address.address_id, "20") for address in world.addresses]
    numbers += [(street.street_id, "30") for street in world.streets]
    for number, code in numbers:
        assert re.fullmatch(rf"1884{code}9\d{{9}}", number)
    assert len({number for number, _ in numbers}) == len(numbers)


def test_a_house_number_stands_once_in_its_street(world: World) -> None:
    count = Counter((a.street.street_id, a.house) for a in world.addresses)
    assert [key for key, times in count.items() if times > 1] == []


def test_postcode_and_house_number_are_one_place(world: World) -> None:
    count = Counter((a.postcode, a.house) for a in world.addresses)
    assert [key for key, times in count.items() if times > 1] == []


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2026, 11, 1), 6, date(2026, 5, 1), id="inside a year"),
        pytest.param(date(2026, 11, 1), 11, date(2025, 12, 1), id="December"),
        pytest.param(date(2026, 3, 31), 1, date(2026, 2, 28), id="shorter month"),
        pytest.param(date(2028, 3, 31), 1, date(2028, 2, 29), id="leap year"),
        pytest.param(date(2026, 11, 30), -3, date(2027, 2, 28), id="ahead"),
        pytest.param(date(2026, 1, 15), 0, date(2026, 1, 15), id="nothing"),
    ],
)
def test_months_are_calendar_months(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_going_back_months_keeps_day_or_takes_the_last_one(day: date, months: int) -> None:
    back = months_before(day, months)
    assert (day.year * 12 + day.month) - (back.year * 12 + back.month) == months
    assert back.day <= day.day


@pytest.mark.parametrize(("year", "versions"), [(1900, 1), (2011, 1), (2012, 4), (2023, 4)])
def test_a_new_building_shows_how_it_was_made(year: int, versions: int) -> None:
    history = ordinary_building(year)
    assert len(history) == versions
    assert history[-1] == Version(history[-1].begin, None, "Pand in gebruik")
    for before, after in pairwise(history):
        assert before.end == after.begin


def test_an_end_closes_the_last_version() -> None:
    life = (Version(date(2010, 3, 1), None, "Pand in gebruik"),)
    assert ended(life, date(2024, 5, 6), "Pand gesloopt") == (
        Version(date(2010, 3, 1), date(2024, 5, 6), "Pand in gebruik"),
        Version(date(2024, 5, 6), None, "Pand gesloopt"),
    )


def test_area_and_centre_of_a_ring() -> None:
    ring = ((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0))
    assert ring_area(ring) == 12.0
    assert ring_centre(ring) == (2.0, 1.5)


def test_numbers_of_one_block_share_a_postcode() -> None:
    world = World(towns=[Town("3042", "Roelofarendsveen", "2371", 0.0, 0.0)])
    street = world.add_street(world.towns[0], "Denkbeeldlaan")
    found = [world.add_address(street, number).postcode for number in (1, 20, 21)]
    assert found[0] == found[1] != found[2]
