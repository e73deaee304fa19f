"""Figures about an ego network: who connects, and where to draw groups."""

from collections.abc import Sequence
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.network.ego import Ego, Near
from engine.network.lookup import Edge, NodeRef
from engine.network.measures import Broker, brokers, communities


def node(number: int) -> NodeRef:
    return NodeRef("Enterprise", f"{number:08d}")


def _edge(name: str, one: NodeRef, other: NodeRef) -> Edge:
    return Edge(name, "SUCCEEDS", one, other, None, None, None, None, None, None, "O")


def drawn(pairs: Sequence[tuple[int, int]], size: int) -> Ego:
    nodes = tuple(Near(node(number), 1) for number in range(size))
    edges = tuple(_edge(str(i), node(a), node(b)) for i, (a, b) in enumerate(pairs))
    return Ego(nodes, edges, (), 0)


def test_middle_of_a_star_is_on_every_path() -> None:
    assert brokers(drawn([(0, 1), (2, 0), (0, 3)], 4)) == (Broker(node(0), 1.0),)


def test_parallel_relations_and_self_loops_change_nothing() -> None:
    odd = drawn([(0, 1), (1, 0), (0, 1), (1, 2), (2, 2)], 3)
    assert brokers(odd) == brokers(drawn([(0, 1), (1, 2)], 3)) == (Broker(node(1), 1.0),)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_so_few_nodes_have_no_broker(size: int) -> None:
    assert brokers(drawn([(0, 1)] if size == 2 else [], size)) == ()


def test_two_cliques_with_a_bridge_are_two_groups() -> None:
    left, right = list(combinations(range(4), 2)), list(combinations(range(4, 8), 2))
    found = communities(drawn([*left, *right, (3, 4)], 8))
    assert found == (tuple(node(n) for n in range(4)), tuple(node(n) for n in range(4, 8)))


def test_nodes_without_relations_are_groups_of_their_own() -> None:
    assert communities(drawn([], 2)) == ((node(0),), (node(1),))
    assert communities(drawn([(0, 1)], 3)) == ((node(0), node(1)), (node(2),))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
def test_shares_are_those_of_networkx_in_any_order(pairs: list[tuple[int, int]]) -> None:
    same: nx.Graph[int] = nx.Graph((a, b) for a, b in pairs if a != b)
    same.add_nodes_from(range(7))
    expected = {node(n): v for n, v in nx.betweenness_centrality(same).items() if v > 0}
    found = brokers(drawn(pairs, 7))
    assert {broker.node: broker.share for broker in found} == pytest.approx(expected, abs=1e-4)
    assert brokers(drawn(pairs[::-1], 7)) == found
    assert communities(drawn(pairs[::-1], 7)) == communities(drawn(pairs, 7))
