"""Figures about an ego network that help to draw and read it; none of them scores.

Betweenness says who stands between the others, communities only where to draw them.
"""

from dataclasses import dataclass

import igraph  # type: ignore[import-untyped]

from engine.network.ego import Ego
from engine.network.lookup import NodeRef


@dataclass(frozen=True, slots=True)
class Broker:
    """A node that connects others.

    Attributes:
        node: the node.
        share: of all pairs of other nodes, the part whose shortest paths go through it, 0..1.
    """

    node: NodeRef
    share: float


def brokers(ego: Ego) -> tuple[Broker, ...]:
    """Nodes through which others reach each other, the busiest first; ties by label and id.

    Args:
        ego: the nodes and relations that count; parallel relations are one.
    """
    graph, names = _simple(ego)
    pairs = (len(names) - 1) * (len(names) - 2) / 2
    found = [
        Broker(node, round(value / pairs, 4))
        for node, value in zip(names, graph.betweenness(directed=False), strict=True)
        if value > 0
    ]
    return tuple(sorted(found, key=lambda broker: (-broker.share, broker.node)))


def communities(ego: Ego) -> tuple[tuple[NodeRef, ...], ...]:
    """Groups of nodes with more relations inside than outside, by their first member.

    Greedy modularity: the same network gives the same groups. An aid for drawing, no finding.

    Args:
        ego: the nodes and relations that count; parallel relations are one.
    """
    graph, names = _simple(ego)
    groups = (
        graph.community_fastgreedy().as_clustering()
        if graph.ecount()
        else [[i] for i in range(len(names))]
    )
    return tuple(sorted(tuple(sorted(names[i] for i in group)) for group in groups))


def _simple(ego: Ego) -> tuple[igraph.Graph, list[NodeRef]]:
    """The ego network with one relation per pair and no self-loops, nodes by label and id."""
    names = sorted(near.node for near in ego.nodes)
    index = {node: i for i, node in enumerate(names)}
    pairs = {
        tuple(sorted((index[edge.start], index[edge.end])))
        for edge in ego.edges
        if edge.start != edge.end
    }
    return igraph.Graph(n=len(names), edges=sorted(pairs)), names
