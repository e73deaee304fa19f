"""OVL-04 and OVL-05: dwellings that stand empty and decay, or are let for nights."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

OUT_OF_USE = "Verblijfsobject buiten gebruik"


def neglected(
    world: World, *, status: str = OUT_OF_USE, since: str | None = "2025-01-01", **title: Any
) -> None:
    """A dwelling out of use with a report of decay and an owner that is a company."""
    world.place()
    world.add(
        "address_unit", object_id="UL1", status=status, status_since=since,
        use_purposes=["woonfunctie"],
    )  # fmt: skip
    world.add("report", report_id="R1", category="building_decay", reported_on="2026-06-01")
    world.add("title", title_id="T1", **({"holder_kind": "legal"} | title))


def counted(world: World, day: str, adults: int | None, **moved: Any) -> None:
    key = f"test:occupancy:UL1/{day}"
    row = {"object_id": "UL1", "record_key": key, "registered_adults": adults} | moved
    world.add("occupancy", counted_on=day, **row)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2025-11-01", Outcome.HIT),
        ("2025-11-02", Outcome.NO_HIT),
        (None, Outcome.UNKNOWN),
    ],
    ids=["exactly twelve months", "a day less", "day unknown"],
)
def test_unit_out_of_use_for_a_year_is_vacant(
    world: World, since: str | None, expected: Outcome
) -> None:
    neglected(world, since=since)
    assert world.outcome("OVL-04") is expected


def test_hit_cites_report_unit_and_title(world: World) -> None:
    neglected(world, since="2025-09-01")
    (hit,) = world.hits("OVL-04")
    assert hit["evidence"] == ["test:address_unit:UL1", "test:report:R1", "test:title:T1"]
    assert hit["newest"] == date(2026, 9, 1)
    assert hit["member_ids"] == ["UL1"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(
            {"holder_kind": "natural", "holder_lives_here": False}, Outcome.HIT, id="elsewhere"
        ),
        pytest.param(
            {"holder_kind": "natural", "holder_lives_here": True}, Outcome.NO_HIT, id="here"
        ),
        pytest.param({"holder_kind": "natural"}, Outcome.UNKNOWN, id="not delivered"),
        pytest.param({"ended_on": "2026-01-01"}, Outcome.UNKNOWN, id="title ended"),
    ],
)
def test_owner_must_live_elsewhere(world: World, title: dict[str, Any], expected: Outcome) -> None:
    neglected(world, **title)
    assert world.outcome("OVL-04") is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-11-02", Outcome.HIT), ("2024-11-01", Outcome.NO_HIT)],
    ids=["first day inside 24 months", "window start is exclusive"],
)
def test_report_of_decay_is_of_the_last_two_years(
    world: World, day: str, expected: Outcome
) -> None:
    neglected(world)
    world.con.execute(f"UPDATE report SET reported_on = DATE '{day}'")
    assert world.outcome("OVL-04") is expected


IN_USE = "Verblijfsobject in gebruik"
NOBODY_MOVED: dict[str, Any] = {"arrivals_12m": 0, "departures_12m": 0}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([("2026-10-01", 0, NOBODY_MOVED)], Outcome.HIT, id="nobody came or left"),
        pytest.param(
            [("2026-10-01", 0, NOBODY_MOVED | {"departures_12m": 2})],
            Outcome.NO_HIT,
            id="somebody left this year",
        ),
        pytest.param([("2026-10-01", 0, {})], Outcome.UNKNOWN, id="one count without moves"),
        pytest.param([("2026-10-01", None, {})], Outcome.UNKNOWN, id="adults unknown"),
        pytest.param([("2026-10-01", 1, NOBODY_MOVED)], Outcome.NO_HIT, id="somebody lives there"),
        pytest.param(
            [("2025-11-01", 0, {}), ("2026-10-01", 0, {})], Outcome.HIT, id="counted a year apart"
        ),
        pytest.param(
            [("2025-11-02", 0, {}), ("2026-10-01", 0, {})], Outcome.UNKNOWN, id="not yet a year"
        ),
        pytest.param(
            [("2025-11-01", 0, {}), ("2026-05-01", 2, {}), ("2026-10-01", 0, {})],
            Outcome.NO_HIT,
            id="lived in between",
        ),
        pytest.param([], Outcome.UNKNOWN, id="never counted"),
    ],
)
def test_dwelling_without_adults_for_a_year_is_vacant(
    world: World, counts: list[tuple[str, int | None, dict[str, Any]]], expected: Outcome
) -> None:
    neglected(world, status=IN_USE)
    for day, adults, moved in counts:
        counted(world, day, adults, **moved)
    assert world.outcome("OVL-04") is expected


@pytest.mark.parametrize("purposes", [["winkelfunctie"], ["woonfunctie", "winkelfunctie"]])
def test_shop_without_residents_is_not_vacant(world: World, purposes: list[str]) -> None:
    neglected(world, status=IN_USE)
    world.con.execute("UPDATE address_unit SET use_purposes = ?", [purposes])
    counted(world, "2026-10-01", 0, **NOBODY_MOVED)
    assert world.outcome("OVL-04") is Outcome.NO_HIT


def test_vacancy_by_counts_cites_the_counts(world: World) -> None:
    neglected(world, status=IN_USE)
    counted(world, "2025-10-01", 0)
    counted(world, "2026-10-01", 0)
    (hit,) = world.hits("OVL-04")
    assert hit["evidence"] == [
        "test:occupancy:UL1/2025-10-01",
        "test:occupancy:UL1/2026-10-01",
        "test:report:R1",
        "test:title:T1",
    ]


def nights(world: World, year: int | None, count: int | None, number: int = 1) -> None:
    world.add("tourist_tax", return_id=f"TB{number}", year=year, nights=count, capacity=4)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2026, Outcome.HIT),
        (2025, Outcome.HIT),
        (2024, Outcome.HIT),
        (2023, Outcome.NO_HIT),
        (2027, Outcome.NO_HIT),
        (None, Outcome.UNKNOWN),
    ],
)
def test_years_that_end_in_the_window_count(
    world: World, year: int | None, expected: Outcome
) -> None:
    world.place(land_use="dwelling")
    nights(world, year, 61)
    assert world.outcome("OVL-05") is expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([61], Outcome.HIT, id="61 nights"),
        pytest.param([60], Outcome.NO_HIT, id="60 nights"),
        pytest.param([31, 30], Outcome.HIT, id="two returns of one year"),
        pytest.param([40, None], Outcome.UNKNOWN, id="one return without nights"),
        pytest.param([70, None], Outcome.HIT, id="the other is enough"),
    ],
)
def test_nights_of_one_year_are_added(
    world: World, counts: list[int | None], expected: Outcome
) -> None:
    world.place(land_use="dwelling")
    for number, count in enumerate(counts):
        nights(world, 2025, count, number)
    assert world.outcome("OVL-05") is expected


def test_nights_of_two_years_are_not_added(world: World) -> None:
    world.place(land_use="dwelling")
    nights(world, 2025, 40, 1)
    nights(world, 2026, 50, 2)
    assert world.facts("OVL-05")["nights"] == 50


@pytest.mark.parametrize(
    ("year", "newest"), [(2025, date(2025, 12, 31)), (2026, date(2026, 11, 1))]
)
def test_year_belongs_to_its_last_day(world: World, year: int, newest: date) -> None:
    world.place(land_use="dwelling")
    nights(world, year, 90)
    (hit,) = world.hits("OVL-05")
    assert hit["newest"] == newest
    assert hit["evidence"] == ["test:tourist_tax:TB1"]


@pytest.mark.parametrize(
    ("land_use", "expected"), [("recreation", Outcome.NO_HIT), (None, Outcome.UNKNOWN)]
)
def test_only_dwellings_are_asked(world: World, land_use: str | None, expected: Outcome) -> None:
    world.place(land_use=land_use)
    nights(world, 2025, 300)
    assert world.outcome("OVL-05") is expected
