"""Words that accuse somebody, and words of origin, from lists with a mark.

`rules/tables/accusing_words.csv` and `origin_words.csv`, always those that came with the
installation. `*` stands for any letters; `unless` lists phrases that are not meant.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache

from engine.settings import SHIPPED_RULES

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Word:
    """One line of a list: a pattern, phrases that are not meant, and what it says."""

    pattern: str
    unless: tuple[str, ...]
    group: str


def accusing(text: str) -> Iterator[str]:
    """Words of a text that say what somebody is or did."""
    return (word for word, _ in _found(text, "accusing_words.csv"))


def of_origin(text: str) -> Iterator[tuple[str, str]]:
    """Words of a text that speak of nationality, ethnicity or religion, each with its group."""
    return _found(text, "origin_words.csv")


def _found(text: str, file: str) -> Iterator[tuple[str, str]]:
    plain = _PLACEHOLDER.sub(" ", text).lower()
    for phrase in _unmeant(file):
        plain = phrase.sub(" ", plain)
    for token in dict.fromkeys(_WORD.findall(plain)):
        group = _group(token, file)
        if group is not None:
            yield token, group


@lru_cache(maxsize=1 << 14)
def _group(token: str, file: str) -> str | None:
    """The group of the first line that means a word; texts use the same words again and again."""
    return next((w.group for w in _words(file) if fnmatchcase(token, w.pattern)), None)


@cache
def _unmeant(file: str) -> tuple[re.Pattern[str], ...]:
    """Phrases that are not meant, in order."""
    phrases = sorted({phrase for word in _words(file) for phrase in word.unless})
    return tuple(re.compile(rf"\b{re.escape(phrase)}\b") for phrase in phrases)


@cache
def _words(file: str) -> tuple[Word, ...]:
    with (SHIPPED_RULES / "tables" / file).open(encoding="utf-8") as handle:
        return tuple(
            Word(
                row["pattern"],
                tuple(part for part in row.get("unless", "").split(";") if part),
                row.get("group", ""),
            )
            for row in csv.DictReader(handle)
        )
