"""Who connects two nodes: all shortest paths, with the relations that make each step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np

from engine.network import lookup, walk
from engine.network.adjacency import Adjacency, Bools, Ints, Selection
from engine.network.ego import ALL
from engine.network.graph import Graph
from engine.network.lookup import Edge, Hub, NodeRef


@dataclass(frozen=True, slots=True)
class Path:
    """One way from one node to another.

    Attributes:
        nodes: in order, both ends included.
        steps: for each step all relations that make it, by kind and id; one fewer than nodes.
    """

    nodes: tuple[NodeRef, ...]
    steps: tuple[tuple[Edge, ...], ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """All shortest paths between two nodes.

    Attributes:
        hops: length of each, None when they are not connected within the most steps.
        paths: by their nodes, the first so many.
        left_out: how many more there are.
        hubs: nodes at which the search ended; through one of these there may be other paths.
    """

    hops: int | None
    paths: tuple[Path, ...]
    left_out: int
    hubs: tuple[Hub, ...]


@dataclass(frozen=True, slots=True)
class _Steps:
    """Shortest ways to the goal: next nodes by node, sorted, and relations by pair of nodes."""

    onward: Mapping[int, Sequence[int]]
    by: Mapping[tuple[int, int], Sequence[int]]
    counts: Mapping[int, int]


def paths(
    graph: Graph,
    one: NodeRef,
    other: NodeRef,
    *,
    max_hops: int = 6,
    selection: Selection = ALL,
    limit: int = 20,
) -> Paths:
    """All shortest paths between two nodes, whichever way the relations lead.

    No path goes through a hub; both ends may be one. Parallel relations make one path.

    Args:
        graph: a built network.
        one: where a path begins.
        other: where it ends.
        max_hops: most steps, 0 or more.
        selection: which relations count.
        limit: most paths that are told.

    Raises:
        UnknownNode: there is no such node.
    """
    adjacency = graph.adjacency
    usable = adjacency.usable(selection, graph.as_of)
    start, goal = lookup.number(graph, one), lookup.number(graph, other)
    steps = walk.spread(adjacency, start, usable, hops=max_hops, until=goal)
    hops = int(steps[goal])
    reach = max_hops if hops == walk.FAR else hops
    stopped = walk.stopping(adjacency, steps, start, below=reach)
    hubs = lookup.hubs(graph, stopped[stopped != goal].tolist())
    if hops == walk.FAR:
        return Paths(None, (), 0, hubs)
    found = _steps_back(adjacency, steps, start, goal, usable)
    told = list(islice(_walks(found.onward, start, goal), limit))
    return Paths(hops, _named(graph, told, found), found.counts[start] - len(told), hubs)


def _steps_back(
    adjacency: Adjacency, steps: walk.Distances, start: int, goal: int, usable: Bools
) -> _Steps:
    """From the goal back to the start, along nodes that are each one step nearer."""
    onward: dict[int, list[int]] = {}
    by: dict[tuple[int, int], list[int]] = {}
    counts = {goal: 1}
    level = np.array([goal], dtype=np.int64)
    for distance in range(int(steps[goal]) - 1, -1, -1):
        origin, to, rid = adjacency.around(level, usable)
        nearer = (steps[to] == distance) & (~adjacency.is_hub[to] | (to == start))
        _collect(to[nearer], origin[nearer], rid[nearer], by)
        level = np.unique(to[nearer])
        for node, after in sorted(
            {(a, b) for a, b in zip(to[nearer].tolist(), origin[nearer].tolist(), strict=True)}
        ):
            onward.setdefault(node, []).append(after)
            counts[node] = counts.get(node, 0) + counts[after]
    return _Steps(onward, by, counts)


def _collect(nodes: Ints, after: Ints, rids: Ints, by: dict[tuple[int, int], list[int]]) -> None:
    for node, then, rid in zip(nodes.tolist(), after.tolist(), rids.tolist(), strict=True):
        by.setdefault((node, then), []).append(rid)


def _walks(onward: Mapping[int, Sequence[int]], start: int, goal: int) -> Iterator[tuple[int, ...]]:
    """Ways to the goal in order of their nodes."""
    if start == goal:
        yield (goal,)
        return
    for node in onward[start]:
        for rest in _walks(onward, node, goal):
            yield (start, *rest)


def _named(graph: Graph, told: Sequence[tuple[int, ...]], found: _Steps) -> tuple[Path, ...]:
    names = lookup.refs(graph, sorted({node for way in told for node in way}))
    used = {rid for way in told for pair in pairwise(way) for rid in found.by[pair]}
    edges = lookup.edges(graph, np.array(sorted(used), dtype=np.int64))
    return tuple(
        Path(
            tuple(names[node] for node in way),
            tuple(tuple(edges[rid] for rid in sorted(found.by[p])) for p in pairwise(way)),
        )
        for way in told
    )
