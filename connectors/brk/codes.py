"""Code lists of the Kadaster: rights, deeds and notes, from `rules/tables/brk_*.csv`.

A code is looked up first, its title second: messages give both, answers of the API sometimes
only one, and some titles have no known code.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.errors import SettingsError

PURCHASE = "registered_purchase"
"""Meaning of an aantekening that a purchase was registered before its transfer."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A value of a waardelijst: code, title, or both."""

    code: str | None = None
    title: str | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (self.code, self.title) if part) or "no code"


@dataclass(frozen=True, slots=True)
class CodeList:
    """One waardelijst: what each code or title means; an empty meaning has no word of ours."""

    by_code: Mapping[str, str]
    by_title: Mapping[str, str]
    by_type: Mapping[str, str]

    def meaning(self, coded: Coded) -> str | None:
        """Return our word, "" when the list has the value and we have no word, None when not."""
        if coded.code is not None and coded.code in self.by_code:
            return self.by_code[coded.code]
        title = (coded.title or "").casefold()
        return self.by_title.get(title, self.by_type.get(title))


@dataclass(frozen=True, slots=True)
class Codes:
    """The code lists of one rules folder."""

    rights: CodeList
    deeds: CodeList
    notes: CodeList


@lru_cache(maxsize=8)
def load(rules: Path) -> Codes:
    """Read the code lists of a rules folder.

    Raises:
        SettingsError: a list is not there or lacks a column.
    """
    folder = rules / "tables"
    return Codes(
        _read(folder / "brk_rights.csv", "right"),
        _read(folder / "brk_deeds.csv", "kind"),
        _read(folder / "brk_notes.csv", "meaning"),
    )


def _read(file: Path, value: str) -> CodeList:
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        return CodeList(
            {row["code"]: row[value] for row in rows if row["code"]},
            {row["title"].casefold(): row[value] for row in rows},
            {row["type"].casefold(): row[value] for row in rows if row.get("type")},
        )
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    except KeyError as error:
        raise SettingsError(f"column {error} is missing", file=file, line=1) from error
