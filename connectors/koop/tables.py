"""What analysts edit about publications: words of titles, kinds, case numbers, words of places.

All of it stands in `rules/tables/koop_*.csv`, each row with its source and whether it was checked.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from engine.errors import SettingsError
from engine.tables import TABLES

BY_STATUS = "by_status"
"""The kind of announcement follows from the status: request, decision or notification."""
RECTIFICATION = "rectification"
_FIELDS = ("title", "activity", "rubric")
_DAYS = ("", "requested_on", "decided_on")
_ROLES = ("near", "no_street", "street_part")
_STATUSES = TABLES["permit"].column("status").words
_KINDS = TABLES["permit"].column("kind").words
_NOTICES = TABLES["announcement"].column("kind").words
_SURPLUS = "\0surplus"

_Row = Mapping[str, str]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class StatusRule:
    """One row of `koop_status.csv`; the first whose pattern is in a title wins.

    Attributes:
        rule: its order as text, which is its id.
        status: word of `permit.status`; None for a rectification, which has that of the corrected.
        flag: what the status alone does not tell, such as `permit_free`; may be empty.
        notice: word of `announcement.kind` for a notice about a permit.
        day_is: date of the permit that the day of publication stands for, empty for none.
        no_bibob: True when such a decision cannot be refused, so that Bibob has no ground.
    """

    rule: str
    pattern: re.Pattern[str]
    status: str | None
    flag: str
    notice: str
    day_is: str
    no_bibob: bool


@dataclass(frozen=True, slots=True)
class KindRule:
    """One row of `koop_kinds.csv`; the first that fits and says something wins, per column.

    Attributes:
        field: `title` (a pattern), `activity` or `rubric` (the whole word).
        status: the row fits notices with this status only; empty for all.
        notice: word of `announcement.kind`, BY_STATUS, or empty.
        permit_kind: word of `permit.kind`, or empty.
    """

    field: str
    pattern: re.Pattern[str]
    word: str
    status: str
    notice: str
    permit_kind: str


@dataclass(frozen=True, slots=True)
class NumberRule:
    """One row of `koop_case_numbers.csv`: how a family of case numbers is written.

    Attributes:
        family: first part of the case id; empty for a number that is no case number.
        municipality: code, for a family of one municipality.
        creator: name of that municipality as publisher.
        blad: the family occurs in this publication series only; empty for all.
        in_body: it may be looked for in the text of a notice too.
    """

    family: str
    municipality: str
    creator: str
    blad: str
    pattern: re.Pattern[str]
    in_body: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one rules folder, in their order.

    Attributes:
        near: words that say that an address is only beside the place, longest first.
        no_street: words before a number that are no street.
        street_parts: words that belong to the name of a street (`Burgemeester`, `Oude`).
    """

    statuses: Sequence[StatusRule]
    kinds: Sequence[KindRule]
    numbers: Sequence[NumberRule]
    near: tuple[str, ...]
    no_street: frozenset[str]
    street_parts: frozenset[str]


@lru_cache(maxsize=8)
def load(rules: Path) -> Tables:
    """Read the tables of a rules folder.

    Raises:
        SettingsError: a table is not there, lacks a column, or has a word that is not known.
    """
    folder = rules / "tables"
    words = list(_rows(folder / "koop_place_words.csv", _place_word))
    return Tables(
        list(_rows(folder / "koop_status.csv", _status)),
        list(_rows(folder / "koop_kinds.csv", _kind)),
        list(_rows(folder / "koop_case_numbers.csv", _number)),
        tuple(sorted((word for word, role in words if role == "near"), key=_longest)),
        frozenset(word for word, role in words if role == "no_street"),
        frozenset(word for word, role in words if role == "street_part"),
    )


def _rows(file: Path, make: Callable[[_Row], _T]) -> Iterator[_T]:
    """Each row as `make` reads it, in the order of the file."""
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle, restkey=_SURPLUS, restval="")
            rows = [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    for line, row in rows:
        try:
            if _SURPLUS in row:
                raise ValueError("more cells than columns: a pattern with a comma is quoted")
            yield make(row)
        except KeyError as error:
            raise SettingsError(f"column {error} is missing", file=file, line=1) from error
        except (ValueError, re.error) as error:
            raise SettingsError(str(error), file=file, line=line) from error


def _status(row: _Row) -> StatusRule:
    flag = row["flag"]
    status = _word(row["status"], _STATUSES, "status")
    if not status and flag != RECTIFICATION:
        raise ValueError(f"status is empty; only a row with flag {RECTIFICATION} has none")
    return StatusRule(
        row["order"],
        _pattern(row["pattern"]),
        status or None,
        flag,
        _word(row["notice"], _NOTICES, "notice"),
        _word(row["day_is"], _DAYS, "day_is"),
        _word(row["bibob_hook"], ("", "no"), "bibob_hook") == "no",
    )


def _kind(row: _Row) -> KindRule:
    field = _word(row["field"], _FIELDS, "field")
    is_title = field == "title"
    return KindRule(
        field,
        _pattern(row["pattern"] if is_title else re.escape(row["pattern"])),
        "" if is_title else row["pattern"].casefold(),
        _word(row["status"], _STATUSES, "status"),
        _word(row["notice"], (*_NOTICES, BY_STATUS), "notice"),
        _word(row["permit_kind"], _KINDS, "permit_kind"),
    )


def _number(row: _Row) -> NumberRule:
    return NumberRule(
        row["family"],
        row["municipality"],
        row["creator"],
        row["blad"],
        _pattern(row["pattern"]),
        _word(row["in_body"], ("", "yes"), "in_body") == "yes",
    )


def _place_word(row: _Row) -> tuple[str, str]:
    return row["word"].casefold(), _word(row["role"], _ROLES, "role")


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


def _pattern(text: str) -> re.Pattern[str]:
    if not text:
        raise ValueError("pattern is empty")
    return re.compile(text, re.IGNORECASE)


def _word(value: str, known: Sequence[str], column: str) -> str:
    if value and value not in known:
        raise ValueError(f"{column}: {value!r} is not one of {', '.join(filter(None, known))}")
    return value
