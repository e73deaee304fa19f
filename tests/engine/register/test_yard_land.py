"""Which yard a building without a unit joins, and what holds for any land."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.register.invented import (
    Land,
    berth,
    building,
    empty_land,
    settings_with,
    unit,
)


@pytest.fixture
def land() -> Iterator[Land]:
    with empty_land() as made:
        yield made


def test_barn_joins_the_nearest_house_and_not_the_other(land: Land) -> None:
    near, far = land.house(1, 100), land.house(2, 0)
    barn = land.barn(50, 130)
    land.build()
    assert land.located()[barn] == land.located()[near] == f"L{near}"
    assert land.located()[far] == f"L{far}"


@pytest.mark.parametrize(
    ("gap", "joins"),
    [pytest.param(150.0, True, id="at the limit"), pytest.param(150.1, False, id="past it")],
)
def test_distance_runs_from_edge_to_edge(land: Land, gap: float, joins: bool) -> None:
    house, barn = land.house(1, 0), land.barn(50, 10 + gap, side=60)
    land.build()
    assert (land.located()[barn] == f"L{house}") is joins


def test_barn_between_two_houses_goes_to_the_lowest_id(land: Land) -> None:
    land.house(2, 0)
    land.house(1, 60)
    barn = land.barn(50, 30)
    land.build()
    assert land.located()[barn] == f"L{unit(1)}"


def test_barn_reaches_a_house_only_itself_not_through_another_barn(land: Land) -> None:
    house = land.house(1, 0)
    first, second = land.barn(50, 110), land.barn(51, 220)
    land.build()
    assert land.located()[first] == f"L{house}"
    assert land.located()[second] == f"L{second}"


def test_barn_nearest_to_a_village_house_does_not_join_the_farm_behind_it(land: Land) -> None:
    land.village(100, 0)
    farm = land.house(1, 500)
    barn = land.barn(50, 120, side=20)
    land.build()
    assert land.one(f"L{farm}")["kind"] == "yard"
    assert land.kinds()[land.located()[barn]] == "building"


def test_shed_at_a_berth_joins_the_berth(land: Land) -> None:
    farm, moored, shed = land.house(1, 0), land.moored(berth(1), "berth", 100), land.barn(50, 112)
    land.build()
    assert land.located()[shed] == f"L{moored}"
    assert land.kinds() == {f"L{farm}": "yard", f"L{moored}": "berth"}


Scene = list[tuple[str, int, int]]


SPOTS = st.lists(
    st.tuples(
        st.sampled_from(["house", "barn", "hut", "berth", "second", "gone"]),
        st.integers(0, 30),
        st.integers(0, 12),
    ),
    max_size=14,
)


def draw(land: Land, scene: Scene, order: Callable[[int], object] = lambda index: index) -> None:
    """Build a scene on a 40 m grid; `order` changes the order of its rows only."""
    for index in sorted(range(len(scene)), key=order):  # type: ignore[arg-type]
        what, column, row = scene[index]
        number, x, y = index + 1, 40.0 * column, 40.0 * row
        if what == "house":
            land.house(number, x, y)
        elif what == "gone":
            land.house(number, x, y, status="Verblijfsobject ingetrokken", since=date(2026, 1, 1))
        elif what == "second":
            land.house(number, x, y)
            land.house(1000 + number, x, y, inside=number)
        elif what == "berth":
            land.moored(berth(number), "berth", x, y)
        else:
            land.barn(number, x, y, side=2.0 if what == "hut" else 12.0)


def result(land: Land) -> tuple[dict[str, str], list[tuple[object, ...]]]:
    return land.located(), land.con.execute("FROM location").fetchall()


LOW = settings_with(outer_density=3)


@settings(max_examples=60)
@given(SPOTS, st.booleans())
def test_every_unit_and_building_is_in_exactly_one_location(scene: Scene, has_park: bool) -> None:
    with empty_land() as land:
        draw(land, scene)
        if has_park:
            land.zone("P", "recreation_site", 0, 0, 300)
        land.build(LOW)
        located = land.located()  # asserts that no member is in two
        units = land.con.execute("SELECT object_id FROM address_unit").fetchall()
        large = land.con.execute("SELECT building_id FROM building WHERE footprint_m2 >= 10")
        assert {i for (i,) in [*units, *large.fetchall()]} <= located.keys()
        listed = land.con.execute("""
            SELECT location_id, unnest(list_concat(object_ids, building_ids)) FROM location
        """).fetchall()
        assert {member: place for place, member in listed} == located
        assert {place[1:] for place in located.values()} <= located.keys()


@settings(max_examples=25)
@given(SPOTS, st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(scene: Scene, random: object) -> None:
    keys = {index: random.random() for index in range(len(scene))}  # type: ignore[attr-defined]
    with empty_land() as one, empty_land() as other:
        draw(one, scene)
        draw(other, scene, lambda index: keys[index])
        one.build(LOW)
        other.build(LOW)
        assert result(one) == result(other)


@settings(max_examples=25)
@given(SPOTS)
def test_far_neighbour_changes_no_location(scene: Scene) -> None:
    with empty_land() as one, empty_land() as other:
        draw(one, scene)
        draw(other, scene)
        far = other.house(999, 9000)
        one.build(LOW)
        other.build(LOW)
        assert other.located() == one.located() | {far: f"L{far}", building(999): f"L{far}"}
