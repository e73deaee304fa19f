"""The tables of the embedded graph as a pattern reads them.

Layout: `node_<label>(nid, properties)` and `rel_<kind>(rid, from_nid, to_nid, properties)` in
lower case; `nid` is unique over all labels and `rid` over all kinds.
"""

from collections.abc import Iterable, Sequence

from engine.network.patterns import tree
from engine.network.patterns.binding import Binder
from engine.network.patterns.checking import AS_OF
from engine.network.patterns.tree import Direction
from engine.network.schema import NODES, RELATIONS, Node, Relation


def node_table(labels: Iterable[str], properties: Sequence[str]) -> str:
    """Nodes of any of the labels: `nid` and properties, NULL where a label is without one."""
    holders = [NODES[label] for label in labels]
    selects = [
        f"SELECT {_columns(['nid'], holder, properties, holders)} FROM node_{holder.label.lower()}"
        for holder in holders
    ]
    return f"({' UNION ALL '.join(selects)})"


def relation_table(hop: tree.Hop, properties: Sequence[str], binder: Binder) -> str:
    """One step of a relation as it is walked from left to right, as known on `$as_of`.

    Columns: `rid`, `start_nid`, `end_nid`, properties. Either way a relation from a node to
    itself is there once.
    """
    holders = [RELATIONS[kind] for kind in hop.kinds]
    known = f"(valid_from IS NULL OR valid_from <= {binder.own(AS_OF)})"
    selects = []
    for holder in holders:
        for start, end, where in _ways(hop.direction):
            ends = ["rid", f"{start} AS start_nid", f"{end} AS end_nid"]
            columns = _columns(ends, holder, properties, holders)
            selects.append(f"SELECT {columns} FROM rel_{holder.kind.lower()} WHERE {known}{where}")
    return f"({' UNION ALL '.join(selects)})"


def _ways(direction: Direction) -> list[tuple[str, str, str]]:
    ahead, back = ("from_nid", "to_nid", ""), ("to_nid", "from_nid", "")
    if direction is Direction.BOTH:
        return [ahead, ("to_nid", "from_nid", " AND from_nid <> to_nid")]
    return [ahead] if direction is Direction.OUT else [back]


def _columns(
    first: list[str],
    holder: Node | Relation,
    properties: Sequence[str],
    holders: Sequence[Node | Relation],
) -> str:
    return ", ".join([*first, *(_column(holder, name, holders) for name in properties)])


def _column(holder: Node | Relation, name: str, holders: Sequence[Node | Relation]) -> str:
    if holder.property(name):
        return f'"{name}"'
    types = [known.type.value for other in holders if (known := other.property(name))]
    return f'CAST(NULL AS {types[0]}) AS "{name}"'
