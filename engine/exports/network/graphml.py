"""A view as GraphML, for Gephi, yEd and the like."""

import io

import networkx as nx

from engine.exports.network import tables
from engine.exports.network.view import NetworkView

Attributes = dict[str, str | int | bool]


def to_graphml(view: NetworkView) -> bytes:
    """A directed multigraph with the keys of the view; an attribute that is not known is left out.

    Nodes have `label`, `word`, `text`, `steps`, `is_hub`, `beyond` and `ask`; relations `kind`,
    `word`, `detail`, `begin`, `end`, `source`, `record_key`, `gate` and `is_derived`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in view.nodes:
        known: Attributes = {
            "label": node.label, "word": node.word, "text": _printable(node.text),
            "steps": node.steps, "is_hub": node.is_hub, "beyond": node.beyond,
        }  # fmt: skip
        graph.add_node(_printable(node.key), **known, **_told(ask=node.ask))
    for edge in view.edges:
        fixed: Attributes = {
            "kind": edge.kind, "word": edge.word, "gate": edge.gate, "is_derived": edge.is_derived,
        }  # fmt: skip
        told = _told(
            detail=edge.detail, begin=tables.begin(edge), end=tables.end(edge),
            source=edge.source, record_key=edge.record_key,
        )  # fmt: skip
        start, end = _printable(edge.start), _printable(edge.end)
        graph.add_edge(start, end, key=edge.key, **fixed, **told)
    buffer = io.BytesIO()
    nx.write_graphml(graph, buffer, encoding="utf-8", named_key_ids=True)
    return buffer.getvalue()


def _told(**values: str | None) -> dict[str, str]:
    return {name: _printable(value) for name, value in values.items() if value is not None}


def _printable(text: str) -> str:
    """A text without the control characters that XML cannot hold."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
