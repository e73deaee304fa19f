"""What every file reader gives: the columns of a file, and its records one by one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from engine.register_settings import ArchiveSettings
from engine.sources_file import TableFormat


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file.

    Attributes:
        line: physical 1-based line (XLSX: sheet row, Parquet: record) where it starts.
        cells: in the order of `Sheet.columns`; None when they cannot be told apart.
        problem: why `cells` is None.
    """

    line: int
    cells: tuple[object, ...] | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One readable file of a `table` delivery.

    Attributes:
        file: its name.
        columns: column name -> line where it was first seen; None when the file has no
            records and no header, so that nothing is known of its columns.
        nested: names inside cells (parts of objects and lists), for the never-use check only.
        records: opens the file and yields its records in file order.
    """

    file: str
    columns: Mapping[str, int] | None
    records: Callable[[], Iterator[Record]]
    nested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """What a reader needs to open one file.

    Attributes:
        source: id of the source, for errors.
        keep: columns whose cells stay whole, such as a mapped GeoJSON object.
        archives: limits against workbooks that explode.
    """

    source: str
    path: Path
    format: TableFormat
    archives: ArchiveSettings
    keep: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class FormulaError:
    """A spreadsheet cell whose formula failed: there is a value, but nobody knows it."""


def text(cell: object) -> str:
    """Return a cell as text: whole numbers without decimals, dates as ISO, blanks stripped."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bytes | FormulaError):
        return ""
    return str(cell)


def is_blank(cell: object) -> bool:
    """True when a cell holds nothing: None, only blanks, not-a-number, or an empty list."""
    if isinstance(cell, str):
        return not cell.strip()
    return cell is None or cell != cell or cell == []
