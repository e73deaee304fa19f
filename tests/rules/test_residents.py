"""ADR-03 and ADR-04: residents who come and go, or are where no dwelling is."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

HIT, NO_HIT, UNKNOWN = Outcome.HIT, Outcome.NO_HIT, Outcome.UNKNOWN

DAY = "2026-10-01"


def unit(world: World, *purposes: str, **values: Any) -> None:
    """A unit in use with these purposes, by default a dwelling; None as purposes is unknown."""
    row = {"kind": "unit", "status": "Verblijfsobject in gebruik"} | values
    row.setdefault("use_purposes", list(purposes or ("woonfunctie",)))
    world.add("address_unit", location=None, object_id="UL1", **row)


def counted(
    world: World,
    day: str,
    adults: int | None,
    arrivals: int | None = None,
    departures: int | None = None,
) -> None:
    world.add(
        "occupancy",
        object_id="UL1",
        record_key=f"test:occupancy:UL1/{day}",
        counted_on=day,
        registered_adults=adults,
        arrivals_12m=arrivals,
        departures_12m=departures,
    )


@pytest.mark.parametrize(
    ("arrivals", "departures", "expected"),
    [
        pytest.param(3, 3, HIT, id="six"),
        pytest.param(3, 2, NO_HIT, id="five"),
        pytest.param(6, None, HIT, id="six arrivals alone"),
        pytest.param(5, None, UNKNOWN, id="departures not delivered"),
        pytest.param(None, None, UNKNOWN, id="neither delivered"),
        pytest.param(0, 0, NO_HIT, id="none"),
    ],
)
def test_arrivals_and_departures_add_up(
    world: World, arrivals: int | None, departures: int | None, expected: Outcome
) -> None:
    world.place()
    unit(world)
    counted(world, DAY, 3, arrivals, departures)
    assert world.outcome("ADR-03") is expected


@pytest.mark.parametrize(
    ("day", "mutations"),
    [("2025-11-02", 8), ("2025-11-01", 0)],
    ids=["first day inside 12 months", "window start is exclusive"],
)
def test_count_of_changes_must_be_of_this_year(world: World, day: str, mutations: int) -> None:
    world.place()
    unit(world)
    counted(world, day, 3, 4, 4)
    assert world.facts("ADR-03")["mutations"] == mutations


def test_newest_count_of_changes_holds(world: World) -> None:
    world.place()
    unit(world)
    counted(world, "2026-07-01", 3, 9, 9)
    counted(world, "2026-10-01", 3, 1, 1)
    assert world.outcome("ADR-03") is NO_HIT


@pytest.mark.parametrize(
    "purpose", ["logiesfunctie", "gezondheidszorgfunctie", "celfunctie", "onderwijsfunctie"]
)
def test_shared_dwelling_is_not_for_one_household(world: World, purpose: str) -> None:
    world.place()
    unit(world, "woonfunctie", purpose)
    counted(world, DAY, 3, 9, 9)
    assert world.outcome("ADR-03") is NO_HIT


def test_only_dwellings_have_one_household(world: World) -> None:
    world.place()
    unit(world, "industriefunctie")
    counted(world, DAY, 3, 9, 9)
    assert world.outcome("ADR-03") is NO_HIT


@pytest.mark.parametrize(
    ("permit", "expected"),
    [
        pytest.param({"kind": "rental"}, NO_HIT, id="rooms let with a permit"),
        pytest.param({"kind": "housing_migrants"}, NO_HIT, id="migrants with a permit"),
        pytest.param({"kind": "use_change", "use": "lodging"}, NO_HIT, id="lodging"),
        pytest.param({"kind": "rental", "status": "refused"}, HIT, id="refused"),
        pytest.param({"kind": "rental", "valid_until": "2026-10-31"}, HIT, id="ended yesterday"),
        pytest.param({"kind": "rental", "valid_until": "2026-11-01"}, NO_HIT, id="ends today"),
        pytest.param({"kind": "building", "use": "housing"}, HIT, id="a new dormer"),
    ],
)
def test_permit_to_let_rooms_explains_changes(
    world: World, permit: dict[str, str], expected: Outcome
) -> None:
    world.place()
    unit(world)
    counted(world, DAY, 3, 9, 9)
    world.add("permit", permit_id="Z1", **{"status": "granted"} | permit)
    assert world.outcome("ADR-03") is expected


Counts = list[tuple[str, int | None, int | None]]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([(DAY, 2, 1)], HIT, id="one of two did not arrive this year"),
        pytest.param([(DAY, 2, 2)], UNKNOWN, id="both arrived this year"),
        pytest.param([(DAY, 2, None)], UNKNOWN, id="arrivals not delivered"),
        pytest.param([("2026-07-31", 1, 1), (DAY, 2, 2)], HIT, id="seen before the term"),
        pytest.param([("2026-08-01", 1, 1), (DAY, 2, 2)], UNKNOWN, id="seen within the term"),
        pytest.param([("2026-08-01", 0, 0), (DAY, 2, 2)], NO_HIT, id="empty within the term"),
        pytest.param([("2026-07-31", 0, 0), (DAY, 2, 2)], UNKNOWN, id="empty before the term"),
        pytest.param(
            [("2026-01-01", 1, 1), ("2026-06-01", 0, 0), (DAY, 2, 2)], UNKNOWN, id="empty since"
        ),
        pytest.param(
            [("2026-01-01", 0, 0), ("2026-06-01", 1, 1), (DAY, 2, 2)], HIT, id="seen since"
        ),
        pytest.param([("2025-10-01", 1, 1), (DAY, 2, 2)], UNKNOWN, id="all came after that count"),
        pytest.param([("2025-10-02", 1, 1), (DAY, 2, 2)], HIT, id="a count of this year"),
        pytest.param([("2026-07-01", 2, 1), (DAY, 0, 0)], NO_HIT, id="nobody any more"),
        pytest.param([(DAY, None, 0)], UNKNOWN, id="adults not delivered"),
    ],
)
def test_somebody_is_registered_there_longer_than_three_months(
    world: World, counts: Counts, expected: Outcome
) -> None:
    world.place()
    unit(world, "industriefunctie")
    for day, adults, arrivals in counts:
        counted(world, day, adults, arrivals)
    assert world.outcome("ADR-04") is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"use_purposes": ["industriefunctie"]}, HIT, id="hall"),
        pytest.param(
            {"use_purposes": ["kantoorfunctie", "woonfunctie"]}, NO_HIT, id="also a dwelling"
        ),
        pytest.param({"use_purposes": ["logiesfunctie"]}, NO_HIT, id="lodging"),
        pytest.param({"use_purposes": []}, UNKNOWN, id="no purpose known"),
        pytest.param({"use_purposes": None}, UNKNOWN, id="purposes not delivered"),
        pytest.param({"use_purposes": None, "kind": "berth"}, NO_HIT, id="houseboat"),
        pytest.param({"use_purposes": None, "kind": "pitch"}, NO_HIT, id="pitch"),
    ],
)
def test_object_must_be_known_to_have_no_dwelling(
    world: World, values: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    unit(world, **values)
    counted(world, DAY, 2, 0)
    assert world.outcome("ADR-04") is expected


@pytest.mark.parametrize(
    ("day", "persons"),
    [("2026-05-02", 2), ("2026-05-01", 0)],
    ids=["first day inside 6 months", "window start is exclusive"],
)
def test_count_of_registered_persons_must_be_recent(world: World, day: str, persons: int) -> None:
    world.place()
    unit(world, "industriefunctie")
    counted(world, day, 2, 0)
    assert world.facts("ADR-04")["registered_persons"] == persons


def test_registration_without_a_dwelling_cites_counts_and_unit(world: World) -> None:
    world.place()
    unit(world, "industriefunctie")
    counted(world, "2026-06-01", 1, 1)
    counted(world, DAY, 2, 2)
    (hit,) = world.hits("ADR-04")
    assert hit["newest"] == date(2026, 10, 1)
    assert hit["evidence"] == [
        "test:address_unit:UL1",
        "test:occupancy:UL1/2026-06-01",
        "test:occupancy:UL1/2026-10-01",
    ]
