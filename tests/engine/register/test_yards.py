"""Which units, buildings and sites form one location."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.engine.register.invented import (
    Land,
    berth,
    building,
    empty_land,
    pitch,
    unit,
)


@pytest.fixture
def land() -> Iterator[Land]:
    with empty_land() as made:
        yield made


def test_houses_of_a_ribbon_stay_apart(land: Land) -> None:
    houses = [land.house(number, 12 * number) for number in range(1, 9)]
    land.build()
    assert land.kinds() == {f"L{house}": "yard" for house in houses}


def test_units_in_one_building_are_one_yard(land: Land) -> None:
    first, second = land.house(1, 0), land.house(2, 0, inside=1)
    land.build()
    assert land.located()[first] == land.located()[second] == f"L{first}"
    assert land.one(f"L{first}")["object_ids"] == [first, second]


def test_built_up_units_are_locations_and_a_house_belongs_to_its_only_unit(land: Land) -> None:
    land.village(1, 0)
    land.build()
    assert set(land.kinds().values()) == {"unit"}
    assert land.located()[building(7)] == f"L{unit(7)}"


def test_block_of_flats_is_a_location_of_its_own(land: Land) -> None:
    land.village(1, 0)
    flat = land.house(200, 0, inside=1)
    land.build()
    assert land.located()[building(1)] == f"L{building(1)}"
    assert land.located()[flat] == f"L{flat}"
    assert land.kinds()[f"L{building(1)}"] == "building"


def test_withdrawn_neighbour_number_does_not_make_a_house_shared(land: Land) -> None:
    land.village(1, 0)
    gone = land.house(
        200, 0, inside=1, status="Verblijfsobject ingetrokken", since=date(2026, 1, 1)
    )
    land.build()
    assert land.located()[building(1)] == f"L{unit(1)}"
    assert land.located()[gone] == f"L{gone}"


def test_recreation_park_is_one_site_with_everything_on_it(land: Land) -> None:
    land.zone("P", "recreation_site", -10, -10, 200, name="Park Proef")
    members = {land.house(2, 0), building(2), land.barn(50, 60), land.barn(51, 90, side=2)}
    members |= {land.moored(pitch(1), "pitch", 120), land.moored(berth(1), "berth", 150)}
    outside = land.house(3, 300)
    land.build()
    here = {member for member, place in land.located().items() if place == f"L{unit(2)}"}
    assert here == members
    assert land.one(f"L{unit(2)}")["label"] == "Park Proef"
    assert land.located()[outside] == f"L{outside}"


@pytest.mark.parametrize(
    ("side", "has_location"),
    [pytest.param(3.0, False, id="9 m2"), pytest.param(3.2, True, id="over 10 m2")],
)
def test_lone_hut_needs_a_size(land: Land, side: float, has_location: bool) -> None:
    land.house(1, 0)
    hut = land.barn(50, 1000, side=side)
    land.build()
    assert (hut in land.located()) is has_location


def test_small_hut_on_a_yard_is_a_member(land: Land) -> None:
    house, hut = land.house(1, 0), land.barn(50, 20, side=1)
    land.build()
    assert land.located()[hut] == f"L{house}"


def test_yard_keeps_the_id_of_its_unit_in_use_when_a_lower_one_is_withdrawn(land: Land) -> None:
    land.house(1, 0, status="Verblijfsobject ingetrokken", since=date(2026, 1, 1))
    land.house(2, 0, inside=1)
    land.build()
    assert land.kinds() == {f"L{unit(2)}": "yard"}
