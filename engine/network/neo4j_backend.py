"""Answers patterns on a graph server: one run of it, as the embedded graph would.

Community edition has no roles, so what is sent is written anew from a pattern that was checked,
and the session may only read. Sorting and types are made here, for both backends give the same.
"""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from engine.errors import NetworkError, NetworkLimit, PatternError
from engine.network import answer, neo4j_runs, values
from engine.network.neo4j_server import Server
from engine.network.patterns import Pattern, Value
from engine.network.patterns.to_neo4j import cypher


class Neo4jBackend:
    """Patterns on one run of a graph server.

    Attributes:
        name: `neo4j`.
        run: the run that is read; it stays the same when another becomes current.
    """

    name = "neo4j"

    def __init__(self, server: Server, run: str | None = None) -> None:
        """Choose the run.

        Args:
            server: the graph server, which the caller closes.
            run: name or key of a run; None is the current one.

        Raises:
            NetworkError: the server has no such run.
        """
        self._server, self.run = server, neo4j_runs.find(server, run)

    def rows(self, pattern: Pattern, params: Mapping[str, Value], *, as_of: date) -> pa.Table:
        """Find all matches of a pattern in the run; see `Backend`.

        Raises:
            PatternError: a value is missing, unknown or of another type, or the answer takes
                longer or more memory than is allowed.
            NetworkUnavailable: the server did not answer, also not when asked again.
            NetworkError: the server refuses it, or the run was deleted meanwhile.
        """
        given = values.check(pattern, params)
        compiled = cypher(pattern)
        bound = compiled.bind(given, as_of=as_of, run=self.run.key)
        try:
            found, is_there = self._server.read(
                (compiled.text, bound), neo4j_runs.is_there(self.run)
            )
        except NetworkLimit as error:
            raise PatternError(f"{error}: start more selectively", file=pattern.file) from error
        if not is_there:
            raise NetworkError(f"run {self.run.name!r} was deleted from the graph server meanwhile")
        return answer.table(pattern, found)
