"""What a network says of a person: own relations only, and where these lead."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.network import graph, person
from engine.network.graph import Graph
from engine.settings import load_settings
from tests.engine.exports.conftest import HOUSE, YARD
from tests.engine.exports.papers import person_world as world
from tests.engine.exports.papers.person_world import ANNA, NAMESAKE


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    out: Path = tmp_path_factory.mktemp("people") / "runs"
    with graph.of_run(world.make(out), settings=load_settings()) as built:
        yield built


def test_relations_are_those_of_the_person(network: Graph) -> None:
    kinds = [edge.kind for edge in person.relations(network, [ANNA])]
    assert kinds == ["HOLDS_RIGHT", "MANAGES", "OFFICER_OF", "OFFICER_OF", "OPERATES", "SOLD_TO"]
    assert [edge.kind for edge in person.relations(network, [NAMESAKE])] == ["HOLDS_RIGHT"]


def test_locations_are_reached_along_company_licence_and_right(network: Graph) -> None:
    assert person.leads_to(network, [ANNA]) == (YARD, HOUSE)


def test_no_way_leads_on_from_a_location_to_what_others_have(network: Graph) -> None:
    assert person.leads_to(network, [NAMESAKE]) == (HOUSE,)


def test_who_is_not_there_has_nothing(network: Graph) -> None:
    assert person.relations(network, ["P" + "0" * 20]) == ()
    assert person.leads_to(network, []) == ()
