"""Writers side by side to one run on the graph server, so that it works with more than one core.

Each writer has a mark on the server with the token of the push and the number of its batches, and
stores one batch after another: one that is asked again after a commit without an answer is not
stored twice, and none is stored in a run that a later push took over or that is being deleted.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, TypeAlias

from engine.errors import NetworkError, NetworkUnavailable
from engine.network.neo4j_columns import Columns
from engine.network.neo4j_server import Server, Statement

WRITERS = 2
"""So many batches are stored at once: a server spends most of a load on one core per batch."""
TAKEN_OVER = "another push took over: the run that it loads will be the current one"

# `locked` is written before anything is compared, so that of two pushes one waits for the other.
# Cypher 5 by name: there a node is found by its number, quicker than by the text of elementId.
_BATCH = """CYPHER 5
MATCH (m:NetworkWriter {{run: $run, number: $writer}}) SET m.locked = true
WITH m WHERE m.token = $token AND m.batches = $batch
SET m.batches = $batch + 1
WITH {lists}
UNWIND range(0, $rows - 1) AS i
{create}
"""
_MARK = """
UNWIND range(0, $writers - 1) AS number
MERGE (m:NetworkWriter {run: $run, number: number})
SET m.token = $token, m.batches = 0
"""
_IS_OURS = "MATCH (m:NetworkRun {key: $run}) WHERE m.token = $token RETURN m.key"

Then: TypeAlias = Callable[[list[Any]], None]
"""What is done, in the caller's thread, with what a stored batch returned."""


@dataclass(slots=True)
class _Writer:
    """One line of batches, and the one that is under way."""

    number: int
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))
    batches: int = 0
    waits: tuple[Future[list[Any]], Then] | None = None

    def finish(self) -> None:
        """Wait for the batch that is under way, and hand on what it returned."""
        if self.waits is not None:
            (future, then), self.waits = self.waits, None
            then(future.result())


class Writers:
    """The writers of one push; at the end of the block none of them is at work."""

    def __init__(self, server: Server, *, run: str, token: str) -> None:
        """Take turns among `WRITERS` writers, whose marks stand on the server."""
        self._server, self._ours = server, {"run": run, "token": token}
        self._writers = [_Writer(number) for number in range(WRITERS)]
        self._turn = 0

    def __enter__(self) -> "Writers":
        """Nothing is under way yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what is under way; what it returned is lost."""
        for writer in self._writers:
            writer.pool.shutdown(wait=True)

    def store(self, columns: Columns, create: str, rows: int, then: Then) -> None:
        """Hand a batch to the next writer, once its last one is stored.

        Args:
            columns: the values, see `neo4j_columns`.
            create: Cypher that stores row `i` and returns the number of rows, and more if wanted.
            rows: how many there are.
            then: takes what is returned after the number of rows, in the order of the batches of
                one writer.

        Raises:
            NetworkUnavailable: the server broke off in this batch or an earlier one.
            NetworkError: it refuses one, or another push took over.
        """
        writer = self._writers[self._turn]
        self._turn = (self._turn + 1) % len(self._writers)
        writer.finish()
        own = {"writer": writer.number, "batch": writer.batches, "rows": rows}
        writer.batches += 1
        text = _BATCH.format(lists=", ".join(columns.lists), create=create)
        given = {**columns.parameters, **self._ours, **own}
        writer.waits = writer.pool.submit(self._write, text, given, rows), then

    def finish(self) -> None:
        """Wait until everything handed in is stored.

        Raises:
            NetworkUnavailable: the server broke off.
            NetworkError: it refuses a batch, or another push took over.
        """
        for writer in self._writers:
            writer.finish()

    def _write(self, text: str, given: Mapping[str, object], rows: int) -> list[Any]:
        (((stored, *returned),),) = self._server.write((text, given))
        if stored != rows:
            if not self._server.read((_IS_OURS, self._ours))[0]:
                raise NetworkError(TAKEN_OVER)
            raise NetworkUnavailable("the graph server broke off while it stored: push again")
        return returned


def mark(run: str, token: str) -> Statement:
    """A statement that gives every writer of a run its token and begins its count anew."""
    return _MARK, {"run": run, "token": token, "writers": WRITERS}
