"""What stands around one node: everything within some steps, without walking through hubs."""

from collections.abc import Collection
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
        walked: nodes from which the walk went on, so that their neighbours are shown.
        partial: the step of which only some nodes are shown; 0 for none.
    """

    nodes: tuple[Near, ...]
    edges: tuple[Edge, ...]
    hubs: tuple[Hub, ...]
    more: int
    walked: frozenset[NodeRef] = frozenset()
    partial: int = 0


def ego(
    graph: Graph,
    node: NodeRef,
    *,
    hops: int = 2,
    selection: Selection = ALL,
    max_nodes: int = 1000,
    opened: Collection[NodeRef] = (),
) -> Ego:
    """What lies within `hops` steps of a node, whichever way the relations lead.

    Args:
        graph: a built network.
        node: where to start; it is walked through even when it is a hub.
        hops: most steps, 0 or more.
        selection: which relations count.
        max_nodes: of the step that would make more nodes than this, the first by label and id
            are shown, and no further step is made.
        opened: nodes from which one more step is made once they are reached, also when they are
            hubs; those that are not reached change nothing.

    Raises:
        UnknownNode: there is no such node, or none that is opened.
    """
    adjacency = graph.adjacency
    usable = adjacency.usable(selection, graph.as_of)
    start = lookup.number(graph, node)
    also = {lookup.number(graph, ref) for ref in opened}
    shown, steps, more = _around(adjacency, start, usable, hops, max_nodes)
    partial = int(steps.max()) if more else 0
    walked = {*walk.went_on(adjacency, steps, start, shown, below=partial or hops).tolist()}
    if not more:
        shown, more, done = _open(adjacency, shown, steps, usable, also, max_nodes)
        walked |= done
    names = lookup.refs(graph, shown.tolist())
    near = sorted((int(steps[nid]), nid) for nid in shown.tolist())
    stopped = np.setdiff1d(walk.stopping(adjacency, steps, start, below=hops), sorted(also))
    return Ego(
        tuple(Near(names[nid], count) for count, nid in near),
        tuple(lookup.edges(graph, _between(adjacency, shown, usable)).values()),
        lookup.hubs(graph, stopped.tolist()),
        more,
        frozenset(names[nid] for nid in walked),
        partial,
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


def _open(
    adjacency: Adjacency,
    shown: Ints,
    steps: walk.Distances,
    usable: Bools,
    also: set[int],
    max_nodes: int,
) -> tuple[Ints, int, set[int]]:
    """Make one more step from what is opened, by steps and number, until all that is reached is.

    Returns:
        The nodes that are shown, how many more there are, and which are opened in full.
    """
    waiting, done = set(also), set[int]()
    while ready := sorted((int(steps[n]), n) for n in waiting if steps[n] != walk.FAR):
        count, nid = ready[0]
        waiting.remove(nid)
        _, to, _ = adjacency.around(np.array([nid], dtype=np.int64), usable)
        found = np.unique(to[steps[to] == walk.FAR])
        room = max_nodes - len(shown)
        steps[found[:room]] = count + 1
        shown = np.sort(np.concatenate([shown, found[:room]]))
        if len(found) > room:
            return shown, len(found) - room, done
        done.add(nid)
    return shown, 0, done


def _between(adjacency: Adjacency, shown: Ints, usable: Bools) -> Ints:
    """Usable relations with both ends among these nodes, by number."""
    is_shown = np.zeros(len(adjacency.is_hub), dtype=np.bool_)
    is_shown[shown] = True
    _, to, by = adjacency.around(shown, usable)
    return np.unique(by[is_shown[to]])
