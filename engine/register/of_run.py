"""A published run opened again: its canonical tables as a register, and its settings.

Nothing here reads a delivery: everything comes from the run folder, which stays as it is.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection
from pydantic import ValidationError

from engine import duck
from engine.errors import RunError
from engine.register.intake import SOURCE_TABLE
from engine.settings import Settings
from engine.snapshot import Run, Versions
from engine.tables import TABLES, Table

_SUPPLY = "INSERT INTO source_table VALUES ($1, $2, $3, $4::DATE, $5, $6, $7)"
_SUPPLY_KEYS = ("source", "table", "register", "delivered_on", "privacy_check", "rows", "covers")


@contextmanager
def register(run: Run) -> Iterator[DuckDBPyConnection]:
    """Open the canonical tables of a run as a register, with `source_table` from run.json.

    A table or column that the run does not have yet, because it is older, is empty.

    Raises:
        RunError: a table of the run cannot be read.
    """
    with _opened(run) as con:
        yield con


@contextmanager
def reading(run: Run) -> Iterator[DuckDBPyConnection]:
    """The same register for a few questions: kept open while the files of the run stay as they are.

    Every such connection looks at the same database: make temporary tables in it only.

    Raises:
        RunError: a table of the run cannot be read.
    """
    with _kept(run, run.versions()).cursor() as con:
        yield con


@lru_cache(maxsize=4)
def _kept(run: Run, _versions: Versions) -> DuckDBPyConnection:
    con = _opened(run)
    con.execute("SET threads = 2")
    return con


def _opened(run: Run) -> DuckDBPyConnection:
    views = [(table.name, _rows(run, table)) for table in TABLES.values()]
    con = duck.connect()
    con.execute(SOURCE_TABLE)
    for row in run.meta["source_tables"]:
        con.execute(_SUPPLY, [row.get(key) for key in _SUPPLY_KEYS])
    for name, rows in views:
        con.execute(f'CREATE VIEW "{name}" AS {rows}')
    return con


def withheld(run: Run) -> dict[tuple[str, str], str]:
    """Tables and columns that a run does not hold, with why in Dutch: never the same as nothing.

    Returns:
        By (table, column); the column is empty for a whole table.

    Raises:
        RunError: a table of the run cannot be read.
    """
    found: dict[tuple[str, str], str] = {}
    for table in TABLES.values():
        have = _columns(run, table)
        if have is None:
            found[table.name, ""] = f"tabel ontbreekt in deze run: {table.name}"
            continue
        for name in (c.name for c in table.stored() if c.name not in have):
            what = f"{table.name}.{name}"
            found[table.name, name] = f"gegeven ontbreekt in deze run: {what}"
    return found


def _columns(run: Run, table: Table) -> frozenset[str] | None:
    """Columns that a run keeps of a table; None when it does not keep the table."""
    file = run.path / "tables" / f"{table.name}.parquet"
    if not file.is_file():
        return None
    try:
        return frozenset(pq.read_schema(file).names)
    except (OSError, pa.ArrowInvalid) as error:
        raise RunError(f"{file}: not a readable table: {error}") from error


def _rows(run: Run, table: Table) -> str:
    file = run.path / "tables" / f"{table.name}.parquet"
    have = _columns(run, table)
    if have is None:
        columns = ", ".join(f'NULL::{c.type.value} AS "{c.name}"' for c in table.stored())
        return f"SELECT {columns} WHERE false"
    columns = ", ".join(
        f'"{c.name}"' if c.name in have else f'NULL::{c.type.value} AS "{c.name}"'
        for c in table.stored()
    )
    path = str(file).replace("'", "''")
    return f"SELECT {columns} FROM read_parquet('{path}')"


def settings_of(run: Run, current: Settings) -> Settings:
    """The settings a run was made with; what it does not name yet is taken from `current`.

    The block `capacity` is always the current one: it says what people can do now.

    Raises:
        RunError: run.json holds settings that cannot be read.
    """
    now = current.model_dump(mode="json", exclude={"rules"})
    then: Mapping[str, Mapping[str, Any]] = run.meta["settings"]
    mixed = {name: {**block, **_known(then.get(name, {}), block)} for name, block in now.items()}
    mixed["capacity"] = now["capacity"]
    try:
        return Settings.model_validate({**mixed, "rules": current.rules})
    except ValidationError as error:
        raise RunError(f"{run.path}: run.json holds other settings: {error}") from error


def _known(block: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in block.items() if name in now}
