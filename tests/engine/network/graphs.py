"""Small graphs that are hard on a pattern: parallel relations, self-loops, 2-cycles, nulls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection
from hypothesis import strategies as st

from engine.network.patterns import Value
from engine.network.patterns.tree import Scalar
from engine.network.schema import NODES, RELATIONS, Property
from engine.tables import Type

AS_OF = date(2026, 6, 1)
DAYS = (date(2024, 1, 1), date(2025, 6, 1), date(2025, 12, 1), date(2026, 6, 1), date(2027, 1, 1))
LABELS = (
    *("Enterprise", "Enterprise", "Enterprise", "Enterprise", "Person", "Person"),
    *("Branch", "Address", "Insolvency"),
)
KINDS = (
    *("SUCCEEDS", "OFFICER_OF", "SHAREHOLDER_OF"),
    *("SUCCEEDS", "OFFICER_OF", "SHAREHOLDER_OF"),
    *("SUCCEEDS", "OFFICER_OF", "BRANCH_OF", "REGISTERED_AT", "HOLDS_RIGHT", "INSOLVENT"),
)
POOLS: Mapping[Type, Sequence[Scalar | None]] = {
    Type.TEXT: (None, "a", "b", "ab", "", "a'b", "`a`"),
    Type.DATE: (None, *DAYS),
    Type.INT: (None, 0, 1, 2, -3),
    Type.REAL: (None, 0.5, 1.0, 2.0),
    Type.BOOL: (None, True, False),
}
PARAMS: Mapping[str, Value] = {
    "text": "a",
    "number": 1,
    "real": 1.0,
    "flag": True,
    "day": date(2025, 6, 1),
    "span": 300,
    "texts": ["a", "ab", "Enterprise 0"],
    "numbers": [1, 2],
    "days": [date(2025, 6, 1)],
    "none": [],
}


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One node; a property that is not there is null."""

    label: str
    properties: Mapping[str, Scalar | None]


@dataclass(frozen=True, slots=True)
class GraphRelation:
    """One relation; its ends are places in the list of nodes."""

    kind: str
    start: int
    end: int
    properties: Mapping[str, Scalar | None]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and relations; their numbers are their places."""

    nodes: tuple[GraphNode, ...]
    relations: tuple[GraphRelation, ...]


def node(label: str, id: str, **properties: Scalar | None) -> GraphNode:
    """A node written by hand."""
    return GraphNode(label, {"id": id, **properties})


def relation(
    kind: str, start: int, end: int, id: str, **properties: Scalar | None
) -> GraphRelation:
    """A relation written by hand."""
    return GraphRelation(kind, start, end, {"id": id, **properties})


def load(con: DuckDBPyConnection, graph: Graph) -> None:
    """Write a graph in the layout of the embedded database, replacing what is there."""
    filled = con.execute("SELECT table_name FROM duckdb_tables() WHERE estimated_size > 0")
    names = [str(name) for (name,) in filled.fetchall()]
    con.execute(_LAYOUT if not names else "BEGIN;" + "".join(f"DELETE FROM {n};" for n in names))
    for number, one in enumerate(graph.nodes):
        known = [p.name for p in NODES[one.label].properties]
        _insert(con, "nodes", [number, one.label, one.properties["id"]])
        row = [number, *map(one.properties.get, known)]
        _insert(con, f"node_{one.label.lower()}", row)
    for number, walked in enumerate(graph.relations):
        known = [p.name for p in RELATIONS[walked.kind].properties]
        row = [number, walked.start, walked.end, *map(walked.properties.get, known)]
        _insert(con, f"rel_{walked.kind.lower()}", row)
    con.execute("COMMIT")


def _create(name: str, columns: str, properties: Sequence[Property]) -> str:
    own = [f'"{known.name}" {known.type.value}' for known in properties]
    return f"CREATE TABLE IF NOT EXISTS {name} ({', '.join([columns, *own])});"


_LAYOUT = "\n".join(
    [
        "BEGIN;",
        _create("nodes", "nid BIGINT, label VARCHAR", [Property("id")]),
        *(_create(f"node_{n.label.lower()}", "nid BIGINT", n.properties) for n in NODES.values()),
        *(
            _create(
                f"rel_{r.kind.lower()}", "rid BIGINT, from_nid BIGINT, to_nid BIGINT", r.properties
            )
            for r in RELATIONS.values()
        ),
    ]
)


def _insert(con: DuckDBPyConnection, table: str, row: Sequence[object]) -> None:
    con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' for _ in row)})", row)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Up to five nodes and fourteen relations, dense enough for cycles and parallels."""
    labels = ["Enterprise", *draw(st.lists(st.sampled_from(LABELS), min_size=2, max_size=4))]
    nodes = tuple(
        GraphNode(label, _properties(draw, label, f"{label} {number}"))
        for number, label in enumerate(labels)
    )
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=5, max_size=14))
    relations: list[GraphRelation] = []
    for kind in kinds:
        ways = [
            (start, end)
            for start, one in enumerate(labels)
            for end, other in enumerate(labels)
            if (one, other) in RELATIONS[kind].ends
        ]
        if ways:
            start, end = draw(st.sampled_from(ways))
            own = _properties(draw, kind, f"{kind} {len(relations)}")
            relations.append(GraphRelation(kind, start, end, own))
    return Graph(nodes, tuple(relations))


def _properties(draw: st.DrawFn, owner: str, id: str) -> dict[str, Scalar | None]:
    holder = NODES.get(owner) or RELATIONS[owner]
    found: dict[str, Scalar | None] = {"id": id}
    for known in holder.properties:
        if known.name != "id":
            found[known.name] = draw(st.sampled_from(POOLS[known.type]))
    return found
