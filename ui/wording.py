"""Words, days, numbers and spans as a page says them, and what commands refuse in English."""

import re
from collections.abc import Callable
from datetime import date, datetime
from re import Match

from connectors.dates import LOCAL, dutch_day
from engine.exports import words
from engine.translatable import mark
from engine.workbench import changes
from ui.language import Language, chosen, english_day, english_number, tr, tr_many, tr_word

_NO_DAY = mark("datum niet bekend")
_NO_VALUE = mark("niet bekend")
_WHAT = {"a reason": "een reden", "a purpose": "een reden"}


def word(group: str, value: object, *, unknown: str = _NO_VALUE) -> str:
    """A fixed word of the tables; `unknown` for None, the value itself when it has no words."""
    if value is None:
        return tr(unknown)
    return tr_word(group, words.word(group, value))


def day(value: date | None, *, unknown: str = _NO_DAY) -> str:
    """A date as `3 maart 2026`; `unknown` for None."""
    if value is None:
        return tr(unknown)
    if chosen() is Language.DUTCH:
        return words.day(value)
    return english_day(value)


def number(value: float | None, decimals: int = 0, *, unknown: str = _NO_VALUE) -> str:
    """A number with signs between thousands and before decimals; `unknown` for None."""
    if value is None:
        return tr(unknown)
    if chosen() is Language.DUTCH:
        return words.number(value, decimals)
    return english_number(value, decimals)


def setting(value: object) -> str:
    """A value of a rule: yes or no, a number, a list, or nothing."""
    if chosen() is Language.DUTCH:
        return changes.shown(value)
    if value is None:
        return tr("geen")
    if isinstance(value, bool):
        return tr("ja") if value else tr("nee")
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(setting(part) for part in value) or tr("geen")
    return str(value)


def moment(at: datetime) -> str:
    """Day and time in the Netherlands."""
    here = at.astimezone(LOCAL)
    return tr("{day} om {time}").format(day=day(here.date()), time=f"{here:%H:%M}")


def on(at: datetime) -> str:
    """The day in the Netherlands."""
    return day(dutch_day(at))


def days(count: int) -> str:
    """A span in whole days."""
    return tr_many("{count} dag", "{count} dagen", count).format(count=number(count))


def told(error: Exception) -> str:
    """The message of an error: as it is in English; in Dutch as far as that is known."""
    text = str(error)
    if chosen() is Language.ENGLISH:
        return text
    for pattern, say in _TOLD:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return say(found)
    return text


def _what(text: str) -> str:
    return _WHAT.get(text, text)


def _role(found: Match[str]) -> str:
    allowed = ", ".join(words.word("user.role", role) for role in found["allowed"].split(", "))
    role = words.word("user.role", found["role"])
    return f"als {role} mag u dit niet; wel: {allowed or 'niemand'}"


_TOLD: tuple[tuple[str, Callable[[Match[str]], str]], ...] = (
    (r"(?P<what>.+) is needed", lambda m: f"{_what(m['what'])} is nodig"),
    (
        r"(?P<what>.+) holds a number that looks like a BSN; leave it out",
        lambda m: f"{_what(m['what'])} bevat een nummer dat op een BSN lijkt; laat het weg",
    ),
    (
        r"(?P<what>.+) holds a character that cannot be kept; type it anew",
        lambda m: f"{_what(m['what'])} bevat een teken dat niet te bewaren is; typ het opnieuw",
    ),
    (
        r"(?P<what>.+) has (?P<count>\d+) characters; (?P<most>\d+) is the most",
        lambda m: f"{_what(m['what'])} heeft {m['count']} tekens; {m['most']} is het meeste",
    ),
    (r"role (?P<role>\w+) may not .+; allowed: (?P<allowed>.*)", _role),
    (r"no case (?P<number>\d+)", lambda m: f"er is geen zaak {m['number']}"),
    (
        r"case (?P<number>\d+) is closed.*",
        lambda m: f"zaak {m['number']} is gesloten: er komt niets meer bij",
    ),
    (r"user (?P<who>.+) is switched off", lambda m: f"gebruiker {m['who']} is uitgeschakeld"),
)
