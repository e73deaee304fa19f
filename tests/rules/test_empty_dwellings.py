"""ADR-05: businesses in a dwelling where nobody is registered."""

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


def letterboxes(world: World, *kinds: str | None, clusters: int = 2, **unit_values: Any) -> None:
    """A dwelling with active companies and one title for each kind of holder."""
    world.place()
    unit(world, **unit_values)
    for number in range(1, clusters + 1):
        world.business(f"9000000{number}", "2020-01-01")
    for number, kind in enumerate(kinds, start=1):
        world.add("title", title_id=f"T{number}", holder_kind=kind)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([(DAY, 0, 0, 0)], HIT, id="nobody, and nobody came or left"),
        pytest.param([(DAY, 0, 0, 1)], NO_HIT, id="somebody left this year"),
        pytest.param([(DAY, 1, 0, 0)], NO_HIT, id="somebody lives there"),
        pytest.param([(DAY, 0, None, None)], UNKNOWN, id="changes not delivered"),
        pytest.param([(DAY, None, 0, 0)], UNKNOWN, id="adults not delivered"),
        pytest.param(
            [("2025-11-01", 0, None, None), (DAY, 0, None, None)], HIT, id="two counts a year apart"
        ),
        pytest.param(
            [("2025-11-02", 0, None, None), (DAY, 0, None, None)],
            UNKNOWN,
            id="two counts, less than a year",
        ),
        pytest.param(
            [("2025-01-01", 0, None, None), ("2025-11-02", 1, None, None), (DAY, 0, None, None)],
            NO_HIT,
            id="lived in within the year",
        ),
        pytest.param(
            [("2025-01-01", 0, None, None), ("2025-11-01", 1, None, None), (DAY, 0, None, None)],
            UNKNOWN,
            id="left more than a year ago, day not known",
        ),
        pytest.param(
            [("2025-01-01", 0, None, None), ("2026-03-01", None, None, None), (DAY, 0, None, None)],
            UNKNOWN,
            id="one count without adults",
        ),
        pytest.param([("2026-05-02", 0, 0, 0)], HIT, id="count just recent enough"),
        pytest.param([("2026-05-01", 0, 0, 0)], UNKNOWN, id="count too old"),
        pytest.param([], UNKNOWN, id="not counted"),
    ],
)
def test_nobody_is_registered_for_a_year(
    world: World,
    counts: list[tuple[str, int | None, int | None, int | None]],
    expected: Outcome,
) -> None:
    letterboxes(world, "legal")
    for day, adults, arrivals, departures in counts:
        counted(world, day, adults, arrivals, departures)
    assert world.outcome("ADR-05") is expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        pytest.param(["legal"], HIT, id="legal entity"),
        pytest.param(["legal", "legal"], HIT, id="two legal entities"),
        pytest.param(["natural"], NO_HIT, id="person"),
        pytest.param(["legal", "natural"], NO_HIT, id="person beside it"),
        pytest.param(["legal", None], UNKNOWN, id="second holder not known"),
        pytest.param([], UNKNOWN, id="no title"),
    ],
)
def test_owner_is_a_legal_entity(world: World, kinds: list[str | None], expected: Outcome) -> None:
    letterboxes(world, *kinds)
    counted(world, DAY, 0, 0, 0)
    assert world.outcome("ADR-05") is expected


def test_former_owner_does_not_count(world: World) -> None:
    letterboxes(world, "legal")
    world.add("title", title_id="T9", holder_kind="natural", ended_on="2025-01-01")
    counted(world, DAY, 0, 0, 0)
    assert world.outcome("ADR-05") is HIT


@pytest.mark.parametrize(
    "values",
    [{"use_purposes": ["kantoorfunctie"]}, {"status": "Verblijfsobject ingetrokken"}],
    ids=["office", "withdrawn"],
)
def test_only_dwellings_in_use_count(world: World, values: dict[str, Any]) -> None:
    letterboxes(world, "legal", **values)
    counted(world, DAY, 0, 0, 0)
    assert world.outcome("ADR-05") is NO_HIT


def test_one_business_in_an_empty_dwelling_is_no_hit_whoever_owns_it(world: World) -> None:
    letterboxes(world, clusters=1)
    counted(world, DAY, 0, 0, 0)
    assert world.outcome("ADR-05") is NO_HIT


@pytest.mark.parametrize(
    "more",
    [{"shielded": True}, {"ended": "2026-01-01"}, {"cluster": "90000001"}],
    ids=["shielded", "ended", "same cluster"],
)
def test_second_business_must_count(world: World, more: dict[str, Any]) -> None:
    letterboxes(world, "legal", clusters=1)
    world.business("90000002", "2020-01-01", **more)
    counted(world, DAY, 0, 0, 0)
    assert world.outcome("ADR-05") is NO_HIT


def test_empty_dwelling_cites_every_register(world: World) -> None:
    letterboxes(world, "legal")
    counted(world, DAY, 0, 0, 0)
    (hit,) = world.hits("ADR-05")
    assert hit["newest"] == date(2026, 10, 1)
    assert hit["evidence"] == [
        "test:address_unit:UL1",
        "test:branch:000090000001",
        "test:branch:000090000002",
        "test:occupancy:UL1/2026-10-01",
        "test:title:T1",
    ]
