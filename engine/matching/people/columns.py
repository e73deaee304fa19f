"""Which column of a sheet says what of a person, and which columns are never looked at.

Names of columns stand in `rules/matching/person_columns.csv`. A citizen number and whatever the
norms forbid is dropped by its name, before anything is compared.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from engine import csv_table
from engine.errors import MatchingError, SettingsError
from engine.matching.folding import plain
from engine.matching.people.model import FOLDER
from engine.matching.people.records import ROLES
from engine.matching.sheet import Sheet

FILE = FOLDER / "person_columns.csv"
NEVER = "never"
_NAMES = ("given", "initials", "surname", "name")


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns.

    Attributes:
        roles: role by folded name; the first of two names of one role goes first.
        never: patterns of folded names that are dropped.
    """

    roles: Mapping[str, str]
    never: Sequence[str]


@dataclass(frozen=True, slots=True)
class People:
    """The records of one sheet, with nothing in them but what may be compared.

    Attributes:
        ids: by record, in the order of the sheet.
        cells: texts by role, for each record; empty cells are left out.
        dropped: columns that are never looked at.
        unread: columns that nobody knows, or that say what another one says.
    """

    ids: Sequence[str]
    cells: Sequence[Mapping[str, str]]
    dropped: Sequence[str] = field(default=())
    unread: Sequence[str] = field(default=())


def load(rules: Path) -> Columns:
    """Read the names of columns of a rules folder.

    Raises:
        SettingsError: the list cannot be read, or a row names no role that is known.
    """
    file = rules / FILE
    roles: dict[str, str] = {}
    never: list[str] = []
    for line, cells in csv_table.rows(file, ("column", "role", "source", "verified")):
        if len(cells) != 4 or cells[1] not in (*ROLES, NEVER):
            known = ", ".join((*ROLES, NEVER))
            raise SettingsError(f"a column, and a role of {known}", file=file, line=line)
        if cells[1] == NEVER:
            never.append(cells[0])
        else:
            roles[cells[0]] = cells[1]
    return Columns(roles, tuple(never))


def take(sheet: Sheet, columns: Columns, *, key: str) -> People:
    """Take out of a sheet what may be compared.

    Args:
        sheet: as read.
        columns: names of columns.
        key: the column with the ids.

    Raises:
        MatchingError: no column of the sheet is a name.
    """
    chosen: dict[str, int] = {}
    dropped, unread = [], []
    order = {name: rank for rank, name in enumerate(columns.roles)}
    places = sorted(
        enumerate(sheet.columns), key=lambda item: (order.get(folded(item[1]), len(order)), item[0])
    )
    for at, column in places:
        name = folded(column)
        if column == key:
            continue
        if any(fnmatchcase(name, pattern) for pattern in columns.never):
            dropped.append(column)
        elif name in columns.roles and columns.roles[name] not in chosen:
            chosen[columns.roles[name]] = at
        else:
            unread.append(column)
    if not chosen.keys() & {*_NAMES}:
        found = ", ".join(sheet.columns)
        raise MatchingError(
            f"has no column with a name of a person; it has {found}; "
            f"known are {', '.join(n for n, role in columns.roles.items() if role in _NAMES)}",
            file=sheet.file,
            line=1,
        )
    cells = [{role: row[at] for role, at in chosen.items() if row[at]} for row in sheet.rows]
    return People(sheet.column(key), cells, sorted(dropped), sorted(unread))


def folded(column: str) -> str:
    """The name of a column in small letters, with `_` for whatever parts its words."""
    return re.sub(r"\W+", "_", plain(column.replace("_", " ")).replace(" ", "_"))


def are_one_set(queries: People, others: People) -> bool:
    """True when two or more queries all stand among the others, under their own id and as they are.

    Then the others are searched for doubles, and a record is no double of itself.
    """
    there = dict(zip(others.ids, others.cells, strict=True))
    own = zip(queries.ids, queries.cells, strict=True)
    return len(queries.ids) > 1 and all(there.get(i) == cells for i, cells in own)
