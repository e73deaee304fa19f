"""REC-01, REC-03, REC-04 and PARK: who is registered on a park, and who runs it."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World


def park(world: World, **values: Any) -> None:
    world.place(**{"kind": "site", "land_use": "recreation"} | values)


def chalet(world: World, number: int, **values: Any) -> str:
    """A unit to stay in, as a member of L1; gives its id."""
    unit = f"C{number}"
    row = {"kind": "unit", "status": "Verblijfsobject in gebruik"} | values
    row.setdefault("use_purposes", ["logiesfunctie"])
    world.add("address_unit", location=None, object_id=unit, **row)
    world.add("location_member", location_id="L1", member_id=unit, member_kind="unit")
    return unit


def count(world: World, unit: str, adults: int | None, day: str = "2026-10-01") -> None:
    world.add("occupancy", object_id=unit, counted_on=day, registered_adults=adults)


def operator(world: World, kvk: str, started: str | None, **values: Any) -> str:
    return world.business(kvk, started, **{"sbi": "55201"} | values)


def test_one_registration_on_a_park_of_three_hits(world: World) -> None:
    park(world)
    units = [chalet(world, number) for number in range(3)]
    count(world, units[0], 2)
    count(world, units[1], 0)
    (hit,) = world.hits("REC-01")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 10, 1))
    assert hit["evidence"] == ["test:address_unit:C0", "test:occupancy:C0"]
    assert hit["member_ids"] == ["C0"]
    assert "Op 1 van de 3 recreatieobjecten" in str(hit["explanation"])


def test_dwellings_berths_and_ended_units_are_no_recreation_objects(world: World) -> None:
    park(world)
    count(world, chalet(world, 1, use_purposes=["woonfunctie"]), 2)
    count(world, chalet(world, 2, kind="berth", use_purposes=None), 2)
    count(world, chalet(world, 3, status="Verblijfsobject ingetrokken"), 2)
    count(world, chalet(world, 4), 1)
    facts = world.facts("REC-01")
    assert (facts["recreation_objects"], facts["registered_objects"]) == (1, 1)


def test_newest_count_holds(world: World) -> None:
    park(world)
    unit = chalet(world, 1)
    count(world, unit, 2, "2025-10-01")
    count(world, unit, 0, "2026-10-01")
    assert world.outcome("REC-01") is Outcome.NO_HIT


def test_unknown_count_of_a_pitch_leaves_the_answer_open(world: World) -> None:
    park(world)
    count(world, chalet(world, 1, kind="pitch", use_purposes=None), None)
    assert world.outcome("REC-01") is Outcome.UNKNOWN


def test_unit_without_purposes_may_be_a_dwelling(world: World) -> None:
    park(world)
    count(world, chalet(world, 1, use_purposes=None), 1)
    assert world.outcome("REC-01") is Outcome.UNKNOWN


def test_registration_outside_a_park_is_left_to_other_rules(world: World) -> None:
    world.place(land_use="office", kind="unit")
    count(world, chalet(world, 1, use_purposes=["kantoorfunctie"]), 1)
    assert world.outcome("REC-01") is Outcome.NO_HIT


def test_two_operators_on_one_object_hit(world: World) -> None:
    park(world)
    first = operator(world, "90000001", "2024-02-01", ended="2025-05-01")
    second = operator(world, "90000002", "2025-05-01", sbi="5530", version="2008")
    (hit,) = world.hits("REC-03")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2025, 5, 1))
    assert hit["evidence"] == [first, second]


@pytest.mark.parametrize(
    ("started", "operators"),
    [("2023-11-02", 2), ("2023-11-01", 1)],
    ids=["first day inside 36 months", "window start is exclusive"],
)
def test_operators_who_started_in_the_window_count(
    world: World, started: str, operators: int
) -> None:
    park(world)
    operator(world, "90000001", started, ended="2025-05-01")
    operator(world, "90000002", "2025-05-01")
    assert world.facts("REC-03")["operators"] == operators


def test_sale_to_a_chain_is_one_start(world: World) -> None:
    park(world)
    operator(world, "90000001", "2001-02-01", ended="2025-05-01")
    operator(world, "90000002", "2025-05-01", cluster="80000000")
    operator(world, "90000003", "2025-06-01", cluster="80000000", sbi="5530", version="2008")
    assert world.outcome("REC-03") is Outcome.NO_HIT


def test_owners_who_each_let_a_chalet_are_no_operators_in_turn(world: World) -> None:
    park(world)
    for number in range(3):
        operator(world, f"9000000{number}", f"202{number + 4}-02-01", object_id=f"C{number}")
    assert world.facts("REC-03")["operators"] == 1


@pytest.mark.parametrize(
    ("partial", "expected"),
    [("2025", Outcome.UNKNOWN), ("2022", Outcome.NO_HIT)],
    ids=["year may lie in the window", "year before the window"],
)
def test_operator_without_a_full_date_counts_when_its_year_may(
    world: World, partial: str, expected: Outcome
) -> None:
    park(world)
    operator(world, "90000001", "2024-02-01")
    operator(world, "90000002", None, started_on_partial=partial)
    assert world.outcome("REC-03") is expected


def test_secondary_activity_makes_no_operator(world: World) -> None:
    park(world)
    for number in (1, 2):
        branch = {"sbi": None, "is_main": True}
        operator(world, f"9000000{number}", "2025-02-01", **branch)
        world.add(
            "activity", branch_id=f"00009000000{number}", code="55201", version="2025",
            is_main=False,
        )  # fmt: skip
    assert world.outcome("REC-03") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        pytest.param({"sbi": "78201"}, Outcome.HIT, id="staffing in the cluster"),
        pytest.param({"sbi": "78201", "ended": "2025-01-01"}, Outcome.NO_HIT, id="ended staffing"),
        pytest.param({"sbi": "78201", "shielded": True}, Outcome.NO_HIT, id="shielded"),
        pytest.param({"sbi": "70201"}, Outcome.NO_HIT, id="other activity"),
    ],
)
def test_operator_with_a_staffing_company_elsewhere(
    world: World, elsewhere: dict[str, Any], expected: Outcome
) -> None:
    park(world)
    world.place("L2", land_use="office")
    operator(world, "90000001", "2015-02-01", cluster="90000001")
    world.business("90000002", "2019-02-01", cluster="90000001", location="L2", **elsewhere)
    assert world.outcome("REC-03") is expected


def test_staffing_company_in_an_office_runs_no_park(world: World) -> None:
    world.place(land_use="office", kind="unit")
    world.business("90000001", "2015-02-01", sbi="78201")
    assert world.outcome("REC-03") is Outcome.NO_HIT


def test_three_businesses_on_recreation_units_hit(world: World) -> None:
    park(world)
    for number, values in enumerate(({}, {"kind": "pitch"}, {"kind": "berth"})):
        unit = chalet(world, number, **values)
        world.business(f"9000000{number}", f"202{number}-01-01", object_id=unit)
    (hit,) = world.hits("REC-04")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2022, 1, 1))
    assert hit["member_ids"] == ["C0", "C1", "C2"]


@pytest.mark.parametrize(
    "third",
    [
        pytest.param({"ended": "2026-01-01"}, id="ended"),
        pytest.param({"shielded": True}, id="shielded"),
        pytest.param({"cluster": "90000001"}, id="same family"),
        pytest.param({"object_id": "C9"}, id="in the reception"),
    ],
)
def test_other_branches_are_no_third_business(world: World, third: dict[str, Any]) -> None:
    park(world)
    unit = chalet(world, 1)
    chalet(world, 9, use_purposes=["bijeenkomstfunctie"])
    for number in (1, 2):
        world.business(f"9000000{number}", "2020-01-01", object_id=unit)
    world.business("90000003", "2020-01-01", **{"object_id": unit} | third)
    assert world.facts("REC-04")["clusters"] == 2
    assert world.outcome("REC-04") is Outcome.NO_HIT


def test_third_business_without_a_unit_leaves_the_answer_open(world: World) -> None:
    park(world)
    unit = chalet(world, 1)
    for number in (1, 2):
        world.business(f"9000000{number}", "2020-01-01", object_id=unit)
    world.business("90000003", "2020-01-01", object_id=None)
    assert world.outcome("REC-04") is Outcome.UNKNOWN


def test_park_joins_operators_with_registrations(world: World) -> None:
    park(world)
    unit = chalet(world, 1)
    count(world, unit, 1)
    operator(world, "90000001", "2024-02-01", ended="2025-05-01")
    operator(world, "90000002", "2025-05-01")
    assert world.outcome("PARK", parts=("REC-01", "REC-02", "REC-03")) is Outcome.HIT
