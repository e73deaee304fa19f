"""VAS-03, VAS-04 and VAS-05: what was paid for property, by whom and with whose money."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

BUYER = "90000001"
PERSON = "P0123456789abcdef0123"


def sale(world: World, number: int = 1, signed: str = "2026-06-01", **values: Any) -> str:
    row: dict[str, Any] = {"kind": "sale", "parcel_id": "K1", "price_eur": 600_000} | values
    return world.add("transfer", transfer_id=f"A{number}", signed_on=signed, **row)


def worth(world: World, year: int, value: float | None, **values: Any) -> None:
    row = {"object_id": "UL1", "record_key": f"test:valuation:UL1/{year}"} | values
    world.add("valuation", year=year, value_eur=value, **row)


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        (599_999, Outcome.HIT),
        (600_000, Outcome.NO_HIT),
        (1_600_000, Outcome.NO_HIT),
        (1_600_001, Outcome.HIT),
        (None, Outcome.UNKNOWN),
    ],
)
def test_price_is_compared_with_the_value(
    world: World, price: float | None, expected: Outcome
) -> None:
    world.place()
    worth(world, 2026, 1_000_000)
    sale(world, price_eur=price)
    assert world.outcome("VAS-03") is expected


def test_hit_cites_the_deed_and_the_value(world: World) -> None:
    world.place()
    worth(world, 2026, 1_000_000)
    sale(world, price_eur=500_000)
    (hit,) = world.hits("VAS-03")
    assert hit["evidence"] == ["test:transfer:A1", "test:valuation:UL1/2026"]
    assert hit["newest"] == date(2026, 6, 1)
    assert hit["member_ids"] == ["UL1"]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        pytest.param((2025, 2026), Outcome.HIT, id="value of the year of signing"),
        pytest.param((2024, 2025), Outcome.NO_HIT, id="nearest year before"),
        pytest.param((2027,), Outcome.UNKNOWN, id="a later year proves nothing"),
    ],
)
def test_value_is_that_of_the_nearest_year_not_after_signing(
    world: World, years: tuple[int, ...], expected: Outcome
) -> None:
    world.place()
    for year, value in {2024: 100_000, 2025: 600_000, 2026: 300_000, 2027: 300_000}.items():
        if year in years:
            worth(world, year, value)
    sale(world)
    assert world.outcome("VAS-03") is expected


def test_two_values_of_one_year_prove_nothing(world: World) -> None:
    world.place()
    worth(world, 2026, 300_000)
    worth(world, 2026, 500_000, record_key="woz:valuation:UL1/2026", source="woz")
    sale(world)
    assert world.outcome("VAS-03") is Outcome.UNKNOWN


def test_sale_without_an_object_or_a_value_is_unknown(world: World) -> None:
    world.place()
    sale(world, object_id=None)
    assert world.outcome("VAS-03") is Outcome.UNKNOWN


@pytest.mark.parametrize("kind", ["inheritance", "split", "other", "registered_purchase"])
def test_price_of_what_is_no_sale_is_left_alone(world: World, kind: str) -> None:
    world.place()
    worth(world, 2026, 1_000_000)
    sale(world, kind=kind, price_eur=1)
    assert world.outcome("VAS-03") is Outcome.NO_HIT


def test_price_under_a_deed_of_unknown_kind_is_unknown(world: World) -> None:
    world.place()
    worth(world, 2026, 1_000_000)
    sale(world, kind=None)
    assert world.outcome("VAS-03") is Outcome.UNKNOWN


def test_parcels_of_one_object_sold_together_are_one_price(world: World) -> None:
    world.place()
    worth(world, 2026, 1_000_000)
    sale(world, 1, price_eur=700_000)
    sale(world, 2, price_eur=200_000, parcel_id="K2")
    assert world.facts("VAS-03")["lowest_ratio"] == pytest.approx(0.9)


def test_two_deeds_of_one_parcel_on_one_day_are_not_added(world: World) -> None:
    world.place()
    worth(world, 2026, 1_000_000)
    sale(world, 1, price_eur=900_000)
    sale(world, 2, price_eur=1_000_000)
    assert world.facts("VAS-03")["highest_ratio"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("signed", "expected"),
    [("2024-11-02", Outcome.HIT), ("2024-11-01", Outcome.NO_HIT)],
    ids=["first day inside 24 months", "window start is exclusive"],
)
@pytest.mark.parametrize("rule_id", ["VAS-03", "VAS-04", "VAS-05"])
def test_sales_of_two_years_count(
    world: World, rule_id: str, signed: str, expected: Outcome
) -> None:
    world.place()
    worth(world, 2024, 100_000)
    world.add("enterprise", location=None, enterprise_id=BUYER, started_on="2024-06-01")
    loan = 0 if rule_id == "VAS-04" else 900_000
    sale(world, 1, signed, buyer_id=BUYER, mortgage_eur=loan, lender_supervised=False)
    assert world.outcome(rule_id) is expected


def purchase(world: World, started: str | None = "2026-01-01", **values: Any) -> None:
    """A sale to a company for 600,000 without a mortgage."""
    company = {"legal_form": "bv"} | values.pop("company", {})
    world.place()
    world.add("enterprise", location=None, enterprise_id=BUYER, started_on=started, **company)
    deed: dict[str, Any] = {"buyer_id": BUYER, "mortgage_eur": 0} | values
    sale(world, **deed)


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        ("2025-06-02", Outcome.HIT),
        ("2025-06-01", Outcome.NO_HIT),
        ("2026-07-01", Outcome.HIT),
        (None, Outcome.UNKNOWN),
    ],
    ids=["364 days old", "365 days old", "founded after signing", "start unknown"],
)
def test_young_buyer_is_counted_on_the_day_of_signing(
    world: World, started: str | None, expected: Outcome
) -> None:
    purchase(world, started)
    assert world.outcome("VAS-04") is expected


def test_hit_of_a_young_buyer_cites_deed_and_company(world: World) -> None:
    purchase(world)
    (hit,) = world.hits("VAS-04")
    assert hit["evidence"] == ["test:enterprise:90000001", "test:transfer:A1"]


def test_partnership_is_a_buyer_but_its_number_is_not_cited(world: World) -> None:
    purchase(world, company={"legal_form": "general_partnership"})
    (hit,) = world.hits("VAS-04")
    assert hit["evidence"] == ["test:transfer:A1"]


@pytest.mark.parametrize(
    ("partial", "expected"),
    [("1976", Outcome.NO_HIT), ("2024", Outcome.NO_HIT), ("2025-03", Outcome.UNKNOWN)],
)
def test_start_known_to_the_year_decides_when_old_enough(
    world: World, partial: str, expected: Outcome
) -> None:
    purchase(world, None, company={"started_on_partial": partial})
    assert world.outcome("VAS-04") is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"price_eur": 500_000}, Outcome.HIT, id="exactly half a million"),
        pytest.param({"price_eur": 499_999}, Outcome.NO_HIT, id="just below"),
        pytest.param({"price_eur": None}, Outcome.UNKNOWN, id="price unknown"),
        pytest.param({"mortgage_eur": 1}, Outcome.NO_HIT, id="with a mortgage"),
        pytest.param({"mortgage_eur": None}, Outcome.UNKNOWN, id="mortgage unknown"),
        pytest.param({"buyer_id": PERSON}, Outcome.NO_HIT, id="a person"),
        pytest.param({"buyer_id": None}, Outcome.UNKNOWN, id="buyer unknown"),
        pytest.param({"buyer_id": "90000009"}, Outcome.UNKNOWN, id="company not delivered"),
        pytest.param({"kind": "inheritance"}, Outcome.NO_HIT, id="inheritance"),
        pytest.param({"kind": None}, Outcome.UNKNOWN, id="kind unknown"),
        pytest.param({"company": {"legal_form": "sole_trader"}}, Outcome.NO_HIT, id="sole trader"),
    ],
)
def test_purchase_is_large_without_mortgage_and_by_a_company(
    world: World, values: dict[str, Any], expected: Outcome
) -> None:
    purchase(world, **values)
    assert world.outcome("VAS-04") is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"lender_supervised": False}, Outcome.HIT, id="no supervision"),
        pytest.param({"mortgage_eur": 720_001}, Outcome.HIT, id="above 120 percent"),
        pytest.param({"mortgage_eur": 720_000}, Outcome.NO_HIT, id="exactly 120 percent"),
        pytest.param({"mortgage_eur": 0, "lender_supervised": None}, Outcome.NO_HIT, id="no loan"),
        pytest.param({"lender_supervised": None}, Outcome.UNKNOWN, id="lender unknown"),
        pytest.param({"mortgage_eur": None}, Outcome.UNKNOWN, id="amount unknown"),
        pytest.param({"price_eur": None}, Outcome.UNKNOWN, id="price unknown"),
        pytest.param({"price_eur": 0}, Outcome.UNKNOWN, id="price of nothing"),
        pytest.param({"kind": "split"}, Outcome.NO_HIT, id="no sale"),
        pytest.param({"kind": None}, Outcome.UNKNOWN, id="kind unknown"),
    ],
)
def test_loan_by_lender_and_by_price(
    world: World, values: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    sale(world, **({"mortgage_eur": 480_000, "lender_supervised": True} | values))
    assert world.outcome("VAS-05") is expected


def test_only_striking_loans_are_cited(world: World) -> None:
    world.place()
    sale(world, 1, mortgage_eur=900_000, lender_supervised=None)
    sale(world, 2, "2026-08-01", mortgage_eur=300_000, lender_supervised=True)
    (hit,) = world.hits("VAS-05")
    assert hit["evidence"] == ["test:transfer:A1"]
    assert hit["newest"] == date(2026, 6, 1)
