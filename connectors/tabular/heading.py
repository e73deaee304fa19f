"""Headers of more than one row: one name per column."""

from collections.abc import Iterable, Sequence


def join_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    """Name each column by its filled cells from top to bottom, joined by a blank.

    Args:
        rows: the rows of the header; a shorter row is filled up with empty cells.

    Returns:
        One name per column of the longest row; equal parts of one name stand once.
    """
    width = max(map(len, rows))
    filled = [[*(cell.strip() for cell in row), *[""] * (width - len(row))] for row in rows]
    return [_name(parts) for parts in zip(*filled, strict=True)]


def _name(parts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(part for part in parts if part))
