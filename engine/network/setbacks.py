"""How near an earlier closure or a refused licence is to a location: context, never a finding."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from engine.network import lookup, walk
from engine.network.adjacency import Adjacency, Bools, Ints, Selection
from engine.network.graph import Graph
from engine.network.lookup import Hub, NodeRef

_INSIDE = ("BRANCH_OF", "CONCERNS", "MEASURE_AT", "PART_OF")
"""Relations within one place or one company: walking them is no step."""

_EVENTS = """
SELECT nid, 'Measure' AS label, kind, decided_on AS on_day FROM node_measure
WHERE kind IN ('closure_13b', 'closure_174a') AND coalesce(decided_on <= $as_of, true)
UNION ALL
SELECT nid, 'Licence', 'refused_' || coalesce(kind, 'licence'), valid_from FROM node_licence
WHERE status = 'refused' AND coalesce(valid_from <= $as_of, true)
UNION ALL
SELECT nid, 'Permit', 'refused_' || coalesce(kind, 'permit'), decided_on FROM node_permit
WHERE status = 'refused' AND coalesce(decided_on <= $as_of, true)
ORDER BY nid
"""


@dataclass(frozen=True, slots=True)
class Setback:
    """A closure, or a licence or permit that was refused.

    Attributes:
        node: Measure, Licence or Permit.
        kind: kind of the measure, or `refused_` and the kind of licence or permit.
        on_day: when; None when not known.
        steps: how far away; 0 is at the location itself.
    """

    node: NodeRef
    kind: str
    on_day: date | None
    steps: int


@dataclass(frozen=True, slots=True)
class Setbacks:
    """What was found, by steps and node, and the hubs beyond which nothing was looked for."""

    found: tuple[Setback, ...]
    hubs: tuple[Hub, ...]


def setbacks(
    graph: Graph, location: NodeRef, *, max_steps: int = 3, as_of: date | None = None
) -> Setbacks:
    """Closures and refusals within some steps of a location.

    A step leads from a place to a party (a company or person), from a party to a party, or from a
    party to a licence, permit or place; a branch is its company, and an address, its building
    and the papers about a place are that place. So 3 steps reach the other location of the owner
    of a company here, and the refused licence of its director.

    Args:
        graph: a built network.
        location: usually a Location.
        max_steps: 0 or more.
        as_of: what happened later does not count; by default the day of the register.

    Raises:
        UnknownNode: there is no such node.
    """
    adjacency, day = graph.adjacency, as_of or graph.as_of
    usable = adjacency.usable(Selection(as_of=day), graph.as_of)
    inside = usable & adjacency.usable(Selection(kinds=_INSIDE, as_of=day), graph.as_of)
    start = lookup.number(graph, location)
    steps = np.full(len(adjacency.is_hub), walk.FAR, dtype=np.int16)
    frontier = np.array([start], dtype=np.int64)
    for count in range(max_steps + 1):
        frontier = np.concatenate(
            [frontier, *_within(adjacency, frontier, start, inside, steps, count)]
        )
        if count < max_steps:
            frontier = walk.onward(adjacency, frontier, start, usable & ~inside, steps)
    stopped = walk.stopping(adjacency, steps, start, below=max_steps)
    return Setbacks(_events(graph, steps, day), lookup.hubs(graph, stopped.tolist()))


def _within(
    adjacency: Adjacency,
    frontier: Ints,
    start: int,
    inside: Bools,
    steps: walk.Distances,
    count: int,
) -> Iterator[Ints]:
    """Mark a frontier and all that it reaches without a step."""
    steps[frontier] = count
    while len(frontier := walk.onward(adjacency, frontier, start, inside, steps)):
        steps[frontier] = count
        yield frontier


def _events(graph: Graph, steps: walk.Distances, as_of: date) -> tuple[Setback, ...]:
    rows = graph.con.execute(_EVENTS, {"as_of": as_of}).fetchall()
    near = [row for row in rows if steps[row[0]] != walk.FAR]
    names = lookup.refs(graph, [row[0] for row in near])
    found = [Setback(names[n], kind, on_day, int(steps[n])) for n, _, kind, on_day in near]
    return tuple(sorted(found, key=lambda setback: (setback.steps, setback.node)))
