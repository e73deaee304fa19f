"""All shortest paths between two nodes, told the same way every time."""

from collections.abc import Iterator
from datetime import date
from random import Random

import networkx as nx
import pytest

from engine.network.adjacency import Selection
from engine.network.graph import Graph
from engine.network.lookup import NodeRef
from engine.network.paths import Paths, paths
from tests.engine.network.town import PA, UNTIL, company, location, town
from tests.engine.network.world import empty_world, kvk, network


@pytest.fixture(scope="module")
def made() -> Iterator[Graph]:
    graph = town()
    yield graph
    graph.close()


def ids(found: Paths) -> list[list[str]]:
    return [[node.id for node in path.nodes] for path in found.paths]


def test_path_tells_every_relation_of_every_step(made: Graph) -> None:
    found = paths(made, company(1), company(2))
    assert (found.hops, found.left_out) == (2, 0)
    (path,) = found.paths
    assert path.nodes == (company(1), PA, company(2))
    assert [[edge.source for edge in step] for step in path.steps] == [["test"], ["second", "test"]]
    assert path.steps[1][0].valid_from == UNTIL
    assert all(edge.record_key for step in path.steps for edge in step)


def test_two_locations_are_connected_by_companies_and_a_person(made: Graph) -> None:
    found = paths(made, location(1), location(2), max_hops=8)
    (path,) = found.paths
    labels = [node.label for node in path.nodes]
    way = ["Location", "Address", "Branch", "Enterprise"]
    assert labels == [*way, "Person", *reversed(way)]


def test_too_far_is_not_connected(made: Graph) -> None:
    found = paths(made, location(1), location(2), max_hops=7)
    assert (found.hops, found.paths, found.left_out) == (None, (), 0)


def test_node_is_connected_to_itself_by_no_step(made: Graph) -> None:
    found = paths(made, PA, PA)
    assert (found.hops, ids(found)) == (0, [[PA.id]])


def test_no_path_goes_through_a_hub_and_it_is_told(made: Graph) -> None:
    found = paths(made, company(31), company(32))
    assert found.hops is None
    assert [hub.node for hub in found.hubs] == [company(9)]


def test_hub_may_be_an_end(made: Graph) -> None:
    assert ids(paths(made, company(31), company(9))) == [[kvk(31), kvk(9)]]
    assert ids(paths(made, company(9), company(31))) == [[kvk(9), kvk(31)]]


def test_path_uses_selected_relations_only(made: Graph) -> None:
    early = Selection(as_of=date(2019, 1, 1))
    assert paths(made, company(1), company(2), selection=early).hops is None


def test_ring_of_owners_has_a_shortest_way(made: Graph) -> None:
    assert ids(paths(made, company(4), company(6))) == [[kvk(4), kvk(6)]]


GRAPHS, NODES = 40, 8
"""So many random multigraphs, each on companies of its own, in one network."""


def _random_pairs() -> list[list[tuple[int, int]]]:
    dice = Random(6)
    return [
        [(dice.randrange(NODES), dice.randrange(NODES)) for _ in range(dice.randrange(16))]
        for _ in range(GRAPHS)
    ]


@pytest.fixture(scope="module")
def many() -> Iterator[Graph]:
    with empty_world() as world:
        for number, pairs in enumerate(_random_pairs()):
            for node in range(NODES):
                world.company(100 * number + node)
            for one, other in pairs:
                world.officer(kvk(100 * number + other), kvk(100 * number + one))
        graph = world.built(settings=network(hub_limit=100))
    yield graph
    graph.close()


@pytest.mark.parametrize("limit", [1, 3])
def test_paths_are_those_of_networkx(many: Graph, limit: int) -> None:
    told = 0
    for number, pairs in enumerate(_random_pairs()):
        same: nx.Graph[str] = nx.Graph(
            (kvk(100 * number + a), kvk(100 * number + b)) for a, b in pairs
        )
        same.add_nodes_from(kvk(100 * number + node) for node in range(NODES))
        start = kvk(100 * number)
        for goal in (kvk(100 * number + node) for node in range(NODES)):
            ways = (
                sorted(nx.all_shortest_paths(same, start, goal))
                if nx.has_path(same, start, goal)
                else []
            )
            found = paths(
                many, NodeRef("Enterprise", start), NodeRef("Enterprise", goal), limit=limit
            )
            fits = [way for way in ways if len(way) <= 7]
            assert ids(found) == fits[:limit]
            assert found.left_out == len(fits[limit:])
            told += len(fits)
    assert told > GRAPHS
