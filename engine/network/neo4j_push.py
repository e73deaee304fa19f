"""Load the embedded graph of one run into the graph server and make it the current one.

A run's key is a digest of its name and content: the same graph is loaded once, and another graph of
the same run never mixes with it. A push that breaks off leaves the current run as it was; the
next push deletes what it left. Of two pushes at once the later goes on and the other is told.
"""

import hashlib
import secrets
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from engine.errors import NetworkError
from engine.network import neo4j_runs
from engine.network.neo4j_batches import Batches
from engine.network.neo4j_server import Server
from engine.network.neo4j_writers import TAKEN_OVER, Writers, mark
from engine.network.schema import NODES, RELATIONS
from engine.progress import Progress, silent

_LAYOUT = "2"
"""Another number when the same graph is stored in another way."""

_BEGIN = """
MERGE (m:NetworkRun {key: $run})
SET m.name = $name, m.complete = false, m.token = $token,
    m.nodes = $nodes, m.relations = $relations
"""
_FLIP = """
MATCH (m:NetworkRun {key: $run}) SET m.locked = true
WITH m WHERE m.complete OR m.token = $token
MERGE (c:CurrentRun {name: 'current'}) SET c.key = $run
WITH m MATCH (other:NetworkRun)
WITH m, max(coalesce(other.number, 0)) + 1 AS number
SET m.complete = true, m.number = number
WITH m
OPTIONAL MATCH (w:NetworkWriter {run: $run}) DELETE w
RETURN DISTINCT m.key
"""
_COMPLETE = """
MATCH (m:NetworkRun {key: $run}) SET m.locked = true
WITH m WHERE m.complete OR m.token = $token
SET m.complete = true, m.number = coalesce(m.number, 0)
WITH m
OPTIONAL MATCH (w:NetworkWriter {run: $run}) DELETE w
RETURN DISTINCT m.key
"""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did.

    Attributes:
        run: key of the run, `run` of its nodes and relations.
        nodes: how many it has.
        relations: how many it has.
        existed: the same graph stood there already; only the pointer was set.
    """

    run: str
    nodes: int
    relations: int
    existed: bool


def push(
    graph: DuckDBPyConnection,
    run_id: str,
    server: Server,
    *,
    keep: int | None = None,
    progress: Progress = silent,
    make_current: bool = True,
) -> Pushed:
    """Load a graph and make it the current run.

    Args:
        graph: the embedded graph; only read.
        run_id: name of the run, for readers.
        server: the graph server.
        keep: how many complete runs stay, this one included; >= 1; None keeps all.
        progress: told what is done.
        make_current: otherwise the run can be read by its name, and the current one stays.

    Raises:
        NetworkUnavailable: the server broke off; the run that was current still is.
        NetworkError: the server refuses it, another push took over, a relation ends at a node
            that is not there, or `keep` is less than 1.
    """
    if keep is not None and keep < 1:
        raise NetworkError(f"at least 1 run is kept, not {keep}")
    server.write(*((constraint, {}) for constraint in neo4j_runs.CONSTRAINTS))
    neo4j_runs.delete_left_over(server, progress=progress)
    with graph.cursor() as con:
        nodes, relations, run = _measure(con, run_id)
        token = secrets.token_hex(8)
        existed = any(other.key == run for other in neo4j_runs.known(server))
        if not existed:
            counts = {"nodes": nodes, "relations": relations}
            begin = (_BEGIN, {"run": run, "name": run_id, "token": token, **counts})
            server.write(begin, mark(run, token))
            with Writers(server, run=run, token=token) as writers:
                batches = Batches(con, writers, progress)
                batches.store_nodes(nodes)
                batches.store_relations(relations)
    done = _FLIP if make_current else _COMPLETE
    if not server.write((done, {"run": run, "token": token}))[0]:
        raise NetworkError(TAKEN_OVER)
    if keep is not None:
        neo4j_runs.delete_old(server, keep=keep, progress=progress)
    return Pushed(run, nodes, relations, existed)


def _measure(graph: DuckDBPyConnection, run_id: str) -> tuple[int, int, str]:
    """Number of nodes and relations, and a key that is equal for equal graphs of one name.

    The key is short, since every node of the run holds it.
    """
    digest, counts = hashlib.sha256(repr((_LAYOUT, run_id)).encode()), [0, 0]
    tables = [
        *(f"node_{label.lower()}" for label in NODES),
        *(f"rel_{k.lower()}" for k in RELATIONS),
    ]
    for table in tables:
        found = graph.execute(f"SELECT count(*), sum(hash(t)) FROM {table} t").fetchone()
        names = [name for name, *_ in graph.execute(f"DESCRIBE {table}").fetchall()]
        digest.update(repr((table, names, found)).encode())
        counts[table.startswith("rel_")] += found[0] if found else 0
    return counts[0], counts[1], digest.hexdigest()[:16]
