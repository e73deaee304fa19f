"""What began and ended around a node between two days."""

from datetime import date
from typing import Any

import pytest

from engine.network.adjacency import Selection
from engine.network.changes import changed
from tests.engine.network.town import PA, PB, company
from tests.engine.network.world import World, kvk, person

BEFORE, AFTER = date(2024, 1, 1), date(2024, 12, 31)


def test_window_is_open_at_its_begin_and_closed_at_its_end(world: World) -> None:
    days = (date(2024, 1, 1), date(2024, 1, 2), date(2024, 12, 31), date(2025, 1, 1))
    for number, day in enumerate(days):
        world.officer(kvk(number), person("a"), started_on=day)
        world.officer(kvk(number), person("b"), started_on=date(2020, 1, 1), ended_on=day)
    made = world.built()
    began = changed(made, PA, BEFORE, AFTER, hops=1).began
    ended = changed(made, PB, BEFORE, AFTER, hops=1).ended
    assert [edge.valid_from for edge in began] == [days[1], days[2]]
    assert [edge.valid_to for edge in ended] == [days[1], days[2]]


def test_changes_without_a_day_are_counted(world: World) -> None:
    cases: dict[str, tuple[dict[str, Any], int]] = {
        "begin not known": ({}, 1),
        "begin in this year": ({"started_on_partial": "2024"}, 1),
        "begin in an earlier month": ({"started_on_partial": "2023-11"}, 0),
        "end in this year": ({"started_on_partial": "2019", "ended_on_partial": "2024-05"}, 1),
        "begin known and not ended": ({"started_on": date(2020, 1, 1)}, 0),
    }
    for number, (dates, _) in enumerate(cases.values()):
        world.officer(kvk(number), person("a"), **dates)
    made = world.built()
    for number, (name, (_, undated)) in enumerate(cases.items()):
        found = changed(made, company(number), BEFORE, AFTER, hops=1)
        assert (found.began, found.ended, found.undated) == ((), (), undated), name


def test_only_what_is_near_and_selected_counts(world: World) -> None:
    day = date(2024, 6, 1)
    world.officer(kvk(1), person("a"), started_on=day)
    world.officer(kvk(2), person("a"), started_on=day)
    world.officer(kvk(2), person("b"), started_on=day)
    made = world.built()
    assert len(changed(made, company(1), BEFORE, AFTER).began) == 2
    assert len(changed(made, company(1), BEFORE, AFTER, hops=3).began) == 3
    none = changed(made, company(1), BEFORE, AFTER, selection=Selection(kinds=["MANAGES"]))
    assert none.began == ()


def test_days_in_the_wrong_order_are_refused(world: World) -> None:
    world.company(1)
    with pytest.raises(ValueError, match="must be later than before"):
        changed(world.built(), company(1), AFTER, AFTER)
