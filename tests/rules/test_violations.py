"""MAL-02 and MAL-07: established violations, each fact once, and those of a licensed bar."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World


def visit(world: World, number: int, domain: str | None, day: str, **values: Any) -> None:
    row: dict[str, Any] = {"outcome": "violation", "violations": 1} | values
    world.add("inspection", inspection_id=f"C{number}", domain=domain, held_on=day, **row)


def letter(world: World, number: int, day: str, kind: str = "warning") -> None:
    world.add("measure", measure_id=f"H{number}", kind=kind, decided_on=day)


def test_three_violations_in_two_domains_hit(world: World) -> None:
    world.place()
    visit(world, 1, "fire", "2025-06-01", violations=2)
    visit(world, 2, "environment", "2026-03-01")
    (hit,) = world.hits("MAL-02")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 3, 1))
    assert hit["evidence"] == ["test:inspection:C1", "test:inspection:C2"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(("fire", 2), ("fire", 2), Outcome.NO_HIT, id="one domain"),
        pytest.param(("fire", 1), ("apv", 1), Outcome.NO_HIT, id="two violations"),
        pytest.param(("fire", 2), ("apv", 1), Outcome.HIT, id="three in two domains"),
        pytest.param(("fire", 2), ("apv", None), Outcome.HIT, id="a violation is one at least"),
        pytest.param(("fire", 1), ("apv", None), Outcome.UNKNOWN, id="number not delivered"),
        pytest.param(("fire", 2), (None, 1), Outcome.UNKNOWN, id="domain not delivered"),
    ],
)
def test_violations_add_up_over_domains(
    world: World,
    first: tuple[str | None, int | None],
    second: tuple[str | None, int | None],
    expected: Outcome,
) -> None:
    world.place()
    visit(world, 1, first[0], "2025-06-01", violations=first[1])
    visit(world, 2, second[0], "2026-06-01", violations=second[1])
    assert world.outcome("MAL-02") is expected


@pytest.mark.parametrize(
    ("day", "violations"),
    [("2024-11-02", 1), ("2024-11-01", None)],
    ids=["first day inside 24 months", "window start is exclusive"],
)
def test_violations_count_inside_the_window(world: World, day: str, violations: int | None) -> None:
    world.place()
    visit(world, 1, "fire", day)
    assert world.facts("MAL-02")["violations"] == (violations or 0)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [("clean", Outcome.NO_HIT), ("no_access", Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
)
def test_only_a_violation_is_a_violation(
    world: World, outcome: str | None, expected: Outcome
) -> None:
    world.place()
    visit(world, 1, "fire", "2025-06-01", violations=2)
    visit(world, 2, "apv", "2026-06-01", outcome=outcome)
    assert world.outcome("MAL-02") is expected


@pytest.mark.parametrize(
    ("day", "violations"),
    [("2026-07-03", 2), ("2026-07-04", 3)],
    ids=["after 183 days it is a second visit", "after 184 days it is another fact"],
)
def test_second_visit_about_one_fact_counts_once(world: World, day: str, violations: int) -> None:
    world.place()
    visit(world, 1, "fire", "2026-01-01")
    visit(world, 2, "apv", "2026-01-01")
    visit(world, 3, "fire", day)
    assert world.facts("MAL-02")["violations"] == violations


def test_first_visit_before_the_window_makes_the_next_one_a_repeat(world: World) -> None:
    world.place()
    visit(world, 1, "fire", "2024-10-01")
    visit(world, 2, "fire", "2024-12-01")
    assert world.facts("MAL-02")["violations"] == 0


def test_clean_visit_in_between_changes_nothing(world: World) -> None:
    world.place()
    visit(world, 1, "fire", "2026-01-01")
    visit(world, 2, "fire", "2026-02-01", outcome="clean")
    visit(world, 3, "fire", "2026-03-01")
    assert world.facts("MAL-02")["violations"] == 1


@pytest.mark.parametrize(
    ("days", "violations"),
    [
        pytest.param(["2026-02-01"], 2, id="letter after the visit"),
        pytest.param(["2025-12-31"], 3, id="letter before the visit"),
        pytest.param(["2026-08-01"], 3, id="letter long after"),
        pytest.param(["2026-08-01", "2026-09-01"], 3, id="two letters about one fact"),
        pytest.param(["2024-12-01", "2026-08-01"], 4, id="two letters far apart"),
    ],
)
def test_letters_about_one_fact_count_once(world: World, days: list[str], violations: int) -> None:
    world.place()
    visit(world, 1, "fire", "2026-01-01", violations=2)
    for number, day in enumerate(days):
        letter(world, number, day)
    assert world.facts("MAL-02")["violations"] == violations


def test_domain_of_a_letter_is_not_known(world: World) -> None:
    world.place()
    visit(world, 1, "fire", "2025-06-01", violations=2)
    letter(world, 1, "2026-06-01")
    facts = world.facts("MAL-02")
    assert (facts["violations"], facts["domains"], facts["domains_at_most"]) == (3, 1, 2)
    assert world.outcome("MAL-02") is Outcome.UNKNOWN


def test_closure_is_no_letter_about_a_violation(world: World) -> None:
    world.place()
    letter(world, 1, "2026-06-01", "closure_13b")
    assert world.facts("MAL-02")["violations_at_most"] == 0


def bar(world: World, **values: Any) -> None:
    row = {"kind": "alcohol", "status": "in_force", "valid_from": "2020-01-01"} | values
    world.add("licence", licence_id="V1", **row)


def test_alcohol_violations_on_two_days_hit(world: World) -> None:
    world.place()
    bar(world)
    visit(world, 1, "alcohol", "2026-01-01")
    visit(world, 2, "alcohol", "2026-02-01")
    (hit,) = world.hits("MAL-07")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 2, 1))
    assert hit["evidence"] == ["test:inspection:C1", "test:inspection:C2", "test:licence:V1"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(("alcohol", "2026-01-01", "violation"), Outcome.NO_HIT, id="the same day"),
        pytest.param(("alcohol", "2025-11-02", "violation"), Outcome.HIT, id="first day inside"),
        pytest.param(("alcohol", "2025-11-01", "violation"), Outcome.NO_HIT, id="window start"),
        pytest.param(("alcohol", "2026-02-01", "clean"), Outcome.NO_HIT, id="clean"),
        pytest.param(("alcohol", "2026-02-01", None), Outcome.UNKNOWN, id="outcome not delivered"),
        pytest.param(("apv", "2026-02-01", "violation"), Outcome.UNKNOWN, id="perhaps closing"),
        pytest.param((None, "2026-02-01", "violation"), Outcome.UNKNOWN, id="domain not delivered"),
        pytest.param(("fire", "2026-02-01", "violation"), Outcome.NO_HIT, id="another domain"),
    ],
)
def test_second_day_decides(
    world: World, second: tuple[str | None, str, str | None], expected: Outcome
) -> None:
    world.place()
    bar(world)
    domain, day, outcome = second
    visit(world, 1, "alcohol", "2026-01-01")
    visit(world, 2, domain, day, outcome=outcome)
    assert world.outcome("MAL-07") is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"valid_from": "2026-01-01"}, Outcome.HIT, id="from the first day"),
        pytest.param({"valid_from": "2026-01-02"}, Outcome.NO_HIT, id="from a day later"),
        pytest.param({"valid_until": "2026-02-01"}, Outcome.HIT, id="until the last day"),
        pytest.param({"valid_until": "2026-01-31"}, Outcome.NO_HIT, id="until a day earlier"),
        pytest.param({"kind": "gaming"}, Outcome.NO_HIT, id="another licence"),
        pytest.param({"status": "requested"}, Outcome.NO_HIT, id="only applied for"),
        pytest.param({"valid_from": None}, Outcome.UNKNOWN, id="first day not delivered"),
        pytest.param({"kind": None}, Outcome.UNKNOWN, id="kind not delivered"),
    ],
)
def test_bar_was_licensed_on_each_day(
    world: World, more: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    bar(world, **more)
    visit(world, 1, "alcohol", "2026-01-01")
    visit(world, 2, "alcohol", "2026-02-01")
    assert world.outcome("MAL-07") is expected


def test_place_without_a_licence_is_another_rule_s_matter(world: World) -> None:
    world.place()
    visit(world, 1, "alcohol", "2026-01-01")
    visit(world, 2, "alcohol", "2026-02-01")
    assert world.outcome("MAL-07") is Outcome.NO_HIT
