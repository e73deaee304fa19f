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


def node(label: str, id: str, /, **properties: Scalar | None) -> GraphNode:
    """A node written by hand."""
    return GraphNode(label, {"id": id, **properties})


def relation(
    kind: str, start: int, end: int, id: str, /, **properties: Scalar | None
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


_EARLY, _PAST, _LAST, _NOW, _LATER = DAYS

ADVERSARIAL = Graph(
    (
        node("Enterprise", "E0", name="Kaag BV", started_on=_EARLY, employees=2, main_sbi="4511"),
        node("Enterprise", "E1", name="Kaag II BV", started_on=_LAST, employees=0, legal_form="BV"),
        node("Enterprise", "E2", name=None, started_on=None, ended_on=_PAST, employees=None),
        node("Enterprise", "E3", name="O'Brien `x` \\ } BV", started_on=_PAST, employees=12),
        node("Person", "P4"),
        node("Person", "P5"),
        node("Branch", "B6", is_main=True, started_on=_EARLY, employees=2, main_sbi="4511"),
        node("Branch", "B7", is_main=None, started_on=None, employees=0),
        node("Address", "A8", street="Dijk", town="Kaag"),
        node("Address", "A9", street=None, town="Buitenkaag"),
        node("Building", "G10", built_year=1975),
        node("Location", "L11", label="Dijk 1", land_use="farmyard"),
        node("Insolvency", "I12", kind="bankruptcy", declared_on=_LAST),
        node("Insolvency", "I13", kind=None, declared_on=_LATER),
        node("Licence", "V14", kind="alcohol", valid_from=_EARLY, valid_until=_NOW),
    ),
    (
        relation("OFFICER_OF", 4, 0, "r0", role="director", valid_from=_EARLY),
        relation("OFFICER_OF", 4, 0, "r1", role="director", valid_from=_PAST, valid_to=_LAST),
        relation("OFFICER_OF", 4, 1, "r2", role=None, valid_from=None),
        relation("OFFICER_OF", 5, 1, "r3", role="proxy", valid_from=_LATER),
        relation("OFFICER_OF", 5, 2, "r4", role="director", valid_from=_NOW),
        relation("OFFICER_OF", 0, 1, "r5", role="director", valid_from=_PAST),
        relation("OFFICER_OF", 1, 0, "r6", role="director", valid_from=_PAST),
        relation("OFFICER_OF", 2, 2, "r7", role="director", valid_from=_EARLY),
        relation("SHAREHOLDER_OF", 4, 0, "r8", share=1.0, valid_from=_EARLY),
        relation("SHAREHOLDER_OF", 0, 2, "r9", share=0.5, valid_to=_PAST),
        relation("SHAREHOLDER_OF", 3, 3, "r10", share=None),
        relation("SUCCEEDS", 1, 0, "r11", days=30, shares_officer=True, valid_from=_LAST),
        relation("SUCCEEDS", 0, 1, "r12", days=-3, shares_officer=None, name_similarity=0.9),
        relation("SUCCEEDS", 2, 2, "r13", days=None, shares_officer=False),
        relation("SUCCEEDS", 3, 0, "r14", days=400, object_id="O'1"),
        relation("SUCCEEDS", 3, 0, "r15", days=400, object_id="O'1"),
        relation("BRANCH_OF", 6, 0, "r16", valid_from=_EARLY),
        relation("BRANCH_OF", 7, 1, "r17", valid_from=None),
        relation("REGISTERED_AT", 6, 8, "r18", valid_from=_EARLY),
        relation("REGISTERED_AT", 7, 8, "r19", valid_from=_PAST, valid_to=_LAST),
        relation("REGISTERED_AT", 7, 11, "r20", valid_from=_LATER),
        relation("PART_OF", 8, 10, "r21"),
        relation("PART_OF", 10, 11, "r22"),
        relation("PART_OF", 9, 11, "r23", valid_from=_EARLY),
        relation("PART_OF", 8, 11, "r24"),
        relation("INSOLVENT", 0, 12, "r25", valid_from=_LAST),
        relation("INSOLVENT", 2, 13, "r26", valid_from=_NOW),
        relation("HOLDS_LICENCE", 4, 14, "r27", valid_from=_EARLY),
        relation("OPERATES", 0, 14, "r28", valid_from=_EARLY),
        relation("MANAGES", 4, 14, "r29", valid_from=_PAST),
        relation("LICENCE_AT", 14, 8, "r30"),
        relation("HOLDS_RIGHT", 4, 8, "r31", right="ownership", share="1/2"),
        relation("HOLDS_RIGHT", 3, 10, "r32", right=None, share=None, valid_from=_PAST),
        relation("SHAREHOLDER_OF", 5, 1, "r33"),
        relation("SHAREHOLDER_OF", 1, 3, "r34", to_hub=True),
        relation("SHAREHOLDER_OF", 0, 3, "r35", to_hub=True),
        relation("SHAREHOLDER_OF", 3, 2, "r36", from_hub=True),
    ),
)
"""Every trap at once: `tests` say which row shows which."""
