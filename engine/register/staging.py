"""Rows of one source on their way into DuckDB: checked by type, without names.

A chunk of rows becomes one Arrow table, so that no work is done per cell that can be done per
column. Names of people leave the rows here: they become pseudonyms, and the names themselves
wait for the vault. A value of a wrong type is a fault of its row, told in `_fault`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

import pyarrow as pa
from duckdb import DuckDBPyConnection

from connectors.delivery import Row
from engine.errors import RunError
from engine.register.parties import Cells, Parties
from engine.register.pseudonyms import Pseudonyms
from engine.tables import PLACE_INPUT, Column, Table, Type

_ARROW = {
    Type.TEXT: pa.string(),
    Type.DATE: pa.date32(),
    Type.INT: pa.int64(),
    Type.REAL: pa.float64(),
    Type.BOOL: pa.bool_(),
    Type.LIST: pa.list_(pa.string()),
    Type.GEOMETRY: pa.binary(),
}
_NONE = type(None)
_PLAIN: dict[Type, frozenset[type]] = {
    Type.TEXT: frozenset({str, _NONE}),
    Type.DATE: frozenset({date, _NONE}),
    Type.INT: frozenset({int, _NONE}),
    Type.REAL: frozenset({float, int, _NONE}),
    Type.BOOL: frozenset({bool, _NONE}),
    Type.LIST: frozenset({list, tuple, _NONE}),
    Type.GEOMETRY: frozenset({bytes, _NONE}),
}
_MAX_INT = 2**63


@dataclass(frozen=True, slots=True)
class Arrived:
    """One row as a connector gave it, and the record it stands in."""

    row: Row
    record: int
    file: str
    line: int


@dataclass(slots=True)
class Stage:
    """The staged rows of one source for one table.

    Attributes:
        table: the canonical table.
        source: id of the source.
        name: the DuckDB table that holds them: columns of `staged`, `_row`, `_record`,
            `_file`, `_line`, `_version` and `_fault`.
        parties: people and companies in these rows, and the names for the vault.
        rows: how many rows arrived.
    """

    table: Table
    source: str
    name: str
    parties: Parties
    rows: int = 0


def staged(table: Table) -> tuple[Column, ...]:
    """Columns of a staged row: own columns with their partial dates, then place inputs."""
    own: list[Column] = []
    for column in table.columns:
        own.append(column)
        if column.partial:
            own.append(Column(f"{column.name}_partial"))
    have = {column.name for column in own}
    place = PLACE_INPUT if table.place else ()
    return (*own, *(column for column in place if column.name not in have))


def open_stage(con: DuckDBPyConnection, table: Table, source: str, pseudonyms: Pseudonyms) -> Stage:
    """Make the empty staging table of one source for one table."""
    name = f"stage_{table.name}"
    columns = ", ".join(f'"{c.name}" {c.type.value}' for c in staged(table))
    con.execute(
        f"CREATE TEMP TABLE {name} ({columns}, _row BIGINT, _record BIGINT, _file VARCHAR, "
        "_line BIGINT, _version DATE, _fault VARCHAR)"
    )
    return Stage(table, source, name, Parties(table, source, pseudonyms))


def add(con: DuckDBPyConnection, stage: Stage, arrived: Sequence[Arrived]) -> None:
    """Append a chunk of rows to a stage.

    Raises:
        RunError: the connector gives a column that the table does not have.
    """
    cells = _cells(stage, arrived)
    faults: list[str | None] = [None] * len(arrived)
    stage.parties.take([a.row for a in arrived], cells, first_row=stage.rows)
    arrays = {}
    for column in staged(stage.table):
        values = cells.get(column.name)
        if values is None:
            arrays[column.name] = pa.nulls(len(arrived), _ARROW[column.type])
        else:
            arrays[column.name] = _array(values, column, faults)
    arrays["_row"] = pa.array(range(stage.rows, stage.rows + len(arrived)), pa.int64())
    arrays["_record"] = pa.array([a.record for a in arrived], pa.int64())
    arrays["_file"] = pa.array([a.file for a in arrived], pa.string())
    arrays["_line"] = pa.array([a.line for a in arrived], pa.int64())
    arrays["_version"] = pa.array([a.row.version for a in arrived], pa.date32())
    arrays["_fault"] = pa.array(faults, pa.string())
    con.register("arriving", pa.table(arrays))
    con.execute(f"INSERT INTO {stage.name} FROM arriving")
    con.unregister("arriving")
    stage.rows += len(arrived)


def _cells(stage: Stage, arrived: Sequence[Arrived]) -> Cells:
    """Values by column, for the columns that occur in this chunk."""
    table = stage.table
    values = [a.row.values for a in arrived]
    given: set[str] = set().union(*values)
    known = {c.name for c in staged(table)} | {
        f"{role}_{part}" for role in table.roles for part in ("kvk", "name", "id")
    }
    if unknown := sorted(given - known):
        what = (
            f"source {stage.source}: its connector gives columns {unknown} "
            f"that table {table.name} does not have"
        )
        raise RunError(what)
    return {name: [v.get(name) for v in values] for name in sorted(given)}


def _array(values: list[object], column: Column, faults: list[str | None]) -> pa.Array:
    """One column as Arrow; what does not fit its type becomes NULL and a fault of its row."""
    kind = column.type
    if set(map(type, values)) <= _PLAIN[kind]:
        try:
            return pa.array(values, _ARROW[kind], from_pandas=kind is Type.REAL)
        except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeError, OverflowError):
            pass  # a rare value needs the slow road below
    converted: list[object] = []
    for index, value in enumerate(values):
        try:
            converted.append(None if value is None else _CONVERT[kind](value))
        except (TypeError, ValueError, OverflowError):
            converted.append(None)
            faults[index] = faults[index] or f"column {column.name}: no {kind.name.lower()} value"
    return pa.array(converted, _ARROW[kind], from_pandas=kind is Type.REAL)


def _as_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _as_date(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value


def _as_int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    if not -_MAX_INT <= value < _MAX_INT:
        raise OverflowError
    return value


def _as_real(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError
    return float(value)


def _as_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _as_list(value: object) -> list[str]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return [_as_text(item) for item in cast("Sequence[object]", value)]


def _as_bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError
    return value


_CONVERT: Mapping[Type, Callable[[object], object]] = {
    Type.TEXT: _as_text,
    Type.DATE: _as_date,
    Type.INT: _as_int,
    Type.REAL: _as_real,
    Type.BOOL: _as_bool,
    Type.LIST: _as_list,
    Type.GEOMETRY: _as_bytes,
}
