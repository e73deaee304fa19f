"""Builds the views of a network: around one node, between two, and what changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import numpy as np

from engine.errors import NetworkError
from engine.exports.network import access as rights
from engine.exports.network import apart, notices
from engine.exports.network.access import Access, Hidden
from engine.exports.network.veil import Veiled, veil
from engine.exports.network.view import ChangesView, NetworkView
from engine.network import changes, ego, lookup, paths
from engine.network.adjacency import Selection
from engine.network.ego import Near
from engine.network.graph import Graph
from engine.network.lookup import Edge, NodeRef
from engine.translatable import sentence

MAX_NODES = 300
"""So many nodes can still be read, and drawn in a browser."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What of a network is asked.

    Attributes:
        selection: which relations count.
        hops: most steps around a node.
        opened: keys of nodes from which one more step is made.
        folded: keys of nodes at which the walk ends.
        max_nodes: most nodes in the view.
    """

    selection: Selection = ego.ALL
    hops: int = 2
    opened: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    max_nodes: int = MAX_NODES


def around(graph: Graph, start: str, ask: Ask, access: Access) -> NetworkView:
    """What stands around one node, as one reader may see it.

    Args:
        graph: a built network.
        start: key of a node, see `access.find`.
        ask: what is asked; keys that name nothing, or what is hidden, change nothing.
        access: rights of the reader.

    Raises:
        UnknownNode: there is no such node.
        NetworkError: the reader may not see it, and whom to ask; or the day lies after that of
            the register.
    """
    node, day = rights.find(graph, start, access), day_of(graph, ask.selection.as_of)
    opened, folded = (_refs(graph, keys, access) for keys in (ask.opened, ask.folded))
    with for_reader(graph, access, folded) as (reader, concealed):
        found = ego.ego(
            reader, node, hops=ask.hops, selection=ask.selection, max_nodes=ask.max_nodes,
            opened=opened,
        )  # fmt: skip
        people: Mapping[NodeRef, int] = {}
        if concealed.people:
            found, people = apart.of_ego(found)
        outside = _beyond(graph, [near.node for near in found.nodes], ask.selection)
        beyond = {ref: count - people.get(ref, 0) for ref, count in outside.items()}
        seen = veil(graph, found.nodes, found.edges, concealed, beyond)
    through = {seen.keys[ref] for ref in (node, *opened) if ref in seen.keys}
    told = (
        *notices.more(found.more),
        *notices.hubs(seen.nodes, through),
        *notices.hidden(seen.nodes),
        *notices.missing(graph, ask.selection),
    )
    return NetworkView((seen.keys[node],), day, seen.nodes, seen.edges, told)


def between(
    graph: Graph, one: str, other: str, ask: Ask, access: Access, *, max_hops: int = 6
) -> NetworkView:
    """All shortest paths between two nodes, as one reader may see them.

    Args:
        graph: a built network.
        one: key of the node where a path begins.
        other: key of the node where it ends.
        ask: what is asked; only its selection counts.
        access: rights of the reader; without people no path goes through one.
        max_hops: most steps.

    Raises:
        UnknownNode: there is no such node.
        NetworkError: the reader may not see one of the two, and whom to ask; or the day lies
            after that of the register.
    """
    ends = tuple(rights.find(graph, key, access) for key in (one, other))
    day = day_of(graph, ask.selection.as_of)
    with for_reader(graph, access, ()) as (reader, concealed):
        found = paths.paths(reader, ends[0], ends[1], max_hops=max_hops, selection=ask.selection)
        steps: dict[NodeRef, int] = dict.fromkeys(ends, 0)
        for path in found.paths:
            steps |= {ref: count for count, ref in enumerate(path.nodes)}
        stopped = {hub.node for hub in found.hubs if concealed.why(hub.node) is None}
        near = [Near(ref, steps[ref]) for ref in sorted(steps, key=lambda ref: (steps[ref], ref))]
        beyond = _beyond(graph, list(steps), ask.selection)
        seen = veil(graph, near, _used(found), concealed, beyond)
        hubs = veil(graph, [Near(ref, 0) for ref in sorted(stopped)], (), concealed, {})
    told = (
        *((notices.no_path(max_hops),) if found.hops is None else ()),
        *notices.more_paths(found.left_out),
        *(() if access.people else (notices.not_through_people(),)),
        *notices.hubs(hubs.nodes, ()),
        *notices.missing(graph, ask.selection),
    )
    told_paths = tuple(tuple(seen.keys[ref] for ref in path.nodes) for path in found.paths)
    start = tuple(dict.fromkeys(seen.keys[ref] for ref in ends))
    return NetworkView(start, day, seen.nodes, seen.edges, told, told_paths)


def between_days(
    graph: Graph, start: str, before: date, after: date, ask: Ask, access: Access
) -> ChangesView:
    """What began and ended around a node between two days, as one reader may see it.

    Args:
        graph: a built network.
        start: key of a node.
        before: last day of the earlier network.
        after: last day of the later one; the day of the register at the latest.
        ask: what is asked; its day, and what is opened or folded, does not count.
        access: rights of the reader; nothing is told of changes at a masked place.

    Raises:
        UnknownNode: there is no such node.
        NetworkError: the reader may not see it; `after` is not later than `before`, or lies after
            the day of the register.
    """
    if after <= before:
        raise NetworkError(
            sentence(
                "de tweede dag moet na de eerste liggen: {before} en {after}",
                before=before, after=after,
            )
        )  # fmt: skip
    node, after = rights.find(graph, start, access), day_of(graph, after)
    with for_reader(graph, access, ()) as (reader, concealed):
        found = changes.changed(reader, node, before, after, hops=ask.hops, selection=ask.selection)
        began, ended = _open_only(found.began, concealed), _open_only(found.ended, concealed)
        edges = list({edge.id: edge for edge in (*began, *ended)}.values())
        refs = dict.fromkeys(ref for edge in edges for ref in (edge.start, edge.end))
        near = [Near(node, 0), *(Near(ref, 1) for ref in sorted(refs) if ref != node)]
        left_out = len({e.id for e in (*found.began, *found.ended)}) - len(edges)
        if concealed.people:
            told_apart = apart.apart(near, edges, found.walked)
            near, edges = list(told_apart.near), list(told_apart.edges)
        seen = veil(graph, near, edges, concealed, {})
    told = (
        *notices.masked_changes(left_out),
        *notices.hidden(seen.nodes),
        *notices.missing(graph, ask.selection),
    )
    view = NetworkView((seen.keys[node],), after, seen.nodes, seen.edges, told)
    return ChangesView(
        before, after, view, _chosen(seen, began), _chosen(seen, ended), found.undated
    )


@contextmanager
def for_reader(
    graph: Graph, access: Access, folded: Iterable[NodeRef]
) -> Iterator[tuple[Graph, Hidden]]:
    """The network with walks that end at what the reader may not see and at what is folded."""
    concealed = rights.hidden(graph, access)
    also = np.array([*lookup.numbers(graph, folded).values()], dtype=np.int64)
    reader = graph.opened(closed=np.union1d(concealed.closed, also))
    try:
        yield reader, concealed
    finally:
        reader.close()


def _refs(graph: Graph, keys: Sequence[str], access: Access) -> tuple[NodeRef, ...]:
    """The nodes that keys name; a key that names nothing, or what is hidden, is left out."""
    found = []
    for key in dict.fromkeys(keys):
        try:
            found.append(rights.find(graph, key, access))
        except NetworkError:
            continue
    return tuple(found)


def _beyond(graph: Graph, refs: Iterable[NodeRef], selection: Selection) -> dict[NodeRef, int]:
    """By node its usable neighbours that are not among the nodes themselves."""
    numbers = lookup.numbers(graph, refs)
    names = {nid: ref for ref, nid in numbers.items()}
    shown = np.array(sorted(names), dtype=np.int64)
    usable = graph.adjacency.usable(selection, graph.as_of)
    origin, to, _ = graph.adjacency.around(shown, usable)
    outside = ~np.isin(to, shown)
    pairs = np.unique(np.column_stack([origin[outside], to[outside]]), axis=0)
    nids, counts = np.unique(pairs[:, 0], return_counts=True)
    return {names[n]: c for n, c in zip(nids.tolist(), counts.tolist(), strict=True)}


def _used(found: paths.Paths) -> list[Edge]:
    """Relations of all steps, each once, by kind and id."""
    used = {edge.id: edge for path in found.paths for step in path.steps for edge in step}
    return sorted(used.values(), key=lambda edge: (edge.kind, edge.id))


def _open_only(edges: Iterable[Edge], concealed: Hidden) -> tuple[Edge, ...]:
    places = concealed.places
    return tuple(e for e in edges if e.start not in places and e.end not in places)


def _chosen(seen: Veiled, edges: Iterable[Edge]) -> tuple[str, ...]:
    ids = {edge.id for edge in edges}
    return tuple(edge.key for edge in seen.edges if seen.origin[edge.key] in ids)


def day_of(graph: Graph, asked: date | None) -> date:
    """Last day that counts.

    Raises:
        NetworkError: it lies after the day of the register.
    """
    if asked is not None and asked > graph.as_of:
        raise NetworkError(
            sentence(
                "dit netwerk loopt tot en met {last}: van {asked} is niets bekend",
                last=graph.as_of, asked=asked,
            )
        )  # fmt: skip
    return asked or graph.as_of
