"""Which columns a row of a canonical table cannot do without.

Besides the required columns these are the key columns, except the ones that intake fills: a
BAG object found by its place, and a person or company found by name or number.
"""

from collections.abc import Collection

from engine.tables import PLACE_INPUT, Table, Type

PLACE = frozenset(column.name for column in PLACE_INPUT)


def missing(table: Table, present: Collection[str]) -> list[str]:
    """Name the columns that are needed and not among `present`, in table order.

    Args:
        table: the canonical table that is filled.
        present: input columns that are mapped, or that have a value in one row.
    """
    needed = [
        column.name
        for column in table.columns
        if column.required or (column.name in table.key and column.type is not Type.DATE)
    ]
    return [name for name in needed if not _is_there(table, name, present)]


def _is_there(table: Table, name: str, present: Collection[str]) -> bool:
    if name in present:
        return True
    role = name.removesuffix("_id")
    if role in table.roles:
        return any(f"{role}_{part}" in present for part in ("kvk", "name"))
    return table.place and name == "object_id" and any(part in PLACE for part in present)
