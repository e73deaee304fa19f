"""How this product opens a DuckDB database, and what it says to one everywhere."""

from collections.abc import Iterable

import duckdb

Config = dict[str, str | bool | int | float | list[str]]

DISABLED_OPTIMIZERS = "join_filter_pushdown"
"""DuckDB 2.0.0 stops with an internal error ("dict-surviving cache") on joins over `unnest` of
dictionary-encoded text with this optimizer; results are the same without it."""


def connect(database: str = ":memory:", config: Config | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database without the optimizer that fails.

    Args:
        database: a file, or `:memory:`.
        config: settings of the instance.
    """
    con = duckdb.connect(database, config=config or {})
    con.execute(f"SET disabled_optimizers = '{DISABLED_OPTIMIZERS}'")
    return con


def create_empty(
    con: duckdb.DuckDBPyConnection, table: str, columns: Iterable[tuple[str, str]]
) -> None:
    """Make a table without a row, which takes a fraction of a query that finds none.

    Args:
        con: where the table comes to be.
        table: its name, with its schema where that is not the main one.
        columns: name and type of each column, in order.
    """
    declared = ", ".join(f'"{name}" {type_}' for name, type_ in columns)
    con.execute(f"CREATE TABLE {table} ({declared})")


def text(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"
