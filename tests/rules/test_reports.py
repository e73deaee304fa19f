"""DRG-05, DRG-06, DRG-07, CTR-05 and CTR-DRG-03: what others reported."""

from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

X, Y = 100_000.0, 470_000.0
PERSON = "P0123456789abcdef0123"


def report(world: World, number: int, category: str, reporter: str | None, **values: Any) -> None:
    row = {"reported_on": "2026-08-01", "location": None, "x": X, "y": Y} | values
    world.add("report", report_id=f"R{number}", category=category, reporter_id=reporter, **row)


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param([("hemp_smell", "a"), ("night_traffic", "b")], Outcome.HIT, id="two types"),
        pytest.param(
            [("hemp_smell", "a")] * 2 + [("hemp_smell", "b")], Outcome.HIT, id="three of one type"
        ),
        pytest.param(
            [("hemp_smell", "a"), ("hemp_smell", "b")], Outcome.NO_HIT, id="two of one type"
        ),
        pytest.param(
            [("hemp_smell", "a"), ("night_traffic", "a")], Outcome.NO_HIT, id="one reporter"
        ),
        pytest.param(
            [("hemp_smell", "a"), ("night_traffic", None)], Outcome.UNKNOWN, id="second anonymous"
        ),
        pytest.param([("hemp_smell", "a"), ("noise", "b")], Outcome.NO_HIT, id="another type"),
    ],
)
def test_production_signs_around_a_yard(
    world: World, reports: list[tuple[str, str | None]], expected: Outcome
) -> None:
    world.place(land_use="farmyard")
    for number, (category, reporter) in enumerate(reports):
        report(world, number, category, reporter)
    assert world.outcome("DRG-05") is expected


@pytest.mark.parametrize(
    ("zone", "distance", "reports"),
    [
        ("outer", 300, 1),
        ("outer", 300.1, 0),
        ("built_up", 150, 1),
        ("built_up", 150.1, 0),
        (None, 150.1, 0),
    ],
)
def test_radius_is_a_circle_with_its_edge(
    world: World, zone: str | None, distance: float, reports: int
) -> None:
    world.place(land_use="farmyard", zone=zone)
    report(world, 1, "hemp_smell", "a", x=X + 0.6 * distance, y=Y + 0.8 * distance)
    assert world.facts("DRG-05")["reports"] == reports


def test_corner_of_the_square_is_outside_the_circle(world: World) -> None:
    world.place(land_use="farmyard")
    report(world, 1, "hemp_smell", "a", x=X + 299, y=Y + 299)
    assert world.facts("DRG-05")["reports"] == 0


@pytest.mark.parametrize(
    ("day", "reports"),
    [("2026-05-02", 1), ("2026-05-01", 0)],
    ids=["first day inside", "window start is exclusive"],
)
def test_reports_of_six_months_count(world: World, day: str, reports: int) -> None:
    world.place(land_use="farmyard")
    report(world, 1, "hemp_smell", "a", reported_on=day)
    assert world.facts("DRG-05")["reports"] == reports


def test_location_without_a_point_is_unknown(world: World) -> None:
    world.place(land_use="farmyard", x=None)
    assert world.outcome("DRG-05") is Outcome.UNKNOWN


def test_members_are_those_of_reports_about_this_location(world: World) -> None:
    world.place(land_use="farmyard")
    report(world, 1, "hemp_smell", "a", location="L1", building_id="P1", object_id=None)
    report(world, 2, "night_traffic", "b")
    assert world.facts("DRG-05")["members"] == ["P1"]


def test_dwelling_in_the_village_is_no_yard(world: World) -> None:
    world.place(land_use="dwelling", zone="built_up", kind="unit")
    report(world, 1, "hemp_smell", "a")
    report(world, 2, "night_traffic", "b")
    assert world.outcome("DRG-05") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("distance", "expected"), [(1000, Outcome.HIT), (1001, Outcome.NO_HIT)], ids=["edge", "outside"]
)
def test_dumping_within_a_kilometre_is_context(
    world: World, distance: float, expected: Outcome
) -> None:
    world.place(land_use="farmyard")
    report(world, 1, "dumping", None, x=X + distance, reported_on="2025-11-02")
    assert world.outcome("DRG-07") is expected


def test_dumping_of_a_year_ago_is_past(world: World) -> None:
    world.place(land_use="farmyard")
    report(world, 1, "dumping", None, reported_on="2025-11-01")
    assert world.outcome("DRG-07") is Outcome.NO_HIT


def test_partner_reports_of_the_chosen_kinds_count(world: World) -> None:
    world.place()
    world.add("partner_report", report_id="N1", kind="energy_theft", received_on="2026-01-01")
    world.add("partner_report", report_id="N2", kind="other", received_on="2026-01-01")
    assert world.facts("DRG-06")["partner_reports"] == 1


@pytest.mark.parametrize("rule_id", ["CTR-05", "CTR-DRG-03"])
@pytest.mark.parametrize(
    ("reporter", "expected"),
    [
        pytest.param("90000001", Outcome.HIT, id="business of the location"),
        pytest.param("80000001", Outcome.HIT, id="holder of the land"),
        pytest.param("99999999", Outcome.NO_HIT, id="another business"),
        pytest.param(PERSON, Outcome.UNKNOWN, id="pseudonym"),
        pytest.param(None, Outcome.UNKNOWN, id="anonymous"),
    ],
)
def test_own_report_of_an_approach_needs_a_number_that_joins(
    world: World, rule_id: str, reporter: str | None, expected: Outcome
) -> None:
    world.place()
    world.business("90000001", "2000-01-01")
    world.add("title", title_id="T1", holder_id="80000001", holder_kind="legal")
    report(world, 1, "approach", reporter, location="L1")
    assert world.outcome(rule_id) is expected
