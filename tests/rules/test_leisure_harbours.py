"""REC-06 to REC-10: boats, sheds, sales after an insolvency, tourist tax, reports at the quay."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World


def harbour(world: World, **values: Any) -> None:
    world.place(**{"kind": "site", "land_use": "harbour"} | values)


def boat(
    world: World, number: int, adults: int | None = 1, status: str | None = "Plaats ingetrokken"
) -> None:
    berth = f"B{number}"
    world.add("address_unit", location=None, object_id=berth, kind="berth", status=status)
    world.add("location_member", location_id="L1", member_id=berth, member_kind="berth")
    world.add("occupancy", object_id=berth, counted_on="2026-10-01", registered_adults=adults)


def report(world: World, number: int, reporter: str | None, day: str = "2026-09-01") -> None:
    world.add(
        "report", report_id=f"R{number}", category="diving", reporter_id=reporter, reported_on=day
    )


def fall(world: World, **values: Any) -> None:
    """A harbour company goes bankrupt on 1 February 2026."""
    world.business("90000001", "2001-01-01", sbi="93291")
    row = {"kind": "bankruptcy", "declared_on": "2026-02-01"} | values
    world.add("insolvency", location=None, case_id="F1", enterprise_id="90000001", **row)


def sell(world: World, buyer: str | None, day: str = "2026-06-01", **values: Any) -> None:
    row = {"kind": "sale", "signed_on": day} | values
    world.add("transfer", transfer_id="A1", buyer_id=buyer, **row)


def test_two_inhabited_boats_without_a_designated_berth_hit(world: World) -> None:
    harbour(world)
    for number in (1, 2):
        boat(world, number)
    (hit,) = world.hits("REC-06")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 10, 1))
    assert hit["evidence"] == [
        "test:address_unit:B1", "test:address_unit:B2", "test:occupancy:B1", "test:occupancy:B2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("adults", "status", "expected"),
    [
        pytest.param(1, "Plaats aangewezen", Outcome.NO_HIT, id="designated"),
        pytest.param(0, "Plaats ingetrokken", Outcome.NO_HIT, id="nobody"),
        pytest.param(None, "Plaats ingetrokken", Outcome.UNKNOWN, id="count unknown"),
        pytest.param(1, None, Outcome.UNKNOWN, id="status unknown"),
    ],
)
def test_what_makes_the_second_boat(
    world: World, adults: int | None, status: str | None, expected: Outcome
) -> None:
    harbour(world)
    boat(world, 1)
    boat(world, 2, adults, status)
    assert world.outcome("REC-06") is expected


def test_boat_that_was_left_counts_no_more(world: World) -> None:
    harbour(world)
    boat(world, 1)
    boat(world, 2, 0)
    world.add("occupancy", object_id="B2", counted_on="2025-10-01", registered_adults=3)
    assert world.facts("REC-06")["boats"] == 1


def test_three_other_businesses_in_one_shed_hit(world: World) -> None:
    harbour(world)
    world.business("90000001", "2001-01-01", sbi="3315", version="2008", building_id="P1")
    for number, started in enumerate(("2021-01-01", "2022-01-01", "2023-01-01"), start=2):
        world.business(f"9000000{number}", started, sbi="95311", building_id="P1")
    facts = world.facts("REC-07")
    assert (facts["marine_clusters"], facts["clusters"]) == (1, 3)
    assert facts["newest"] == date(2023, 1, 1)
    assert world.outcome("REC-07") is Outcome.HIT


def test_restaurant_beside_the_shed_does_not_add_up(world: World) -> None:
    harbour(world)
    for number, building in enumerate(("P1", "P1", "P2")):
        world.business(f"9000000{number}", "2021-01-01", sbi="56111", building_id=building)
    assert world.facts("REC-07")["clusters"] == 2


@pytest.mark.parametrize(
    ("third", "expected"),
    [
        pytest.param({"sbi": "77340"}, Outcome.NO_HIT, id="boat rental"),
        pytest.param({"sbi": "95311", "cluster": "90000001"}, Outcome.NO_HIT, id="of the yard"),
        pytest.param({"sbi": "95311", "ended": "2026-01-01"}, Outcome.NO_HIT, id="ended"),
        pytest.param({"sbi": "95311", "shielded": True}, Outcome.NO_HIT, id="shielded"),
        pytest.param({}, Outcome.UNKNOWN, id="activity unknown"),
    ],
)
def test_what_makes_the_third_business(
    world: World, third: dict[str, Any], expected: Outcome
) -> None:
    world.place(land_use="business", kind="unit")
    world.business("90000001", "2001-01-01", sbi="30120")
    for number in (2, 3):
        world.business(f"9000000{number}", "2021-01-01", sbi="95311")
    world.business("90000004", "2021-01-01", **third)
    assert world.outcome("REC-07") is expected


def test_hall_is_a_boat_shed_after_the_boat_builder_left(world: World) -> None:
    world.place(land_use="business", kind="unit")
    world.business("90000001", "2001-01-01", sbi="30120", ended="2020-01-01")
    for number in (2, 3, 4):
        world.business(f"9000000{number}", "2021-01-01", sbi="95311")
    assert world.outcome("REC-07") is Outcome.HIT


def test_hall_without_anything_marine_is_no_boat_shed(world: World) -> None:
    world.place(land_use="business", kind="unit")
    for number in (2, 3, 4):
        world.business(f"9000000{number}", "2021-01-01", sbi="95311")
    assert world.outcome("REC-07") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("founded", "expected"),
    [
        pytest.param("2025-06-02", Outcome.HIT, id="day before its first birthday"),
        pytest.param("2025-06-01", Outcome.NO_HIT, id="a year old"),
        pytest.param("2026-07-01", Outcome.HIT, id="in formation"),
        pytest.param(None, Outcome.UNKNOWN, id="founding unknown"),
    ],
)
def test_age_of_the_buyer_on_the_day_of_signing(
    world: World, founded: str | None, expected: Outcome
) -> None:
    harbour(world)
    fall(world)
    world.add("enterprise", location=None, enterprise_id="90000002", started_on=founded)
    sell(world, "90000002")
    assert world.outcome("REC-08") is expected


@pytest.mark.parametrize(
    ("partial", "expected"), [("2024", Outcome.NO_HIT), ("2025", Outcome.UNKNOWN)]
)
def test_founding_year_alone_may_be_enough(world: World, partial: str, expected: Outcome) -> None:
    harbour(world)
    fall(world)
    world.add("enterprise", location=None, enterprise_id="90000002", started_on_partial=partial)
    sell(world, "90000002")
    assert world.outcome("REC-08") is expected


def test_evidence_names_case_branch_and_deed(world: World) -> None:
    harbour(world)
    fall(world)
    world.add("enterprise", location=None, enterprise_id="90000002", started_on="2026-05-01")
    sell(world, "90000002")
    (hit,) = world.hits("REC-08")
    assert hit["newest"] == date(2026, 6, 1)
    assert hit["evidence"] == [
        "test:branch:000090000001", "test:insolvency:F1", "test:transfer:A1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fallen", "sold"),
    [
        pytest.param({}, {"day": "2026-01-31"}, id="sold before the fall"),
        pytest.param({}, {"buyer": "P0123456789abcdef0123"}, id="a person bought"),
        pytest.param({}, {"lapsed_on": "2026-07-01"}, id="lapsed"),
        pytest.param({}, {"kind": "inheritance"}, id="inheritance"),
        pytest.param({"end_kind": "annulled"}, {}, id="bankruptcy annulled"),
        pytest.param({"declared_on": "2024-01-01"}, {"day": "2024-11-01"}, id="before the window"),
    ],
)
def test_what_is_no_young_buyer(world: World, fallen: dict[str, Any], sold: dict[str, Any]) -> None:
    harbour(world)
    fall(world, **fallen)
    world.add("enterprise", location=None, enterprise_id="90000002", started_on="2024-10-15")
    world.add("enterprise", location=None, enterprise_id="90000003", started_on="2026-05-01")
    sell(world, **{"buyer": "90000003" if not sold.get("day") else "90000002"} | sold)
    assert world.outcome("REC-08") is Outcome.NO_HIT


def test_insolvency_of_another_trade_is_none_of_the_park(world: World) -> None:
    harbour(world)
    world.business("90000001", "2001-01-01", sbi="56111")
    world.add(
        "insolvency", location=None, case_id="F1", enterprise_id="90000001",
        declared_on="2026-02-01",
    )  # fmt: skip
    sell(world, None)
    assert world.outcome("REC-08") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("nights", "expected"),
    [(365, Outcome.HIT), (366, Outcome.NO_HIT), (2196, Outcome.NO_HIT), (2197, Outcome.HIT)],
    ids=["below 20 percent", "20 percent", "120 percent", "above 120 percent"],
)
def test_nights_are_weighed_against_a_season(world: World, nights: int, expected: Outcome) -> None:
    world.place(kind="site", land_use="recreation")
    world.add("tourist_tax", return_id="1", year=2025, nights=nights, capacity=10)
    assert world.outcome("REC-09") is expected


def test_newest_full_year_counts_and_returns_add_up(world: World) -> None:
    world.place(kind="site", land_use="recreation")
    for number, (year, nights, places) in enumerate(
        ((2024, 10, 10), (2025, 400, 10), (2025, 300, 8), (2026, 0, 10))
    ):
        world.add("tourist_tax", return_id=str(number), year=year, nights=nights, capacity=places)
    facts = world.facts("REC-09")
    assert (facts["return_year"], facts["nights"], facts["places"]) == (2025, 700, 10)
    assert facts["newest"] == date(2025, 12, 31)


def test_return_without_a_capacity_leaves_the_answer_open(world: World) -> None:
    world.place(kind="site", land_use="recreation")
    world.add("tourist_tax", return_id="1", year=2025, nights=10, object_id="U1", capacity=None)
    world.add("tourist_tax", return_id="2", year=2025, nights=10, object_id="U2", capacity=20)
    assert world.outcome("REC-09") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param([("a", "2026-09-01"), ("b", "2026-09-01")], Outcome.HIT, id="two reporters"),
        pytest.param([("a", "2026-09-01"), ("a", "2026-09-02")], Outcome.HIT, id="two days"),
        pytest.param([("a", "2026-09-01"), ("a", "2026-09-01")], Outcome.NO_HIT, id="told twice"),
        pytest.param([("a", "2026-09-01"), (None, "2026-09-01")], Outcome.UNKNOWN, id="anonymous"),
        pytest.param([(None, "2026-09-01"), (None, "2026-09-02")], Outcome.HIT, id="two nights"),
    ],
)
def test_which_reports_at_the_quay_are_distinct(
    world: World, reports: list[tuple[str | None, str]], expected: Outcome
) -> None:
    harbour(world)
    for number, (reporter, day) in enumerate(reports):
        report(world, number, reporter, day)
    assert world.outcome("REC-10") is expected


@pytest.mark.parametrize(
    ("day", "reports"),
    [("2026-05-02", 1), ("2026-05-01", 0)],
    ids=["first day inside", "window start is exclusive"],
)
def test_reports_of_six_months_count(world: World, day: str, reports: int) -> None:
    harbour(world)
    report(world, 1, "a", day)
    assert world.facts("REC-10")["distinct_reports"] == reports
