"""Text of registers and people as a paper may hold it: what is there can be seen, and is only text.

A character that cannot be seen, or that turns the direction of writing, would make a reader see
another text than was written; XML and spreadsheets refuse some of them. They are shown escaped.
"""

import unicodedata

MAX_CELL = 32_000
"""Longest text of one cell or paragraph; a spreadsheet cell holds 32,767 characters."""

_HIDDEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
_RUN = 30
_BREAK = "\u200b"


def literal(text: str) -> str:
    """The text with what cannot be seen escaped; ends of lines stay, tabs are spaces.

    A text longer than `MAX_CELL` is cut, and says so.
    """
    if not text.isascii() or not text.isprintable():
        text = "".join(_shown(sign) for sign in text.replace("\r\n", "\n"))
    if len(text) > MAX_CELL:
        return f"{text[:MAX_CELL]} … (ingekort: {len(text)} tekens)"
    return text


def breakable(text: str) -> str:
    """The text with a place to break in every word that is too long for a line or a narrow cell."""
    if len(text) <= _RUN:
        return text
    return "".join(_broken(word) for word in _words(text))


def _shown(sign: str) -> str:
    if sign == "\n":
        return sign
    if sign == "\t":
        return " "
    if unicodedata.category(sign) in _HIDDEN:
        return sign.encode("unicode_escape").decode()
    return sign


def _words(text: str) -> list[str]:
    words, start = [], 0
    for place, sign in enumerate(text):
        if sign.isspace():
            words += [text[start:place], sign]
            start = place + 1
    return [*words, text[start:]]


def _broken(word: str) -> str:
    if len(word) <= _RUN:
        return word
    return _BREAK.join(word[at : at + _RUN] for at in range(0, len(word), _RUN))
