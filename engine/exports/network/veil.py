"""Turns nodes and relations of a network into what one reader may see of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.exports.network import texts
from engine.exports.network.access import ASK_MASKED, ASK_PEOPLE, PERSON, SHOWN, Hidden
from engine.exports.network.access import without_pseudonyms as _cut
from engine.exports.network.view import Busy, ViewEdge, ViewNode
from engine.network import lookup
from engine.network.ego import Near
from engine.network.graph import Graph
from engine.network.lookup import Edge, NodeRef
from engine.network.schema import NODES, RELATIONS
from engine.translatable import sentence

_DECLARED = "declared:"


@dataclass(frozen=True, slots=True)
class Veiled:
    """Nodes and relations as a reader sees them.

    Attributes:
        nodes: by steps, then label and key.
        edges: in the order given, without those inside one masked place.
        keys: key of the node in the view, by node.
        origin: id of the relation, by key of the edge.
    """

    nodes: tuple[ViewNode, ...]
    edges: tuple[ViewEdge, ...]
    keys: Mapping[NodeRef, str]
    origin: Mapping[str, str]


def veil(
    graph: Graph,
    near: Sequence[Near],
    edges: Sequence[Edge],
    concealed: Hidden,
    beyond: Mapping[NodeRef, int],
) -> Veiled:
    """Show nodes and relations to one reader.

    Args:
        graph: where they are from.
        near: nodes with their steps, the nearest first.
        edges: relations between these nodes.
        concealed: what the reader may not see.
        beyond: by node its neighbours that are not among `near`.
    """
    keys = _keys(graph, [n.node for n in near], concealed)
    open_nodes = [n.node for n in near if concealed.why(n.node) is None]
    described = texts.describe(graph, open_nodes)
    busy = _busy(graph, open_nodes)
    shown: dict[str, ViewNode] = {}
    for one in near:
        ref, key = one.node, keys[one.node]
        if concealed.why(ref) is not None:
            shown.setdefault(key, _concealed(one, key, is_place=ref in concealed.places))
            continue
        text = described[ref].text
        if ref.label == PERSON:
            text = sentence("persoon {number}", number=key.partition(":")[2])
        facts = () if ref.label == PERSON else described[ref].properties
        shown[key] = ViewNode(
            key, ref.label, NODES[ref.label].word, text, one.steps, None, beyond.get(ref, 0),
            busy.get(ref, ()), facts,
        )  # fmt: skip
    nodes = sorted(shown.values(), key=lambda node: (node.steps, node.label, _natural(node.key)))
    visible, origin = _edges(graph, edges, concealed, keys)
    return Veiled(tuple(nodes), visible, keys, origin)


def _keys(graph: Graph, refs: Sequence[NodeRef], concealed: Hidden) -> dict[NodeRef, str]:
    """Keys by node; hidden nodes are counted in their order, masked places share one."""
    people, places, keys = 0, dict[str, int](), {}
    shortened = {} if concealed.people else _shortened(graph, refs)
    for ref in refs:
        if ref in concealed.places:
            number = places.setdefault(concealed.places[ref], len(places) + 1)
            keys[ref] = f"afgeschermd-{number}"
        elif ref.label != PERSON:
            keys[ref] = f"{ref.label}:{ref.id}"
        elif concealed.people:
            people += 1
            keys[ref] = f"persoon-{people}"
        else:
            keys[ref] = f"{PERSON}:{shortened[ref.id]}"
    return keys


def _shortened(graph: Graph, refs: Iterable[NodeRef]) -> dict[str, str]:
    """The shortest beginning of each pseudonym, of at least `SHOWN` signs, that no other has."""
    wanted = sorted(ref.id for ref in refs if ref.label == PERSON)
    rows = graph.con.execute(
        "SELECT w.id, o.id FROM unnest($wanted::VARCHAR[]) w(id) JOIN node_person o "
        f"ON left(o.id, {SHOWN}) = left(w.id, {SHOWN}) AND o.id <> w.id ORDER BY ALL",
        {"wanted": wanted},
    ).fetchall()
    length = dict.fromkeys(wanted, SHOWN)
    for one, other in rows:
        common = next(i for i in range(len(one)) if one[i] != other[i])
        length[one] = max(length[one], common + 1)
    return {one: one[: length[one]] for one in wanted}


def _concealed(near: Near, key: str, *, is_place: bool) -> ViewNode:
    if is_place:
        return ViewNode(
            key,
            "Location",
            "locatie",
            sentence("afgeschermde plaats"),
            near.steps,
            ASK_MASKED,
            0,
            (),
            (),
        )
    number = key.rpartition("-")[2]
    text = sentence("persoon {number} (afgeschermd)", number=number)
    return ViewNode(key, PERSON, "persoon", text, near.steps, ASK_PEOPLE, 0, (), ())


def _busy(graph: Graph, refs: Iterable[NodeRef]) -> dict[NodeRef, tuple[Busy, ...]]:
    found: dict[NodeRef, tuple[Busy, ...]] = {}
    for hub in lookup.hubs(graph, lookup.numbers(graph, refs).values()):
        declared = hub.why.startswith(_DECLARED)
        reason = hub.why.removeprefix(_DECLARED) if declared else None
        found[hub.node] = (*found.get(hub.node, ()), Busy(hub.kind, hub.degree, reason))
    return found


def _edges(
    graph: Graph, edges: Sequence[Edge], concealed: Hidden, keys: Mapping[NodeRef, str]
) -> tuple[tuple[ViewEdge, ...], dict[str, str]]:
    kept = [
        edge
        for edge in edges
        if keys[edge.start] != keys[edge.end] or edge.start not in concealed.places
    ]
    details = texts.details(graph, kept)
    shown, origin = [], {}
    for number, edge in enumerate(kept, start=1):
        key = f"r{number}"
        origin[key] = edge.id
        shown.append(_edge(key, edge, concealed, keys, details.get(edge.id)))
    return tuple(shown), origin


def _edge(
    key: str, edge: Edge, concealed: Hidden, keys: Mapping[NodeRef, str], detail: str | None
) -> ViewEdge:
    """One relation; at a masked place without its days, its detail and its record."""
    relation = RELATIONS[edge.kind]
    is_masked = edge.start in concealed.places or edge.end in concealed.places
    days = (edge.valid_from, edge.valid_to, edge.valid_from_partial, edge.valid_to_partial)
    begin, end, begin_partial, end_partial = (None,) * 4 if is_masked else days
    record = None if is_masked else _cut(edge.record_key, people=not concealed.people)
    return ViewEdge(
        key, edge.kind, relation.word, None if is_masked else detail, keys[edge.start],
        keys[edge.end], begin, end, begin_partial, end_partial, edge.source, record, edge.gate,
        relation.derived,
    )  # fmt: skip


def _natural(key: str) -> tuple[str, int, str]:
    """Order in which `persoon-2` comes before `persoon-10`."""
    name, dash, number = key.rpartition("-")
    return (name, int(number), "") if dash and number.isdigit() else (key, 0, "")
