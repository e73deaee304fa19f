"""FRD-03 and FRD-04: unknown and imitating companies; FRD-02 and FRD-06, which wait."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World, shipped


def dwelling(world: World, location: str = "L1", **values: Any) -> None:
    row = {"kind": "unit", "use_purposes": ["woonfunctie"], "area_m2": 100.0} | values
    world.add("address_unit", location=None, object_id=f"U{location}", **row)


def counted(world: World, day: str, **values: Any) -> None:
    world.add("occupancy", object_id="UL1", counted_on=day, **values)


def report(world: World, day: str = "2026-08-01", category: str = "unknown_company") -> None:
    world.add("report", report_id="R1", category=category, reported_on=day)


def test_report_with_four_new_clusters_hits(world: World) -> None:
    world.place(land_use="dwelling")
    report(world)
    for number in range(1, 5):
        world.business(f"9000000{number}", "2026-01-01")
    (hit,) = world.hits("FRD-03")
    assert hit["outcome"] == "HIT"
    assert hit["newest"] == date(2026, 8, 1)
    assert hit["evidence"] == [
        *(f"test:branch:00009000000{n}" for n in range(1, 5)),
        "test:report:R1",
    ]


@pytest.mark.parametrize(
    ("day", "reports"),
    [("2024-11-02", 1), ("2024-11-01", 0)],
    ids=["first day inside 24 months", "window start is exclusive"],
)
def test_reports_count_inside_the_window(world: World, day: str, reports: int) -> None:
    world.place(land_use="dwelling")
    report(world, day)
    assert world.facts("FRD-03")["reports"] == reports


def test_report_of_another_kind_is_none(world: World) -> None:
    world.place(land_use="dwelling")
    report(world, category="noise")
    assert world.facts("FRD-03")["reports"] == 0


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-05-02", Outcome.HIT), ("2026-05-01", Outcome.NO_HIT)],
    ids=["first day inside 6 months", "window start is exclusive"],
)
def test_returned_mail_of_a_recent_count_confirms_a_report(
    world: World, day: str, expected: Outcome
) -> None:
    world.place(land_use="dwelling")
    report(world)
    counted(world, day, returned_mail_6m=3)
    assert world.outcome("FRD-03") is expected


def test_newest_count_holds_for_returned_mail(world: World) -> None:
    world.place(land_use="dwelling")
    report(world)
    counted(world, "2026-08-01", returned_mail_6m=9)
    counted(world, "2026-10-01", returned_mail_6m=0)
    assert world.outcome("FRD-03") is Outcome.NO_HIT


def test_returned_mail_that_is_not_delivered_is_unknown(world: World) -> None:
    world.place(land_use="dwelling")
    report(world)
    counted(world, "2026-10-01")
    assert world.outcome("FRD-03") is Outcome.UNKNOWN


def test_place_that_nobody_counted_has_no_returned_mail(world: World) -> None:
    world.place(land_use="dwelling")
    report(world)
    assert world.outcome("FRD-03") is Outcome.NO_HIT


def test_report_rule_and_gen_01_ask_for_the_same_clusters() -> None:
    mine, other = shipped().rule("FRD-03"), shipped().rule("GEN-01")
    assert {name: mine.params[name] for name in other.params} == dict(other.params)
    condition = " ".join(str(other.hit_when).split())
    assert condition in " ".join(str(mine.hit_when).split())


@pytest.mark.parametrize("started", ["2024-11-02", "2024-11-01", None])
@pytest.mark.parametrize("use", ["dwelling", "office"])
def test_report_rule_and_gen_01_see_the_same_clusters(
    world: World, use: str, started: str | None
) -> None:
    world.place(land_use=use)
    world.place("L2", land_use=use)
    report(world)
    world.business("90000001", started)
    world.business("90000002", "2026-01-01", cluster="C")
    world.business("90000003", "2026-02-01", cluster="C")
    for number in (4, 5, 6):
        world.business(f"9000000{number}", "2026-01-01", location="L2")
    facts = ("clusters", "clusters_at_most", "has_undated_start_in_window", "median_same_use")
    mine, other = world.facts("FRD-03"), world.facts("GEN-01")
    assert {name: mine[name] for name in facts} == {name: other[name] for name in facts}


def likeness(world: World, score: float) -> None:
    world.add(
        "name_likeness",
        location=None,
        enterprise_id="90000001",
        other_enterprise_id="90000002",
        jaro_winkler=score,
    )
    world.place("L2", land_use="shop")
    world.business("90000002", "2000-01-01", location="L2")


def test_imitated_name_at_a_dwelling_hits_and_cites_both(world: World) -> None:
    world.place(land_use="dwelling")
    dwelling(world)
    world.business("90000001", "2026-03-01")
    likeness(world, 0.92)
    (hit,) = world.hits("FRD-04")
    assert hit["outcome"] == "HIT"
    assert hit["location_id"] == "L1"
    assert hit["newest"] == date(2026, 3, 1)
    assert hit["evidence"] == [
        "test:address_unit:UL1",
        "test:branch:000090000001",
        "test:branch:000090000002",
    ]


@pytest.mark.parametrize(
    ("purposes", "expected"),
    [
        pytest.param(["woonfunctie", "kantoorfunctie"], Outcome.HIT, id="also a dwelling"),
        pytest.param(["kantoorfunctie"], Outcome.NO_HIT, id="office"),
        pytest.param([], Outcome.UNKNOWN, id="no purpose known"),
        pytest.param(None, Outcome.UNKNOWN, id="purposes not delivered"),
    ],
)
def test_imitated_name_needs_a_dwelling(
    world: World, purposes: list[str] | None, expected: Outcome
) -> None:
    world.place()
    dwelling(world, use_purposes=purposes)
    world.business("90000001", "2026-03-01")
    likeness(world, 0.95)
    assert world.outcome("FRD-04") is expected


@pytest.mark.parametrize(
    ("branch", "ended"),
    [({"shielded": True}, None), ({}, "2026-08-01")],
    ids=["shielded", "closed"],
)
def test_imitating_branch_must_be_open_and_visible(
    world: World, branch: dict[str, Any], ended: str | None
) -> None:
    world.place()
    dwelling(world)
    world.business("90000001", "2026-03-01", ended=ended, **branch)
    likeness(world, 0.95)
    assert world.outcome("FRD-04") is Outcome.NO_HIT


def test_rules_about_one_person_and_about_applicants_are_for_a_case(world: World) -> None:
    world.place()
    beyond = {rule.id: (rule.gate, rule.is_scanned) for rule in shipped().rules}
    assert beyond["FRD-02"] == ("G2", False)
    assert beyond["FRD-06"] == ("G3", False)
    assert world.hits("FRD-02", "FRD-06") == []
