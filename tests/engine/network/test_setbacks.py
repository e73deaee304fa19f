"""How far an earlier closure or refusal is from a location."""

from collections.abc import Iterator
from datetime import date

import pytest

from engine.network.graph import Graph
from engine.network.lookup import NodeRef
from engine.network.setbacks import Setback, setbacks
from tests.engine.network.town import PB, SINCE, company, location, town
from tests.engine.network.world import World, kvk, network, person

CLOSURE = NodeRef("Measure", "M2")
REFUSAL = NodeRef("Licence", "A3")


@pytest.fixture(scope="module")
def made() -> Iterator[Graph]:
    graph = town()
    yield graph
    graph.close()


def test_setback_at_the_location_itself_is_no_step_away(made: Graph) -> None:
    found = setbacks(made, location(2), max_steps=0)
    assert found.found == (Setback(CLOSURE, "closure_13b", date(2025, 1, 1), 0),)


def test_companies_people_and_places_are_steps(made: Graph) -> None:
    assert setbacks(made, location(1)).found == ()
    found = setbacks(made, location(1), max_steps=4).found
    assert [(s.node, s.kind, s.steps) for s in found] == [
        (REFUSAL, "refused_alcohol", 4),
        (CLOSURE, "closure_13b", 4),
    ]


def test_refused_licence_is_one_step_from_its_holder(made: Graph) -> None:
    assert [(s.node, s.steps) for s in setbacks(made, PB).found] == [(REFUSAL, 1)]


def test_what_happened_later_does_not_count(made: Graph) -> None:
    assert setbacks(made, location(2), as_of=date(2024, 12, 31)).found == ()


def test_owner_of_a_company_here_with_a_closed_place_is_three_steps_away(world: World) -> None:
    world.home(1)
    world.home(2)
    world.branch(1, kvk(1), 1, started_on=SINCE)
    world.officer(kvk(1), kvk(2), "sole_shareholder", started_on=SINCE)
    world.branch(2, kvk(2), 2, started_on=SINCE)
    world.add("measure", measure_id="M1", kind="closure_174a", decided_on=SINCE, **world.place(2))
    world.add("measure", measure_id="M2", kind="warning", decided_on=SINCE, **world.place(2))
    world.add("permit", permit_id="V1", kind="building", status="refused", **world.place(2))
    found = setbacks(world.built(), location(1)).found
    assert [(s.node.id, s.kind, s.steps) for s in found] == [
        ("M1", "closure_174a", 3),
        ("V1", "refused_building", 3),
    ]


def test_nothing_is_looked_for_beyond_a_hub_which_is_told(world: World) -> None:
    world.home(1)
    world.branch(1, kvk(1), 1, started_on=SINCE)
    for number in (1, 2, 3):
        world.officer(kvk(number), person("a"), started_on=SINCE)
    world.add("licence", licence_id="A1", status="refused", holder_id=kvk(2))
    found = setbacks(world.built(settings=network(hub_limit=2)), location(1), max_steps=5)
    assert found.found == ()
    assert [hub.node.label for hub in found.hubs] == ["Person"]
    reached = setbacks(world.built(), location(1), max_steps=5)
    assert [(s.kind, s.steps) for s in reached.found] == [("refused_licence", 4)]


def test_company_may_be_asked_about_too(made: Graph) -> None:
    found = setbacks(made, company(2)).found
    assert [(s.node, s.steps) for s in found] == [(CLOSURE, 1), (REFUSAL, 3)]
