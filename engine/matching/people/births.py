"""Birth dates in every notation, as eight digits; they are compared in memory and kept nowhere."""

import re
from dataclasses import dataclass

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february", "mrt maart mar march", "apr april",
            "mei may", "jun juni june", "jul juli july", "aug augustus august",
            "sep sept september", "okt oktober oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[t ].*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})(?: .*)?")
_IN_WORDS = re.compile(r"([0-9]{1,2})[-/. ]+([a-z]+)[-/., ]+([0-9]{4})")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0)?")
_YEAR = re.compile(r"([0-9]{4})(?:\.0)?")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date as far as it is known.

    Attributes:
        day: `YYYYMMDD`, also when there is no such day (a slip of the pen is compared too);
            None when day or month is not known.
        year: `YYYY`, None when it is not known.
    """

    day: str | None = None
    year: str | None = None


def parse(text: str | None) -> Birth:
    """Read a birth date; what is none is not known.

    Args:
        text: `1970-01-31`, `19700131`, `31-1-1970`, `31 januari 1970` or `1970`; a day that
            stands before its month is read so.
    """
    line = " ".join((text or "")[:_LONGEST].lower().split())
    if found := _YEAR_FIRST.fullmatch(line) or _DIGITS.fullmatch(line):
        return _birth(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(line):
        return _birth(found[3], found[2], found[1])
    if (found := _IN_WORDS.fullmatch(line)) and found[2] in _MONTHS:
        return _birth(found[3], str(_MONTHS[found[2]]), found[1])
    found = _YEAR.fullmatch(line)
    return _birth(found[1], "0", "0") if found else Birth()


def _birth(year: str, month: str, day: str) -> Birth:
    if int(year) == 0:
        return Birth()
    if int(month) == 0 or int(day) == 0:
        return Birth(None, year)
    return Birth(f"{year}{int(month):02}{int(day):02}", year)
