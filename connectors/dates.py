"""Dates as registers write them: full, partial (`19760000`, `1976-05`) or unknown (`00000000`).

A partial date is kept as text with its precision; it never becomes the first of a month.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EXCEL = "excel"
"""The `format.date` of a day that is counted in Excel's 1900 date system."""
LOCAL, UTC = ZoneInfo("Europe/Amsterdam"), ZoneInfo("UTC")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONG_FRACTION = re.compile(r"(\.[0-9]{6})[0-9]+")
_NEVER = 60
"""Excel counts 29 February 1900, a day that never was."""
_LAST = (date.max - date(1899, 12, 30)).days

_YEAR = re.compile(r"([0-9]{4})(?:0000|-00(?:-00)?)?|00-00-([0-9]{4})")
_MONTH = re.compile(
    r"([0-9]{4})([0-9]{2})00|([0-9]{4})-([0-9]{2})(?:-00)?|(?:00-)?([0-9]{2})-([0-9]{4})"
)
_ZEROS = re.compile(r"[0-]*0[0-]*")


def dutch_day(moment: datetime) -> date:
    """The day that it is in the Netherlands at a moment with a time zone."""
    return moment.astimezone(LOCAL).date()


@lru_cache(maxsize=65_536)
def parse(text: str, pattern: str) -> date | None:
    """Read a full date by a strptime `pattern`; only zeros means unknown, so None.

    Raises:
        ValueError: the text is no such date, among them 29 February 2025 and 31 April.
    """
    if _ZEROS.fullmatch(text):
        return None
    found = datetime.strptime(text, pattern)
    if text.isdigit() and found.strftime(pattern) != text:
        raise ValueError("digits missing")
    return found.date()


@lru_cache(maxsize=65_536)
def partial(text: str) -> str | None:
    """Return `1976` or `1976-05` when the text is a date without day or month, else None."""
    if found := _MONTH.fullmatch(text):
        parts = [part for part in found.groups() if part]
        year, month = sorted(parts, key=len, reverse=True)
        if 1 <= int(month) <= 12 and int(year):
            return f"{year}-{month}"
    if (found := _YEAR.fullmatch(text)) and int(year := found[1] or found[2]):
        return year
    return None


def parse_partial(text: str, pattern: str) -> tuple[date | None, str | None]:
    """Read a date that may be partial: (date, None), (None, "1976-05") or (None, None).

    Raises:
        ValueError: the text is neither a date by `pattern` nor a partial date.
    """
    if (precision := partial(text)) is not None:
        return None, precision
    return parse(text, pattern), None


def months_after(day: date, months: int) -> date:
    """The same day `months` later; a day that does not exist becomes the month's last."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def year_bounds(year: int) -> tuple[datetime, datetime]:
    """First moment of a calendar year in the Netherlands and of the next one, in UTC."""
    first, last = (datetime(y, 1, 1, tzinfo=LOCAL) for y in (year, year + 1))
    return first.astimezone(UTC), last.astimezone(UTC)


def from_serial(number: float) -> date:
    """Day that Excel shows for a number in its 1900 date system; the time of day is left out.

    Raises:
        ValueError: no day has this number.
    """
    days = int(number)
    if not 1 <= days <= _LAST or days == _NEVER:
        raise ValueError("no day has this number")
    return date(1899, 12, 30) + timedelta(days=days + (days < _NEVER))


def local_day(text: str, *, zone: ZoneInfo) -> date:
    """Day in the Netherlands of an ISO moment, whether it has a zone or not.

    Args:
        text: a day, or a moment with any number of decimals; `Z` and `+02` are zones.
        zone: of a moment without one.

    Raises:
        ValueError: the text is no moment that exists.
    """
    if _ISO.fullmatch(text):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(_LONG_FRACTION.sub(r"\1", text))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    try:
        return dutch_day(moment)
    except OverflowError as error:
        raise ValueError("beyond the calendar") from error
