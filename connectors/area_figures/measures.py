"""Which column of the key figures holds which measure, from `rules/tables`."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Measure:
    """What a column holds; `is_used` is False for one that is known and left out."""

    name: str
    unit: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """The columns of the key figures, in the order of the table.

    Attributes:
        columns: column in lower case -> what it holds.
        words: column and word -> the number that the word stands for.
    """

    columns: Mapping[str, Measure]
    words: Mapping[tuple[str, str], float]


@lru_cache(maxsize=8)
def load(rules: Path) -> Measures:
    """Read both tables of a rules folder.

    Raises:
        SettingsError: a table is not there, or has other columns.
    """
    columns = {
        row["column"]: Measure(row["measure"], row["unit"], row["use"] == "yes")
        for row in _rows(rules / "tables" / "cbs_measures.csv")
    }
    words = {
        (row["column"], row["word"]): float(row["value"])
        for row in _rows(rules / "tables" / "cbs_words.csv")
    }
    return Measures(columns, words)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(handle)
    except (OSError, KeyError, ValueError) as error:
        raise SettingsError(f"cannot be read: {error}", file=file) from error
