"""Dutch notation of days and numbers."""

from datetime import date

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def day(value: date | None, *, unknown: str = "datum niet bekend") -> str:
    """A date as `3 maart 2026`."""
    return unknown if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def number(value: float | None, decimals: int = 0, *, unknown: str = "niet bekend") -> str:
    """A number with a decimal comma and points between thousands."""
    if value is None:
        return unknown
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
