"""VAS-06 and VAS-10: legal persons that own property, and what the trade register says of them."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

OWNER = "90000001"
PERSON = "P0123456789abcdef0123"


def title(world: World, number: int = 1, holder: str | None = OWNER, **values: Any) -> str:
    row = {"holder_kind": "legal", "right": "ownership", "started_on": "2015-01-01"} | values
    return world.add(
        "title", title_id=f"T{number}", holder_id=holder, parcel_id=f"K{number}", **row
    )


def company(world: World, kvk: str = OWNER, **values: Any) -> None:
    row = {"legal_form": "bv", "started_on": "2010-01-01"} | values
    world.add("enterprise", location=None, enterprise_id=kvk, **row)


@pytest.mark.parametrize(
    ("ended", "expected"),
    [("2024-11-01", Outcome.HIT), ("2024-11-02", Outcome.NO_HIT), (None, Outcome.NO_HIT)],
    ids=["exactly 24 months", "a day less", "still there"],
)
def test_owner_that_ended_two_years_ago_hits(
    world: World, ended: str | None, expected: Outcome
) -> None:
    world.place()
    title(world)
    company(world, ended_on=ended)
    assert world.outcome("VAS-06") is expected


def test_hit_cites_title_and_company_and_began_when_the_term_passed(world: World) -> None:
    world.place()
    title(world)
    company(world, ended_on="2024-08-01")
    (hit,) = world.hits("VAS-06")
    assert hit["evidence"] == ["test:enterprise:90000001", "test:title:T1"]
    assert hit["newest"] == date(2026, 8, 1)
    assert hit["member_ids"] == ["UL1"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"end_kind": "dissolution"}, Outcome.HIT, id="dissolved"),
        pytest.param({"end_kind": "merger"}, Outcome.NO_HIT, id="merged into a successor"),
        pytest.param({"end_kind": "continued_elsewhere"}, Outcome.NO_HIT, id="went on elsewhere"),
        pytest.param(
            {"ended_on": None, "ended_on_partial": "2019"}, Outcome.UNKNOWN, id="only a year"
        ),
    ],
)
def test_how_the_owner_ended_decides(
    world: World, values: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    title(world)
    company(world, **({"ended_on": "2020-01-01"} | values))
    assert world.outcome("VAS-06") is expected


def test_owner_that_one_source_still_knows_is_there(world: World) -> None:
    world.place()
    title(world)
    company(world, ended_on="2020-01-01")
    company(world, source="kvk")
    assert world.outcome("VAS-06") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("known", "expected"),
    [(9, Outcome.HIT), (8, Outcome.UNKNOWN), (0, Outcome.UNKNOWN)],
    ids=["nine of ten owners known", "eight of nine", "none"],
)
def test_number_not_in_the_register_needs_a_delivery_with_owners_from_elsewhere(
    world: World, known: int, expected: Outcome
) -> None:
    world.place()
    world.place("L2")
    title(world)
    for number in range(2, 2 + known):
        title(world, number, f"800000{number:02d}", location="L2")
        company(world, f"800000{number:02d}")
    assert world.outcome("VAS-06") is expected


def test_new_title_of_an_unknown_number_may_still_be_registered(world: World) -> None:
    world.place()
    world.place("L2")
    title(world, started_on="2025-01-01")
    for number in range(2, 12):
        title(world, number, f"800000{number:02d}", location="L2")
        company(world, f"800000{number:02d}")
    assert world.outcome("VAS-06") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"holder_id": PERSON}, Outcome.UNKNOWN, id="legal person without a number"),
        pytest.param({"holder_id": None}, Outcome.UNKNOWN, id="no holder"),
        pytest.param(
            {"holder_kind": "natural", "holder_id": PERSON}, Outcome.NO_HIT, id="natural person"
        ),
        pytest.param({"ended_on": "2025-01-01"}, Outcome.NO_HIT, id="title that ended"),
        pytest.param({"ended_on_partial": "2025"}, Outcome.NO_HIT, id="title that ended in a year"),
        pytest.param({"right": "superficies"}, Outcome.NO_HIT, id="right of a pipeline"),
    ],
)
def test_only_legal_owners_can_be_looked_up(
    world: World, values: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    holder = values.pop("holder_id", OWNER)
    title(world, 1, holder, **values)
    company(world, ended_on="2020-01-01")
    assert world.outcome("VAS-06") is expected


def holding(world: World, objects: int = 3, **company_values: Any) -> None:
    """A BV without people at L1 that owns as many places and has not filed since 2020."""
    row = {"employees": 0, "accounts_filed_until": "2020-12-31"} | company_values
    world.place()
    world.business(OWNER, "2010-01-01", enterprise=row)
    for number in range(objects):
        world.place(f"O{number}")
        title(world, number, location=f"O{number}")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({}, Outcome.HIT, id="three objects, nobody, no accounts"),
        pytest.param({"objects": 2}, Outcome.NO_HIT, id="two objects"),
        pytest.param({"employees": 1}, Outcome.NO_HIT, id="somebody works there"),
        pytest.param({"employees": None}, Outcome.UNKNOWN, id="staff unknown"),
        pytest.param(
            {"accounts_filed_until": "2024-10-30"}, Outcome.HIT, id="first year just overdue"
        ),
        pytest.param(
            {"accounts_filed_until": "2024-11-01"}, Outcome.NO_HIT, id="first year not yet overdue"
        ),
        pytest.param({"accounts_filed_until": None}, Outcome.UNKNOWN, id="never filed"),
        pytest.param(
            {"accounts_filed_until": None, "started_on": "2025-06-01"},
            Outcome.NO_HIT,
            id="too young to have filed",
        ),
        pytest.param({"legal_form": "foundation"}, Outcome.NO_HIT, id="no duty to file"),
        pytest.param({"pension_company": True}, Outcome.NO_HIT, id="pension company"),
        pytest.param({"ended_on": "2026-01-01"}, Outcome.NO_HIT, id="ended"),
    ],
)
def test_holding_is_large_empty_and_late(
    world: World, values: dict[str, Any], expected: Outcome
) -> None:
    holding(world, **values)
    assert world.outcome("VAS-10") is expected


def test_holding_stands_where_it_is_registered(world: World) -> None:
    holding(world)
    (hit,) = world.hits("VAS-10")
    assert hit["location_id"] == "L1"
    assert hit["newest"] == date(2022, 12, 31)
    assert hit["evidence"] == [
        "test:branch:000090000001",
        "test:enterprise:90000001",
        "test:title:T0",
        "test:title:T1",
        "test:title:T2",
    ]


def test_parcels_of_one_place_are_one_object(world: World) -> None:
    holding(world, objects=2)
    title(world, 7, location="O1")
    assert world.outcome("VAS-10") is Outcome.NO_HIT


def test_dates_of_filing_may_come_from_one_of_two_sources(world: World) -> None:
    holding(world)
    company(world, source="kvk")
    assert world.outcome("VAS-10") is Outcome.HIT
