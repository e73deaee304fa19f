"""Which runs stand on the graph server, which one is current, and how one is taken away.

Every node of a run has its key as `run`. A `NetworkRun` per run tells whether it is complete, and
the one `CurrentRun` points at the run that is read by default; a `NetworkWriter` is there while a
push writes. These labels are no part of a pattern. A run is read only while its `NetworkRun` is
complete; that changes in one transaction.
"""

from dataclasses import dataclass

from engine.errors import NetworkError
from engine.network.neo4j_server import Server, Statement
from engine.network.schema import NODES
from engine.progress import Progress, silent

_PER_DELETION = 5_000

CONSTRAINTS = (
    "CREATE CONSTRAINT network_run IF NOT EXISTS FOR (m:NetworkRun) REQUIRE m.key IS UNIQUE",
    "CREATE CONSTRAINT network_writer IF NOT EXISTS "
    "FOR (m:NetworkWriter) REQUIRE (m.run, m.number) IS UNIQUE",
    "CREATE CONSTRAINT current_run IF NOT EXISTS FOR (c:CurrentRun) REQUIRE c.name IS UNIQUE",
    *(
        f"CREATE CONSTRAINT node_{label.lower()} IF NOT EXISTS "
        f"FOR (n:{label}) REQUIRE (n.run, n.id) IS UNIQUE"
        for label in NODES
    ),
)
_KNOWN = """
MATCH (m:NetworkRun) WHERE m.complete
OPTIONAL MATCH (c:CurrentRun {name: 'current', key: m.key})
RETURN m.key, m.name, c IS NOT NULL, m.nodes, m.relations ORDER BY m.number DESC, m.key
"""
_LEFT_OVER = "MATCH (m:NetworkRun) WHERE NOT m.complete RETURN m.key ORDER BY m.key"
# From here on no batch of a push that still runs finds its token, and no reader finds the run.
_WITHDRAW = (
    "MATCH (m:NetworkRun {key: $run}) SET m.complete = false, m.token = ''",
    "MATCH (w:NetworkWriter {run: $run}) SET w.token = ''",
)
_FORGET = (
    "MATCH (w:NetworkWriter {run: $run}) DELETE w",
    "MATCH (m:NetworkRun {key: $run}) DELETE m",
)


@dataclass(frozen=True, slots=True)
class NetworkRun:
    """One complete run on the graph server.

    Attributes:
        key: `run` of its nodes: a digest of the name and the content.
        name: id of the run, as in the folder of runs.
        is_current: the pointer stands at it.
    """

    key: str
    name: str
    is_current: bool
    nodes: int
    relations: int


def known(server: Server) -> list[NetworkRun]:
    """All complete runs, the one that last became current first.

    Raises:
        NetworkError: the server cannot be read.
    """
    return [NetworkRun(*row) for row in server.read((_KNOWN, {}))[0]]


def find(server: Server, name: str | None = None) -> NetworkRun:
    """The run of that name or key, the current one when no name is given.

    Raises:
        NetworkError: there is none; the message lists the known ones.
    """
    runs = known(server)
    for run in runs:
        if run.is_current if name is None else name in (run.name, run.key):
            return run
    if name is None:
        raise NetworkError("the graph server has no current run: `dijkwacht network push` one")
    listed = ", ".join(dict.fromkeys(run.name for run in runs)) or "none"
    raise NetworkError(f"the graph server has no run {name!r}; known: {listed}")


def is_there(run: NetworkRun) -> Statement:
    """A statement with one row while the run is complete, none once it is being taken away."""
    text = "MATCH (m:NetworkRun {key: $run}) WHERE m.complete RETURN m.key"
    return text, {"run": run.key}


def delete_left_over(server: Server, *, progress: Progress = silent) -> None:
    """Delete what pushes and deletions that were broken off left behind.

    Raises:
        NetworkError: the server cannot be written.
    """
    for (key,) in server.read((_LEFT_OVER, {}))[0]:
        delete(server, key, progress=progress)


def delete_old(server: Server, *, keep: int, progress: Progress = silent) -> None:
    """Delete all but the `keep` runs that last became current.

    Args:
        server: the graph server.
        keep: how many stay; >= 1, so that the current run is never deleted.
        progress: told what is done.

    Raises:
        NetworkError: the server cannot be written.
    """
    for run in known(server)[keep:]:
        delete(server, run.key, progress=progress)


def delete(server: Server, key: str, *, progress: Progress = silent) -> None:
    """Delete one run in batches; a reader that has it open is told, and never reads half of it.

    Raises:
        NetworkError: the server cannot be written.
    """
    server.write(*((text, {"run": key}) for text in _WITHDRAW))
    done = 0
    for label in NODES:
        text = (
            f"MATCH (n:{label}) WHERE n.run = $run AND n.id IS NOT NULL "
            "WITH n LIMIT $limit DETACH DELETE n RETURN count(*)"
        )
        while deleted := server.write((text, {"run": key, "limit": _PER_DELETION}))[0][0][0]:
            done += deleted
            progress("delete an older network", done, None)
    server.write(*((text, {"run": key}) for text in _FORGET))
