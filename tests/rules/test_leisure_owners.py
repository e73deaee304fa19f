"""REC-02: transfers of a park and who owns its parcels."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

ONE, OTHER = "P0123456789abcdef0123", "P9876543210abcdef0123"


def park(world: World, **values: Any) -> None:
    world.place(**{"kind": "site", "land_use": "recreation"} | values)


def title(world: World, number: int, holder: str | None, **values: Any) -> None:
    row = {"parcel_id": f"K{number}", "right": "ownership", "started_on": "2020-01-01"} | values
    world.add("title", title_id=f"T{number}", holder_id=holder, **row)


def sale(world: World, number: int, day: str, buyer: str | None = None, **values: Any) -> None:
    row = {"kind": "sale", "signed_on": day, "parcel_id": f"K{number}"} | values
    world.add("transfer", transfer_id=f"A{number}", buyer_id=buyer, **row)


@pytest.mark.parametrize(
    ("day", "transfers"),
    [("2025-11-02", 1), ("2025-11-01", 0)],
    ids=["first day inside", "window start is exclusive"],
)
def test_transfers_of_twelve_months_count(world: World, day: str, transfers: int) -> None:
    park(world)
    title(world, 1, "90000001")
    title(world, 2, "90000001")
    sale(world, 1, day, ONE)
    assert world.facts("REC-02")["transfers"] == transfers


def test_five_transfers_on_five_days_hit(world: World) -> None:
    park(world)
    for number in range(5):
        sale(world, number, f"2026-0{number + 1}-01", ONE if number else None)
    (hit,) = world.hits("REC-02")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 5, 1))
    assert hit["evidence"] == [f"test:transfer:A{number}" for number in range(5)]


def test_sale_of_the_whole_park_is_one_transfer(world: World) -> None:
    park(world)
    for number in range(6):
        sale(world, number, "2026-05-01", "90000001")
    assert world.facts("REC-02")["transfers"] == 1
    assert world.outcome("REC-02") is Outcome.NO_HIT


def test_buyers_of_one_day_known_by_name_may_be_one_person(world: World) -> None:
    park(world)
    for number in range(5):
        sale(world, number, "2026-05-01", f"P{number:020d}")
    assert world.outcome("REC-02") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "values",
    [{"kind": "inheritance"}, {"kind": "registered_purchase"}, {"lapsed_on": "2026-06-01"}],
    ids=["inheritance", "registered purchase", "lapsed"],
)
def test_what_splits_nothing_is_no_transfer(world: World, values: dict[str, str]) -> None:
    park(world)
    for number in range(5):
        sale(world, number, f"2026-0{number + 1}-01", ONE, **values)
    assert world.outcome("REC-02") is Outcome.NO_HIT


def test_transfers_of_an_unknown_kind_leave_the_answer_open(world: World) -> None:
    park(world)
    for number in range(5):
        sale(world, number, f"2026-0{number + 1}-01", ONE, kind=None)
    assert world.outcome("REC-02") is Outcome.UNKNOWN


def test_parcels_of_others_than_the_largest_owner_are_separate(world: World) -> None:
    park(world)
    for number in range(2):
        title(world, number, "90000001")
    title(world, 2, "90000002", started_on="2026-02-01")
    assert world.facts("REC-02")["separate_share_pct"] == pytest.approx(100 / 3)
    (hit,) = world.hits("REC-02")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 2, 1))


def test_couple_on_each_parcel_splits_nothing(world: World) -> None:
    park(world)
    for number in range(2):
        title(world, number, ONE)
        title(world, 10 + number, OTHER, parcel_id=f"K{number}")
    assert world.facts("REC-02")["separate_share_pct"] == 0


def test_lease_and_ended_title_leave_the_owner_in_place(world: World) -> None:
    park(world)
    for number in range(2):
        title(world, number, "90000001")
        title(world, 10 + number, f"8000000{number}", parcel_id=f"K{number}", right="leasehold")
        title(world, 20 + number, f"7000000{number}", ended_on="2020-01-01")
    assert world.facts("REC-02")["separate_share_pct"] == 0


def test_companies_of_one_cluster_are_one_owner(world: World) -> None:
    park(world)
    for number in range(3):
        kvk = f"9000000{number}"
        world.add("enterprise_cluster", location=None, enterprise_id=kvk, cluster_id="90000000")
        title(world, number, kvk)
    assert world.outcome("REC-02") is Outcome.NO_HIT


def test_people_known_by_name_may_be_one_owner(world: World) -> None:
    park(world)
    title(world, 1, ONE)
    title(world, 2, OTHER)
    assert world.outcome("REC-02") is Outcome.UNKNOWN


def test_people_are_told_apart_in_a_source_with_references(world: World) -> None:
    park(world)
    world.place("L2")
    title(world, 1, ONE)
    title(world, 2, OTHER)
    title(world, 3, ONE, location="L2")
    assert world.outcome("REC-02") is Outcome.HIT
