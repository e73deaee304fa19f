"""HAM-01 and HAM-02: how many live where, beside what the permits say."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.lodgings import lodging, published
from tests.rules.world import AS_OF, World


def count(world: World, adults: int | None, day: str = "2026-10-01", **values: Any) -> None:
    row = {"object_id": "UL1", "registered_adults": adults, "counted_on": day} | values
    world.add("occupancy", **row)


def guests(world: World, nights: int | None, year: int = 2025, **values: Any) -> None:
    world.add("tourist_tax", return_id=f"A{year}", year=year, nights=nights, **values)


def test_more_adults_than_permitted_hit(world: World) -> None:
    world.place()
    lodging(world)
    count(world, 12)
    (hit,) = world.hits("HAM-01")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 10, 1))
    assert hit["evidence"] == ["test:occupancy:UL1", "test:permit:W1"]
    assert hit["member_ids"] == ["UL1"]


@pytest.mark.parametrize(
    ("adults", "nights", "pct"),
    [
        pytest.param(11, None, 110.0, id="adults alone"),
        pytest.param(None, 12 * 365, 120.0, id="guests alone"),
        pytest.param(11, 12 * 365, 120.0, id="the larger of two, not their sum"),
        pytest.param(13, 12 * 365, 130.0, id="adults are more"),
    ],
)
def test_occupants_are_adults_or_guests(
    world: World, adults: int | None, nights: int | None, pct: float
) -> None:
    world.place()
    lodging(world)
    if adults is not None:
        count(world, adults)
    if nights is not None:
        guests(world, nights)
    facts = world.facts("HAM-01")
    assert (facts["occupancy_pct"], facts["has_further_occupant"]) == (pytest.approx(pct), False)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"adults": 11}, Outcome.NO_HIT, id="exactly 110 percent"),
        pytest.param({"places": None}, Outcome.UNKNOWN, id="capacity not delivered"),
        pytest.param({"places": 0}, Outcome.UNKNOWN, id="capacity zero"),
        pytest.param({"adults": None}, Outcome.UNKNOWN, id="count not delivered"),
        pytest.param({"status": "refused"}, Outcome.NO_HIT, id="no permit in force"),
        pytest.param({"status": None}, Outcome.UNKNOWN, id="status not delivered"),
        pytest.param({"valid_until": "2026-10-31"}, Outcome.NO_HIT, id="permit ended"),
        pytest.param({"valid_until": "2026-11-01"}, Outcome.HIT, id="last day of the permit"),
    ],
)
def test_capacity_and_count_must_be_known(
    world: World, change: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    count(world, change.get("adults", 20))
    lodging(world, **{name: value for name, value in change.items() if name != "adults"})
    assert world.outcome("HAM-01") is expected


def test_capacities_of_permits_add_up(world: World) -> None:
    world.place()
    lodging(world, 1, 10)
    lodging(world, 2, 10, kind="use_change", use="lodging")
    lodging(world, 3, 10, kind="fire_safe_use", use="lodging")
    assert world.facts("HAM-01")["permitted_persons"] == 20


def test_publication_repeats_what_the_own_register_says(world: World) -> None:
    world.place()
    unit(world, 130.0)
    lodging(world)
    published(world)
    count(world, 12)
    assert world.facts("HAM-01")["permitted_persons"] == 10
    assert world.outcome("HAM-01") is Outcome.HIT
    assert world.outcome("HAM-02") is Outcome.NO_HIT


def test_lodging_known_from_its_publication_only_is_unknown(world: World) -> None:
    world.place()
    world.place("L2")
    published(world)
    lodging(world, location="L2")
    count(world, 12)
    assert world.outcome("HAM-01") is Outcome.UNKNOWN
    assert world.outcome("HAM-02") is Outcome.UNKNOWN


def test_newest_count_of_the_unit_of_the_permit_decides(world: World) -> None:
    world.place()
    lodging(world)
    count(world, 30, "2026-04-01")
    count(world, 8, "2026-10-01")
    count(world, 30, "2026-10-01", object_id="another unit of the yard")
    assert world.facts("HAM-01")["occupants"] == 8


def test_newest_tourist_tax_year_decides(world: World) -> None:
    world.place()
    lodging(world)
    guests(world, 20 * 365, 2024)
    guests(world, 5 * 365, 2025)
    facts = world.facts("HAM-01")
    assert (facts["occupants"], facts["newest"]) == (pytest.approx(5), date(2025, 12, 31))


def test_return_of_the_running_year_is_not_of_the_future(world: World) -> None:
    world.place()
    lodging(world)
    guests(world, 12 * 365, 2026)
    assert world.facts("HAM-01")["newest"] == AS_OF


def test_lodging_without_any_count_is_unknown(world: World) -> None:
    world.place()
    lodging(world)
    assert world.outcome("HAM-01") is Outcome.UNKNOWN


def unit(world: World, area: float | None, **values: Any) -> None:
    row = {"kind": "unit", "use_purposes": ["woonfunctie"], "area_m2": area} | values
    built = row.pop("built_year", 1970)
    world.add("address_unit", location=None, object_id="UL1", **row)
    world.add("unit_building", location=None, object_id="UL1", building_id="P1")
    world.add("building", location=None, building_id="P1", built_year=built)


@pytest.mark.parametrize(
    ("area", "change", "expected"),
    [
        pytest.param(119.0, {}, Outcome.HIT, id="11.9 m2 in an old house"),
        pytest.param(120.0, {}, Outcome.NO_HIT, id="12 m2 in an old house"),
        pytest.param(149.0, {"built_year": 2025}, Outcome.HIT, id="14.9 m2 in a new building"),
        pytest.param(150.0, {"built_year": 2025}, Outcome.NO_HIT, id="15 m2 in a new building"),
        pytest.param(149.0, {"use_purposes": ["logiesfunctie"]}, Outcome.HIT, id="hotel"),
        pytest.param(149.0, {"built_year": 2024}, Outcome.NO_HIT, id="built before the norm"),
        pytest.param(119.0, {"built_year": None}, Outcome.HIT, id="below either norm"),
        pytest.param(149.0, {"built_year": None}, Outcome.UNKNOWN, id="year not known"),
        pytest.param(None, {}, Outcome.UNKNOWN, id="area not known"),
    ],
)
def test_norm_follows_building_and_purpose(
    world: World, area: float | None, change: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    unit(world, area, **change)
    lodging(world)
    assert world.outcome("HAM-02") is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"decided_on": "2025-07-01"}, Outcome.HIT, id="on the norm's first day"),
        pytest.param({"decided_on": "2025-06-30"}, Outcome.NO_HIT, id="a day before"),
        pytest.param({"decided_on": None}, Outcome.UNKNOWN, id="on an unknown day"),
        pytest.param({"floor_area_m2": 200.0}, Outcome.NO_HIT, id="permit tells a larger area"),
        pytest.param({"floor_area_m2": 100.0}, Outcome.HIT, id="permit tells a smaller area"),
        pytest.param({"object_id": None}, Outcome.UNKNOWN, id="permit names no unit"),
        pytest.param({"places": None}, Outcome.UNKNOWN, id="capacity not delivered"),
        pytest.param({"status": "refused"}, Outcome.NO_HIT, id="refused"),
    ],
)
def test_norm_follows_the_permit(world: World, more: dict[str, Any], expected: Outcome) -> None:
    world.place()
    unit(world, 140.0, built_year=2025)
    lodging(world, **more)
    assert world.outcome("HAM-02") is expected


def test_area_of_permit_and_unit_are_the_evidence(world: World) -> None:
    world.place()
    unit(world, 60.0)
    lodging(world)
    (hit,) = world.hits("HAM-02")
    assert hit["evidence"] == ["test:address_unit:UL1", "test:permit:W1"]
    assert hit["newest"] == date(2026, 1, 1)
