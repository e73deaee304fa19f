"""Spreadsheets of queries and of records to match against, and the sheet of answers.

CSV with a header line, parted by commas, semicolons or tabs, in UTF-8. Names of columns are read
without case and blanks. Nothing of a sheet is stored but the answers that are asked for.
"""

import csv
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import MatchingError
from engine.matching.answer import Answer

if TYPE_CHECKING:
    import _csv

COLUMNS = ("query_id", "id", "method", "score", "margin")
"""Columns of a sheet of answers."""
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one file.

    Attributes:
        file: where they stand.
        columns: names in lower case without blanks at the ends, in file order.
        rows: cells by row, stripped, as many as there are columns.
        lines: 1-based line in the file where each row begins.
    """

    file: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, name: str) -> list[str]:
        """The cells of one column; KeyError when there is none of that name."""
        if name not in self.columns:
            raise KeyError(name)
        at = self.columns.index(name)
        return [row[at] for row in self.rows]


def read(file: Path, *, key: str) -> Sheet:
    """Read a sheet whose rows are told apart by `key`.

    Args:
        file: CSV in UTF-8.
        key: name of the column with an id per row.

    Raises:
        MatchingError: the file cannot be read, lacks the column, names a column twice, or has a
            row with too few or too many cells, without an id, or with one that came before.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            head = handle.readline()
            handle.seek(0)
            reader = csv.reader(handle, delimiter=_delimiter(head), strict=True)
            columns = tuple(name.strip().lower() for name in next(reader, []))
            _check_columns(file, columns, key)
            return _rows(file, columns, key, reader)
    except OSError as error:
        raise MatchingError(f"cannot be opened: {error.strerror}", file=file) from error
    except UnicodeDecodeError as error:
        raise MatchingError(
            "not UTF-8: save it as 'CSV UTF-8' from the spreadsheet", file=file
        ) from error


def write(answers: Iterable[Answer], file: Path) -> int:
    """Write a sheet of answers in the order given, replacing it in one step.

    Returns:
        How many answers name a record.

    Raises:
        MatchingError: the file cannot be written; what stood there still does.
    """
    part = file.with_name(f".{file.name}.part-{os.getpid()}")
    found = 0
    try:
        with part.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(COLUMNS)
            for answer in answers:
                found += answer.id is not None
                writer.writerow(_cells(answer))
        part.replace(file)
    except OSError as error:
        raise MatchingError(f"cannot be written: {error.strerror}", file=file) from error
    finally:
        part.unlink(missing_ok=True)
    return found


def _delimiter(head: str) -> str:
    """The sign that parts most columns of the header; a comma when it has one column."""
    return max(_DELIMITERS, key=lambda sign: (head.count(sign), sign == ","))


def _check_columns(file: Path, columns: Sequence[str], key: str) -> None:
    if not columns:
        raise MatchingError(f"is empty: a header line with {key} is needed", file=file)
    if key not in columns:
        found = ", ".join(columns)
        raise MatchingError(f"lacks the column {key}; it has {found}", file=file, line=1)
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise MatchingError(f"names a column twice: {', '.join(twice)}", file=file, line=1)


def _rows(file: Path, columns: tuple[str, ...], key: str, reader: "_csv.Reader") -> Sheet:
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    seen: dict[str, int] = {}
    at, line = columns.index(key), reader.line_num + 1
    try:
        for cells in reader:
            if cells:
                row = tuple(cell.strip() for cell in cells)
                _check_row(file, line, columns, row)
                _check_key(file, line, key, row[at], seen)
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise MatchingError(f"cannot be read: {error}", file=file, line=line) from error
    return Sheet(file, columns, tuple(rows), tuple(lines))


def _check_row(file: Path, line: int, columns: Sequence[str], row: Sequence[str]) -> None:
    if len(row) != len(columns):
        raise MatchingError(f"{len(row)} cells beside {len(columns)} columns", file=file, line=line)


def _check_key(file: Path, line: int, key: str, value: str, seen: dict[str, int]) -> None:
    if not value:
        raise MatchingError(f"{key} is empty", file=file, line=line)
    if value in seen:
        raise MatchingError(
            f"{key} {value!r} stands on line {seen[value]} too", file=file, line=line
        )
    seen[value] = line


def _cells(answer: Answer) -> tuple[str, ...]:
    return (
        answer.query_id,
        answer.id or "",
        answer.method,
        f"{answer.score:.4f}",
        f"{answer.margin:.4f}",
    )
