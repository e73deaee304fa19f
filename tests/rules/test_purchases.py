"""VAS-01 and VAS-08: how often one parcel or object was bought, and purchases that lapsed."""

from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import SOURCE, World

COMPANY, OTHER = "90000001", "90000002"
PARTS = ("VAS-01", "VAS-02", "VAS-04", "GEN-15")
PERSON, STRANGER = "P0123456789abcdef0123", "P1123456789abcdef0123"


def deed(world: World, number: int, signed: str, buyer: str | None = None, **values: Any) -> str:
    row = {"kind": "sale", "parcel_id": "K1"} | values
    return world.add("transfer", transfer_id=f"A{number}", signed_on=signed, buyer_id=buyer, **row)


@pytest.mark.parametrize(
    ("first", "expected"),
    [("2026-05-02", Outcome.HIT), ("2026-05-01", Outcome.NO_HIT)],
    ids=["first day inside six months", "window start is exclusive"],
)
def test_two_purchases_in_six_months_hit(world: World, first: str, expected: Outcome) -> None:
    world.place()
    deed(world, 1, first)
    deed(world, 2, "2026-11-01")
    assert world.outcome("VAS-01") is expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [("2025-11-02", Outcome.HIT), ("2025-11-01", Outcome.NO_HIT)],
    ids=["first day inside twelve months", "window start is exclusive"],
)
def test_three_purchases_in_twelve_months_hit(world: World, first: str, expected: Outcome) -> None:
    world.place()
    for number, day in enumerate((first, "2026-02-01", "2026-09-01")):
        deed(world, number, day)
    assert world.outcome("VAS-01") is expected


def test_deeds_after_the_day_of_the_run_do_not_count(world: World) -> None:
    world.place()
    deed(world, 1, "2026-09-01")
    deed(world, 2, "2026-11-02")
    assert world.outcome("VAS-01") is Outcome.NO_HIT


def test_evidence_is_every_deed_of_the_parcel(world: World) -> None:
    world.place()
    deed(world, 1, "2026-06-01")
    deed(world, 2, "2026-09-01")
    deed(world, 3, "2026-10-01", parcel_id="K2")
    (hit,) = world.hits("VAS-01")
    assert hit["evidence"] == ["test:transfer:A1", "test:transfer:A2"]
    assert str(hit["newest"]) == "2026-09-01"
    assert hit["member_ids"] == ["UL1"]


@pytest.mark.parametrize("kind", ["inheritance", "split", "other"])
def test_deeds_that_are_no_purchase_do_not_count(world: World, kind: str) -> None:
    world.place()
    deed(world, 1, "2026-06-01")
    deed(world, 2, "2026-09-01", kind=kind)
    assert world.outcome("VAS-01") is Outcome.NO_HIT


def test_deed_of_an_unknown_kind_may_be_a_purchase(world: World) -> None:
    world.place()
    deed(world, 1, "2026-06-01")
    deed(world, 2, "2026-09-01", kind=None)
    assert world.outcome("VAS-01") is Outcome.UNKNOWN


def test_parcels_sold_in_one_deed_are_one_purchase_each(world: World) -> None:
    world.place()
    for number in range(3):
        deed(world, number, "2026-09-01", COMPANY, parcel_id=f"K{number}")
    assert world.outcome("VAS-01") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("registered", "delivered", "expected"),
    [
        pytest.param(COMPANY, COMPANY, Outcome.NO_HIT, id="same company"),
        pytest.param(PERSON, PERSON, Outcome.NO_HIT, id="same pseudonym"),
        pytest.param(COMPANY, OTHER, Outcome.HIT, id="another company"),
        pytest.param(COMPANY, PERSON, Outcome.HIT, id="a company and a person"),
        pytest.param(PERSON, STRANGER, Outcome.UNKNOWN, id="pseudonyms may be one person"),
        pytest.param(None, PERSON, Outcome.UNKNOWN, id="first buyer unknown"),
        pytest.param(COMPANY, None, Outcome.UNKNOWN, id="last buyer unknown"),
    ],
)
def test_registered_purchase_and_its_delivery_are_one(
    world: World, registered: str | None, delivered: str | None, expected: Outcome
) -> None:
    world.place()
    deed(world, 1, "2026-06-01", registered, kind="registered_purchase")
    deed(world, 2, "2026-09-01", delivered)
    assert world.outcome("VAS-01") is expected


def test_registered_purchase_after_a_sale_counts_before_it_is_delivered(world: World) -> None:
    world.place()
    deed(world, 1, "2026-06-01", PERSON)
    deed(world, 2, "2026-09-01", STRANGER, kind="registered_purchase")
    assert world.outcome("VAS-01") is Outcome.HIT


