"""KVK numbers and streets from sources.yaml: written out there, or in a file beside it."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from engine.errors import SettingsError

_NUMBER = re.compile(r"[0-9]{8}")
_HEADERS = ("kvknummer", "dossiernr", "inschrijvingnummer")


def numbers(given: str | Sequence[str], folder: Path) -> tuple[list[str], list[str]]:
    """KVK numbers, sorted, and where something stands that is none (`line 3`).

    Args:
        given: the numbers, or the name of a file with one per line or in a column that is headed
            kvknummer, dossiernr or inschrijvingnummer.
        folder: where a relative file name starts.

    Raises:
        SettingsError: the file cannot be read, or not one number stands in it.
    """
    words = list(given) if not isinstance(given, str) else _column(_lines(folder / given))
    good = {word for word in words if _NUMBER.fullmatch(word)}
    at = [n for n, word in enumerate(words, start=1) if word and not _NUMBER.fullmatch(word)]
    if isinstance(given, str) and not good:
        raise SettingsError("not one KVK number of 8 digits stands in this file", file=given)
    return sorted(good), [f"line {n}" for n in at]


def streets(given: str | Sequence[str], folder: Path) -> list[str]:
    """Street names, sorted.

    Raises:
        SettingsError: the file cannot be read.
    """
    words = given if not isinstance(given, str) else _lines(folder / given)
    return sorted({word.strip() for word in words} - {""})


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise SettingsError(f"cannot be read: {reason}", file=file) from error


def _column(lines: Sequence[str]) -> list[str]:
    """The column with numbers: the one with a known head, else the first one."""
    if not lines:
        return []
    delimiter = next((sign for sign in ";\t," if sign in lines[0]), ",")
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    heads = [cell.casefold() for cell in rows[0]]
    at = next((heads.index(head) for head in _HEADERS if head in heads), None)
    if at is None:
        return [row[0] if row else "" for row in rows]
    return ["", *(row[at] if len(row) > at else "" for row in rows[1:])]
