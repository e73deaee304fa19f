"""What changed around a node between two days."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from engine.network import lookup, walk
from engine.network.adjacency import Selection
from engine.network.ego import ALL
from engine.network.graph import Graph
from engine.network.lookup import Edge, Hub, NodeRef


@dataclass(frozen=True, slots=True)
class Changes:
    """Relations that changed, each by kind and id.

    Attributes:
        began: first day after `before` and not after `after`.
        ended: the first day on which they no longer hold lies in that same window.
        undated: how many relations here may have changed too, as the day of their begin or end
            is not known.
        hubs: where the walk ended.
    """

    began: tuple[Edge, ...]
    ended: tuple[Edge, ...]
    undated: int
    hubs: tuple[Hub, ...]
    walked: frozenset[NodeRef]


def changed(
    graph: Graph,
    node: NodeRef,
    before: date,
    after: date,
    *,
    hops: int = 2,
    selection: Selection = ALL,
) -> Changes:
    """Relations around a node that began or ended in `(before, after]`.

    Args:
        graph: a built network.
        node: what to look around; as far as relations known on `after` lead.
        before: last day of the earlier network.
        after: last day of the later one.
        hops: most steps.
        selection: which relations count; its `as_of` and `in_force` do not.

    Raises:
        UnknownNode: there is no such node.
        ValueError: `after` is not later than `before`.
    """
    if after <= before:
        raise ValueError(f"after ({after}) must be later than before ({before})")
    adjacency = graph.adjacency
    usable = adjacency.usable(replace(selection, as_of=after, in_force=False), graph.as_of)
    start = lookup.number(graph, node)
    steps = walk.spread(adjacency, start, usable, hops=hops)
    reached = np.flatnonzero(steps != walk.FAR)
    _, to, by = adjacency.around(reached, usable)
    edges = lookup.edges(graph, np.unique(by[steps[to] != walk.FAR])).values()
    numbers = lookup.numbers(graph, {end for e in edges for end in (e.start, e.end)})
    nids = np.array([*numbers.values()], dtype=np.int64)
    walked = {*walk.went_on(adjacency, steps, start, nids, below=hops).tolist()}
    return Changes(
        tuple(e for e in edges if e.valid_from and before < e.valid_from <= after),
        tuple(e for e in edges if e.valid_to and before < e.valid_to <= after),
        sum(_may_have_changed(edge, before, after) for edge in edges),
        lookup.hubs(graph, walk.stopping(adjacency, steps, start, below=hops).tolist()),
        frozenset(ref for ref, nid in numbers.items() if nid in walked),
    )


def _may_have_changed(edge: Edge, before: date, after: date) -> bool:
    """The day of its begin or end is not known and may lie in the window."""
    begin = edge.valid_from is None and edge.kind != "PART_OF"
    end = edge.valid_to is None and edge.valid_to_partial is not None
    return (begin and _may_lie(edge.valid_from_partial, before, after)) or (
        end and _may_lie(edge.valid_to_partial, before, after)
    )


def _may_lie(partial: str | None, before: date, after: date) -> bool:
    """A day in this year or month may lie in `(before, after]`; so may one that is not known."""
    if partial is None:
        return True
    size = len(partial)
    return before.isoformat()[:size] <= partial <= after.isoformat()[:size]
