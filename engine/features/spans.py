"""Bound values: `$as_of`, the params, and `$<param>_from` for params that are a span of time.

Features hold no calendar functions; month arithmetic happens here, once.
"""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

Value = bool | int | float | str | date | list[str]

UNITS = ("_days", "_months", "_years")
FROM = "_from"


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier; a day that does not exist becomes the month's last."""
    year, month0 = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def months_of(param: str, value: int) -> float:
    """Length of a span param in months; a day is a 30th of a month here."""
    if param.endswith("_years"):
        return value * 12
    return value if param.endswith("_months") else value / 30


def start(param: str, value: object, as_of: date) -> date:
    """The excluded first day of a window.

    Args:
        param: name ending in `_days`, `_months` or `_years`.
        value: whole number of that unit, 0 or more.
        as_of: day to go back from.

    Raises:
        ValueError: not a whole number, below 0, or before the calendar begins.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{param} must be a whole number of 0 or more, got {value!r}")
    try:
        if param.endswith("_days"):
            return as_of - timedelta(days=value)
        return months_before(as_of, value * (12 if param.endswith("_years") else 1))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{param} = {value} reaches before the calendar begins") from error


def base(placeholder: str, params: Iterable[str]) -> str | None:
    """The param a placeholder speaks of: itself, or the span under `<param>_from`; else None."""
    known = set(params)
    if placeholder in known:
        return placeholder
    span = placeholder.removesuffix(FROM)
    is_span = placeholder.endswith(FROM) and span.endswith(UNITS)
    return span if is_span and span in known else None


def bindings(
    placeholders: Iterable[str], params: Mapping[str, Value], *, as_of: date
) -> dict[str, Value]:
    """Values for exactly these placeholders.

    Raises:
        ValueError: a placeholder without a param, or a span that is no whole number.
    """
    bound: dict[str, Value] = {}
    for name in placeholders:
        param = base(name, params)
        if name == "as_of":
            bound[name] = as_of
        elif param is None:
            raise ValueError(f"${name} has no value: the params are {sorted(params)}")
        else:
            bound[name] = params[param] if param == name else start(param, params[param], as_of)
    return bound
