"""The nodes and relations of one graph, stored on the graph server batch by batch.

All nodes come first; the server tells where it put each, so that a relation finds its ends there.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.errors import NetworkError
from engine.network.neo4j_columns import Columns, Layout, layout, pack
from engine.network.neo4j_writers import Writers
from engine.network.schema import NODES, RELATIONS, Property
from engine.progress import Progress
from engine.tables import Type

ROWS_PER_BATCH = 4_000
_ENDS = (Property("from_place", Type.INT), Property("to_place", Type.INT))


class Batches:
    """One graph on its way to the server, under a run that was begun there."""

    def __init__(self, graph: DuckDBPyConnection, writers: Writers, progress: Progress) -> None:
        """Read from `graph`, in which a temporary table is made."""
        self._graph, self._writers, self._progress = graph, writers, progress
        graph.execute("CREATE OR REPLACE TEMP TABLE placed(nid BIGINT, place BIGINT)")

    def store_nodes(self, total: int) -> None:
        """Store every node.

        Args:
            total: how many there are.

        Raises:
            NetworkUnavailable: the server broke off.
            NetworkError: the server refuses it, or another push took over.
        """
        count = self._counter("load nodes", total)
        for label, node in NODES.items():
            table = f"node_{label.lower()}"
            of = layout(self._graph, table, node.properties)
            query = f"SELECT * FROM {table} ORDER BY nid"
            with self._graph.cursor() as reading:
                for batch in reading.sql(query).to_arrow_reader(ROWS_PER_BATCH):
                    self._store_nodes(batch, label, of, count)
        self._writers.finish()

    def store_relations(self, total: int) -> None:
        """Store every relation, after all nodes.

        Args:
            total: how many there are.

        Raises:
            NetworkUnavailable: the server broke off.
            NetworkError: an end is no node, the server refuses it, or another push took over.
        """
        count, given = self._counter("load relations", total), 0
        for kind, relation in RELATIONS.items():
            table = f"rel_{kind.lower()}"
            of = layout(self._graph, table, relation.properties)
            of = replace(of, varying=(*of.varying, *_ENDS))
            # By the node at the start: the server then writes near to where it just wrote.
            query = (
                "SELECT r.*, f.place AS from_place, t.place AS to_place "
                f"FROM {table} r JOIN placed f ON f.nid = r.from_nid "
                "JOIN placed t ON t.nid = r.to_nid ORDER BY r.from_nid, r.rid"
            )
            for batch in self._graph.sql(query).to_arrow_reader(ROWS_PER_BATCH):
                self._store_relations(batch, kind, of, count)
                given += batch.num_rows
        self._writers.finish()
        if given != total:
            raise NetworkError(f"{total - given} relations of the graph end at a node not in it")

    def _counter(self, stage: str, total: int) -> Callable[[int], None]:
        """Tells the progress how many rows are stored, given how many more are."""
        done = 0

        def count(rows: int) -> None:
            nonlocal done
            done += rows
            self._progress(stage, done, total)

        return count

    def _store_nodes(
        self,
        batch: pa.RecordBatch,
        label: str,
        of: Layout,
        count: Callable[[int], None],
    ) -> None:
        columns = pack(batch, of)
        create = (
            f"CREATE (n:{label} {{run: $run, {_pairs(columns)}}}) "
            "RETURN count(*), collect(i), collect(id(n))"
        )
        nids = batch.column("nid")

        def place(returned: list[Any]) -> None:
            rows, places = returned
            where = pa.table({"nid": nids.take(pa.array(rows, pa.int64())), "place": places})
            self._graph.register("batch", where)
            self._graph.execute("INSERT INTO placed SELECT nid, place FROM batch")
            self._graph.unregister("batch")
            count(len(rows))

        self._writers.store(columns, create, batch.num_rows, place)

    def _store_relations(
        self,
        batch: pa.RecordBatch,
        kind: str,
        of: Layout,
        count: Callable[[int], None],
    ) -> None:
        columns = pack(batch, of)
        start, end = (columns.values[item.name] for item in _ENDS)
        # Without the run: the nodes at its ends tell it, and every property costs time to store.
        create = (
            f"MATCH (a) WHERE id(a) = {start} MATCH (b) WHERE id(b) = {end} "
            f"CREATE (a)-[:{kind} {{{_pairs(columns)}}}]->(b) RETURN count(*)"
        )
        rows = batch.num_rows
        self._writers.store(columns, create, rows, lambda _: count(rows))


def _pairs(columns: Columns) -> str:
    ends = {item.name for item in _ENDS}
    return ", ".join(
        f"{name}: {value}" for name, value in columns.values.items() if name not in ends
    )
