"""The locked DuckDB instance in which features run, and the copies of tables in it."""

from duckdb import DuckDBPyConnection

from engine import duck
from engine.register.intake import SOURCE_TABLE
from engine.tables import TABLES, Column, Gate, Table, Type

_CONFIG: dict[str, str | bool | int] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "temp_directory": "",
    "threads": 1,
}
_LOCKS = (
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


def open_locked(*, memory_mb: int) -> DuckDBPyConnection:
    """An empty instance without files and network, whose configuration nothing changes."""
    con = duck.connect(config={**_CONFIG, "memory_limit": f"{memory_mb}MB"})
    for lock in _LOCKS:
        con.execute(lock)
    return con


def copy(
    register: DuckDBPyConnection, con: DuckDBPyConnection, name: str, *, ceiling: Gate
) -> None:
    """Copy a canonical table, without geometry and without columns beyond the gate."""
    readable = _readable(TABLES[name], ceiling)
    columns = ", ".join(f'"{column.name}"' for column in readable)
    rows = register.sql(f'SELECT {columns} FROM "{name}"').to_arrow_table()
    if not rows.num_rows:
        duck.create_empty(con, f'"{name}"', [(c.name, c.type.value) for c in readable])
        return
    con.register("incoming", rows)
    con.execute(f'CREATE TABLE "{name}" AS FROM incoming')
    con.unregister("incoming")


def empty_register() -> DuckDBPyConnection:
    """A register without a single row: for checking packs, not for scanning."""
    con = duck.connect()
    for table in TABLES.values():
        columns = ", ".join(f'"{c.name}" {c.type.value}' for c in table.stored())
        con.execute(f'CREATE TABLE "{table.name}" ({columns})')
    con.execute(SOURCE_TABLE)
    return con


def _readable(table: Table, ceiling: Gate) -> tuple[Column, ...]:
    return tuple(
        column
        for column in table.stored()
        if column.type is not Type.GEOMETRY and table.gate_of(column.name).rank <= ceiling.rank
    )