def test_lapsed_purchase_is_no_purchase(world: World) -> None:
    world.place()
    deed(world, 1, "2026-06-01", COMPANY, kind="registered_purchase", lapsed_on="2026-08-01")
    deed(world, 2, "2026-09-01", OTHER)
    assert world.outcome("VAS-01") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("buyers", "expected"),
    [
        pytest.param((COMPANY, OTHER), Outcome.HIT, id="two companies"),
        pytest.param((COMPANY, PERSON), Outcome.HIT, id="a company and a person"),
        pytest.param((COMPANY, COMPANY), Outcome.UNKNOWN, id="two deeds of one buyer"),
        pytest.param((PERSON, STRANGER), Outcome.UNKNOWN, id="two pseudonyms"),
    ],
)
def test_two_deeds_of_one_day_need_two_buyers(
    world: World, buyers: tuple[str, str], expected: Outcome
) -> None:
    world.place()
    for number, buyer in enumerate(buyers):
        deed(world, number, "2026-09-01", buyer)
    assert world.outcome("VAS-01") is expected


def test_one_deed_told_by_two_sources_is_one_purchase(world: World) -> None:
    world.place()
    deed(world, 1, "2026-09-01", PERSON, source=SOURCE)
    deed(world, 2, "2026-09-01", STRANGER, source="brk")
    assert world.outcome("VAS-01") is Outcome.NO_HIT


def lapsed(world: World, number: int, signed: str, on: str | None, **values: Any) -> None:
    deed(world, number, signed, kind="registered_purchase", lapsed_on=on, **values)


@pytest.mark.parametrize(
    ("day", "purchases"),
    [("2024-11-02", 2), ("2024-11-01", 1)],
    ids=["first day inside 24 months", "window start is exclusive"],
)
def test_lapsed_purchases_count_on_the_day_they_lapsed(
    world: World, day: str, purchases: int
) -> None:
    world.place()
    lapsed(world, 1, "2024-05-01", day)
    lapsed(world, 2, "2026-01-01", "2026-07-01")
    facts = world.facts("VAS-08")
    assert facts["lapsed_purchases"] == purchases
    assert str(facts["newest"]) == "2026-07-01"


def test_purchases_that_stand_or_were_delivered_did_not_lapse(world: World) -> None:
    world.place()
    lapsed(world, 1, "2026-09-01", None)
    lapsed(world, 2, "2026-01-01", "2026-07-01")
    deed(world, 3, "2026-08-01", lapsed_on="2026-08-02")
    assert world.outcome("VAS-08") is Outcome.NO_HIT


def test_lapsed_purchases_of_two_parcels_are_not_added(world: World) -> None:
    world.place()
    lapsed(world, 1, "2026-01-01", "2026-07-01")
    lapsed(world, 2, "2026-02-01", "2026-08-01", parcel_id="K2")
    assert world.outcome("VAS-08") is Outcome.NO_HIT


def test_one_lapsed_purchase_told_twice_is_one(world: World) -> None:
    world.place()
    lapsed(world, 1, "2026-01-01", "2026-07-01")
    lapsed(world, 2, "2026-01-01", "2026-07-01", source="brk")
    assert world.facts("VAS-08")["lapsed_purchases"] == 1


@pytest.mark.parametrize(
    ("founded", "expected"),
    [("2026-05-01", Outcome.HIT), ("2020-05-01", Outcome.UNKNOWN)],
    ids=["young buyer without mortgage", "older buyer, the other parts wait"],
)
def test_resale_to_a_young_buyer_without_mortgage_combines(
    world: World, founded: str, expected: Outcome
) -> None:
    world.place()
    company = {"legal_form": "bv", "started_on": founded}
    world.add("enterprise", location=None, enterprise_id=COMPANY, **company)
    deed(world, 1, "2026-06-01", OTHER, price_eur=600_000, mortgage_eur=400_000)
    deed(world, 2, "2026-09-01", COMPANY, price_eur=900_000, mortgage_eur=0)
    assert world.outcome("ABC-RISK", parts=PARTS) is expected


def test_young_buyer_without_a_resale_is_not_combined(world: World) -> None:
    world.place()
    world.add("enterprise", location=None, enterprise_id=COMPANY, started_on="2026-05-01")
    deed(world, 1, "2026-09-01", COMPANY, price_eur=900_000, mortgage_eur=0)
    assert world.outcome("ABC-RISK", parts=PARTS) is Outcome.NO_HIT
