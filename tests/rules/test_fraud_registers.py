"""FRD-05 and FRD-08: what was looked up about companies in other registers."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

HIT, NO_HIT, UNKNOWN = Outcome.HIT, Outcome.NO_HIT, Outcome.UNKNOWN

KVK = "90000001"


def care(
    world: World, number: int, started: str | None = "2026-01-01", *, sbi: str = "8810", **more: Any
) -> str:
    """A new care company of its own cluster; gives its branch."""
    return world.business(f"9000000{number}", started, sbi=sbi, **more)


def checked(
    world: World,
    status: str | None,
    day: str = "2026-10-01",
    *,
    number: int = 1,
    register: str = "Wtza",
) -> None:
    world.add(
        "registry_check",
        location=None,
        register=register,
        subject_id=f"9000000{number}",
        status=status,
        checked_on=day,
    )


def test_two_new_care_companies_that_the_register_does_not_know_hit(world: World) -> None:
    world.place()
    for number in (1, 2):
        care(world, number, f"2026-0{number}-01")
        checked(world, "niet gevonden", number=number)
    (hit,) = world.hits("FRD-05")
    assert hit["outcome"] == "HIT"
    assert hit["newest"] == date(2026, 2, 1)
    assert hit["evidence"] == [
        "test:branch:000090000001",
        "test:branch:000090000002",
        "test:registry_check:Wtza",
    ]


@pytest.mark.parametrize(
    ("started", "count"),
    [("2025-05-02", 1), ("2025-05-01", 0)],
    ids=["first day inside 18 months", "window start is exclusive"],
)
def test_care_companies_are_new_inside_the_window(world: World, started: str, count: int) -> None:
    world.place()
    care(world, 1, started)
    checked(world, "niet gevonden")
    assert world.facts("FRD-05")["unregistered_entities"] == count


@pytest.mark.parametrize(
    ("day", "count"),
    [("2025-11-02", 1), ("2025-11-01", 0)],
    ids=["first day inside 12 months", "window start is exclusive"],
)
def test_look_up_must_be_recent(world: World, day: str, count: int) -> None:
    world.place()
    care(world, 1)
    checked(world, "niet gevonden", day)
    facts = world.facts("FRD-05")
    assert (facts["unregistered_entities"], facts["unregistered_entities_at_most"]) == (count, 1)


@pytest.mark.parametrize("status", ["geregistreerd", "Gemeld", "VERGUND"])
def test_registered_care_company_does_not_count(world: World, status: str) -> None:
    world.place()
    care(world, 1)
    checked(world, status)
    assert world.facts("FRD-05")["unregistered_entities_at_most"] == 0


def test_newest_look_up_holds(world: World) -> None:
    world.place()
    care(world, 1)
    checked(world, "niet gevonden", "2026-06-01")
    checked(world, "geregistreerd", "2026-09-01")
    assert world.facts("FRD-05")["unregistered_entities_at_most"] == 0


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param({"status": "niet gevonden"}, HIT, id="looked up, not there"),
        pytest.param({"status": None}, UNKNOWN, id="looked up, no answer"),
        pytest.param({"status": "weg", "register": "RDW"}, UNKNOWN, id="another register"),
    ],
)
def test_company_that_nobody_found_missing_may_be_registered(
    world: World, second: dict[str, str | None], expected: Outcome
) -> None:
    world.place()
    care(world, 1)
    care(world, 2)
    checked(world, "niet gevonden")
    checked(world, number=2, **second)  # type: ignore[arg-type]
    assert world.outcome("FRD-05") is expected


def test_company_without_a_start_date_may_be_new(world: World) -> None:
    world.place()
    care(world, 1, None)
    checked(world, "niet gevonden")
    facts = world.facts("FRD-05")
    assert (facts["unregistered_entities"], facts["unregistered_entities_at_most"]) == (0, 1)


def test_one_registered_company_answers_for_its_cluster(world: World) -> None:
    world.place()
    for number, status in ((1, "niet gevonden"), (2, "geregistreerd")):
        care(world, number, cluster="C")
        checked(world, status, number=number)
    assert world.facts("FRD-05")["unregistered_entities_at_most"] == 0


@pytest.mark.parametrize(
    ("sbi", "version", "count"),
    [("86910", "2008", 1), ("87200", "2025", 1), ("85200", "2025", 0), ("96210", "2025", 0)],
)
def test_only_care_activities_count(world: World, sbi: str, version: str, count: int) -> None:
    world.place()
    care(world, 1, sbi=sbi, version=version)
    checked(world, "niet gevonden")
    assert world.facts("FRD-05")["unregistered_entities"] == count


def test_look_up_of_a_sole_trader_is_not_cited(world: World) -> None:
    world.place()
    care(world, 1, enterprise={"legal_form": "sole_trader"})
    checked(world, "niet gevonden")
    assert world.facts("FRD-05")["evidence"] == ["test:branch:000090000001"]


@pytest.mark.parametrize(
    "more", [{"shielded": True}, {"ended": "2026-09-01"}], ids=["shielded", "closed"]
)
def test_care_branch_must_be_open_and_visible(world: World, more: dict[str, Any]) -> None:
    world.place()
    care(world, 1, **more)
    checked(world, "niet gevonden")
    assert world.facts("FRD-05")["unregistered_entities_at_most"] == 0


def vies(world: World, *checks: tuple[str | None, str]) -> None:
    for status, day in checks:
        checked(world, status, day, register="VIES")


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        pytest.param([("ongeldig", "2026-09-01"), ("ongeldig", "2026-10-01")], HIT, id="30 days"),
        pytest.param(
            [("ongeldig", "2026-09-02"), ("ongeldig", "2026-10-01")], NO_HIT, id="29 days"
        ),
        pytest.param([("Invalid", "2026-08-01"), ("INVALID", "2026-10-01")], HIT, id="in English"),
        pytest.param([("ongeldig", "2026-10-01")], NO_HIT, id="one check"),
        pytest.param(
            [("ongeldig", "2026-08-01"), ("geldig", "2026-09-01"), ("ongeldig", "2026-10-01")],
            NO_HIT,
            id="valid in between",
        ),
        pytest.param(
            [("ongeldig", "2026-08-01"), ("ongeldig", "2026-09-15"), ("geldig", "2026-10-01")],
            NO_HIT,
            id="valid since",
        ),
        pytest.param([("ongeldig", "2026-08-01"), (None, "2026-10-01")], UNKNOWN, id="no answer"),
        pytest.param(
            [("ongeldig", "2026-09-15"), (None, "2026-10-01")], NO_HIT, id="no answer, too soon"
        ),
    ],
)
def test_number_is_invalid_at_two_checks_a_month_apart(
    world: World, checks: list[tuple[str | None, str]], expected: Outcome
) -> None:
    world.place()
    world.business(KVK, "2020-01-01")
    vies(world, *checks)
    assert world.outcome("FRD-08") is expected


@pytest.mark.parametrize(
    ("day", "days"),
    [("2025-11-02", 333), ("2025-11-01", 0)],
    ids=["first day inside 12 months", "window start is exclusive"],
)
def test_old_checks_are_forgotten(world: World, day: str, days: int) -> None:
    world.place()
    world.business(KVK, "2020-01-01")
    vies(world, ("ongeldig", day), ("ongeldig", "2026-10-01"))
    assert world.facts("FRD-08")["days_between_invalid_checks"] == days


@pytest.mark.parametrize(
    ("started", "partial", "expected"),
    [
        pytest.param("2026-05-02", None, HIT, id="183 days, over six months"),
        pytest.param("2026-05-03", None, NO_HIT, id="182 days"),
        pytest.param(None, "2024", HIT, id="started two years ago at the latest"),
        pytest.param(None, "2026", UNKNOWN, id="this year"),
        pytest.param(None, None, UNKNOWN, id="start not known"),
    ],
)
def test_business_trades_longer_than_six_months(
    world: World, started: str | None, partial: str | None, expected: Outcome
) -> None:
    world.place()
    world.business(KVK, started, enterprise={"started_on_partial": partial})
    vies(world, ("ongeldig", "2026-08-01"), ("ongeldig", "2026-10-01"))
    assert world.outcome("FRD-08") is expected


def test_invalid_number_cites_the_checks_of_a_legal_person_only(world: World) -> None:
    world.place()
    world.place("L2")
    world.business(KVK, "2020-01-01")
    trader = {"legal_form": "sole_trader"}
    world.business("90000002", "2020-01-01", location="L2", enterprise=trader)
    for number in (1, 2):
        checked(world, "ongeldig", "2026-08-01", number=number, register="VIES")
        checked(world, "ongeldig", "2026-10-01", number=number, register="VIES")
    first, second = world.hits("FRD-08")
    assert first["evidence"] == ["test:branch:000090000001", "test:registry_check:VIES"]
    assert second["evidence"] == ["test:branch:000090000002"]
    assert first["newest"] == date(2026, 10, 1)
