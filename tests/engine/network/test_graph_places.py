"""PART_OF: every address leads to its own location, and never to a neighbour's."""

from typing import Any

from tests.engine.network.world import World, address, kvk, relations
from tests.engine.register.invented import building, unit

LINKS = list[tuple[object, ...]]


def _yard(world: World) -> None:
    """A house and a shed: two units and two buildings that are one location."""
    world.add("location", location_id="L1", kind="yard")
    for number in (1, 2):
        world.member("L1", unit(number), "unit")
        world.member("L1", building(number), "building")
        world.address(unit(number), number)
        world.add("unit_building", object_id=unit(number), building_id=building(number))
        world.add("building", building_id=building(number))


def test_on_a_yard_an_address_leads_there_by_its_building(world: World) -> None:
    _yard(world)
    assert relations(world.built(), "PART_OF") == [
        ("Address", address(1), "Building", building(1)),
        ("Address", address(2), "Building", building(2)),
        ("Building", building(1), "Location", "L1"),
        ("Building", building(2), "Location", "L1"),
    ]


def test_neighbours_in_one_building_are_not_connected_by_it(world: World) -> None:
    for number in (1, 2):
        world.home(number)
        world.add("unit_building", object_id=unit(number), building_id=building(9))
    world.member("L9", building(9), "building")
    world.add("building", building_id=building(9))
    assert relations(world.built(), "PART_OF") == [
        ("Address", address(1), "Location", f"L{unit(1)}"),
        ("Address", address(2), "Location", f"L{unit(2)}"),
        ("Building", building(9), "Location", "L9"),
    ]


def test_building_that_is_of_the_one_in_use_does_not_take_the_former_one_there(
    world: World,
) -> None:
    for number in (1, 2):
        world.home(number)
        world.add("unit_building", object_id=unit(number), building_id=building(9))
    world.member(f"L{unit(1)}", building(9), "building")
    assert relations(world.built(), "PART_OF") == [
        ("Address", address(1), "Building", building(9)),
        ("Address", address(2), "Location", f"L{unit(2)}"),
        ("Building", building(9), "Location", f"L{unit(1)}"),
    ]


def test_berth_without_a_building_leads_straight_to_its_location(world: World) -> None:
    world.home(3)
    found = relations(world.built(), "PART_OF", "id", "record_key", "valid_from")
    own = f"PART_OF:Address:{address(3)}:L{unit(3)}"
    assert found == [
        ("Address", address(3), "Location", f"L{unit(3)}", own, "test:address:3", None)
    ]


def test_address_of_no_member_belongs_where_all_its_records_are(world: World) -> None:
    place: dict[str, Any] = {"address_id": address(5), "location_id": "L7"}
    world.address(unit(5), 5)
    world.branch(1, kvk(1), **place)
    world.add("permit", permit_id="V1", **place)
    made = world.built()
    assert relations(made, "PART_OF") == [("Address", address(5), "Location", "L7")]
    assert relations(made, "REGISTERED_AT")[0][2:] == ("Address", address(5))


def test_records_that_disagree_go_each_to_their_own_location(world: World) -> None:
    world.branch(1, kvk(1), address_id=address(5), location_id="L7")
    world.branch(2, kvk(1), address_id=address(5), location_id="L8")
    made = world.built()
    assert relations(made, "PART_OF") == []
    assert [row[2:] for row in relations(made, "REGISTERED_AT")] == [
        ("Location", "L7"),
        ("Location", "L8"),
    ]


def test_shielded_branch_says_nothing_about_its_address(world: World) -> None:
    world.branch(1, kvk(1), address_id=address(5), location_id="L7", shielded=True)
    made = world.built()
    assert made.con.execute("SELECT count(*) FROM node_address").fetchone() == (0,)
    assert relations(made, "PART_OF") == []


def test_record_without_address_goes_to_its_building_then_to_its_location(world: World) -> None:
    _yard(world)
    world.branch(1, kvk(1), building_id=building(1), location_id="L1")
    world.branch(2, kvk(1), location_id="L1")
    world.branch(3, kvk(1), address_id=address(1), building_id=building(1))
    assert [row[2:] for row in relations(world.built(), "REGISTERED_AT")] == [
        ("Building", building(1)),
        ("Location", "L1"),
        ("Address", address(1)),
    ]


def test_building_of_another_location_is_passed_over(world: World) -> None:
    _yard(world)
    world.branch(1, kvk(1), building_id=building(1), location_id="L5")
    assert [row[2:] for row in relations(world.built(), "REGISTERED_AT")] == [("Location", "L5")]


def test_parcel_is_part_of_the_locations_that_titles_and_sales_tell(world: World) -> None:
    world.add("title", parcel_id="K1", location_id="L1")
    world.add("transfer", parcel_id="K1", location_id="L1")
    world.add("transfer", parcel_id="K1", location_id="L2")
    world.add("title", parcel_id="K2")
    world.add("title", location_id="L3")
    assert relations(world.built(), "PART_OF", "record_key") == [
        ("Parcel", "K1", "Location", "L1", "test:title:1"),
        ("Parcel", "K1", "Location", "L2", "test:transfer:3"),
    ]


def test_address_in_two_sources_leads_to_one_location(world: World) -> None:
    world.home(1)
    world.address(unit(1), 1, source="second")
    assert relations(world.built(), "PART_OF", "source") == [
        ("Address", address(1), "Location", f"L{unit(1)}", "second")
    ]
