"""Who controls whom: owners and directors in force, rings of control, and how long chains are."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from engine.network import lookup
from engine.network.adjacency import Bools, Ints, Selection
from engine.network.graph import Graph
from engine.network.lookup import Hub, NodeRef

KINDS = ("OFFICER_OF", "SHAREHOLDER_OF")


@dataclass(frozen=True, slots=True)
class Component:
    """Parties that are connected by control.

    Attributes:
        members: sorted.
        rings: groups that control each other, and companies that control themselves, sorted.
        hubs: who controls, or is controlled by, too many to connect them.
    """

    members: tuple[NodeRef, ...]
    rings: tuple[tuple[NodeRef, ...], ...]
    hubs: tuple[Hub, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """How many levels of control stand above a company.

    Attributes:
        enterprise: the company.
        levels: steps up to the furthest who controls it; a ring is one level.
        has_ring: there is a ring in the chain, so that nobody is at its top.
    """

    enterprise: NodeRef
    levels: int
    has_ring: bool


@dataclass(frozen=True, slots=True)
class _Control:
    """Control in force as pairs (who controls, who is controlled), and who is a hub."""

    pairs: Ints
    is_hub: Bools

    def without_hubs(self) -> Ints:
        return self.pairs[~self.is_hub[self.pairs].any(axis=1)]


def components(
    graph: Graph, *, of: NodeRef | None = None, as_of: date | None = None
) -> tuple[Component, ...]:
    """Groups of parties connected by ownership or direction in force, by their first member.

    A hub of these relations, such as a trust office, connects nobody: it is named beside the
    groups that it touches. Whoever is alone makes no group, unless it controls itself.

    Args:
        graph: a built network.
        of: only the group that this party is in; none when it is in no group.
        as_of: the day; by default that of the register.

    Raises:
        UnknownNode: there is no such party.
    """
    control = _read(graph, as_of)
    pairs = control.without_hubs()
    group, ring = _components(graph, pairs, "weak"), _components(graph, pairs, "strong")
    if of is not None:
        pairs = pairs[group[pairs[:, 0]] == group[lookup.number(graph, of)]]
    if not len(pairs):
        return ()
    touched: dict[int, set[int]] = defaultdict(set)
    for a, b in control.pairs[control.is_hub[control.pairs].any(axis=1)].tolist():
        for hub, beside in ((a, b), (b, a)):
            if control.is_hub[hub] and not control.is_hub[beside]:
                touched[int(group[beside])].add(hub)
    members: dict[int, list[int]] = defaultdict(list)
    for node in np.unique(pairs).tolist():
        members[int(group[node])].append(node)
    names = lookup.refs(graph, np.unique(pairs).tolist())
    in_ring = _in_ring(pairs, ring)
    return tuple(
        Component(
            tuple(names[node] for node in nodes),
            _rings([node for node in nodes if in_ring[node]], ring, names),
            lookup.hubs(graph, sorted(touched[key])) if touched[key] else (),
        )
        for key, nodes in sorted(members.items(), key=lambda item: item[1][0])
    )


def chains(graph: Graph, *, as_of: date | None = None) -> tuple[Chain, ...]:
    """Levels of control above every company that someone controls, by company.

    A hub counts as a level, but what stands above it does not.

    Args:
        graph: a built network.
        as_of: the day; by default that of the register.
    """
    control = _read(graph, as_of)
    pairs = control.pairs[~control.is_hub[control.pairs[:, 1]]]
    if not len(pairs):
        return ()
    ring = _components(graph, pairs, "strong")
    in_ring = _in_ring(pairs, ring)
    levels, has_ring = _levels(ring[pairs], {int(ring[n]) for n in np.flatnonzero(in_ring)})
    controlled = np.unique(pairs[:, 1]).tolist()
    names = lookup.refs(graph, controlled)
    return tuple(
        Chain(names[node], levels[int(ring[node])], int(ring[node]) in has_ring)
        for node in controlled
    )


def _read(graph: Graph, as_of: date | None) -> _Control:
    adjacency = graph.adjacency
    usable = adjacency.usable(Selection(kinds=KINDS, as_of=as_of, in_force=True), graph.as_of)
    others = graph.con.execute(
        "SELECT rid FROM rel_officer_of WHERE role IS DISTINCT FROM 'director'"
    ).fetchnumpy()["rid"]
    usable[np.asarray(others, dtype=np.int64)] = False
    is_hub = np.zeros(len(adjacency.is_hub), dtype=np.bool_)
    rows = graph.con.execute(
        "SELECT nid FROM hub WHERE list_contains($kinds, kind)", {"kinds": list(KINDS)}
    ).fetchall()
    is_hub[[row[0] for row in rows]] = True
    return _Control(_distinct(adjacency.ends_at[usable].astype(np.int64)), is_hub)


def _distinct(pairs: Ints) -> Ints:
    """Pairs of numbers in order, each once; much faster than by row."""
    factor = int(pairs.max(initial=0)) + 1
    return np.column_stack(np.divmod(np.unique(pairs[:, 0] * factor + pairs[:, 1]), factor))


def _components(graph: Graph, pairs: Ints, connection: Literal["weak", "strong"]) -> Ints:
    size = len(graph.adjacency.is_hub)
    matrix = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), (size, size))
    _, label = connected_components(matrix.tocsr(), directed=True, connection=connection)
    return label.astype(np.int64)


def _in_ring(pairs: Ints, ring: Ints) -> Bools:
    """Nodes that control each other or themselves."""
    found = np.zeros(len(ring), dtype=np.bool_)
    found[pairs[ring[pairs[:, 0]] == ring[pairs[:, 1]]].ravel()] = True
    return found


def _rings(
    nodes: Sequence[int], ring: Ints, names: dict[int, NodeRef]
) -> tuple[tuple[NodeRef, ...], ...]:
    groups: dict[int, list[NodeRef]] = defaultdict(list)
    for node in nodes:
        groups[int(ring[node])].append(names[node])
    return tuple(sorted(tuple(group) for group in groups.values()))


def _levels(steps: Ints, rings: set[int]) -> tuple[dict[int, int], set[int]]:
    """Longest way down to each group of a graph without cycles, and what has a ring above it."""
    below: dict[int, set[int]] = defaultdict(set)
    waiting: dict[int, int] = defaultdict(int)
    for above, under in _distinct(steps[steps[:, 0] != steps[:, 1]]).tolist():
        below[above].add(under)
        waiting[under] += 1
    levels = {int(group): 0 for group in np.unique(steps)}
    has_ring = set(rings)
    ready = deque(group for group in sorted(levels) if not waiting[group])
    while ready:
        group = ready.popleft()
        for under in sorted(below[group]):
            levels[under] = max(levels[under], levels[group] + 1)
            if group in has_ring:
                has_ring.add(under)
            waiting[under] -= 1
            if not waiting[under]:
                ready.append(under)
    return {g: n + (1 if g in rings and n == 0 else 0) for g, n in levels.items()}, has_ring
