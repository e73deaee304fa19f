"""The edge: what a report of Signalen loses before anything looks at it.

Who reported becomes a pseudonym, keyed and in memory, or nothing at all. It serves to count
how many different people reported, and is written nowhere as it came.
"""

import hmac
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from connectors import about, drops
from connectors.about import Scope
from engine.errors import SettingsError
from engine.settings import Settings
from engine.sources_file import secret

NAME = "signalen"
PSEUDONYM = "reporter_pseudonym"
_PATTERN = re.compile(r"R[0-9a-f]{20}")
_MIN_KEY = 32
_MAIL = re.compile(r"[^@\s*]+@[^@\s*]+")
_FEWEST_DIGITS = 6


@dataclass(slots=True)
class Edge:
    """Cleans reports of one delivery or fetch.

    Attributes:
        dropped: names of every never-use field, in lower case.
        key: gives the key of pseudonyms; None when there is none.
        notes: what was dropped, with counts.
    """

    dropped: frozenset[str]
    key: Callable[[], bytes] | None
    notes: Counter[str] = field(default_factory=Counter)

    def clean(self, body: Mapping[str, object]) -> dict[str, object]:
        """Return a report without what may never be used, with a pseudonym of its reporter.

        Raises:
            SettingsError: the key is not set, or too short.
        """
        pseudonym = self._given(body.get(PSEUDONYM)) or self._made(body.get("reporter"))
        names = {str(name).lower() for name in body}
        self.notes.update(f"dropped fields/{name}" for name in names & self.dropped)
        cleaned = drops.from_json(body, self.dropped)
        assert isinstance(cleaned, dict)
        cleaned.pop(PSEUDONYM, None)
        return cleaned | {PSEUDONYM: pseudonym} if pseudonym else cleaned

    def _given(self, value: object) -> str | None:
        """A pseudonym that was made before; anything else in its place may be a person."""
        if isinstance(value, str) and _PATTERN.fullmatch(value):
            return value
        if value not in (None, ""):
            self.notes[f"dropped fields/{PSEUDONYM} that is none"] += 1
        return None

    def _made(self, reporter: object) -> str | None:
        contact = _contact(reporter)
        if contact is None:
            return None
        if self.key is None:
            self.notes["reporters that are not told apart: no options.reporter_key"] += 1
            return None
        return "R" + hmac.digest(self.key(), contact.encode(), "sha256")[:10].hex()


def edge(settings: Settings, reporter_key: str | None) -> Edge:
    """Make the edge of a source.

    Args:
        settings: with the rules folder whose drop-list counts.
        reporter_key: the option, `env:NAME`; its value is read when it is needed.
    """
    dropped = about.dropped(NAME, Scope.ALWAYS, Scope.COPIES, rules=settings.rules)
    return Edge(dropped, None if reporter_key is None else lambda: _key(reporter_key))


def _key(reporter_key: str) -> bytes:
    value = secret(reporter_key)
    if len(value) < _MIN_KEY:
        name = reporter_key.removeprefix("env:")
        what = f"environment variable {name} is too short: at least {_MIN_KEY} random characters"
        raise SettingsError(what)
    return value.encode()


def _contact(reporter: object) -> str | None:
    """One spelling of how a reporter can be reached: by e-mail, else by phone.

    Signalen shows stars to who may not see it; these are nobody.
    """
    if not isinstance(reporter, Mapping):
        return None
    mail, phone = (str(reporter.get(key) or "").strip() for key in ("email", "phone"))
    if _MAIL.fullmatch(mail):
        return f"mail\x1f{mail.lower()}"
    digits = re.sub(r"[^0-9]", "", re.sub(r"^(?:\+|00)31", "0", re.sub(r"[ ().-]", "", phone)))
    return f"phone\x1f{digits}" if "*" not in phone and len(digits) >= _FEWEST_DIGITS else None
