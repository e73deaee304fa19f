"""Names from registers, and what people typed, in markdown: shown sign by sign, never acting."""

import re

_ACTS = re.compile(r"[\\`*_\[\]<>$~|#]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_SIGN = re.compile(r":(?=[\w+-]+:|material/|streamlit)")
_BEGINS = re.compile(r"^(?:([-+=])|(\d+)([.)]))")
_JOINER = "\u2060"
"""Invisible: keeps two signs from being read as one picture."""


def literal(text: str) -> str:
    """A text of one line that markdown shows sign by sign."""
    escaped = _ACTS.sub(lambda found: f"\\{found[0]}", text)
    return _SIGN.sub(f":{_JOINER}", escaped)


def typed(text: str) -> str:
    """A text of several lines that markdown shows sign by sign, each line on its own."""
    lines = (literal(line.strip()) for line in text.splitlines())
    return "  \n".join(_BEGINS.sub(_unmarked, line) for line in lines if line)


def _unmarked(found: re.Match[str]) -> str:
    sign, number, mark = found.groups()
    return f"\\{sign}" if sign else f"{number}\\{mark}"
