"""Dutch on pages of casework: moments, spans, and what commands refuse in English."""

import re
from collections.abc import Callable
from datetime import datetime
from re import Match

from connectors.dates import LOCAL
from engine.exports.words import day, number, word

_WHAT = {"a reason": "een reden", "a purpose": "een reden"}


def _what(text: str) -> str:
    return _WHAT.get(text, text)


def _role(found: Match[str]) -> str:
    allowed = ", ".join(word("user.role", role) for role in found["allowed"].split(", "))
    return f"als {word('user.role', found['role'])} mag u dit niet; wel: {allowed or 'niemand'}"


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


def moment(at: datetime) -> str:
    """Day and time in the Netherlands."""
    here = at.astimezone(LOCAL)
    return f"{day(here.date())} om {here:%H:%M}"


def on(at: datetime) -> str:
    """The day in the Netherlands."""
    return day(at.astimezone(LOCAL).date())


def days(count: int) -> str:
    """A span in whole days."""
    return "1 dag" if count == 1 else f"{number(count)} dagen"


def told(error: Exception) -> str:
    """The message of an error in Dutch, as far as it is known; else as it is."""
    text = str(error)
    for pattern, say in _TOLD:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return say(found)
    return text
