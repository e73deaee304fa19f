"""What stands around one node: everything within some steps, without walking through hubs."""

from dataclasses import dataclass

import numpy as np

from engine.network import lookup, walk
from engine.network.adjacency import Adjacency, Bools, Ints, Selection
from engine.network.graph import Graph
from engine.network.lookup import Edge, Hub, NodeRef

ALL = Selection()


@dataclass(frozen=True, slots=True)
class Near:
    """A node of an ego network and its distance in steps."""

    node: NodeRef
    steps: int


@dataclass(frozen=True, slots=True)
class Ego:
    """The surroundings of one node.

    Attributes:
        nodes: by steps, then label and id; the node itself first.
        edges: the usable relations between these nodes, by kind and id.
        hubs: where the walk ended although more lies beyond, by node.
        more: nodes within reach that are not shown because there are too many; 0 for none.
    """

    nodes: tuple[Near, ...]
    edges: tuple[Edge, ...]
    hubs: tuple[Hub, ...]
    more: int


def ego(
    graph: Graph,
    node: NodeRef,
    *,
    hops: int = 2,
    selection: Selection = ALL,
    max_nodes: int = 1000,
) -> Ego:
    """What lies within `hops` steps of a node, whichever way the relations lead.

    Args:
        graph: a built network.
        node: where to start; it is walked through even when it is a hub.
        hops: most steps, 0 or more.
        selection: which relations count.
        max_nodes: of the step that would make more nodes than this, the first by label and id
            are shown, and no further step is made.

    Raises:
        UnknownNode: there is no such node.
    """
    adjacency = graph.adjacency
    usable = adjacency.usable(selection, graph.as_of)
    start = lookup.number(graph, node)
    shown, steps, more = _around(adjacency, start, usable, hops, max_nodes)
    names = lookup.refs(graph, shown.tolist())
    near = sorted((int(steps[nid]), nid) for nid in shown.tolist())
    stopped = walk.stopping(adjacency, steps, start, below=hops)
    return Ego(
        tuple(Near(names[nid], count) for count, nid in near),
        tuple(lookup.edges(graph, _between(adjacency, shown, usable)).values()),
        lookup.hubs(graph, stopped.tolist()),
        more,
    )


def _around(
    adjacency: Adjacency, start: int, usable: Bools, hops: int, max_nodes: int
) -> tuple[Ints, walk.Distances, int]:
    """Nodes within reach, their steps, and how many more there are."""
    steps = np.full(len(adjacency.is_hub), walk.FAR, dtype=np.int16)
    steps[start] = 0
    shown = frontier = np.array([start], dtype=np.int64)
    for hop in range(1, hops + 1):
        frontier = walk.onward(adjacency, frontier, start, usable, steps)
        room = max_nodes - len(shown)
        steps[frontier[:room]] = hop
        shown = np.concatenate([shown, frontier[:room]])
        if len(frontier) > room:
            return np.sort(shown), steps, len(frontier) - room
        if not len(frontier):
            break
    return np.sort(shown), steps, 0


def _between(adjacency: Adjacency, shown: Ints, usable: Bools) -> Ints:
    """Usable relations with both ends among these nodes, by number."""
    is_shown = np.zeros(len(adjacency.is_hub), dtype=np.bool_)
    is_shown[shown] = True
    _, to, by = adjacency.around(shown, usable)
    return np.unique(by[is_shown[to]])
