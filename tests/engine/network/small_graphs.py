"""Embedded graphs of a few nodes, in the tables that the builder makes."""

from collections.abc import Iterable, Mapping, Sequence

from duckdb import DuckDBPyConnection

from engine import duck
from engine.network.schema import NODES, RELATIONS, Property

Node = tuple[str, str, Mapping[str, object]]
"""Label, id and properties."""
Relation = tuple[str, str, str, Mapping[str, object]]
"""Kind, id of the node at its start, id of the node at its end, and properties."""


def embedded(nodes: Sequence[Node], relations: Sequence[Relation] = ()) -> DuckDBPyConnection:
    """A graph; a relation's id is its kind and number, its ends are found by id alone."""
    con = duck.connect()
    con.execute("CREATE TABLE nodes(nid BIGINT, label VARCHAR, id VARCHAR)")
    for label, node in NODES.items():
        _table(con, f"node_{label.lower()}", ("nid",), node.properties)
    for kind, relation in RELATIONS.items():
        _table(con, f"rel_{kind.lower()}", ("rid", "from_nid", "to_nid"), relation.properties)
    nids = {id: nid for nid, (_, id, _) in enumerate(nodes)}
    for nid, (label, id, values) in enumerate(nodes):
        con.execute("INSERT INTO nodes VALUES (?, ?, ?)", [nid, label, id])
        _insert(con, f"node_{label.lower()}", {"nid": nid, "id": id, **values})
    for rid, (kind, start, end, values) in enumerate(relations):
        ends = {"from_nid": nids.get(start, -1), "to_nid": nids.get(end, -1)}
        _insert(con, f"rel_{kind.lower()}", {"rid": rid, **ends, "id": f"{kind}:{rid}", **values})
    return con


def _table(
    con: DuckDBPyConnection, name: str, keys: Iterable[str], properties: Iterable[Property]
) -> None:
    columns = [
        *(f"{key} BIGINT" for key in keys),
        *(f'"{p.name}" {p.type.value}' for p in properties),
    ]
    con.execute(f"CREATE TABLE {name}({', '.join(columns)})")


def _insert(con: DuckDBPyConnection, table: str, values: Mapping[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" for _ in values)
    con.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(values.values()))
