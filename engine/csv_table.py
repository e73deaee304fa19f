"""CSV tables of the rules folder, read so that every complaint names file and line."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engine.errors import SettingsError


def rows(file: Path, columns: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Rows of a table with exactly these columns, as line and stripped cells.

    A row may have fewer or more cells; the caller tells what is wrong with it.

    Raises:
        SettingsError: the table cannot be read, or has other columns.
    """
    with _readable(file), file.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.reader(handle, strict=True)
        if next(reader, []) != [*columns]:
            raise SettingsError(f"the columns are {','.join(columns)}", file=file, line=1)
        return [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]


def records(file: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Rows of a table that has at least these columns; a cell that is not there is empty.

    Raises:
        SettingsError: the table cannot be read, or lacks a column.
    """
    with _readable(file), file.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle, restval="")
        missing = sorted({*columns} - {*(reader.fieldnames or ())})
        if missing:
            raise SettingsError(f"lacks the columns {', '.join(missing)}", file=file, line=1)
        return [{name: row[name] for name in columns} for row in reader]


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SettingsError(f"cannot be opened: {error.strerror}", file=file) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"cannot be read: {error}", file=file) from error
