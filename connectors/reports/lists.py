"""Categories and states of Signalen, from `rules/tables`, and slugs as Signalen makes them."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Lists:
    """The code lists of one rules folder.

    Attributes:
        categories: `main/sub`, both as slugs -> fixed word.
        states: state -> why a report in it is none, empty when it counts.
    """

    categories: Mapping[str, str]
    states: Mapping[str, str]


@lru_cache(maxsize=8)
def load(rules: Path) -> Lists:
    """Read the code lists of a rules folder.

    Raises:
        SettingsError: a list is not there or lacks a column.
    """
    folder = rules / "tables"
    categories = _read(folder / "signalen_categories.csv", ("main", "sub", "category"))
    states = _read(folder / "signalen_states.csv", ("state", "counts", "reason"))
    return Lists(
        {f"{main}/{sub}": word for main, sub, word in categories},
        {state: "" if counts == "true" else reason for state, counts, reason in states},
    )


def slug(name: str) -> str:
    """Return the slug that Signalen makes of the name of a category."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^\w\s-]", "", plain.lower())
    return re.sub(r"[-\s]+", "-", plain).strip("-_")


def _read(file: Path, columns: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    first, second, third = columns
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            return [(row[first], row[second], row[third]) for row in csv.DictReader(handle)]
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    except KeyError as error:
        raise SettingsError(f"column {error} is missing", file=file, line=1) from error
