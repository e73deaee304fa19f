"""Code lists of the insolvency register: what a publication, an exception or a court code means."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from engine.errors import SettingsError


class Effect(StrEnum):
    """What a publication does to its case."""

    DECLARES = "declares"
    ENDS = "ends"
    ANNULS = "annuls"
    NONE = "none"


class Fault(StrEnum):
    """What an exception asks of the one who asked."""

    EMPTY = "empty"
    RETRY = "retry"
    NARROW = "narrow"
    MISTAKE = "mistake"
    RELOAD = "reload"


@dataclass(frozen=True, slots=True)
class Codes:
    """The code lists of one rules folder.

    Attributes:
        effects: kind code of a publication -> what it does to the case.
        end_kinds: kind code of a publication that ends a case -> fixed word.
        faults: error code of an exception -> what it asks.
        persons: legal personality as written -> True for a natural person.
        courts: codes of the courts since 2013.
        old_courts: codes of the courts before 2013.
        searches: kinds of publications that one may search a day for.
    """

    effects: Mapping[str, Effect]
    end_kinds: Mapping[str, str]
    faults: Mapping[str, Fault]
    persons: Mapping[str, bool]
    courts: tuple[str, ...]
    old_courts: tuple[str, ...]
    searches: tuple[str, ...]


@lru_cache(maxsize=8)
def load(rules: Path) -> Codes:
    """Read the code lists of a rules folder.

    Raises:
        SettingsError: the file is not there, lacks a column or has a word that is not listed.
    """
    file = rules / "tables" / "cir_codes.csv"
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            return _codes(list(csv.DictReader(handle)))
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    except KeyError as error:
        raise SettingsError(f"column {error} is missing", file=file, line=1) from error
    except ValueError as error:
        raise SettingsError(f"column effect: {error}", file=file) from error


def _codes(rows: list[dict[str, str]]) -> Codes:
    lists: dict[str, dict[str, dict[str, str]]] = {}
    for row in rows:
        lists.setdefault(row["list"], {})[row["code"]] = row
    publications = lists["publication"]
    return Codes(
        effects={code: Effect(row["effect"]) for code, row in publications.items()},
        end_kinds={c: row["end_kind"] for c, row in publications.items() if row["end_kind"]},
        faults={code: Fault(row["effect"]) for code, row in lists["exception"].items()},
        persons={code: row["effect"] == "natural" for code, row in lists["person"].items()},
        courts=_with(lists["court"], "since_2013"),
        old_courts=_with(lists["court"], "before_2013"),
        searches=_with(lists["search"], "ask"),
    )


def _with(rows: Mapping[str, Mapping[str, str]], effect: str) -> tuple[str, ...]:
    return tuple(code for code, row in rows.items() if row["effect"] == effect)
