"""Checks the values that come with a pattern, before any backend sees them."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NoReturn

from engine.errors import PatternError
from engine.network.patterns import Param, Pattern, Value
from engine.network.patterns.building import MAX_INTEGER
from engine.network.patterns.checking import MAX_DAYS
from engine.network.patterns.tree import Scalar
from engine.network.patterns.words import TYPES, unknown
from engine.tables import Type

MAX_VALUES = 10_000
"""Longest list; each value is bound by itself, which takes a second per few thousand."""


def check(pattern: Pattern, params: Mapping[str, Value]) -> dict[str, Value]:
    """The values by name, lists as tuples.

    Args:
        pattern: says which values it needs, and of which type.
        params: one value for each; `$as_of` is not among them.

    Raises:
        PatternError: a value is missing, of another type or out of range, a list holds None, or
            there is a value that the pattern does not use.
    """
    for name in sorted(params.keys() - {param.name for param in pattern.params}):
        known = [param.name for param in pattern.params]
        what = unknown("parameter", f"${name}", [f"${one}" for one in known])
        raise PatternError(what if known else f"${name} is not used", file=pattern.file)
    return {param.name: _checked(pattern, param, params) for param in pattern.params}


def _checked(pattern: Pattern, param: Param, params: Mapping[str, Value]) -> Value:
    if param.name not in params:
        of = f"a list, each {TYPES[param.type]}" if param.is_list else TYPES[param.type]
        _stop(pattern, param, f"has no value: it is {of}")
    value = params[param.name]
    if not param.is_list:
        return _scalar(pattern, param, value)
    if isinstance(value, str) or not isinstance(value, Sequence):
        _stop(pattern, param, f"is a list, not {_shown(value)}")
    if len(value) > MAX_VALUES:
        _stop(pattern, param, f"has more than {MAX_VALUES} values")
    return tuple(_scalar(pattern, param, one) for one in value)


def _scalar(pattern: Pattern, param: Param, value: object) -> Scalar:
    found = _as_type(value, param.type)
    if found is None:
        _stop(pattern, param, f"is {TYPES[param.type]}, not {_shown(value)}")
    if isinstance(found, int) and abs(found) > (MAX_DAYS if param.is_days else MAX_INTEGER):
        _stop(pattern, param, f"is too large: {_shown(value)}")
    if isinstance(found, str) and not found.isascii():
        try:
            found.encode()
        except UnicodeEncodeError:
            _stop(pattern, param, f"is no text that can be stored: {_shown(value)}")
    return found


def _as_type(value: object, wanted: Type) -> Scalar | None:
    """The value as its type, None when it is of another; a whole number is a number too."""
    kind = type(value)
    if wanted is Type.REAL and isinstance(value, int | float) and kind is not bool:
        return float(value) if abs(value) <= sys.float_info.max else None
    if wanted is Type.DATE:
        return value if isinstance(value, date) and not isinstance(value, datetime) else None
    own = {Type.TEXT: str, Type.INT: int, Type.BOOL: bool}.get(wanted)
    return value if isinstance(value, str | int) and kind is own else None


def _shown(value: object) -> str:
    return repr(value)[:60]


def _stop(pattern: Pattern, param: Param, what: str) -> NoReturn:
    spot = param.spot
    text = f"${param.name} {what}"
    raise PatternError(text, file=pattern.file, line=spot.line, column=spot.column)
