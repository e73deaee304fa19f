"""The nodes and relations of one graph, stored on the graph server batch by batch.

A batch is stored once: each says its number, so one that is asked again after a commit without
an answer is not stored twice. Each says the token of its push as well, so that nothing is stored
in a run that a later push took over or that is being deleted.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.errors import NetworkError, NetworkUnavailable
from engine.network.neo4j_columns import Columns, pack
from engine.network.neo4j_server import Server
from engine.network.schema import NODES, RELATIONS, Property
from engine.progress import Progress

ROWS_PER_BATCH = 4_000
TAKEN_OVER = "another push took over: the run that it loads will be the current one"

# `locked` is written before anything is compared, so that of two pushes one waits for the other.
_BATCH = """
MATCH (m:NetworkRun {{key: $run}}) SET m.locked = true
WITH m WHERE m.token = $token AND m.batches = $batch
SET m.batches = $batch + 1
WITH {lists}
UNWIND range(0, $rows - 1) AS i
{create}
"""
_IS_OURS = "MATCH (m:NetworkRun {key: $run}) WHERE m.token = $token RETURN m.key"
_ENDS = (Property("from_place"), Property("to_place"))


class Batches:
    """One graph on its way to the server, under a run that was begun there with `token`."""

    def __init__(
        self, graph: DuckDBPyConnection, server: Server, *, run: str, token: str, progress: Progress
    ) -> None:
        """Read from `graph`, in which a temporary table is made."""
        self._graph, self._server, self._progress = graph, server, progress
        self._run, self._token, self._batch = run, token, 0
        graph.execute("CREATE OR REPLACE TEMP TABLE placed(nid BIGINT, place VARCHAR)")

    def store_nodes(self, total: int) -> None:
        """Store every node.

        Args:
            total: how many there are.

        Raises:
            NetworkUnavailable: the server broke off.
            NetworkError: the server refuses it, or another push took over.
        """
        done = 0
        for label, node in NODES.items():
            query = f"SELECT * FROM node_{label.lower()} ORDER BY nid"
            with self._graph.cursor() as reading:
                for batch in reading.sql(query).to_arrow_reader(ROWS_PER_BATCH):
                    self._store_nodes(batch, label, node.properties)
                    done += batch.num_rows
                    self._progress("load nodes", done, total)

    def store_relations(self, total: int) -> None:
        """Store every relation, after all nodes.

        Args:
            total: how many there are.

        Raises:
            NetworkUnavailable: the server broke off.
            NetworkError: an end is no node, the server refuses it, or another push took over.
        """
        done = 0
        for kind, relation in RELATIONS.items():
            # By the node at the start: the server then writes near to where it just wrote.
            query = (
                "SELECT r.*, f.place AS from_place, t.place AS to_place "
                f"FROM rel_{kind.lower()} r JOIN placed f ON f.nid = r.from_nid "
                "JOIN placed t ON t.nid = r.to_nid ORDER BY r.from_nid, r.rid"
            )
            for batch in self._graph.sql(query).to_arrow_reader(ROWS_PER_BATCH):
                self._store_relations(batch, kind, relation.properties)
                done += batch.num_rows
                self._progress("load relations", done, total)
        if done != total:
            raise NetworkError(f"{total - done} relations of the graph end at a node not in it")

    def _store_nodes(
        self, batch: pa.RecordBatch, label: str, properties: Sequence[Property]
    ) -> None:
        columns = pack(batch, properties)
        create = (
            f"CREATE (n:{label} {_map(columns, properties)}) "
            "RETURN count(*), collect(i), collect(elementId(n))"
        )
        rows, places = self._store(columns, create, batch.num_rows)
        # Where the server put each node: a relation finds its ends there without an index.
        nids = batch.column("nid").take(pa.array(rows, pa.int64()))
        self._graph.register("batch", pa.table({"nid": nids, "place": places}))
        self._graph.execute("INSERT INTO placed SELECT nid, place FROM batch")
        self._graph.unregister("batch")

    def _store_relations(
        self, batch: pa.RecordBatch, kind: str, properties: Sequence[Property]
    ) -> None:
        columns = pack(batch, (*properties, *_ENDS))
        start, end = (columns.values[item.name] for item in _ENDS)
        create = (
            f"MATCH (a) WHERE elementId(a) = {start} MATCH (b) WHERE elementId(b) = {end} "
            f"CREATE (a)-[:{kind} {_map(columns, properties)}]->(b) RETURN count(*)"
        )
        self._store(columns, create, batch.num_rows)

    def _store(self, columns: Columns, create: str, rows: int) -> list[Any]:
        """Store one batch and give what its text returns after the number of rows."""
        text = _BATCH.format(lists=", ".join(columns.lists), create=create)
        ours = {"run": self._run, "token": self._token}
        given = {**columns.parameters, **ours, "batch": self._batch, "rows": rows}
        (((stored, *returned),),) = self._server.write((text, given))
        if stored != rows:
            if not self._server.read((_IS_OURS, ours))[0]:
                raise NetworkError(TAKEN_OVER)
            raise NetworkUnavailable("the graph server broke off while it stored: push again")
        self._batch += 1
        return returned


def _map(columns: Columns, properties: Sequence[Property]) -> str:
    pairs = (f"{item.name}: {columns.values[item.name]}" for item in properties)
    return f"{{run: $run, {', '.join(pairs)}}}"
