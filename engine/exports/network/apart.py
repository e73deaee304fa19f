"""People whom a reader may not see, apart at each thing that they are related to.

That somebody who runs one company runs another one too is gate G2, also when nobody says who it
is: one sign for one person would tell it. So a person is drawn once per neighbour, and only where
the walk itself went on from that neighbour: anywhere else a person would be there because of what
lies elsewhere in the view.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.exports.network.access import PERSON
from engine.network.ego import Ego, Near
from engine.network.lookup import Edge, NodeRef


@dataclass(frozen=True, slots=True)
class Apart:
    """Nodes and relations in which nobody ties two of them together.

    Attributes:
        near: the nodes, each person once per neighbour under a number, the nearest first.
        edges: the relations in the order given, without those of people where no walk went on.
        people: by node how many people stand at it.
        left_out: people who stand nowhere.
    """

    near: tuple[Near, ...]
    edges: tuple[Edge, ...]
    people: Mapping[NodeRef, int]
    left_out: int


def apart(
    near: Iterable[Near],
    edges: Sequence[Edge],
    walked: Collection[NodeRef],
    *,
    partial: int = 0,
) -> Apart:
    """Set people apart.

    Args:
        near: nodes with their steps, the nearest first.
        edges: relations between these nodes.
        walked: the nodes from which the walk went on, so that their neighbours are there.
        partial: the step of which only some nodes are there; 0 for none. Whoever is nearer than
            that does not stand at a node before it, as other neighbours of that node may not.
    """
    steps = {one.node: one.steps for one in near}

    def stands(who: NodeRef, other: NodeRef) -> bool:
        is_partial = partial and steps[other] + 1 == partial
        return other in walked and (not is_partial or steps[who] == partial)

    pairs = {pair for edge in edges if (pair := _pair(edge)) and stands(*pair)}
    order = sorted(pairs, key=lambda pair: (steps[pair[1]], pair[1], _blur(pair)))
    copies = {pair: NodeRef(PERSON, f"{n}") for n, pair in enumerate(order, start=1)}
    shown = [Near(node, count) for node, count in steps.items() if node.label != PERSON]
    shown += [Near(copy, steps[other] + 1) for (_, other), copy in copies.items()]
    kept = (_moved(edge, copies) for edge in edges)
    return Apart(
        tuple(sorted(shown, key=lambda one: one.steps)),
        tuple(edge for edge in kept if edge is not None),
        Counter(other for _, other in copies),
        len({node for node in steps if node.label == PERSON} - {who for who, _ in copies}),
    )


def of_ego(found: Ego) -> tuple[Ego, Mapping[NodeRef, int]]:
    """The surroundings of a node with people apart, and by node how many people stand at it."""
    told = apart(found.nodes, found.edges, found.walked, partial=found.partial)
    more = found.more + told.left_out
    return replace(found, nodes=told.near, edges=told.edges, more=more), told.people


def _pair(edge: Edge) -> tuple[NodeRef, NodeRef] | None:
    """The person of a relation and the other end, None when no person has it."""
    if edge.start.label == PERSON:
        return edge.start, edge.end
    return (edge.end, edge.start) if edge.end.label == PERSON else None


def _blur(pair: tuple[NodeRef, NodeRef]) -> str:
    """An order of the people at one node that says nothing of their order at another."""
    who, other = pair
    return hashlib.sha256(f"{other.label}\x1f{other.id}\x1f{who.id}".encode()).hexdigest()


def _moved(edge: Edge, copies: Mapping[tuple[NodeRef, NodeRef], NodeRef]) -> Edge | None:
    """The relation at the person's number there, None where no such number is."""
    if (pair := _pair(edge)) is None:
        return edge
    if (copy := copies.get(pair)) is None:
        return None
    return replace(edge, start=copy) if edge.start == pair[0] else replace(edge, end=copy)
