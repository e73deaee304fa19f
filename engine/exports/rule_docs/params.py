"""Params of a rule in words: what they compare and in which unit, read from their names."""

from datetime import date

from engine.exports.words import day

_OPERATORS = {
    "min": "ten minste", "max": "ten hoogste", "above": "meer dan", "below": "minder dan",
}  # fmt: skip
_UNITS = {
    "days": "dagen", "weeks": "weken", "months": "maanden", "years": "jaar", "hours": "uur",
    "m2": "m²", "eur": "euro", "pct": "procent", "digits": "cijfers",
}  # fmt: skip
_METRES = "m"

Value = bool | int | float | str | date | list[str] | None


def in_words(name: str, value: Value) -> str:
    """The value with its comparison and unit, such as `ten minste 4` or `24 maanden`."""
    words = name.split("_")
    operator = next((_OPERATORS[word] for word in words if word in _OPERATORS), "")
    unit = next((_UNITS[word] for word in reversed(words) if word in _UNITS), "")
    if words[-1] == _METRES:
        unit = "meter"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    parts = (operator, plain(value), unit) if is_number else (plain(value),)
    return " ".join(part for part in parts if part)


def plain(value: Value) -> str:
    """A value as a reader writes it: ja and nee, a decimal comma, `onbekend`."""
    if value is None:
        return "onbekend"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return ", ".join(value)
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
