"""Values as YAML text, in the style of the value that they replace.

Every text that leaves here was read back first: what does not come back as it went in is quoted.
"""

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

Scalar: TypeAlias = bool | int | float | str | date | None
Value: TypeAlias = "Scalar | Sequence[Value] | Mapping[str, Value]"

MAX_WIDTH = 120
FOLDED = (">", "|")
_BEYOND_U = 0x10000
_PLAIN, _SINGLE, _DOUBLE = "", "'", '"'


def inline(value: Value, *, style: str = _PLAIN, in_flow: bool = True) -> str:
    """A value on one line.

    Args:
        value: scalars, lists and mappings of them.
        style: quotes of a text: `'`, `"` or none; where none would change it, `"`.
        in_flow: whether it stands between brackets or braces.
    """
    if isinstance(value, StrEnum):
        value = value.value
    if isinstance(value, str):
        return _text(value, style, in_flow=in_flow)
    if isinstance(value, Mapping):
        pairs = [f"{inline(key)}: {inline(part)}" for key, part in value.items()]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(inline(part) for part in value) + "]"
    return _fixed(value)


def block(value: Value, *, indent: int, style: str = _PLAIN) -> list[str]:
    """What follows `key:`: the rest of that line, then further lines with their indentation.

    Args:
        value: a mapping and a long list become one line per item; a long text is folded.
        indent: of the further lines.
        style: as `inline`, or `>` for a text that was folded.
    """
    pad = " " * indent
    if isinstance(value, str) and _is_foldable(value) and _is_long(value, indent, style):
        width = max(MAX_WIDTH - indent, 40)
        lines = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
        return [" >-", *(pad + line for line in lines)]
    if isinstance(value, Mapping) and value:
        return ["", *(f"{pad}{inline(k)}: {inline(v, in_flow=False)}" for k, v in value.items())]
    line = " " + inline(value, style=_PLAIN if style in FOLDED else style, in_flow=False)
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    if is_list and value and indent + len(line) > MAX_WIDTH:
        return ["", *(f"{pad}{item(part)}" for part in value)]  # type: ignore[union-attr]
    return [line]


def item(value: Value, *, style: str = _PLAIN) -> str:
    """One item of a block list, without indentation."""
    return f"- {inline(value, style=style, in_flow=False)}"


def _text(value: str, style: str, *, in_flow: bool) -> str:
    escaped = "".join(_escaped(sign) for sign in value)
    tries = {_SINGLE: "'" + value.replace("'", "''") + "'", _DOUBLE: f'"{escaped}"'}
    for text in (tries.get(style, value), value):
        if _reads_as(text, value, in_flow=in_flow):
            return text
    return tries[_DOUBLE]


def _escaped(sign: str) -> str:
    """A sign between double quotes; what nobody can see is written as its number."""
    if sign in ('"', "\\"):
        return f"\\{sign}"
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\u{code:04x}" if code < _BEYOND_U else f"\\U{code:08x}"


def _reads_as(text: str, value: str, *, in_flow: bool) -> bool:
    if "\n" in text or "\r" in text:
        return False
    around = f"k: [a, {text}, b]  # c\n" if in_flow else f"k: {text}  # c\n"
    try:
        found = YAML(typ="safe", pure=True).load(around)["k"]
    except (YAMLError, ValueError, TypeError, KeyError):
        return False
    return bool(found == (["a", value, "b"] if in_flow else value))


def _is_long(value: str, indent: int, style: str) -> bool:
    return style in FOLDED or (style == _PLAIN and indent + len(value) > MAX_WIDTH)


def _is_foldable(value: str) -> bool:
    """True when a folded block gives it back: words with one space between, on one line."""
    return bool(value) and value == " ".join(value.split()) and value.isprintable()


def _fixed(value: bool | int | float | date | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else repr(value)
