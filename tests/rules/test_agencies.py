"""HAM-03, HAM-05 and HUISVESTER: agencies, their houses and their registration."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

PERSON = "P0123456789abcdef0123"
AGENCY = "90000001"


def agency(world: World, started: str | None = "2020-01-01", **values: Any) -> str:
    return world.business(AGENCY, started, **{"sbi": "78201", "location": "LX", **values})


def house(
    world: World, number: int, *, street: str = "Zuidkade", holder: str = AGENCY, **title: Any
) -> None:
    location = f"L{number}"
    world.place(location, kind="unit", land_use="dwelling")
    purposes = title.pop("purposes", ["woonfunctie"])
    unit = {"object_id": f"U{location}", "kind": "unit", "use_purposes": purposes}
    world.add("address_unit", location=None, **unit)
    address = {
        "object_id": f"U{location}",
        "street": street,
        "town": title.pop("town", "Leimuiden"),
    }
    world.add("address", location=None, address_id=f"N{number}", is_main=True, **address)
    row = {"holder_id": holder, "started_on": f"2024-0{number}-01"} | title
    world.add("title", location=location, title_id=f"T{number}", **row)


def test_three_houses_in_one_street_hit_at_each(world: World) -> None:
    world.place("LX", kind="unit", land_use="office")
    agency(world)
    for number in (1, 2, 3):
        house(world, number)
    hits = world.hits("HAM-03")
    assert [(hit["location_id"], hit["outcome"]) for hit in hits] == [
        ("L1", "HIT"),
        ("L2", "HIT"),
        ("L3", "HIT"),
    ]
    assert hits[0]["newest"] == date(2024, 3, 1)
    assert hits[0]["member_ids"] == ["UL1"]
    assert hits[0]["evidence"] == [
        "test:branch:000090000001",
        *(f"test:title:T{n}" for n in (1, 2, 3)),
    ]


@pytest.mark.parametrize(
    ("streets", "expected"),
    [
        pytest.param(["a", "a", "b", "b"], Outcome.NO_HIT, id="two and two"),
        pytest.param(["a", "b", "c", "d", "e"], Outcome.HIT, id="five in the village"),
        pytest.param(["a", "b", "c", "d"], Outcome.NO_HIT, id="four in the village"),
    ],
)
def test_houses_count_per_street_and_village(
    world: World, streets: list[str], expected: Outcome
) -> None:
    agency(world)
    for number, street in enumerate(streets, start=1):
        house(world, number, street=street)
    assert world.outcome("HAM-03") is expected


def test_streets_of_one_name_in_two_villages_are_two_streets(world: World) -> None:
    agency(world)
    for number, town in enumerate(("Leimuiden", "Leimuiden", "Woubrugge"), start=1):
        house(world, number, town=town)
    assert world.facts("HAM-03")["dwellings_in_street"] == 2


@pytest.mark.parametrize(
    ("third", "expected"),
    [
        pytest.param({"ended_on": "2026-01-01"}, Outcome.NO_HIT, id="sold"),
        pytest.param({"ended_on_partial": "2026"}, Outcome.NO_HIT, id="sold some day"),
        pytest.param({"purposes": ["industriefunctie"]}, Outcome.NO_HIT, id="a hall"),
        pytest.param({"holder": PERSON}, Outcome.NO_HIT, id="of a person"),
        pytest.param({"right": "leasehold"}, Outcome.HIT, id="leasehold"),
    ],
)
def test_only_titles_in_force_on_dwellings_count(
    world: World, third: dict[str, Any], expected: Outcome
) -> None:
    agency(world)
    house(world, 1)
    house(world, 2)
    house(world, 3, **third)
    assert world.outcome("HAM-03") is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"sbi": "7830", "version": "2008"}, Outcome.HIT, id="payroll in 2008"),
        pytest.param({"sbi": "78100"}, Outcome.NO_HIT, id="job placement"),
        pytest.param({"sbi": "68203"}, Outcome.NO_HIT, id="letting of houses"),
        pytest.param({"ended": "2026-01-01"}, Outcome.NO_HIT, id="stopped"),
        pytest.param({"shielded": True}, Outcome.NO_HIT, id="shielded"),
        pytest.param({"sbi": None}, Outcome.UNKNOWN, id="activity not delivered"),
    ],
)
def test_holder_is_an_agency(world: World, more: dict[str, Any], expected: Outcome) -> None:
    agency(world, **more)
    for number in (1, 2, 3):
        house(world, number)
    assert world.outcome("HAM-03") is expected


def test_houses_of_the_group_are_those_of_the_agency(world: World) -> None:
    agency(world, cluster="group")
    world.business("90000002", "2020-01-01", location="LX", cluster="group", sbi="68203")
    house(world, 1)
    house(world, 2, holder="90000002")
    house(world, 3, holder="90000002")
    assert world.outcome("HAM-03") is Outcome.HIT


def test_company_from_elsewhere_may_be_an_agency(world: World) -> None:
    for number in (1, 2, 3):
        house(world, number, holder="80000000")
    (first, *_) = world.hits("HAM-03")
    assert (first["outcome"], first["evidence"]) == ("UNKNOWN", ["test:title:T1"])


def check(world: World, status: str | None, day: str = "2026-10-01", **values: Any) -> None:
    row = {"register": "SNA_Wtta", "subject_id": AGENCY, "status": status, "checked_on": day}
    row |= values
    key = f"test:registry_check:{row['register']}/{AGENCY}/{day}"
    world.add("registry_check", location=None, record_key=key, **row)


def test_agency_at_a_dwelling_outside_the_register_hits(world: World) -> None:
    world.place(land_use="dwelling")
    agency(world, location="L1")
    check(world, "niet gevonden")
    (hit,) = world.hits("HAM-05")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 10, 1))
    assert hit["evidence"] == [
        "test:branch:000090000001",
        "test:registry_check:SNA_Wtta/90000001/2026-10-01",
    ]


def test_check_of_a_sole_trader_is_not_cited(world: World) -> None:
    world.place(land_use="dwelling")
    agency(world, location="L1", enterprise={"legal_form": "sole_trader"})
    check(world, "niet gevonden")
    (hit,) = world.hits("HAM-05")
    assert hit["evidence"] == ["test:branch:000090000001"]


@pytest.mark.parametrize(
    ("started", "expected"),
    [("2026-04-30", Outcome.HIT), ("2026-05-01", Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
    ids=["longer than six months", "exactly six months", "start not delivered"],
)
def test_agency_is_there_longer_than_six_months(
    world: World, started: str | None, expected: Outcome
) -> None:
    world.place(land_use="farmyard")
    agency(world, started, location="L1")
    check(world, "niet gevonden")
    assert world.outcome("HAM-05") is expected


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        pytest.param([], Outcome.UNKNOWN, id="never looked up"),
        pytest.param([("Geregistreerd", "2026-10-01")], Outcome.NO_HIT, id="registered"),
        pytest.param([(None, "2026-10-01")], Outcome.UNKNOWN, id="status not delivered"),
        pytest.param([("niet gevonden", "2025-11-02")], Outcome.HIT, id="first day inside a year"),
        pytest.param([("niet gevonden", "2025-11-01")], Outcome.UNKNOWN, id="checked too long ago"),
        pytest.param(
            [("niet gevonden", "2026-03-01"), ("geregistreerd", "2026-09-01")],
            Outcome.NO_HIT,
            id="registered since",
        ),
        pytest.param(
            [("geregistreerd", "2026-03-01"), ("geschrapt", "2026-09-01")],
            Outcome.HIT,
            id="struck off since",
        ),
    ],
)
def test_last_check_decides(
    world: World, checks: list[tuple[str | None, str]], expected: Outcome
) -> None:
    world.place(land_use="dwelling")
    agency(world, location="L1")
    for status, day in checks:
        check(world, status, day)
    assert world.outcome("HAM-05") is expected


def test_check_in_another_register_says_nothing(world: World) -> None:
    world.place(land_use="dwelling")
    agency(world, location="L1")
    check(world, "geregistreerd", register="VIES")
    assert world.outcome("HAM-05") is Outcome.UNKNOWN


def test_agency_with_houses_and_crowding_is_a_landlord_to_look_at(world: World) -> None:
    world.place("LX", kind="unit", land_use="office")
    agency(world)
    for number in (1, 2, 3):
        house(world, number)
    permit: dict[str, Any] = {"kind": "housing_migrants", "status": "granted", "capacity": 4}
    world.add("permit", permit_id="W1", decided_on="2026-01-01", **permit)
    world.add("occupancy", object_id="UL1", registered_adults=9, counted_on="2026-10-01")
    parts = ("HAM-01", "HAM-03", "HAM-04", "HAM-08")
    assert world.outcome("HUISVESTER", parts=parts) is Outcome.HIT
    assert world.outcome("HUISVESTER", "L2", parts=parts) is Outcome.NO_HIT
