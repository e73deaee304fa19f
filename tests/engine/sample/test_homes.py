"""Values and owners of places: a value per year where sales are, a deed on the day it was told."""

from datetime import date
from random import Random

import pytest

from engine.sample import municipality
from engine.sample.companies import Companies
from engine.sample.homes import Registers
from engine.sample.people import People
from engine.sample.records import Records
from engine.sample.world import Site, World
from tests.engine.sample.conftest import AS_OF


@pytest.fixture
def world() -> World:
    return municipality.make(seed=4, addresses=300, as_of=AS_OF)


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def registers(records: Records) -> Registers:
    return Registers(records, People(Random(1)), Random(2), AS_OF)


def _first(world: World, kind: str) -> Site:
    return next(site for site in world.sites if site.kind == kind)


def _values(records: Records, site: Site) -> dict[object, object]:
    mine = [row for row in records.valuations if row["object_id"] == site.unit.object_id]
    return {row["year"]: row["value_eur"] for row in mine}


def test_place_with_a_title_has_values_of_three_years(
    world: World, registers: Registers, records: Records
) -> None:
    site = _first(world, "ribbon")
    registers.appraise(site.unit, 420_000.0)
    registers.fill(world)
    assert _values(records, site) == {2024: 381_000.0, 2025: 400_000.0, 2026: 420_000.0}
    assert registers.worth(site.unit, 2025) == 400_000.0


def test_house_without_a_title_has_this_year_only(
    world: World, registers: Registers, records: Records
) -> None:
    registers.fill(world)
    assert list(_values(records, _first(world, "house"))) == [2026]


def test_house_whose_value_a_scenario_set_has_earlier_years(
    world: World, registers: Registers, records: Records
) -> None:
    site = _first(world, "house")
    registers.appraise(site.unit, 300_000.0)
    registers.fill(world)
    assert sorted(map(str, _values(records, site))) == ["2024", "2025", "2026"]


@pytest.mark.parametrize(
    ("founded", "told", "bought"),
    [
        pytest.param(date(2020, 1, 1), None, date(2025, 6, 19), id="500 days ago"),
        pytest.param(date(2026, 3, 1), None, date(2026, 3, 1), id="younger company"),
        pytest.param(date(2020, 1, 1), date(2024, 5, 6), date(2024, 5, 6), id="as told"),
    ],
)
def test_sold_site_has_the_title_of_its_buyer(
    world: World,
    registers: Registers,
    records: Records,
    founded: date,
    told: date | None,
    bought: date,
) -> None:
    site, company = _first(world, "farm"), Companies().found("bv", "Koper B.V.", founded)
    registers.sell(site, company, on=told)
    registers.fill(world)
    (title,) = [row for row in records.titles if row["unit"] is site.unit]
    assert (title["holder_kvk"], title["started_on"]) == (company.kvk, bought)
    assert title["holder_lives_here"] is False
