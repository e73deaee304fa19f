"""Traits of locations: neutral, and NULL where nothing is known."""

from engine.exports.location import traits
from engine.snapshot import Run
from tests.engine.exports.conftest import HOUSE, YARD


def test_traits_are_those_of_the_largest_building_and_of_businesses_that_are_there(
    village: Run,
) -> None:
    yard = traits.read(village)[YARD]
    assert (yard.kind, yard.zone, yard.land_use) == ("yard", "outer", "farmyard")
    assert (yard.footprint_m2, yard.built_year, yard.buildings) == (1250.5, None, 2)
    assert yard.groups == frozenset({"52", "99"})
    assert yard.uses == frozenset({"woonfunctie"})


def test_location_without_building_or_business_has_unknown_size_and_no_groups(
    village: Run,
) -> None:
    house = traits.read(village)[HOUSE]
    assert (house.footprint_m2, house.built_year, house.buildings) == (None, None, 0)
    assert house.groups == frozenset()


def test_locations_come_in_the_order_of_their_ids(village: Run) -> None:
    assert list(traits.read(village)) == sorted((YARD, HOUSE))
