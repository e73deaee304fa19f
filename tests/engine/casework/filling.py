"""Puts rows into every table of a database of any revision, by what its tables look like."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

ROWS = 2


def fill(connection: sa.Connection) -> None:
    """Add two rows to every table that is empty; a foreign key refers to the row of its number."""
    found = _tables(connection)
    for table in found.sorted_tables:
        if connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one():
            continue
        rows = [{c.name: _value(c, n) for c in table.columns} for n in range(1, ROWS + 1)]
        connection.execute(table.insert(), rows)


def content(connection: sa.Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but the one of the revision, in one order, by table."""
    return {
        table.name: sorted((dict(row) for row in rows.mappings()), key=repr)
        for table in _tables(connection).sorted_tables
        if (rows := connection.execute(table.select()))
    }


def _tables(connection: sa.Connection) -> sa.MetaData:
    found = sa.MetaData()
    found.reflect(connection)
    found.remove(found.tables["alembic_version"])
    return found


def _value(column: sa.Column[Any], number: int) -> object:
    """A value of the column's type, another one for every row."""
    kinds: dict[type, object] = {
        sa.Boolean: bool(number % 2),
        sa.Integer: number,
        sa.Float: number / 2,
        sa.DateTime: datetime(2026, 1, number, 9, 30, 0, 125),
        sa.Date: date(2026, 1, number),
        sa.JSON: {"waarde": [number, None, "é"]},
        sa.LargeBinary: bytes([number]),
    }
    for kind, value in kinds.items():
        if isinstance(column.type, kind):
            return value
    assert isinstance(column.type, sa.String), f"{column.table.name}.{column.name}: {column.type}"
    return f"{column.name}{number}"[-(column.type.length or 1000) :]
