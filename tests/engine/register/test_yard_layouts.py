"""What holds for yards on any land: one location each, no road inside, and ids that last."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.register.holdings import Holdings
from tests.engine.register.layouts import (
    LOCATIONS,
    Thing,
    box,
    located,
    one_holding,
    road,
    roads,
)

FIELD = shapely.box(-200, -200, 800, 800)

Spot = tuple[str, int, int, int, int, int]

SPOTS: st.SearchStrategy[list[Spot]] = st.lists(
    st.tuples(
        st.sampled_from(["house", "barn", "barn", "shared", "two", "hut"]),
        st.integers(0, 60), st.integers(0, 60),
        st.integers(4, 60), st.integers(4, 40), st.integers(0, 90),
    ),
    max_size=14,
)  # fmt: skip


def things(spots: Sequence[Spot]) -> list[Thing]:
    """Buildings on a 10 m grid; `shared` holds two units, `two` is used by the unit before it."""
    made: list[Thing] = []
    for number, (kind, x, y, width, depth, degrees) in enumerate(spots, 10):
        size = (2.0, 2.0) if kind == "hut" else (float(width), float(depth))
        found = Thing(f"B{number}", box(10.0 * x, 10.0 * y, *size, degrees))
        if kind in ("house", "shared"):
            found = replace(found, unit=f"U{number}")
        users = [thing.unit for thing in made if thing.unit is not None]
        if users and kind in ("shared", "two"):
            found = replace(found, also=(users[-1],))
        made.append(found)
    return made


PARCELS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8, unique=True).map(
    lambda tiles: one_holding(
        *(shapely.box(100 * x, 100 * y, 100 * x + 100, 100 * y + 100) for x, y in sorted(tiles))
    )
)


@given(SPOTS, PARCELS)
def test_every_building_is_in_one_location_unless_lone_and_small(
    spots: list[Spot], land: Holdings
) -> None:
    built = things(spots)
    found = located(built, land=land)
    for thing in built:
        assert thing.id in found or thing.shape.area < LOCATIONS.min_building_m2
        assert thing.unit is None or thing.unit in found
    assert {place[1:] for place in found.values()} <= found.keys()


LINES = st.lists(st.integers(-20, 80), min_size=2, max_size=5)


@given(SPOTS, PARCELS, LINES, st.booleans(), st.sampled_from([4.6, 7.0, 14.0]))
def test_no_location_spans_a_road(
    spots: list[Spot], land: Holdings, bends: list[int], turned: bool, width: float
) -> None:
    """A road across the whole field cuts it in parts; each location lies in one of them."""
    across = np.linspace(-900, 1500, len(bends))
    line = [(float(a), 10.0 * b) for a, b in zip(across, bends, strict=True)]
    surface = road([(b, a) for a, b in line] if turned else line, width)
    built = [thing for thing in things(spots) if not thing.shape.intersects(surface)]
    found = located(built, roads(surface), land)
    sides = shapely.get_parts(shapely.difference(FIELD.buffer(400), surface))
    parts: dict[str, set[int]] = {}
    for thing in built:
        side = int(np.flatnonzero(shapely.intersects(sides, thing.shape))[0])
        for member in {thing.id, thing.unit or thing.id} & found.keys():
            parts.setdefault(found[member], set()).add(side)
    assert all(len(side) == 1 for side in parts.values())


@given(SPOTS, PARCELS)
def test_road_that_lies_elsewhere_changes_nothing(spots: list[Spot], land: Holdings) -> None:
    built = things(spots)
    away = roads(road([(-900, 1200), (1500, 1250)]))
    assert located(built, away, land) == located(built, land=land)


NEIGHBOUR = st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["05", "15", "99"]))


def _neighbour(x: int, y: int, name: str) -> Thing:
    return Thing(f"B{name}.", box(10.0 * x, 10.0 * y, 12, 9), unit=f"U{name}.")


def _renamed(one: Thing) -> Thing:
    return replace(one, id="B01.", unit="U01.")


def _moved(one: Thing) -> Thing:
    return replace(one, shape=shapely.transform(one.shape, lambda xy: np.add(xy, (70.0, 40.0))))


def _check(built: list[Thing], before: list[Thing], after: list[Thing]) -> None:
    """Units keep their location, and so does every building that the neighbour never had."""
    first, second = located([*built, *before]), located([*built, *after])
    theirs = {f"L{thing.unit}" for thing in (*before, *after)}
    for thing in built:
        assert thing.unit is None or first[thing.unit] == second[thing.unit]
        places = {first.get(thing.id), second.get(thing.id)}
        assert len(places) == 1 or places & theirs


def _lasting(change: Callable[[Thing], Thing] | None) -> Callable[..., None]:
    @settings(max_examples=50)
    @given(SPOTS, NEIGHBOUR)
    def check(spots: list[Spot], at: tuple[int, int, str]) -> None:
        one = _neighbour(*at)
        _check(things(spots), [one], [] if change is None else [change(one)])

    return check


test_ids_stay_when_a_neighbour_comes_or_goes = _lasting(None)
test_ids_stay_when_a_neighbour_is_renumbered = _lasting(_renamed)
test_ids_stay_when_a_neighbour_is_moved = _lasting(_moved)
