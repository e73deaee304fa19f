"""Code lists of the Dataservice from `rules/tables`; a code has a meaning in its group only."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from connectors.kvk import tables
from connectors.kvk.tables import Tables
from engine.errors import SettingsError

Key = tuple[str, str]
"""Group or list, and code."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The code lists of one rules folder.

    Attributes:
        functions: what a function is -> role of `officer`.
        legal_forms: legal form -> fixed word of `enterprise`.
        powers: powers that are listed.
        words: other codes -> fixed word, and the word when it took effect at once.
        kvk: lists that the KVK API's use too: SBI, error codes, names of legal forms.
    """

    functions: Mapping[Key, str]
    legal_forms: Mapping[Key, str]
    powers: frozenset[Key]
    words: Mapping[Key, tuple[str, str]]
    kvk: Tables


@lru_cache(maxsize=8)
def load(rules: Path) -> Codes:
    """Read the code lists of a rules folder.

    Raises:
        SettingsError: a list is not there, lacks a column, or names a legal form that
            `legal_forms.csv` does not have.
    """
    folder, kvk = rules / "tables", tables.load(rules)
    functions = {_key(row): row["role"] for row in _rows(folder / "hr_functions.csv", "role")}
    forms: dict[Key, str] = {}
    file = folder / "hr_legal_forms.csv"
    for line, row in enumerate(_rows(file, "title"), start=2):
        word = kvk.legal_form(row["title"])
        if word is None:
            what = f"legal form {row['title']!r} is not in legal_forms.csv"
            raise SettingsError(what, file=file, line=line)
        forms[_key(row)] = word
    powers = frozenset(_key(row) for row in _rows(folder / "hr_powers.csv", "title"))
    words = {
        (row["list"], row["code"]): (row["word"], row["word_at_once"])
        for row in _rows(folder / "hr_codes.csv", "list", "word", "word_at_once")
    }
    return Codes(functions, forms, powers, words, kvk)


def _key(row: Mapping[str, str]) -> Key:
    return row["group"], row["code"]


def _rows(file: Path, *columns: str) -> list[dict[str, str]]:
    """Return the rows of a list that has these columns besides its key."""
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle)
            header = reader.fieldnames or ()
            rows = list(reader)
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    key = {"code"} if "list" in columns else {"group", "code"}
    if missing := sorted({*columns, *key} - set(header)):
        raise SettingsError(f"columns are missing: {', '.join(missing)}", file=file, line=1)
    return rows
