"""Tables as CSV for a spreadsheet, so that no cell can act as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def neutral(cell: object) -> str:
    """A cell as text; one that a spreadsheet would run as a formula gets an apostrophe before it.

    Numbers keep their sign; NULL is empty.
    """
    if cell is None:
        return ""
    text = str(cell)
    if isinstance(cell, int | float) or not text.lstrip().startswith(_ACTS):
        return text
    return f"'{text}"


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as a Dutch spreadsheet opens it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig", "replace")
