"""What a location says about itself: id, label, town, place, members and uses."""

from collections.abc import Iterator
from datetime import date

import pytest

from engine.register.location_labels import write_address
from tests.engine.register.invented import (
    Land,
    X,
    Y,
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


def test_without_bag_there_are_no_locations(land: Land) -> None:
    land.add("branch", branch_id="B1", enterprise_id="90000001", object_id=unit(1))
    land.zone("P", "recreation_site", 0, 0, 100)
    land.build()
    assert land.located() == {}
    assert land.con.execute("SELECT location_id FROM branch").fetchall() == [(None,)]


def test_one_unit_without_point_or_building_is_a_location_of_unknown_zone(land: Land) -> None:
    land.add("address_unit", object_id=unit(1), kind="unit")
    land.build()
    found = land.one(f"L{unit(1)}")
    assert (found["kind"], found["zone"], found["x"]) == ("unit", None, None)
    assert found["label"] == f"Object {unit(1)}"
    assert (found["land_use"], found["land_use_proof"]) == (None, None)


def test_yard_describes_itself_by_its_anchor_and_all_members(land: Land) -> None:
    land.house(2, 0, purposes=["woonfunctie", "industriefunctie"])
    land.house(3, 0, inside=2, purposes=["kantoorfunctie"])
    land.barn(60, 30)
    land.build()
    found = land.one(f"L{unit(2)}")
    assert found["label"] == "Proefpad 2, Testdorp"
    assert (found["town"], found["zone"]) == ("Testdorp", "outer")
    assert (found["x"], found["y"]) == (X + 5, Y + 5)
    assert found["object_ids"] == [unit(2), unit(3)]
    assert found["building_ids"] == [building(2), building(60)]
    assert found["use_purposes"] == ["industriefunctie", "kantoorfunctie", "woonfunctie"]


def test_uses_are_those_of_units_in_use_as_long_as_there_are_any(land: Land) -> None:
    land.house(
        1, 0, purposes=["winkelfunctie"],
        status="Verblijfsobject ingetrokken", since=date(2026, 1, 1),
    )  # fmt: skip
    land.house(2, 0, inside=1)
    land.build()
    assert land.one(f"L{unit(2)}")["use_purposes"] == ["woonfunctie"]


def test_members_are_listed_with_their_kind(land: Land) -> None:
    land.house(1, 0)
    land.moored(pitch(1), "pitch", 500)
    land.build()
    rows = land.con.execute("SELECT member_id, member_kind FROM location_member ORDER BY ALL")
    assert rows.fetchall() == [(unit(1), "unit"), (pitch(1), "pitch"), (building(1), "building")]


@pytest.mark.parametrize(
    ("letter", "addition", "written"),
    [
        pytest.param(None, None, "Kerkweg 12, Oud Ade", id="number"),
        pytest.param("A", None, "Kerkweg 12A, Oud Ade", id="letter"),
        pytest.param("a", "2", "Kerkweg 12a-2, Oud Ade", id="digit gets a hyphen"),
        pytest.param(None, "bis", "Kerkweg 12 bis, Oud Ade", id="text gets a space"),
    ],
)
def test_address_is_written_as_registered(
    letter: str | None, addition: str | None, written: str
) -> None:
    assert write_address("Kerkweg", "12", letter, addition, "Oud Ade") == written


def test_main_address_in_use_goes_before_a_side_address_and_a_withdrawn_one(land: Land) -> None:
    land.house(5, 0)
    land.con.execute("DELETE FROM address")
    land.address(unit(5), 1, is_main=False)
    land.address(unit(5), 2)
    land.address(unit(5), 3, status="Naamgeving ingetrokken", address_id="1884200000000000")
    land.build()
    assert land.one(f"L{unit(5)}")["label"] == "Proefpad 2, Testdorp"


def test_lone_building_is_named_after_the_nearest_address_in_use(land: Land) -> None:
    land.house(1, 0)
    land.house(2, 600, status="Verblijfsobject ingetrokken", since=date(2026, 1, 1))
    barn = land.barn(50, 900)
    land.build()
    found = land.one(f"L{barn}")
    assert (found["label"], found["town"]) == ("Gebouw bij Proefpad 1, Testdorp", "Testdorp")


def test_block_of_flats_is_named_after_its_own_first_address(land: Land) -> None:
    land.village(1, 0)
    land.house(200, 0, inside=1)
    land.build()
    assert land.one(f"L{building(1)}")["label"] == "Gebouw bij Proefpad 1, Testdorp"


@pytest.mark.parametrize(
    ("kind", "label"),
    [("harbour", "Haven bij Proefpad 1"), ("recreation_site", "Recreatieterrein bij Proefpad 1")],
)
def test_site_without_a_name_says_what_it_is(land: Land, kind: str, label: str) -> None:
    land.zone("S", kind, -10, -10, 100)
    land.house(1, 0)
    land.build()
    assert land.one(f"L{unit(1)}")["label"] == f"{label}, Testdorp"


def test_site_without_a_unit_is_named_after_its_lowest_building_in_use(land: Land) -> None:
    land.zone("S", "harbour", -10, -10, 200, name="Haven Proef")
    land.barn(1, 0, status="Pand gesloopt", since=date(2026, 1, 1))
    land.barn(2, 50)
    land.build()
    assert land.kinds() == {f"L{building(2)}": "site"}


def test_building_again_gives_the_same_and_no_double_rows(land: Land) -> None:
    land.house(1, 0)
    land.barn(50, 900)
    land.build()
    before = land.con.execute("FROM location").fetchall()
    land.build()
    assert land.con.execute("FROM location").fetchall() == before


def test_locations_are_sorted_by_id(land: Land) -> None:
    for number in (3, 1, 2):
        land.house(number, 300 * number)
    land.build()
    ids = [row[0] for row in land.con.execute("SELECT location_id FROM location").fetchall()]
    assert ids == sorted(ids)
    assert len(ids) == 3


def test_berth_has_no_purpose_so_its_use_is_not_known(land: Land) -> None:
    land.moored(berth(1), "berth", 0)
    land.build()
    assert land.one(f"L{berth(1)}")["land_use"] is None
