"""Columns that may never be read, by the list in `rules/tables/never_use.csv`.

A pattern is compared with a column name without case, accents, blanks and punctuation:
`word` with every run of whole words in it (`AANVRAGER_GESLACHT`, `geslachtAanvrager`), `name`
with the whole name only. `*` stands for any letters; `unless` lists what is not meant.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES

COLUMNS = ("pattern", "match", "group", "unless", "source", "verified")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the list; `unless` holds patterns for names that are not meant."""

    pattern: str
    whole: bool
    group: str
    unless: tuple[str, ...]

    def matches(self, whole: str, runs: Iterable[str]) -> bool:
        """True when the pattern means this name, given as a whole and as runs of its words."""
        if any(fnmatchcase(whole, name) for name in self.unless):
            return False
        return any(fnmatchcase(part, self.pattern) for part in ([whole] if self.whole else runs))


@dataclass(frozen=True, slots=True)
class Found:
    """A column of a delivery that stands on the list, and the group of data it belongs to."""

    column: str
    group: str


def find(columns: Iterable[str], rules: Path = SHIPPED_RULES) -> list[Found]:
    """Name the columns that may never be read, in the order given.

    Args:
        columns: column names as delivered, mapped or not.
        rules: the rules folder whose list counts.

    Raises:
        SettingsError: the list is not there or has other columns.

    Source: the never-use list of the legal norms, section 3.
    """
    file = rules / "tables" / "never_use.csv"
    _load(file)
    groups = ((column, _group(column, file)) for column in columns)
    return [Found(column, group) for column, group in groups if group is not None]


@lru_cache(maxsize=4096)
def _group(column: str, file: Path) -> str | None:
    """The group of one column; kept, as a run asks for the same names thousands of times."""
    whole, runs = _spellings(column)
    return next((p.group for p in _load(file) if p.matches(whole, runs)), None)


def _spellings(column: str) -> tuple[str, list[str]]:
    """Return the name without signs, and every run of its words, without signs too."""
    plain = unicodedata.normalize("NFKD", column)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = [word.lower() for word in _WORD.findall(plain)]
    whole = re.sub(r"[\W_]", "", plain).lower()
    runs = {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    return whole, sorted(runs | {whole})


@lru_cache(maxsize=8)
def _load(file: Path) -> tuple[Pattern, ...]:
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    for line, row in enumerate(rows, start=2):
        if set(row) != set(COLUMNS) or row["match"] not in {"word", "name"}:
            raise SettingsError(
                f"expected {', '.join(COLUMNS)}; match is word or name", file=file, line=line
            )
    return tuple(
        Pattern(
            row["pattern"],
            row["match"] == "name",
            row["group"],
            tuple(part for part in row["unless"].split(";") if part),
        )
        for row in rows
    )
