"""Ordinary transfers follow the value of what is sold, so that ordinary life is no signal."""

from datetime import date, timedelta
from random import Random

import pytest

from engine.sample import brk_files, casting, further, municipality
from engine.sample.companies import Companies
from engine.sample.daily_life import DailyLife
from engine.sample.homes import Registers
from engine.sample.people import People
from engine.sample.records import Records, Row, unit_of
from engine.sample.stage import Stage
from tests.engine.sample.conftest import AS_OF

_SIZE = 5000


def _day(row: Row) -> date:
    day = row["signed_on"]
    assert isinstance(day, date)
    return day


@pytest.fixture(scope="module")
def stage() -> Stage:
    """A municipality with every scenario, filled as the generator fills it."""
    world = municipality.make(seed=4, addresses=_SIZE, as_of=AS_OF)
    people, records = People(Random(1)), Records()
    registers = Registers(records, people, Random(2), AS_OF)
    life = DailyLife(records, people, Random(3), AS_OF)
    made = Stage(world, Companies(), people, records, registers, life, AS_OF)
    casting.plant(made, addresses=_SIZE)
    registers.fill(world)
    further.fill(made, seed=4)
    return made


@pytest.fixture(scope="module")
def ordinary(stage: Stage) -> list[Row]:
    """Transfers that no scenario tells."""
    taken = {id(unit) for site in stage.world.sites if site.taken for unit in site.units}
    return [row for row in stage.records.transfers if id(row["unit"]) not in taken]


def test_prices_follow_the_value_of_the_year_of_signing(stage: Stage, ordinary: list[Row]) -> None:
    priced = [row for row in ordinary if row.get("price_eur") is not None]
    ratios = [
        float(str(row["price_eur"])) / stage.registers.worth(unit_of(row), _day(row).year)
        for row in priced
    ]
    assert len(priced) > 100
    assert 0.85 < min(ratios) < 1 < max(ratios) < 1.25


def test_loans_are_of_banks_and_below_the_price(ordinary: list[Row]) -> None:
    loans = [row for row in ordinary if row.get("mortgage_eur")]
    assert loans
    assert all(row["lender_supervised"] is True for row in loans)
    assert all(float(str(r["mortgage_eur"])) < float(str(r["price_eur"])) for r in loans)


def test_companies_buy_with_a_loan_and_never_inherit(stage: Stage) -> None:
    deeds = {str(row["buyer_kvk"]): row for row in stage.records.transfers if row.get("buyer_kvk")}
    ordinary = deeds[next(e for e in stage.companies.all if "Nergensland" in e.name).kvk]
    assert ordinary["kind"] == "sale"
    assert ordinary.get("mortgage_eur") is None or float(str(ordinary["mortgage_eur"])) > 0


def test_some_sales_are_recent(ordinary: list[Row]) -> None:
    since = AS_OF - timedelta(days=730)
    assert 10 < sum(_day(row) > since for row in ordinary) < len(ordinary) / 3


def test_deed_of_a_scenario_gets_its_parcel_and_is_told_once(stage: Stage) -> None:
    parcels = [row["parcel_id"] for row in stage.records.transfers if row.get("parcel_id")]
    titles = {id(row["unit"]): row["parcel_id"] for row in stage.records.titles}
    resale = [row for row in stage.records.transfers if row.get("price_eur") == 1_060_000.0]
    assert [row["parcel_id"] for row in resale] == [titles[id(resale[0]["unit"])]]
    assert parcels.count(resale[0]["parcel_id"]) == 2


def test_messages_are_about_holders_of_three_years_or_more(stage: Stage) -> None:
    started = [title["started_on"] for title, _ in brk_files.told(stage)]
    assert len(started) == 5
    assert all(isinstance(day, date) and day < AS_OF - timedelta(days=1090) for day in started)
