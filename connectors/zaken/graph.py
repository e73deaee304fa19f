"""Joins the objects of a delivery by their addresses; what a list expands counts as delivered.

One address is one object. Of two answers about it the one received last counts, then the one
that says it was changed last; two that are as new and say different things count for nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from connectors.cases.case import Unusable
from connectors.zaken import objects, values
from connectors.zaken.answers import Found
from connectors.zaken.objects import Kind
from connectors.zaken.values import Body

DUPLICATE = "the same object again"
SUPERSEDED = "superseded answer"
CONFLICT = "another answer about the same object, as new as this one, says something else"
_OTHER_CASES = frozenset({"deelzaken", "hoofdzaak", "relevanteAndereZaken", "gerelateerdeZaken"})


@dataclass(frozen=True, slots=True)
class Node:
    """One object that counts, with the keys that serve."""

    found: Found
    kind: Kind
    body: Body


@dataclass(slots=True)
class Graph:
    """The objects of a delivery.

    Attributes:
        nodes: objects that count, by kind and address.
        left_out: why other objects do not count, for people to read.
        conflicts: objects of which nobody knows which one holds.
        parts: parts of cases by address of the case and kind, those from `_expand` too.
        types: objects of the catalogue by address, those from `_expand` too.
        notes: what the run report must say, with counts.
    """

    nodes: dict[tuple[Kind, str], Node] = field(default_factory=dict)
    left_out: list[tuple[Found, str]] = field(default_factory=list)
    conflicts: list[Found] = field(default_factory=list)
    parts: defaultdict[str, defaultdict[Kind, dict[str, Body]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    types: dict[str, Body] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)

    def of(self, kind: Kind) -> Iterator[Node]:
        """Objects of one kind, by place in the delivery."""
        found = [node for (k, _), node in self.nodes.items() if k is kind]
        yield from sorted(found, key=lambda node: node.found.place)


def join(nodes: list[tuple[Node, Mapping[str, object]]]) -> Graph:
    """Join objects.

    Args:
        nodes: each object with what its `_expand` holds.
    """
    graph = Graph()
    expanded: dict[tuple[Kind, str], Body] = {}
    versions: defaultdict[tuple[Kind, str], list[Node]] = defaultdict(list)
    for node, inside in sorted(nodes, key=lambda pair: pair[0].found.place):
        versions[node.kind, values.address(node.body, "url") or ""].append(node)
        for kind, body in _inside(inside, graph.notes):
            expanded.setdefault((kind, values.address(body, "url") or ""), body)
    for key in sorted(versions):
        _choose(versions[key], key, graph)
    for (kind, url), node in sorted(graph.nodes.items()):
        _place(graph, kind, url, node.body)
    for (kind, url), body in sorted(expanded.items()):
        if (kind, url) not in versions:
            _place(graph, kind, url, body)
    return graph


def _choose(versions: list[Node], key: tuple[Kind, str], graph: Graph) -> None:
    newest = max(_age(node) for node in versions)
    kept: list[Node] = []
    for node in versions:
        if _age(node) != newest:
            graph.left_out.append((node.found, SUPERSEDED))
        elif kept and node.body == kept[0].body:
            graph.left_out.append((node.found, DUPLICATE))
        else:
            kept.append(node)
    if len(kept) > 1:
        graph.conflicts += [node.found for node in kept]
    else:
        graph.nodes[key] = kept[0]


def _age(node: Node) -> tuple[datetime, str]:
    received = node.found.received or datetime.min.replace(tzinfo=UTC)
    return received, values.text(node.body, "laatstGemuteerd") or ""


def _place(graph: Graph, kind: Kind, url: str, body: Body) -> None:
    if kind in objects.TYPES:
        graph.types[url] = body
    elif kind in objects.PARTS and (case := values.address(body, "zaak")):
        graph.parts[case][kind][url] = body


def _inside(expand: Mapping[str, object], notes: Counter[str]) -> Iterator[tuple[Kind, Body]]:
    """Objects that an answer expands, at every depth; other cases are no records."""
    for name, value in sorted(expand.items()):
        if name in _OTHER_CASES:
            continue
        for part in value if isinstance(value, list) else [value]:
            if not isinstance(part, Mapping):
                continue
            try:
                kind = objects.kind_of(objects.collection(part))
                if kind is not None and kind is not Kind.CASE:
                    yield kind, objects.reduce(kind, part)
                yield from _inside(values.member(part, "_expand"), notes)
            except Unusable:
                notes[f"expanded objects that are not read/{name[:40]}"] += 1
