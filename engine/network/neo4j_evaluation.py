"""A graph server as the backend of one run: its network is loaded, asked, and taken away again."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from engine.network import neo4j_push, neo4j_runs
from engine.network.graph import Graph
from engine.network.neo4j_backend import Neo4jBackend
from engine.network.neo4j_server import connect
from engine.network.neo4j_settings import Neo4jSettings
from engine.progress import Progress, silent


@contextmanager
def loaded(
    graph: Graph, settings: Neo4jSettings, *, progress: Progress = silent
) -> Iterator[Neo4jBackend]:
    """The graph on the server, for as long as it is asked; the current run there stays.

    Args:
        graph: the network of a run that is being made.
        settings: which server.
        progress: told what is done.

    Raises:
        NetworkUnavailable: the server does not answer or breaks off.
        NetworkError: it refuses the account, the version or what is stored.
    """
    with connect(settings) as server:
        name = f"evaluation-{graph.as_of}-{secrets.token_hex(4)}"
        pushed = neo4j_push.push(graph.con, name, server, progress=progress, make_current=False)
        try:
            yield Neo4jBackend(server, pushed.run)
        finally:
            neo4j_runs.delete(server, pushed.run, progress=progress)
