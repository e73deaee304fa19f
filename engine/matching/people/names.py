"""Names of people taken apart: given names, initials, surname without prefix, and every word.

Only what tells writings of one name apart is taken off: case, accents, signs, titles, prefixes
such as `van der`. Nothing says where a name comes from. What is longer than `longest_text` of the
settings is no name, and signs that nobody sees are taken out.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from engine.matching.folding import plain

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "æ": "ae", "Æ": "ae",
     "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ŀ": "l", "ħ": "h", "Ħ": "h"}
)  # fmt: skip
"""Letters that Unicode does not take apart into a letter and an accent."""
_HYPHENS = re.compile(r"[-‐‑–—/]|\s+(?:e/v|e\.v\.|geb\.?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of names that are no names.

    Attributes:
        prefixes: words between given name and surname: `van`, `der`, `el`.
        titles: `dhr`, `mevr`, `dr`.
        longest_text: a cell with more signs is not read.
    """

    prefixes: frozenset[str]
    titles: frozenset[str]
    longest_text: int


@dataclass(frozen=True, slots=True)
class NameParts:
    """One name in comparable form; None or empty means not given.

    Attributes:
        given: first given name, or its letter when there is no more.
        givens: all given names without blanks.
        surname: without prefix and blanks.
        parts: the parts of a double surname, the parts of a single one otherwise.
        words: every word of two letters or more, sorted, without prefixes and titles.
    """

    given: str | None = None
    givens: str | None = None
    surname: str | None = None
    parts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing of a name is left."""
        return self.given is None and self.surname is None


def fold(text: str | None, longest: int) -> str:
    """The text as `plain` gives it, with letters of every Latin script as a to z.

    Args:
        text: one cell; None is empty.
        longest: a text with more signs gives nothing.
    """
    if not text or len(text) > longest:
        return ""
    if text.isascii() and text.isprintable():
        return plain(text)
    seen = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Cs", "Cn"))
    return plain(seen.translate(_LETTERS))


def parse(cells: Mapping[str, str], words: Words) -> NameParts:
    """Take a name apart that stands in one cell or in several.

    Args:
        cells: any of `given`, `initials`, `prefix`, `surname`, `name`, as written.
        words: prefixes and titles.

    Returns:
        Its parts. `name` gives the parts that have no cell of their own; its words count
        in any case.
    """
    given = _given(cells.get("given"), words) or _letters(cells.get("initials"), words)
    parts = _surname(cells.get("surname"), words)
    whole = _whole(cells.get("name"), words)
    if not parts and not given:
        given, parts = whole
    elif not parts and cells.get("surname") is None:
        parts = whole[1]
    elif not given and cells.get("given") is None:
        given = whole[0]
    if given == parts:
        given = []
    every = {*given, *parts, *whole[0], *whole[1]}
    return NameParts(
        next((word for word in given if len(word) > 1), given[0] if given else None),
        "".join(given) or None,
        "".join(parts) or None,
        tuple(parts),
        tuple(sorted(word for word in every if len(word) > 1)),
    )


def _folded(text: str | None, words: Words) -> list[str]:
    """Words with a letter in them, without titles."""
    found = fold(text, words.longest_text).split()
    return [w for w in found if w not in words.titles and not any(c.isdigit() for c in w)]


def _given(text: str | None, words: Words) -> list[str]:
    return _folded(text, words)


def _letters(text: str | None, words: Words) -> list[str]:
    """The letters of initials, whether they stand apart or not."""
    return list("".join(_folded(text, words)))


def _surname(text: str | None, words: Words) -> list[str]:
    """The parts of a surname; a prefix alone is a surname."""
    whole = _folded(_HYPHENS.sub(" ", text or ""), words)
    return [word for word in whole if word not in words.prefixes] or whole


def _whole(text: str | None, words: Words) -> tuple[list[str], list[str]]:
    """Given names and surname out of one cell: `Jan van der Proef` or `Proef, Jan van der`."""
    if len(text or "") > words.longest_text:
        return [], []
    before, comma, behind = (text or "").partition(",")
    if comma and (first := _folded(behind, words)):
        given = [word for word in first if word not in words.prefixes] or first
        return given, _surname(before, words)
    groups = [_folded(_HYPHENS.sub(" ", token), words) for token in (text or "").split()]
    groups = [group for group in groups if group]
    begins = (i for i, g in enumerate(groups) if i and (len(g) > 1 or words.prefixes.issuperset(g)))
    at = next(begins, len(groups) - 1)
    given = [word for group in groups[:at] for word in group]
    surname = [word for group in groups[at:] for word in group]
    return given, [word for word in surname if word not in words.prefixes] or surname
