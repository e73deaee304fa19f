"""FRD-01: bankruptcies and turbo-liquidations at one object."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

KINDS = ("bankruptcy", "turbo_liquidation")


def failed(
    world: World, number: int, ended: str | None, kind: str | None = "bankruptcy", **more: Any
) -> str:
    """A company that began in 2010 and ended here; gives its branch."""
    company = {"end_kind": kind, "ended_on": ended} | more
    return world.business(f"9000000{number}", "2010-01-01", ended=ended, enterprise=company)


def test_three_failed_clusters_hit_with_their_companies_as_evidence(world: World) -> None:
    world.place()
    for number, ended in ((1, "2024-01-01"), (2, "2025-01-01"), (3, "2026-06-01")):
        failed(world, number, ended, KINDS[number % 2])
    (hit,) = world.hits("FRD-01")
    assert hit["outcome"] == "HIT"
    assert hit["newest"] == date(2026, 6, 1)
    assert hit["evidence"] == [
        *(f"test:branch:00009000000{n}" for n in (1, 2, 3)),
        *(f"test:enterprise:9000000{n}" for n in (1, 2, 3)),
    ]


@pytest.mark.parametrize(
    ("ended", "count"),
    [("2023-11-02", 1), ("2023-11-01", 0)],
    ids=["first day inside 36 months", "window start is exclusive"],
)
def test_failures_count_inside_the_window(world: World, ended: str, count: int) -> None:
    world.place()
    failed(world, 1, ended)
    assert world.facts("FRD-01")["failed_clusters"] == count


def test_one_concern_fails_once(world: World) -> None:
    world.place()
    for number in (1, 2):
        company = {"end_kind": "bankruptcy", "ended_on": "2026-01-01"}
        world.business(f"9000000{number}", "2010-01-01", cluster="C", enterprise=company)
    assert world.facts("FRD-01")["failed_clusters"] == 1


@pytest.mark.parametrize("kind", ["dissolution", "merger", "continued_elsewhere", "other"])
def test_other_ends_are_no_failure(world: World, kind: str) -> None:
    world.place()
    failed(world, 1, "2026-01-01", kind)
    assert world.facts("FRD-01")["failed_clusters_at_most"] == 0


@pytest.mark.parametrize(
    ("row", "count"),
    [
        pytest.param({"declared_on": "2023-11-02"}, 1, id="open case, first day inside"),
        pytest.param({"declared_on": "2023-11-01"}, 0, id="open case, window start"),
        pytest.param({"declared_on": "2026-01-01", "ended_on": "2026-08-01"}, 0, id="ended"),
        pytest.param(
            {"declared_on": "2026-01-01", "kind": "suspension_of_payment"}, 0, id="suspension"
        ),
    ],
)
def test_open_insolvency_counts_before_the_company_ends(
    world: World, row: dict[str, str], count: int
) -> None:
    world.place()
    world.business("90000001", "2010-01-01")
    world.add(
        "insolvency",
        location=None,
        case_id="F1",
        enterprise_id="90000001",
        **{"kind": "bankruptcy"} | row,
    )
    facts = world.facts("FRD-01")
    assert facts["failed_clusters"] == count
    assert ("test:insolvency:F1" in str(facts["evidence"])) is bool(count)


def test_case_of_a_sole_trader_counts_and_is_not_cited(world: World) -> None:
    world.place()
    world.business("90000001", "2010-01-01", enterprise={"legal_form": "sole_trader"})
    row = {"kind": "bankruptcy", "declared_on": "2026-01-01", "enterprise_id": "90000001"}
    world.add("insolvency", location=None, case_id="F1", **row)
    facts = world.facts("FRD-01")
    assert facts["failed_clusters"] == 1
    assert facts["evidence"] == ["test:branch:000090000001"]


def test_bankruptcy_in_both_registers_is_one(world: World) -> None:
    world.place()
    failed(world, 1, "2026-01-02")
    row = {"kind": "bankruptcy", "declared_on": "2026-01-01", "enterprise_id": "90000001"}
    world.add("insolvency", location=None, case_id="F1", **row)
    assert world.facts("FRD-01")["failed_clusters"] == 1


@pytest.mark.parametrize(
    ("left", "count"),
    [("2023-11-02", 1), ("2023-11-01", 0)],
    ids=["left inside the window", "left before it"],
)
def test_company_that_moved_away_before_is_not_of_this_place(
    world: World, left: str, count: int
) -> None:
    world.place()
    company = {"end_kind": "bankruptcy", "ended_on": "2026-01-01"}
    world.business("90000001", "2010-01-01", ended=left, enterprise=company)
    assert world.facts("FRD-01")["failed_clusters"] == count


@pytest.mark.parametrize(
    ("form", "expected"),
    [("bv", Outcome.UNKNOWN), ("sole_trader", Outcome.NO_HIT)],
    ids=["legal person", "sole trader"],
)
def test_legal_person_that_ended_for_a_reason_nobody_tells_may_have_failed(
    world: World, form: str, expected: Outcome
) -> None:
    world.place()
    failed(world, 1, "2026-01-01")
    failed(world, 2, "2026-01-01")
    failed(world, 3, "2026-01-01", None, legal_form=form)
    assert world.outcome("FRD-01") is expected


def test_second_source_that_tells_no_reason_changes_nothing(world: World) -> None:
    world.place()
    failed(world, 1, "2026-01-01", "dissolution")
    row = {"enterprise_id": "90000001", "legal_form": "bv", "ended_on": "2026-01-01"}
    world.add("enterprise", location=None, **row)
    assert world.facts("FRD-01")["failed_clusters_at_most"] == 0


@pytest.mark.parametrize(
    ("year", "expected"), [("2023", Outcome.UNKNOWN), ("2022", Outcome.NO_HIT)]
)
def test_failure_of_which_only_the_year_is_known(
    world: World, year: str, expected: Outcome
) -> None:
    world.place()
    failed(world, 1, "2026-01-01")
    failed(world, 2, "2026-01-01")
    failed(world, 3, None, ended_on_partial=year)
    assert world.outcome("FRD-01") is expected


def test_shielded_branch_is_no_failure(world: World) -> None:
    world.place()
    company = {"end_kind": "bankruptcy", "ended_on": "2026-01-01"}
    world.business("90000001", "2010-01-01", shielded=True, enterprise=company)
    assert world.facts("FRD-01")["failed_clusters_at_most"] == 0
