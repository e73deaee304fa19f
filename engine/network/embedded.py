"""Answers patterns in the embedded graph: a DuckDB database, without any server."""

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.duck import DISABLED_OPTIMIZERS
from engine.errors import PatternError
from engine.network import answer, values
from engine.network.patterns import Pattern, Value
from engine.network.patterns.to_duckdb import sql
from engine.watchdog import Watchdog


class Embedded:
    """Patterns on one database of the layout that `patterns.tables` describes.

    The settings hold for the whole instance of the database, so it is one of its own: nothing
    but the network runs there. One thread at a time.

    Attributes:
        name: `embedded`.
    """

    name = "embedded"

    def __init__(
        self, con: DuckDBPyConnection, *, seconds: float = 60, memory_mb: int = 2048
    ) -> None:
        """Take over a database that holds the graph; `close` stops watching, not the database.

        Args:
            con: a connection to it.
            seconds: most that one pattern may take.
            memory_mb: most memory that the instance may use, in megabytes of a million bytes.
        """
        self._con, self._seconds = con, seconds
        con.execute(f"SET disabled_optimizers = '{DISABLED_OPTIMIZERS},join_order'")
        con.execute("SET python_enable_replacements = false")
        con.execute(f"SET memory_limit = '{int(memory_mb)}MB'")
        self._watchdog = Watchdog(con.interrupt)

    def close(self) -> None:
        """Stop watching the time."""
        self._watchdog.close()

    def rows(self, pattern: Pattern, params: Mapping[str, Value], *, as_of: date) -> pa.Table:
        """Find all matches of a pattern; see `Backend`.

        Raises:
            PatternError: a value is missing, unknown or of another type, or the answer takes
                longer or more memory than is allowed.
        """
        given = values.check(pattern, params)
        sizes = {
            param.name: len(value)
            for param in pattern.params
            if param.is_list and isinstance(value := given[param.name], Sequence)
        }
        compiled = sql(pattern, sizes)
        bound = compiled.bind(given, as_of=as_of)
        try:
            with self._watchdog.watching(self._seconds):
                found = self._found(compiled.text, bound)
        except duckdb.InterruptException as error:
            what = f"takes longer than {self._seconds:g} seconds"
            raise PatternError(f"{what}: {_ADVICE}", file=pattern.file) from error
        except duckdb.OutOfMemoryException as error:
            what = "needs more memory than is allowed"
            raise PatternError(f"{what}: {_ADVICE}", file=pattern.file) from error
        except duckdb.Error as error:
            what = f"does not run: {str(error).splitlines()[0]}"
            raise PatternError(what, file=pattern.file) from error
        return found.cast(answer.schema(pattern))

    def _found(self, text: str, bound: Mapping[str, object]) -> pa.Table:
        """The rows in their order.

        By way of a table: a relation of the database is planned once when it is made and again
        when it is read, and most patterns take longer to plan than to answer.
        """
        self._con.execute(f"CREATE OR REPLACE TEMP TABLE answer AS {text}", dict(bound) or None)
        try:
            found: pa.Table = self._con.sql("FROM temp.answer").to_arrow_table()
        finally:
            self._con.execute("DROP TABLE temp.answer")
        return found


_ADVICE = "start at the node that a condition leaves the fewest, and let paths meet"
