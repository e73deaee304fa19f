"""OVL-01, OVL-02, OVL-03, OVL-06 and OVL-07: what was reported about a location."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World


def report(
    world: World, number: int, day: str, reporter: str | None, category: str = "noise", **more: Any
) -> str:
    row = {"category": category, "reported_on": day, "reporter_id": reporter} | more
    return world.add("report", report_id=f"R{number}", **row)


def tell(world: World, *rows: tuple[str, str | None]) -> None:
    """Reports by day and reporter at L1."""
    world.place()
    for number, (day, reporter) in enumerate(rows):
        report(world, number, day, reporter)


DAYS = ("2026-06-01", "2026-06-20", "2026-07-05", "2026-08-01", "2026-09-10")


@pytest.mark.parametrize(
    ("reporters", "expected"),
    [
        pytest.param("abcab", Outcome.HIT, id="five reports of three"),
        pytest.param("abc", Outcome.NO_HIT, id="three reports"),
        pytest.param("ababa", Outcome.NO_HIT, id="two reporters"),
        pytest.param("aaaaa", Outcome.NO_HIT, id="one chronic reporter"),
        pytest.param("abab?", Outcome.UNKNOWN, id="third reporter unknown"),
        pytest.param("?????", Outcome.UNKNOWN, id="all unknown"),
        pytest.param("aaaa?", Outcome.NO_HIT, id="one unknown is at most one more"),
    ],
)
def test_reports_of_several_reporters_hit(world: World, reporters: str, expected: Outcome) -> None:
    who = [None if letter == "?" else letter for letter in reporters]
    tell(world, *zip(DAYS, who, strict=False))
    assert world.outcome("OVL-01") is expected


def test_reports_of_one_reporter_on_one_day_are_one(world: World) -> None:
    tell(world, *[(DAYS[0], "a")] * 3, (DAYS[1], "b"), (DAYS[2], "c"))
    facts = world.facts("OVL-01")
    assert (facts["reports"], facts["reports_at_most"], facts["reporters"]) == (3, 3, 3)


def test_unknown_reports_of_one_day_are_one_for_sure(world: World) -> None:
    tell(world, (DAYS[0], None), (DAYS[0], None), (DAYS[1], "a"), (DAYS[1], None))
    facts = world.facts("OVL-01")
    assert (facts["reports"], facts["reports_at_most"]) == (2, 4)
    assert (facts["reporters"], facts["reporters_at_most"]) == (1, 4)


@pytest.mark.parametrize(
    ("day", "reports"),
    [("2026-05-02", 1), ("2026-05-01", 0), ("2026-11-01", 1), ("2026-11-02", 0)],
    ids=["first day inside", "window start is exclusive", "day of the run", "a day later"],
)
@pytest.mark.parametrize("rule_id", ["OVL-01", "OVL-03"])
def test_reports_of_six_months_count(world: World, rule_id: str, day: str, reports: int) -> None:
    tell(world, (day, "a"))
    assert world.facts(rule_id)["reports"] == reports


@pytest.mark.parametrize("category", ["building_decay", "short_stay", "threat", "other", "fire"])
def test_what_is_no_nuisance_does_not_count(world: World, category: str) -> None:
    world.place()
    report(world, 1, DAYS[0], "a", category)
    assert world.facts("OVL-01")["reports"] == 0


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        pytest.param(("noise", "foot_traffic", "drug_smell"), Outcome.HIT, id="three types"),
        pytest.param(("noise", "foot_traffic", "noise"), Outcome.NO_HIT, id="two types"),
        pytest.param(("hemp_smell", "drug_smell", "noise"), Outcome.NO_HIT, id="smells are one"),
        pytest.param(("noise", "waste", "fire"), Outcome.NO_HIT, id="fire is no nuisance"),
    ],
)
def test_types_of_nuisance_are_counted(
    world: World, categories: tuple[str, ...], expected: Outcome
) -> None:
    world.place()
    for number, category in enumerate(categories):
        report(world, number, DAYS[number], "a", category)
    assert world.outcome("OVL-03") is expected


def test_hit_cites_every_report_and_the_object(world: World) -> None:
    tell(world, *zip(DAYS, "abcab", strict=True))
    (hit,) = world.hits("OVL-01")
    assert hit["evidence"] == [f"test:report:R{number}" for number in range(5)]
    assert hit["newest"] == date(2026, 9, 10)
    assert hit["member_ids"] == ["UL1"]


def spread(world: World, recent: str, earlier: str) -> None:
    """One report a day by each letter, in the last three months and in the three before."""
    months = [(f"2026-09-{d:02d}", who) for d, who in enumerate(recent, 1)]
    months += [(f"2026-06-{d:02d}", who) for d, who in enumerate(earlier, 1)]
    tell(world, *((day, None if who == "?" else who) for day, who in months))


@pytest.mark.parametrize(
    ("recent", "earlier", "expected"),
    [
        pytest.param("abab", "ab", Outcome.HIT, id="doubled"),
        pytest.param("ababa", "aba", Outcome.NO_HIT, id="not doubled"),
        pytest.param("aba", "", Outcome.NO_HIT, id="three"),
        pytest.param("abab", "", Outcome.HIT, id="nothing before"),
        pytest.param("????", "", Outcome.HIT, id="unknown reporters on four days"),
        pytest.param("", "abab", Outcome.NO_HIT, id="it became quiet"),
    ],
)
def test_growth_between_two_quarters(
    world: World, recent: str, earlier: str, expected: Outcome
) -> None:
    spread(world, recent, earlier)
    assert world.outcome("OVL-02") is expected


def test_unknown_reports_of_one_day_leave_growth_open(world: World) -> None:
    spread(world, "aba", "")
    report(world, 9, "2026-09-01", None)
    assert world.outcome("OVL-02") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("day", "recent", "earlier"),
    [
        ("2026-08-02", 1, 0),
        ("2026-08-01", 0, 1),
        ("2026-05-02", 0, 1),
        ("2026-05-01", 0, 0),
    ],
)
def test_quarters_meet_without_a_gap(world: World, day: str, recent: int, earlier: int) -> None:
    tell(world, (day, "a"))
    facts = world.facts("OVL-02")
    assert (facts["recent_reports"], facts["earlier_reports"]) == (recent, earlier)


def warned(world: World, decided: str, *reports: tuple[str, str | None], **values: Any) -> None:
    tell(world, *reports)
    row = {"kind": "warning"} | values
    world.add("measure", measure_id="H1", decided_on=decided, **row)


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param((("2026-06-01", "a"), ("2026-07-01", "a")), Outcome.HIT, id="two"),
        pytest.param((("2026-06-01", "a"),), Outcome.NO_HIT, id="one"),
        pytest.param(
            (("2026-06-01", "a"), ("2026-01-10", "b")), Outcome.NO_HIT, id="on the day itself"
        ),
        pytest.param(
            (("2026-06-01", "a"), ("2026-06-01", "a")), Outcome.NO_HIT, id="one reporter, one day"
        ),
        pytest.param(
            (("2026-06-01", "a"), ("2026-06-01", None)), Outcome.UNKNOWN, id="second one unknown"
        ),
    ],
)
def test_reports_after_a_warning_hit(
    world: World, reports: tuple[tuple[str, str | None], ...], expected: Outcome
) -> None:
    warned(world, "2026-01-10", *reports)
    assert world.outcome("OVL-06") is expected


@pytest.mark.parametrize(
    ("decided", "expected"),
    [("2024-10-01", Outcome.HIT), ("2024-09-30", Outcome.NO_HIT)],
    ids=["730 days before the last report", "731 days before"],
)
def test_reports_count_until_two_years_after_the_warning(
    world: World, decided: str, expected: Outcome
) -> None:
    warned(world, decided, ("2026-08-01", "a"), ("2026-10-01", "b"))
    assert world.outcome("OVL-06") is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-11-02", Outcome.HIT), ("2024-11-01", Outcome.NO_HIT)],
    ids=["first day inside 24 months", "window start is exclusive"],
)
def test_old_reports_after_a_warning_are_past(world: World, day: str, expected: Outcome) -> None:
    warned(world, "2024-01-01", (day, "a"), ("2025-01-01", "b"))
    assert world.outcome("OVL-06") is expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("penalty_order", Outcome.HIT),
        ("administrative_coercion", Outcome.HIT),
        ("fine", Outcome.NO_HIT),
        ("toleration", Outcome.NO_HIT),
    ],
)
def test_measure_is_a_warning_or_an_order(world: World, kind: str, expected: Outcome) -> None:
    warned(world, "2026-01-10", ("2026-06-01", "a"), ("2026-07-01", "b"), kind=kind)
    assert world.outcome("OVL-06") is expected


def test_two_measures_do_not_double_a_report(world: World) -> None:
    warned(world, "2026-01-10", ("2026-06-01", "a"))
    world.add("measure", measure_id="H2", decided_on="2026-02-10", kind="penalty_order")
    facts = world.facts("OVL-06")
    assert facts["renewed_reports"] == facts["renewed_reports_at_most"] == 1
    assert facts["evidence"] == ["test:measure:H1", "test:measure:H2", "test:report:R0"]


@pytest.mark.parametrize(
    ("kind", "received", "incidents"),
    [
        ("violence", "2026-01-01", 1),
        ("weapons_found", "2024-11-02", 1),
        ("explosive", "2024-11-01", 0),
        ("drugs_found", "2026-01-01", 0),
    ],
)
def test_police_reports_of_violence_count(
    world: World, kind: str, received: str, incidents: int
) -> None:
    world.place()
    world.add("police_report", report_id="B1", kind=kind, received_on=received)
    assert world.facts("OVL-07")["incidents"] == incidents


def test_scan_never_reads_police_reports(world: World) -> None:
    world.place()
    world.add("police_report", report_id="B1", kind="violence", received_on="2026-01-01")
    assert world.hits("OVL-07") == []
