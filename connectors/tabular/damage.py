"""Numbers and codes that a spreadsheet damaged: digits are gone, and nobody can bring them back.

One such cell means that the whole column went through a spreadsheet as a number, so the column
is refused and not only the row.
"""

import re
from collections.abc import Callable

from engine.tables import Column, Type

Seen = Callable[[object], str | None]

_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
_WIDTHS = {"address_id": 16, "object_id": 16, "building_id": 16}
"""Digits of the ids that have a fixed length."""
_EXACT = 10**15
"""Spreadsheets keep 15 digits."""


def sound(_: object) -> str | None:
    """Find nothing wrong with any cell."""
    return None


def watch(column: Column) -> Seen:
    """Return the function that says what a spreadsheet did to a cell of this column.

    The function gives None for a sound cell, else a sentence that does not repeat the cell.
    """
    if column.type is not Type.TEXT or column.words:
        return sound
    width = _WIDTHS.get(column.name)
    return lambda cell: _rounded(cell) or _short(cell, width)


def _rounded(cell: object) -> str | None:
    if isinstance(cell, str) and "+" in cell and _is_scientific(cell):
        return "a number in scientific notation (such as 1,2E+09): digits are lost"
    if isinstance(cell, float) and abs(cell) >= _EXACT:
        return "a number of more than 15 digits: the last ones are lost"
    return None


def _is_scientific(cell: str) -> bool:
    return "E+" in cell.upper() and _ROUNDED.fullmatch(cell.strip()) is not None


def _short(cell: object, width: int | None) -> str | None:
    if width is None or isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    digits = cell.strip() if isinstance(cell, str) else f"{cell:.0f}"
    if digits.isdecimal() and 0 < width - len(digits) < 5:
        return f"an id of {len(digits)} instead of {width} digits: leading zeros are lost"
    return None
