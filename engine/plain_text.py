"""Texts that hold what a reader sees: nothing hidden, nothing that looks like something else.

What people write in rules is read by others before it counts. A character without a width, one
that turns the direction of writing, or a Cyrillic letter that looks Latin shows them another
text than the one that runs.
"""

import re
import unicodedata
from collections.abc import Iterator

_HIDDEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
_SIGNS = "ªµº"
"""Signs that count as letters and are no letters of another script."""


def hidden(text: str) -> Iterator[tuple[int, str]]:
    """Characters that cannot be seen or that break or turn a line: (1-based line, a sentence).

    A tab and the end of a line are fine.
    """
    for number, line in enumerate(re.split(r"\r?\n", text), start=1):
        if not line.isprintable():
            for sign in dict.fromkeys(line):
                if sign != "\t" and unicodedata.category(sign) in _HIDDEN:
                    yield number, f"{_named(sign)} cannot be seen: take it out"


def foreign(text: str) -> Iterator[tuple[int, str]]:
    """Letters that look like Latin ones and are not: (1-based line, a sentence)."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii():
            continue
        if unicodedata.normalize("NFC", line) != line:
            yield number, "an accent stands apart from its letter: save the text as NFC"
        for sign in dict.fromkeys(line):
            if sign.isalpha() and sign not in _SIGNS and not _is_latin(sign):
                yield number, f"{_named(sign)} is no Latin letter: it may look like another one"


def shown(text: str) -> str:
    """The text on one line, with signs that cannot be seen escaped."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def _is_latin(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("LATIN ")


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} ({unicodedata.name(sign, 'no name')})"
