"""What stands around a node, how far, by which relations, and what stopped the walk."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from engine.errors import UnknownNode
from engine.network import lookup
from engine.network.adjacency import Selection
from engine.network.ego import Ego, ego
from engine.network.graph import Graph
from engine.network.lookup import Hub, NodeRef
from tests.engine.network.town import PA, SINCE, UNTIL, company, location, town
from tests.engine.network.world import World, kvk, network, person
from tests.engine.register.invented import unit


@pytest.fixture(scope="module")
def made() -> Iterator[Graph]:
    graph = town()
    yield graph
    graph.close()


def names(found: Ego, label: str) -> list[str]:
    return [near.node.id for near in found.nodes if near.node.label == label]


def test_node_itself_comes_first_then_what_is_nearest(made: Graph) -> None:
    found = ego(made, PA, hops=2)
    assert (found.nodes[0].node, found.nodes[0].steps) == (PA, 0)
    assert [n.steps for n in found.nodes] == sorted(n.steps for n in found.nodes)
    assert names(found, "Enterprise") == [kvk(1), kvk(2), kvk(3)]
    assert len(names(found, "Branch")) == 3
    assert found.more == 0


def test_no_hops_is_the_node_alone(made: Graph) -> None:
    found = ego(made, company(8), hops=0)
    assert [near.node for near in found.nodes] == [company(8)]
    assert [edge.kind for edge in found.edges] == ["SHAREHOLDER_OF"]


def test_parallel_relations_are_all_told_with_source_and_dates(made: Graph) -> None:
    found = ego(made, PA, hops=1, selection=Selection(kinds=["OFFICER_OF"]))
    to_second = [e for e in found.edges if e.end == company(2)]
    assert [(e.source, e.valid_from, e.valid_to) for e in to_second] == [
        ("second", UNTIL, None),
        ("test", SINCE, UNTIL),
    ]
    assert all(e.record_key and e.gate == "G1" for e in to_second)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        pytest.param(Selection(sources=["second"]), [kvk(2)], id="source"),
        pytest.param(Selection(kinds=["SHAREHOLDER_OF"]), [], id="kind"),
        pytest.param(Selection(kinds=["NO_SUCH_KIND"]), [], id="unknown kind"),
        pytest.param(Selection(as_of=date(2019, 12, 31)), [], id="before any began"),
        pytest.param(Selection(as_of=SINCE), [kvk(1), kvk(2)], id="known on the first day"),
        pytest.param(
            Selection(sources=["test"], as_of=date(2025, 1, 1), in_force=True), [kvk(1), kvk(3)],
            id="one had ended",
        ),
        pytest.param(
            Selection(sources=["test"], as_of=UNTIL, in_force=True),
            [kvk(1)],
            id="first day it no longer held",
        ),
        pytest.param(
            Selection(sources=["test"], as_of=date(2022, 12, 31), in_force=True), [kvk(1), kvk(2)],
            id="last day it held, begin in part is later",
        ),
    ],
)  # fmt: skip
def test_selection_says_which_relations_count(
    made: Graph, selection: Selection, expected: list[str]
) -> None:
    assert names(ego(made, PA, hops=1, selection=selection), "Enterprise") == expected


def test_walk_ends_at_a_hub_and_says_so(made: Graph) -> None:
    found = ego(made, company(31), hops=3, selection=Selection(kinds=["OFFICER_OF"]))
    assert names(found, "Enterprise") == [kvk(31), kvk(9)]
    assert found.hubs == (Hub(company(9), "OFFICER_OF", 5, "degree"),)


def test_hub_at_the_rim_stops_nothing(made: Graph) -> None:
    assert ego(made, company(31), hops=1).hubs == ()


def test_walk_that_starts_at_a_hub_goes_through_it(made: Graph) -> None:
    found = ego(made, company(9), hops=1)
    assert names(found, "Enterprise") == [kvk(9), kvk(31), kvk(32), kvk(33), kvk(34)]


def test_too_many_nodes_are_left_out_and_counted(made: Graph) -> None:
    found = ego(made, company(9), hops=2, max_nodes=4)
    assert names(found, "Enterprise") == [kvk(9), kvk(31), kvk(32), kvk(33)]
    assert found.more == 2
    assert {edge.end for edge in found.edges} == {company(n) for n in (31, 32, 33)}


def test_person_with_500_companies_is_a_hub(world: World) -> None:
    for number in range(500):
        world.officer(kvk(number), person("a"))
    graph = world.built()
    found = ego(graph, company(0), hops=2)
    assert [near.node for near in found.nodes] == [company(0), PA]
    assert [(hub.node, hub.degree) for hub in found.hubs] == [(PA, 500)]


def test_arrays_tell_the_same_as_the_tables(made: Graph) -> None:
    adjacency = made.adjacency
    owners = "SELECT from_nid, to_nid FROM rel_shareholder_of"
    pairs = made.con.execute(f"FROM rel_officer_of SELECT from_nid, to_nid UNION ALL {owners}")
    ends = np.array(pairs.fetchall())
    node = lookup.number(made, company(9))
    degree = int(adjacency.starts[node + 1] - adjacency.starts[node])
    assert degree == int((ends == node).sum())
    loop = lookup.number(made, company(8))
    assert adjacency.other[adjacency.starts[loop] : adjacency.starts[loop + 1]].tolist() == [loop]


@pytest.mark.parametrize(
    ("asked", "way_out"),
    [
        pytest.param(company(99), f"nearest: {kvk(9)}", id="near number"),
        pytest.param(NodeRef("Branch", kvk(1)), "of a node with label Enterprise", id="label"),
        pytest.param(NodeRef("Company", kvk(1)), "labels are Location, Address", id="no label"),
        pytest.param(NodeRef("Person", "P1"), "start at the company or location", id="person"),
        pytest.param(NodeRef("Insolvency", "F1"), "it has no Insolvency at all", id="none"),
    ],
)
def test_unknown_node_is_refused_with_a_way_out(made: Graph, asked: NodeRef, way_out: str) -> None:
    with pytest.raises(UnknownNode, match=f"no {asked.label} {asked.id} in this network") as caught:
        ego(made, asked)
    assert way_out in str(caught.value)
    assert "Paaaa" not in str(caught.value)


def test_properties_of_a_node_are_told_by_name(made: Graph) -> None:
    found = lookup.properties(made, location(1))
    assert (found["id"], found["label"], found["zone"]) == (f"L{unit(1)}", "Pad 1", None)


def test_many_nodes_are_named_as_few_are(made: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    few = lookup.refs(made, range(20))
    monkeypatch.setattr(lookup, "_LISTED", 10)
    assert lookup.refs(made, range(20)) == few
    assert len(few) == 20


def test_ended_in_part_is_not_in_force(world: World) -> None:
    world.officer(kvk(1), person("a"), started_on=SINCE, ended_on_partial="2022")
    graph = world.built(settings=network())
    now = Selection(as_of=date(2022, 6, 1), in_force=True)
    before = Selection(as_of=date(2021, 12, 31), in_force=True)
    assert len(ego(graph, PA, selection=now).nodes) == 1
    assert len(ego(graph, PA, selection=before).nodes) == 2


def test_opened_node_shows_one_step_more_wherever_it_stands(made: Graph) -> None:
    """Company 1 is one step from Pa; opened, its branch shows, and opened too, its address."""
    branch = NodeRef("Branch", f"{1:012d}")
    closed = ego(made, PA, hops=1)
    one = ego(made, PA, hops=1, opened=[company(1)])
    assert {n.node for n in one.nodes} - {n.node for n in closed.nodes} == {branch}
    two = ego(made, PA, hops=1, opened=[branch, company(1)])
    assert names(two, "Address") == ["1884200000000001"]
    assert ego(made, PA, hops=1, opened=[branch]) == closed


def test_opened_hub_is_walked_through_and_no_longer_stops(made: Graph) -> None:
    trust = company(9)
    stopped = ego(made, company(31), hops=2)
    assert [hub.node for hub in stopped.hubs] == [trust]
    assert kvk(32) not in names(stopped, "Enterprise")
    opened = ego(made, company(31), hops=2, opened=[trust])
    assert {kvk(32), kvk(33), kvk(34)} <= set(names(opened, "Enterprise"))
    assert opened.hubs == ()


def test_opened_node_with_too_many_neighbours_says_how_many_are_missing(made: Graph) -> None:
    found = ego(made, company(31), hops=0, opened=[company(31)], max_nodes=3)
    assert (len(found.nodes), found.more) == (3, 1)


def test_walk_ends_at_a_closed_node_but_shows_it(made: Graph) -> None:
    pa = lookup.number(made, PA)
    reader = made.opened(closed=np.array([pa]))
    found = ego(reader, company(1), hops=4)
    assert names(found, "Person") == [PA.id]
    assert names(found, "Enterprise") == [kvk(1)]
    assert kvk(2) in names(ego(made, company(1), hops=4), "Enterprise")
    reader.close()
    assert names(ego(made, PA, hops=0), "Person") == [PA.id]
