"""A view as tables: nodes and relations as CSV, or all of it as JSON."""

import json
from dataclasses import asdict

from engine.exports import spreadsheet
from engine.exports.network import texts
from engine.exports.network.measured import Measured
from engine.exports.network.view import ChangesView, NetworkView, ViewEdge

NODE_HEADER = (
    "knoop", "soort", "naam", "stappen", "knooppunt", "buren niet getoond", "vraag", "feiten",
)  # fmt: skip
EDGE_HEADER = (
    "relatie", "soort", "van", "naam van", "betekenis", "naar", "naam naar", "rol", "begin",
    "einde", "bron", "record", "poort", "afgeleid",
)  # fmt: skip


def node_rows(view: NetworkView) -> list[tuple[object, ...]]:
    """Nodes in the order of `NODE_HEADER`; what is not known is None."""
    return [
        (
            node.key, node.word, node.text, node.steps, _yes(node.is_hub), node.beyond, node.ask,
            "; ".join(f"{name}: {value}" for name, value in texts.facts(node)) or None,
        )
        for node in view.nodes
    ]  # fmt: skip


def edge_rows(view: NetworkView) -> list[tuple[object, ...]]:
    """Relations in the order of `EDGE_HEADER`; what is not known is None."""
    names = {node.key: node.text for node in view.nodes}
    return [
        (
            edge.key, edge.kind, edge.start, names[edge.start], edge.word, edge.end,
            names[edge.end], edge.detail, begin(edge), end(edge), edge.source, edge.record_key,
            edge.gate, _yes(edge.is_derived),
        )
        for edge in view.edges
    ]  # fmt: skip


def begin(edge: ViewEdge) -> str | None:
    """First day as YYYY-MM-DD, or the year or month that is known; None for neither."""
    return edge.valid_from_partial if edge.valid_from is None else edge.valid_from.isoformat()


def end(edge: ViewEdge) -> str | None:
    """First day on which a relation no longer holds, written as its begin is."""
    return edge.valid_to_partial if edge.valid_to is None else edge.valid_to.isoformat()


def nodes_csv(view: NetworkView) -> bytes:
    """Nodes as CSV for a spreadsheet."""
    return spreadsheet.to_csv(NODE_HEADER, node_rows(view))


def edges_csv(view: NetworkView) -> bytes:
    """Relations as CSV for a spreadsheet."""
    return spreadsheet.to_csv(EDGE_HEADER, edge_rows(view))


def to_json(found: NetworkView | ChangesView | Measured) -> str:
    """A view as JSON: English keys in a fixed order, dates as YYYY-MM-DD."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str) + "\n"


def _yes(value: bool) -> str:
    return "ja" if value else "nee"
