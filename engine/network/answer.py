"""The table that every backend answers a pattern with."""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from engine.network.patterns import Pattern
from engine.tables import Type

_ARROW = {
    Type.TEXT: pa.string(),
    Type.DATE: pa.date32(),
    Type.INT: pa.int64(),
    Type.REAL: pa.float64(),
    Type.BOOL: pa.bool_(),
}


def schema(pattern: Pattern) -> pa.Schema:
    """Columns and types of the answer, in the order of the pattern."""
    return pa.schema(
        [
            (column.name, pa.list_(_ARROW[column.type]) if column.is_list else _ARROW[column.type])
            for column in pattern.columns
        ]
    )


def table(pattern: Pattern, rows: Iterable[Sequence[object]]) -> pa.Table:
    """Rows in any order as the answer: sorted from the left, NULL first, lists sorted within.

    Args:
        pattern: names the columns.
        rows: one value per column: None, a scalar, or a list without None.
    """
    ordered = sorted((_with_sorted_lists(row) for row in rows), key=_key)
    columns = list(zip(*ordered, strict=True)) or [()] * len(pattern.columns)
    typed = schema(pattern)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, typed, strict=True)]
    return pa.Table.from_arrays(arrays, schema=typed)


def _with_sorted_lists(row: Sequence[object]) -> tuple[object, ...]:
    return tuple(sorted(cell) if isinstance(cell, list | tuple) else cell for cell in row)


def _key(row: tuple[object, ...]) -> tuple[tuple[bool, object], ...]:
    return tuple((cell is not None, cell) for cell in row)
