"""A large invented graph in the layout of the embedded network, the same in every build.

A million and more companies and people with a few officers per company, some people with
hundreds of companies, addresses with many branches, and a few insolvencies. Nobody in it exists.
"""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from engine.network.schema import NODES, RELATIONS
from engine.tables import Type

_NODES = {
    "Enterprise": 0.35,
    "Person": 0.25,
    "Branch": 0.30,
    "Address": 0.08,
    "Insolvency": 0.01,
    "Location": 0.01,
}
_RELATIONS = (
    ("OFFICER_OF", "Person", "Enterprise", 0.32),
    ("OFFICER_OF", "Enterprise", "Enterprise", 0.06),
    ("BRANCH_OF", "Branch", "Enterprise", 0.28),
    ("REGISTERED_AT", "Branch", "Address", 0.28),
    ("PART_OF", "Address", "Location", 0.04),
    ("INSOLVENT", "Enterprise", "Insolvency", 0.01),
    ("SUCCEEDS", "Enterprise", "Enterprise", 0.01),
)
"""Share of each kind; every twentieth relation begins at one of few nodes, its hubs."""
_VALUES = {
    Type.TEXT: "'{name} ' || (hash(n, '{name}') % 50)",
    Type.DATE: "DATE '2010-01-01' + CAST(hash(n, '{name}') % 6000 AS INTEGER)",
    Type.INT: "CAST(hash(n, '{name}') % 100 AS BIGINT)",
    Type.REAL: "(hash(n, '{name}') % 1000) / 1000.0",
    Type.BOOL: "hash(n, '{name}') % 2 = 0",
}


@dataclass(frozen=True, slots=True)
class _Range:
    """Numbers of the nodes of one label."""

    first: int
    count: int


def build(con: DuckDBPyConnection, *, nodes: int, relations: int) -> None:
    """Make the tables of the graph, filled.

    Args:
        con: an empty database.
        nodes: about so many nodes in all.
        relations: about so many relations in all.
    """
    ranges: dict[str, _Range] = {}
    first = 0
    for label in NODES:
        count = int(nodes * _NODES.get(label, 0))
        ranges[label] = _Range(first, count)
        _node_table(con, label, ranges[label])
        first += count
    _relation_tables(con, ranges, relations)
    each = " UNION ALL ".join(
        f"SELECT nid, '{label}' AS label, id FROM node_{label.lower()}" for label in NODES
    )
    con.execute(f"CREATE TABLE nodes AS {each} ORDER BY nid")


def _node_table(con: DuckDBPyConnection, label: str, numbers: _Range) -> None:
    own = [f"n + {numbers.first} AS nid", f"'{label[0]}' || n AS id"]
    own += [_cell(p.name, p.type) for p in NODES[label].properties if p.name != "id"]
    rows = f"SELECT {', '.join(own)} FROM range({numbers.count}) AS t(n)"
    con.execute(f"CREATE TABLE node_{label.lower()} AS {rows} ORDER BY nid")


def _relation_tables(con: DuckDBPyConnection, ranges: dict[str, _Range], relations: int) -> None:
    rid = 0
    for kind, known in RELATIONS.items():
        own = ["rid", "from_nid", "to_nid", "'r' || rid AS id"]
        own += [_cell(p.name, p.type) for p in known.properties if p.name != "id"]
        parts = []
        for name, start, end, share in _RELATIONS:
            if name == kind:
                count = int(relations * share)
                parts.append(_pairs(ranges[start], ranges[end], rid, count))
                rid += count
        empty = "SELECT 0 AS n, 0 AS rid, 0 AS from_nid, 0 AS to_nid WHERE FALSE"
        pairs = " UNION ALL ".join(parts or [empty])
        rows = f"SELECT {', '.join(own)} FROM ({pairs})"
        con.execute(f"CREATE TABLE rel_{kind.lower()} AS {rows} ORDER BY rid")


def _pairs(start: _Range, end: _Range, rid: int, count: int) -> str:
    """Ends drawn by a hash; a twentieth of the relations begin at one in two thousand nodes."""
    hubs = max(1, start.count // 2000)
    begin = (
        f"CASE WHEN n % 20 = 0 THEN hash(n, 'hub') % {hubs} ELSE hash(n, 'a') % {start.count} END"
    )
    return (
        f"SELECT n, CAST(n + {rid} AS BIGINT) AS rid,"
        f" CAST({begin} + {start.first} AS BIGINT) AS from_nid,"
        f" CAST(hash(n, 'b') % {max(1, end.count)} + {end.first} AS BIGINT) AS to_nid"
        f" FROM range({count}) AS t(n)"
    )


_HUBS = {"from_hub": "n % 20 = 0", "to_hub": "false"}


def _cell(name: str, of: Type) -> str:
    if name in _HUBS:
        return f'{_HUBS[name]} AS "{name}"'
    value = _VALUES[of].format(name=name)
    known = f"CASE WHEN hash(n, 'null {name}') % 10 > 0 THEN {value} END"
    return f'CAST({known} AS {of.value}) AS "{name}"'
