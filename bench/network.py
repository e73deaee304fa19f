"""The same pattern on the embedded graph, by hand with networkx, and on Neo4j when there is one.

`python -m bench.network [NODES]`; Neo4j is asked when `NEO4J_URI` and `NEO4J_PASSWORD` are set.
Every answer is compared with the others before a time is printed.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date

import duckdb
import networkx as nx

from bench import network_graph
from engine.network import neo4j_push, neo4j_runs
from engine.network.embedded import Embedded
from engine.network.neo4j_backend import Neo4jBackend
from engine.network.neo4j_server import connect
from engine.network.neo4j_settings import from_environment
from engine.network.patterns import parse

AS_OF, SINCE = date(2026, 11, 1), date(2025, 11, 1)
TEXT = """
MATCH (i:Insolvency)<-[:INSOLVENT]-(e:Enterprise)<-[:OFFICER_OF]-(p:Person)
      -[:OFFICER_OF]->(e2:Enterprise)<-[:BRANCH_OF]-(b:Branch)
WHERE i.declared_on > $since AND e2 <> e
RETURN e2.id AS company, count(DISTINCT i.id) AS cases, count(DISTINCT b.id) AS branches
"""
_NODES = 280_000
Answer = list[tuple[object, ...]]


def main() -> None:
    """Print seconds and ratios to the embedded graph."""
    nodes = int(sys.argv[1]) if len(sys.argv) > 1 else _NODES
    with duckdb.connect() as con:
        start = time.perf_counter()
        network_graph.build(con, nodes=nodes, relations=nodes)
        print(f"{nodes:,} nodes and as many relations made in {time.perf_counter() - start:.1f} s")
        embedded = Embedded(con)
        base, expected = _timed(lambda: _rows(embedded))
        print(f"embedded   {base:7.3f} s   {len(expected):,} rows")
        start = time.perf_counter()
        graph = _networkx(con)
        load = time.perf_counter() - start
        seconds, found = _timed(lambda: _traverse(graph))
        _tell("networkx", seconds, base, found, expected, load)
        _neo4j(con, base, expected)
        embedded.close()


def _timed(ask: Callable[[], Answer]) -> tuple[float, Answer]:
    """The best of three, and the answer."""
    best, answer = float("inf"), ask()
    for _ in range(3):
        start = time.perf_counter()
        answer = ask()
        best = min(best, time.perf_counter() - start)
    return best, answer


def _rows(backend: Embedded | Neo4jBackend) -> Answer:
    found = backend.rows(parse(TEXT), {"since": SINCE}, as_of=AS_OF)
    return [tuple(row.values()) for row in found.to_pylist()]


def _networkx(con: duckdb.DuckDBPyConnection) -> "nx.MultiDiGraph[int]":
    """The relations that the pattern walks, as a graph of numbers with what it asks of them."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for label in ("enterprise", "person", "branch", "insolvency"):
        graph.add_nodes_from(
            (nid, {"label": label, "id": id_})
            for nid, id_ in con.execute(f"SELECT nid, id FROM node_{label}").fetchall()
        )
    days = dict(con.execute("SELECT nid, declared_on FROM node_insolvency").fetchall())
    nx.set_node_attributes(graph, days, "declared_on")
    for kind in ("INSOLVENT", "OFFICER_OF", "BRANCH_OF"):
        rows = con.execute(
            f"SELECT from_nid, to_nid, coalesce(from_hub, false), coalesce(to_hub, false) "
            f"FROM rel_{kind.lower()} WHERE valid_from IS NULL OR valid_from <= $as_of",
            {"as_of": AS_OF},
        ).fetchall()
        graph.add_edges_from((a, b, {"kind": kind, "hubs": (c, d)}) for a, b, c, d in rows)
    return graph


def _traverse(graph: "nx.MultiDiGraph[int]") -> Answer:
    """The pattern by hand: walk from recent insolvencies, never through a hub."""
    kept: dict[str, tuple[set[str], set[str]]] = {}
    for case, data in graph.nodes(data=True):
        if data["label"] != "insolvency" or (data["declared_on"] or SINCE) <= SINCE:
            continue
        for failed, _, one in graph.in_edges(case, data=True):
            if one["hubs"][0]:
                continue
            for person, _, role in graph.in_edges(failed, data=True):
                if role["kind"] != "OFFICER_OF" or any(role["hubs"]):
                    continue
                if graph.nodes[person]["label"] == "person":
                    _from_person(graph, person, failed, data["id"], kept)
    return sorted((company, len(cases), len(sites)) for company, (cases, sites) in kept.items())


def _from_person(
    graph: "nx.MultiDiGraph[int]",
    person: int,
    failed: int,
    case: str,
    kept: dict[str, tuple[set[str], set[str]]],
) -> None:
    for _, other, role in graph.out_edges(person, data=True):
        if role["kind"] != "OFFICER_OF" or other == failed or any(role["hubs"]):
            continue
        for branch, _, site in graph.in_edges(other, data=True):
            if site["kind"] == "BRANCH_OF" and not site["hubs"][1]:
                cases, sites = kept.setdefault(graph.nodes[other]["id"], (set(), set()))
                cases.add(case)
                sites.add(graph.nodes[branch]["id"])


def _neo4j(con: duckdb.DuckDBPyConnection, base: float, expected: Answer) -> None:
    if not (os.environ.get("NEO4J_URI") and os.environ.get("NEO4J_PASSWORD")):
        print("neo4j      not asked: set NEO4J_URI and NEO4J_PASSWORD (tools/neo4j/neo4j.sh start)")
        return
    with connect(from_environment()) as server:
        start = time.perf_counter()
        pushed = neo4j_push.push(con, "bench", server, make_current=False)
        load = time.perf_counter() - start
        try:
            backend = Neo4jBackend(server, pushed.run)
            seconds, found = _timed(lambda: _rows(backend))
        finally:
            neo4j_runs.delete(server, pushed.run)
    _tell("neo4j", seconds, base, found, expected, load)


def _tell(
    name: str, seconds: float, base: float, found: Answer, expected: Answer, load: float
) -> None:
    if found != expected:
        raise SystemExit(f"{name} finds other rows: {len(found)} beside {len(expected)}")
    ratio = seconds / base
    print(f"{name:10s} {seconds:7.3f} s   {ratio:6.1f} times embedded, loaded in {load:.1f} s")


if __name__ == "__main__":
    main()
