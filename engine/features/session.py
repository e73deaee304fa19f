"""One connection to the feature database, in which nothing runs longer than the limit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from engine.errors import RulePackError
from engine.watchdog import Watchdog


class Session:
    """A connection and the limit on its statements; one thread at a time.

    Attributes:
        con: the connection.
    """

    def __init__(self, con: DuckDBPyConnection, *, seconds: float) -> None:
        """Watch `con`; a statement may take `seconds`."""
        self.con, self._seconds = con, seconds
        self._watchdog = Watchdog(con.interrupt)

    def close(self) -> None:
        """Stop watching and close the connection."""
        self._watchdog.close()
        self.con.close()

    @contextmanager
    def limited(self, name: str, file: Path, line: int | None = None) -> Iterator[None]:
        """Let what runs inside be interrupted at the time limit, and say what failed.

        Args:
            name: what runs, for the message, such as `feature new_clusters`.
            file: the file it stands in.
            line: 1-based line in that file.

        Raises:
            RulePackError: DuckDB refused it, or it used too much time or memory.
        """
        try:
            with self._watchdog.watching(self._seconds):
                yield
        except duckdb.InterruptException as error:
            what = f"{name} takes longer than {self._seconds:g} seconds"
            raise RulePackError(what, file=file, line=line) from error
        except duckdb.Error as error:
            what = f"{name} does not run: {str(error).splitlines()[0]}"
            raise RulePackError(what, file=file, line=line) from error
