"""BRN-01 to BRN-05: concentrations, garages, rental, salons and restaurants."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

PERSON = "P0123456789abcdef0123"


def town(world: World, name: str, cars: int, others: int, *, first: int) -> None:
    """A town with one location, and so many firms of two kinds."""
    world.place(name, town=name, land_use="business", kind="unit")
    for number in range(cars + others):
        code = {"sbi": "95311"} if number % 2 else {"sbi": "4511", "version": "2008"}
        values: dict[str, Any] = dict(code) if number < cars else {"sbi": "62100"}
        world.business(str(first + number), "2024-03-01", location=name, **values)


def garage(world: World, started: str | None = "2026-01-01", **values: Any) -> str:
    return world.business("90000001", started, **{"sbi": "95311"} | values)


def check(world: World, subject: str, status: str | None, register: str = "RDW") -> None:
    world.add(
        "registry_check", location=None, register=register, subject_id=subject, status=status,
        checked_on="2026-10-01", record_key=f"test:registry_check:{register}/{subject}",
    )  # fmt: skip


def notify(world: World, activity: str | None, day: str = "2025-12-01") -> None:
    world.add("environment_notification", notification_id="N1", activity=activity, notified_on=day)


def licence(world: World, number: int, operator: str | None, day: str, **more: Any) -> None:
    values = {"status": "in_force", "kind": "alcohol"} | more
    world.add("licence", licence_id=f"V{number}", operator_id=operator, valid_from=day, **values)


def visit(world: World, domain: str | None, outcome: str | None, day: str = "2026-03-01") -> None:
    world.add("inspection", inspection_id="C1", domain=domain, outcome=outcome, held_on=day)


def test_share_in_the_town_is_weighed_against_the_municipality(world: World) -> None:
    town(world, "Dorp", 5, 5, first=90_000_000)
    town(world, "Stad", 0, 10, first=91_000_000)
    facts = world.facts("BRN-01", "Dorp")
    assert (facts["location_quotient"], facts["firms"]) == (2, 5)
    assert facts["branch_name"] == "autobedrijven"
    assert facts["newest"] == date(2024, 3, 1)
    assert world.outcome("BRN-01", "Dorp") is Outcome.HIT
    assert world.outcome("BRN-01", "Stad") is Outcome.NO_HIT


def test_four_firms_are_no_concentration(world: World) -> None:
    town(world, "Dorp", 4, 0, first=90_000_000)
    town(world, "Stad", 0, 36, first=91_000_000)
    assert world.outcome("BRN-01", "Dorp") is Outcome.NO_HIT


def test_just_under_twice_the_share_is_no_concentration(world: World) -> None:
    town(world, "Dorp", 5, 5, first=90_000_000)
    town(world, "Stad", 1, 10, first=91_000_000)
    assert world.outcome("BRN-01", "Dorp") is Outcome.NO_HIT


def test_ended_and_shielded_firms_are_no_part_of_a_share(world: World) -> None:
    town(world, "Dorp", 5, 5, first=90_000_000)
    town(world, "Stad", 0, 10, first=91_000_000)
    gone: tuple[dict[str, Any], ...] = ({"ended": "2026-01-01"}, {"shielded": True})
    for number, values in enumerate(gone):
        world.business(f"9200000{number}", "2020-01-01", sbi="95311", location="Dorp", **values)
    assert world.facts("BRN-01", "Dorp")["location_quotient"] == 2


def test_garage_without_notification_and_recognition_hits(world: World) -> None:
    world.place(land_use="farmyard")
    branch = garage(world)
    check(world, "80000001", "geregistreerd")
    (hit,) = world.hits("BRN-02")
    assert (hit["outcome"], hit["evidence"]) == ("HIT", [branch])
    assert hit["newest"] == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("started", "expected"),
    [("2026-09-05", Outcome.HIT), ("2026-09-06", Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
    ids=["57 days", "56 days", "unknown"],
)
def test_garage_has_eight_weeks(world: World, started: str | None, expected: Outcome) -> None:
    world.place(land_use="farmyard")
    garage(world, started)
    check(world, "80000001", "geregistreerd")
    assert world.outcome("BRN-02") is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Erkend", Outcome.NO_HIT), ("ingetrokken", Outcome.HIT), (None, Outcome.UNKNOWN)],
)
def test_last_check_of_the_register_decides(
    world: World, status: str | None, expected: Outcome
) -> None:
    world.place(land_use="farmyard")
    garage(world)
    check(world, "90000001", status)
    assert world.outcome("BRN-02") is expected


def test_register_that_nobody_delivers_proves_nothing(world: World) -> None:
    world.place(land_use="farmyard")
    garage(world)
    check(world, "90000001", "geregistreerd", register="Wtza")
    assert world.outcome("BRN-02") is Outcome.UNKNOWN


def test_check_of_a_sole_trader_is_not_cited(world: World) -> None:
    world.place(land_use="farmyard")
    branch = garage(world, enterprise={"legal_form": "sole_trader"})
    check(world, "90000001", "ingetrokken")
    assert world.hits("BRN-02")[0]["evidence"] == [branch]


@pytest.mark.parametrize(
    ("activity", "day", "expected"),
    [
        pytest.param("vehicle_repair", "2012-01-01", Outcome.NO_HIT, id="about vehicles"),
        pytest.param("livestock", "2025-12-01", Outcome.HIT, id="about cows"),
        pytest.param(None, "2025-01-02", Outcome.NO_HIT, id="silent, within the lead time"),
        pytest.param("other", "2025-01-01", Outcome.HIT, id="silent, before the lead time"),
    ],
)
def test_which_notification_covers_a_garage(
    world: World, activity: str | None, day: str, expected: Outcome
) -> None:
    world.place(land_use="farmyard")
    garage(world)
    check(world, "80000001", "geregistreerd")
    notify(world, activity, day)
    assert world.outcome("BRN-02") is expected


def test_notification_in_the_case_system_covers_a_garage(world: World) -> None:
    world.place(land_use="farmyard")
    garage(world)
    check(world, "80000001", "geregistreerd")
    world.add(
        "permit", permit_id="Z1", kind="environment_notification", status="notified",
        requested_on="2025-12-01",
    )  # fmt: skip
    assert world.outcome("BRN-02") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"started": "2026-07-01", "sbi": "77340"}, Outcome.HIT, id="four months"),
        pytest.param({"started": "2026-08-02", "sbi": "77340"}, Outcome.NO_HIT, id="91 days"),
        pytest.param({"started": "2026-08-01", "sbi": "77340"}, Outcome.HIT, id="92 days"),
        pytest.param({"started": None, "sbi": "77111"}, Outcome.UNKNOWN, id="no date"),
        pytest.param(
            {"started": None, "sbi": "77111", "started_on_partial": "2025"},
            Outcome.UNKNOWN,
            id="last year",
        ),
        pytest.param(
            {"started": None, "sbi": "77111", "started_on_partial": "2024"},
            Outcome.HIT,
            id="a year before",
        ),
        pytest.param({"started": "2020-01-01", "sbi": "77320"}, Outcome.NO_HIT, id="machines"),
        pytest.param(
            {"started": "2020-01-01", "sbi": "77340", "ended": "2026-01-01"},
            Outcome.NO_HIT,
            id="ended",
        ),
    ],
)
def test_rental_from_a_dwelling_after_three_months(
    world: World, values: dict[str, Any], expected: Outcome
) -> None:
    world.place(land_use="dwelling", kind="unit")
    world.business("90000001", **values)
    assert world.outcome("BRN-03") is expected


def salon(world: World, number: int, started: str | None, **values: Any) -> None:
    world.business(f"9000000{number}", started, **{"sbi": "96210"} | values)


def test_three_salons_started_on_one_object_hit(world: World) -> None:
    world.place(land_use="shop", kind="unit")
    salon(world, 1, "2024-11-02", ended="2025-01-01")
    salon(world, 2, "2025-03-01", ended="2025-09-01", sbi="9602", version="2008")
    salon(world, 3, "2026-01-01", sbi="96220")
    (hit,) = world.hits("BRN-04")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 1, 1))


@pytest.mark.parametrize(
    "first",
    [
        pytest.param({"started": "2024-11-01"}, id="window start is exclusive"),
        pytest.param({"started": "2025-01-01", "sbi": "47110"}, id="another trade"),
        pytest.param({"started": "2025-01-01", "object_id": "U9"}, id="next door"),
        pytest.param({"started": "2025-01-01", "cluster": "90000002"}, id="second branch"),
        pytest.param({"started": None, "started_on_partial": "2023"}, id="an earlier year"),
    ],
)
def test_what_is_no_third_salon(world: World, first: dict[str, Any]) -> None:
    world.place(land_use="shop", kind="unit")
    salon(world, 1, **first)
    salon(world, 2, "2025-03-01")
    salon(world, 3, "2026-01-01")
    assert world.outcome("BRN-04") is Outcome.NO_HIT


def test_salon_without_a_full_date_leaves_the_answer_open(world: World) -> None:
    world.place(land_use="shop", kind="unit")
    salon(world, 1, None, started_on_partial="2025")
    salon(world, 2, "2025-03-01")
    salon(world, 3, "2026-01-01")
    assert world.outcome("BRN-04") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("domain", "outcome", "day", "expected"),
    [
        pytest.param("alcohol", "violation", "2023-11-02", Outcome.HIT, id="in the window"),
        pytest.param("alcohol", "violation", "2023-11-01", Outcome.NO_HIT, id="before it"),
        pytest.param("alcohol", "clean", "2026-03-01", Outcome.NO_HIT, id="clean"),
        pytest.param("fire", "violation", "2026-03-01", Outcome.NO_HIT, id="fire safety"),
        pytest.param(None, "violation", "2026-03-01", Outcome.UNKNOWN, id="domain unknown"),
        pytest.param("alcohol", None, "2026-03-01", Outcome.UNKNOWN, id="outcome unknown"),
    ],
)
def test_carousel_needs_a_violation_of_the_law_on_alcohol(
    world: World, domain: str | None, outcome: str | None, day: str, expected: Outcome
) -> None:
    world.place(land_use="business", kind="unit")
    licence(world, 1, "90000001", "2026-01-01", status="lapsed")
    licence(world, 2, "90000002", "2026-08-01")
    visit(world, domain, outcome, day)
    assert world.outcome("BRN-05") is expected


@pytest.mark.parametrize(
    "licences",
    [
        pytest.param([("90000001", "2026-01-01"), ("90000002", "2026-08-01")], id="two"),
        pytest.param([("90000001", "2018-01-01"), ("90000002", "2026-08-01")], id="takeover"),
        pytest.param([("90000001", "2026-01-01"), (PERSON, "2026-08-01")], id="a person"),
        pytest.param([("90000001", "2024-01-01"), ("90000001", "2026-08-01")], id="renewed"),
    ],
)
def test_operators_are_those_of_the_carousel(world: World, licences: list[tuple[str, str]]) -> None:
    world.place(land_use="business", kind="unit")
    for number, (operator, day) in enumerate(licences):
        licence(world, number, operator, day)
    visit(world, "alcohol", "violation")
    ours, carousel = world.facts("BRN-05"), world.facts("GEN-09")
    names = [name for name in carousel if name.startswith(("operators_", "has_further_operator"))]
    assert len(names) == 5
    assert [ours[name] for name in names] == [carousel[name] for name in names]


def test_evidence_is_licences_and_the_inspection(world: World) -> None:
    world.place(land_use="business", kind="unit")
    licence(world, 1, "90000001", "2026-01-01")
    licence(world, 2, "90000002", "2026-08-01")
    visit(world, "alcohol", "violation", "2026-09-01")
    (hit,) = world.hits("BRN-05")
    assert hit["newest"] == date(2026, 9, 1)
    assert hit["evidence"] == ["test:inspection:C1", "test:licence:V1", "test:licence:V2"]
