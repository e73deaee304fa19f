"""Texts of a rule say what is seen: no word that accuses, no word of origin.

The words stand in `rules/tables/accusing_words.csv` and `origin_words.csv`, always those that
came with the installation. `*` stands for any letters; `unless` lists phrases that are not meant.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from engine.features.findings import Finding
from engine.rules.model import Rule
from engine.rules.packs import Entry
from engine.settings import SHIPPED_RULES

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Word:
    """One line of a list: a pattern, phrases that are not meant, and what it says."""

    pattern: str
    unless: tuple[str, ...]
    group: str


def check(entry: Entry, rule: Rule) -> Iterator[Finding]:
    """Every word in the texts of a rule that accuses somebody or speaks of origin."""
    texts: dict[str, tuple[str, ...]] = {
        "title": (rule.title,),
        "explain": (rule.explain,),
        "false_positives": rule.false_positives,
        "instruments": rule.instruments,
        "action": (rule.action or "",),
    }
    for key, parts in texts.items():
        for index, text in enumerate(parts):
            place = (key, index) if len(parts) > 1 else (key,)
            for word in accusing(text):
                yield entry.error(f"{key}: {word!r} accuses: say what is seen", *place)
            for word, group in of_origin(text):
                yield entry.error(f"{key}: {word!r} speaks of {group}", *place)


def accusing(text: str) -> Iterator[str]:
    """Words of a text that say what somebody is or did."""
    return (word for word, _ in _found(text, "accusing_words.csv"))


def of_origin(text: str) -> Iterator[tuple[str, str]]:
    """Words of a text that speak of nationality, ethnicity or religion, each with its group."""
    return _found(text, "origin_words.csv")


def _found(text: str, file: str) -> Iterator[tuple[str, str]]:
    plain = _PLACEHOLDER.sub(" ", text).lower()
    words = _words(file)
    for phrase in {phrase for word in words for phrase in word.unless}:
        plain = re.sub(rf"\b{re.escape(phrase)}\b", " ", plain)
    for token in dict.fromkeys(_WORD.findall(plain)):
        group = next((w.group for w in words if fnmatchcase(token, w.pattern)), None)
        if group is not None:
            yield token, group


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
