"""HAM-04 and HAM-08: sleeping where nobody may live, and without a notice of fire-safe use."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.lodgings import lodging, published
from tests.rules.world import World


def place(world: World, purposes: list[str] | None, **values: Any) -> None:
    """L1 with one unit in one building."""
    world.place(**{"kind": "unit", "building_ids": ["P1"], **values})
    unit = {"object_id": "UL1", "kind": values.get("unit_kind", "unit"), "use_purposes": purposes}
    world.add("address_unit", location=None, **unit)
    world.add("unit_building", location=None, object_id="UL1", building_id="P1")


def report(world: World, number: int, day: str = "2026-08-01", **values: Any) -> None:
    row = {"category": "illegal_lodging", "reported_on": day} | values
    world.add("report", report_id=f"R{number}", **row)


def finding(world: World, day: str = "2026-08-01", **values: Any) -> None:
    row = {"domain": "housing", "outcome": "violation", "held_on": day} | values
    world.add("inspection", inspection_id="C1", **row)


def test_one_finding_in_a_hall_hits(world: World) -> None:
    place(world, ["industriefunctie"])
    finding(world)
    (hit,) = world.hits("HAM-04")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 8, 1))
    assert hit["evidence"] == ["test:address_unit:UL1", "test:inspection:C1"]
    assert hit["member_ids"] == ["UL1"]


@pytest.mark.parametrize(
    ("reports", "expected"), [(1, Outcome.NO_HIT), (2, Outcome.HIT)], ids=["one", "two"]
)
def test_two_reports_about_a_hall_hit(world: World, reports: int, expected: Outcome) -> None:
    place(world, ["industriefunctie"])
    for number in range(reports):
        report(world, number)
    assert world.outcome("HAM-04") is expected


@pytest.mark.parametrize(
    ("purposes", "expected"),
    [
        pytest.param(["woonfunctie"], Outcome.NO_HIT, id="dwelling"),
        pytest.param(["logiesfunctie"], Outcome.NO_HIT, id="lodging"),
        pytest.param(["winkelfunctie", "woonfunctie"], Outcome.NO_HIT, id="shop with a dwelling"),
        pytest.param(["overige gebruiksfunctie"], Outcome.HIT, id="barn with a number"),
        pytest.param(None, Outcome.UNKNOWN, id="purpose not delivered"),
    ],
)
def test_purpose_of_the_unit_decides(
    world: World, purposes: list[str] | None, expected: Outcome
) -> None:
    place(world, purposes)
    finding(world)
    assert world.outcome("HAM-04") is expected


def test_sign_at_the_house_of_a_yard_may_be_about_the_barn(world: World) -> None:
    place(world, ["woonfunctie"], kind="yard", building_ids=["P1", "P2"])
    finding(world)
    assert world.outcome("HAM-04") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("building", "expected"),
    [
        pytest.param("P2", Outcome.HIT, id="barn without a unit"),
        pytest.param("P1", Outcome.UNKNOWN, id="the house"),
    ],
)
def test_building_is_all_of_its_units(world: World, building: str, expected: Outcome) -> None:
    place(world, ["woonfunctie"], kind="yard", building_ids=["P1", "P2"])
    finding(world, object_id=None, building_id=building)
    assert world.outcome("HAM-04") is expected


def test_berths_have_no_purpose_in_the_register(world: World) -> None:
    place(world, [])
    world.con.execute("UPDATE address_unit SET kind = 'berth'")
    finding(world)
    assert world.outcome("HAM-04") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"day": "2024-11-02"}, Outcome.HIT, id="first day inside 24 months"),
        pytest.param({"day": "2024-11-01"}, Outcome.NO_HIT, id="window start is exclusive"),
        pytest.param({"outcome": "clean"}, Outcome.NO_HIT, id="clean"),
        pytest.param({"domain": "fire"}, Outcome.NO_HIT, id="another domain"),
    ],
)
def test_findings_are_violations_on_housing(
    world: World, more: dict[str, Any], expected: Outcome
) -> None:
    place(world, ["industriefunctie"])
    finding(world, **more)
    assert world.outcome("HAM-04") is expected


@pytest.mark.parametrize(
    ("more", "reports"),
    [
        pytest.param({"day": "2024-11-02"}, 1, id="first day inside 24 months"),
        pytest.param({"day": "2024-11-01"}, 0, id="window start is exclusive"),
        pytest.param({"category": "noise"}, 0, id="about something else"),
    ],
)
def test_reports_are_about_lodging(world: World, more: dict[str, Any], reports: int) -> None:
    place(world, ["industriefunctie"])
    report(world, 1, **more)
    assert world.facts("HAM-04")["reports"] == reports


def declare(world: World, places: int | None, year: int = 2025) -> None:
    world.add("tourist_tax", return_id=f"A{year}", year=year, capacity=places)


def test_eleven_permitted_places_without_a_notice_hit(world: World) -> None:
    place(world, ["woonfunctie"], land_use="dwelling")
    lodging(world, 1, 11)
    (hit,) = world.hits("HAM-08")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 1, 1))
    assert hit["evidence"] == ["test:permit:W1"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"places": 10}, Outcome.NO_HIT, id="ten places"),
        pytest.param({"places": None}, Outcome.UNKNOWN, id="capacity not delivered"),
        pytest.param({"status": "refused"}, Outcome.NO_HIT, id="refused"),
        pytest.param({"valid_until": "2026-10-31"}, Outcome.NO_HIT, id="no longer valid"),
        pytest.param({"kind": "building", "use": "housing"}, Outcome.NO_HIT, id="a house"),
        pytest.param({"kind": "other", "use": "lodging"}, Outcome.HIT, id="use is lodging"),
    ],
)
def test_places_are_those_of_permits_in_force(
    world: World, more: dict[str, Any], expected: Outcome
) -> None:
    place(world, ["woonfunctie"], land_use="dwelling")
    lodging(world, 1, **{"places": 12, **more})
    assert world.outcome("HAM-08") is expected


def test_publication_adds_no_unknown_places(world: World) -> None:
    place(world, ["woonfunctie"], land_use="dwelling")
    lodging(world, 1, 9)
    published(world)
    assert world.outcome("HAM-08") is Outcome.NO_HIT
    assert world.outcome("MAL-03") is Outcome.NO_HIT


def test_places_in_one_unit_add_up(world: World) -> None:
    place(world, ["woonfunctie"], land_use="dwelling")
    lodging(world, 1, 6)
    lodging(world, 2, 6)
    assert world.facts("HAM-08")["sleeping_places"] == 12


def test_permit_for_two_units_does_not_say_how_many_sleep_in_each(world: World) -> None:
    place(world, ["woonfunctie"], land_use="dwelling")
    lodging(world, 1, 16)
    lodging(world, 1, 16, record_key="test:permit:W1#2", object_id="U2")
    assert world.outcome("HAM-08") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        pytest.param({"status": "granted"}, Outcome.NO_HIT, id="granted"),
        pytest.param({"status": "notified"}, Outcome.NO_HIT, id="notified"),
        pytest.param({"status": "requested"}, Outcome.HIT, id="only applied for"),
        pytest.param({"status": None}, Outcome.UNKNOWN, id="status not delivered"),
        pytest.param(
            {"status": "granted", "valid_until": "2026-10-31"}, Outcome.HIT, id="no longer valid"
        ),
        pytest.param({"status": "granted", "location": "L2"}, Outcome.HIT, id="elsewhere"),
    ],
)
def test_notice_of_fire_safe_use_covers(
    world: World, notice: dict[str, Any], expected: Outcome
) -> None:
    place(world, ["woonfunctie"], land_use="dwelling")
    lodging(world, 1, 12)
    lodging(world, 2, None, **{"kind": "fire_safe_use", **notice})
    assert world.outcome("HAM-08") is expected


@pytest.mark.parametrize(
    ("land_use", "buildings", "places", "expected"),
    [
        pytest.param("business", 1, 11, Outcome.HIT, id="eleven in one building"),
        pytest.param("business", 1, 10, Outcome.NO_HIT, id="ten in one building"),
        pytest.param("business", 2, 21, Outcome.HIT, id="eleven at least in one of two"),
        pytest.param("business", 2, 20, Outcome.UNKNOWN, id="perhaps ten in each of two"),
        pytest.param("recreation", 1, 40, Outcome.UNKNOWN, id="tents and caravans"),
        pytest.param("recreation", 1, 8, Outcome.NO_HIT, id="small park"),
        pytest.param(None, 1, 40, Outcome.UNKNOWN, id="land use not known"),
        pytest.param("business", 1, None, Outcome.UNKNOWN, id="places not delivered"),
    ],
)
def test_declared_places_are_over_all_buildings(
    world: World, land_use: str | None, buildings: int, places: int | None, expected: Outcome
) -> None:
    ids = [f"P{n}" for n in range(1, buildings + 1)]
    place(world, ["industriefunctie"], land_use=land_use, building_ids=ids)
    declare(world, places)
    assert world.outcome("HAM-08") is expected


def test_newest_return_decides(world: World) -> None:
    place(world, ["industriefunctie"], land_use="business")
    declare(world, 30, 2024)
    declare(world, 8, 2025)
    facts = world.facts("HAM-08")
    assert (facts["sleeping_places"], facts["newest"]) == (8, date(2025, 12, 31))
