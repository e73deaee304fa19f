"""Sheets of addresses: which column is which part of a place, and what its rows ask or know.

Names of columns, Dutch ones too, stand in `rules/matching/address_columns.csv`. Columns that are
not named there are not read; the caller tells them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import csv_table
from engine.errors import MatchingError, SettingsError
from engine.matching.addresses.known import Known
from engine.matching.addresses.query import Query
from engine.matching.sheet import Sheet

FILE = Path("matching") / "address_columns.csv"
COLUMNS = ("column", "name")
TEXTS = (
    "address", "street", "house_number", "house_letter", "house_addition", "postcode", "town",
    "parcel",
)  # fmt: skip
NUMBERS = ("x", "y", "lat", "lon")
IDS = ("object_id", "address_id")
NAMES = frozenset((*TEXTS, *NUMBERS, *IDS, "municipality"))
"""What a column may be."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one sheet that are read.

    Attributes:
        position: of each part of a place, by name.
        unread: names of the other columns, in file order.
    """

    position: Mapping[str, int]
    unread: tuple[str, ...]


def aliases(rules: Path) -> dict[str, str]:
    """What columns are called, from a rules folder: part of a place by name in lower case.

    Raises:
        SettingsError: the table cannot be read, or a row is wrong; named with line.
    """
    file = rules / FILE
    found: dict[str, str] = {}
    for line, cells in csv_table.rows(file, COLUMNS):
        if len(cells) != len(COLUMNS) or cells[1] not in NAMES:
            raise SettingsError(f"name is one of {', '.join(sorted(NAMES))}", file=file, line=line)
        if cells[0] in found:
            raise SettingsError(f"{cells[0]!r} stands here twice", file=file, line=line)
        found[cells[0]] = cells[1]
    return found


def choose(sheet: Sheet, names: Mapping[str, str], *, key: str) -> Columns:
    """Which columns of a sheet are read.

    Args:
        sheet: as read.
        names: as `aliases`.
        key: the column with the id of a row.

    Raises:
        MatchingError: two columns are the same part of a place, or none is any.
    """
    position: dict[str, int] = {}
    unread = []
    for at, column in enumerate(sheet.columns):
        if column == key:
            continue
        name = names.get(column)
        if name is None:
            unread.append(column)
        elif name in position:
            other = sheet.columns[position[name]]
            what = f"the columns {other} and {column} are both {name}: leave one out"
            raise MatchingError(what, file=sheet.file, line=1)
        else:
            position[name] = at
    if not position:
        found = ", ".join(sheet.columns)
        what = f"no column says where; it has {found}. Name one address, or postcode and huisnummer"
        raise MatchingError(what, file=sheet.file, line=1)
    return Columns(position, tuple(unread))


def queries(sheet: Sheet, columns: Columns) -> list[Query]:
    """What the rows of a sheet ask; cells that are no number are no coordinates."""
    texts, numbers, ids = (_at(columns, names) for names in (TEXTS, NUMBERS, IDS))
    made = []
    for query_id, row in zip(sheet.column("query_id"), sheet.rows, strict=True):
        given: dict[str, Any] = {name: row[at] for name, at in texts if row[at]}
        given |= {name: _number(row[at]) for name, at in numbers if row[at]}
        own = tuple([row[at] for _, at in ids if row[at]])
        made.append(Query(query_id=query_id, ids=own, **given))
    return made


def _at(columns: Columns, names: Sequence[str]) -> list[tuple[str, int]]:
    """Those of some parts of a place that a sheet has, with their positions."""
    return [(name, columns.position[name]) for name in names if name in columns.position]


def known(sheet: Sheet, columns: Columns) -> list[Known]:
    """The addresses of a sheet; a point in degrees is in RD afterwards, by `index`."""
    made = []
    for own_id, row in zip(sheet.column("id"), sheet.rows, strict=True):
        cells = _cells(row, columns)
        x, y = _number(cells.get("x")), _number(cells.get("y"))
        if x is None or y is None:
            x, y = _number(cells.get("lon")), _number(cells.get("lat"))
        made.append(
            Known(
                id=own_id,
                x=x,
                y=y,
                municipality=cells.get("municipality"),
                ids=tuple(cells[name] for name in IDS if cells.get(name)),
                **{name: cells.get(name) for name in TEXTS},  # type: ignore[arg-type]
            )
        )
    return made


def _cells(row: Sequence[str], columns: Columns) -> dict[str, str]:
    return {name: row[at] for name, at in columns.position.items() if row[at]}


def _number(cell: str | None) -> float | None:
    """A number with a point or a comma before its decimals, None for anything else."""
    if not cell:
        return None
    text = cell.replace(" ", "").replace("\u00a0", "")
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    elif "," in text and text.rfind(",") > text.rfind("."):
        text = text.replace(".", "").replace(",", ".")
    else:
        text = text.replace(",", "")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None
