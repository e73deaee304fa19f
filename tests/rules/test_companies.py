"""GEN-08, GEN-16 and GEN-17: what the register says of companies at a location."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World


def turbo(
    world: World, kvk: str, ended: str | None, deposit: str | None = None, **more: Any
) -> None:
    company = {"end_kind": "turbo_liquidation", "ended_on": ended, "deposit_on": deposit} | more
    world.business(kvk, "2020-01-01", enterprise=company)


def test_two_turbo_liquidations_at_one_object_hit(world: World) -> None:
    world.place()
    turbo(world, "90000001", "2024-01-01", "2024-01-10")
    turbo(world, "90000002", "2026-01-01", "2026-01-10")
    (hit,) = world.hits("GEN-08")
    assert hit["outcome"] == "HIT"
    assert hit["newest"] == date(2026, 1, 1)
    assert hit["evidence"] == [
        "test:branch:000090000001",
        "test:branch:000090000002",
        "test:enterprise:90000001",
        "test:enterprise:90000002",
    ]


@pytest.mark.parametrize(
    ("ended", "count"),
    [("2023-11-02", 1), ("2023-11-01", 0)],
    ids=["first day inside 36 months", "window start is exclusive"],
)
def test_turbo_liquidations_count_inside_the_window(world: World, ended: str, count: int) -> None:
    world.place()
    turbo(world, "90000001", ended, ended)
    assert world.facts("GEN-08")["turbo_liquidations"] == count


@pytest.mark.parametrize(
    ("ended", "expected"),
    [("2026-10-03", Outcome.HIT), ("2026-10-04", Outcome.NO_HIT)],
    ids=["29 days", "28 days"],
)
def test_missing_deposit_counts_after_the_term(world: World, ended: str, expected: Outcome) -> None:
    world.place()
    world.place("L2")
    turbo(world, "90000001", ended)
    world.add("enterprise", location=None, enterprise_id="80000000", deposit_on="2026-01-01")
    assert world.outcome("GEN-08") is expected


def test_source_without_any_deposit_date_proves_no_missing_deposit(world: World) -> None:
    world.place()
    turbo(world, "90000001", "2026-01-01")
    assert world.outcome("GEN-08") is Outcome.UNKNOWN


def test_no_deposit_was_due_before_the_duty(world: World) -> None:
    world.place()
    turbo(world, "90000001", "2023-11-14")
    world.add("enterprise", location=None, enterprise_id="80000000", deposit_on="2026-01-01")
    assert world.facts("GEN-08")["days_without_deposit"] == 0


def test_turbo_liquidation_without_a_full_date_is_unknown(world: World) -> None:
    world.place()
    turbo(world, "90000001", None, "2026-01-10", ended_on_partial="2026")
    assert world.outcome("GEN-08") is Outcome.UNKNOWN


def test_turbo_liquidation_of_an_old_year_is_none(world: World) -> None:
    world.place()
    turbo(world, "90000001", None, "2019-01-10", ended_on_partial="2019")
    assert world.outcome("GEN-08") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("filed", "years"),
    [
        pytest.param("2023-11-01", 1, id="second year not yet overdue"),
        pytest.param("2023-10-31", 2, id="second year overdue"),
        pytest.param("2025-12-31", 0, id="up to date"),
    ],
)
def test_book_years_count_once_their_filing_term_passed(
    world: World, filed: str, years: int
) -> None:
    world.place()
    world.business("90000001", "2010-01-01", enterprise={"accounts_filed_until": filed})
    assert world.facts("GEN-16")["unfiled_years"] == years


def test_company_that_never_filed_is_unknown_when_old_enough(world: World) -> None:
    world.place()
    world.business("90000001", "2010-01-01")
    assert world.outcome("GEN-16") is Outcome.UNKNOWN


def test_company_that_never_filed_is_fine_when_young(world: World) -> None:
    world.place()
    world.business("90000001", "2025-01-01")
    assert world.outcome("GEN-16") is Outcome.NO_HIT


def test_sole_traders_file_no_accounts(world: World) -> None:
    world.place()
    old = {"legal_form": "sole_trader", "accounts_filed_until": "2010-12-31"}
    world.business("90000001", "2010-01-01", enterprise=old)
    assert world.outcome("GEN-16") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("decided", "entries"),
    [("2021-11-02", 1), ("2021-11-01", 0)],
    ids=["inside five years", "window start is exclusive"],
)
def test_bibob_entries_of_five_years_count(world: World, decided: str, entries: int) -> None:
    world.place()
    world.business("90000001", "2010-01-01")
    world.add(
        "bibob_register", location=None, entry_id="E1", subject_id="90000001", decided_on=decided
    )
    assert world.facts("GEN-17")["entries"] == entries


def test_scan_never_judges_the_bibob_register(world: World) -> None:
    world.place()
    world.business("90000001", "2010-01-01")
    world.add(
        "bibob_register",
        location=None,
        entry_id="E1",
        subject_id="90000001",
        decided_on="2026-01-01",
    )
    assert world.hits("GEN-17", "DRG-06") == []
