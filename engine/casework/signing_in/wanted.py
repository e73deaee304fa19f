"""Which page somebody asked for before signing in, as the provider gives back the first page only.

Known by a token of the browser and kept in memory, for a short time and for one use.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

_MOST = 1000
"""Browsers that are remembered at once; the oldest goes first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of the app and what its URL held."""

    page: str
    query: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class WantedPages:
    """Pages asked for, safe to ask from every thread."""

    _kept: dict[str, tuple[datetime, Wanted]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, browser: str, wanted: Wanted, *, now: datetime) -> None:
        """Remember what a browser asked for, instead of what it asked before."""
        with self._lock:
            self._kept.pop(_mark(browser), None)
            while len(self._kept) >= _MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[_mark(browser)] = (now, wanted)

    def take(self, browser: str, *, now: datetime, minutes: int) -> Wanted | None:
        """What a browser asked for less than so many minutes ago, once."""
        with self._lock:
            found = self._kept.pop(_mark(browser), None)
        if found is None or now - found[0] >= timedelta(minutes=minutes):
            return None
        return found[1]


def browser_token(cookie: str) -> str:
    """What stays the same in the cookie against forged requests, of which the rest is a new mask.

    Args:
        cookie: `2|mask|masked token|moment`, in hexadecimals; another form is taken as it is.
    """
    match cookie.split("|"):
        case ["2", mask, masked, _] if mask:
            try:
                key, sealed = bytes.fromhex(mask), bytes.fromhex(masked)
            except ValueError:
                return cookie
            return bytes(one ^ key[n % len(key)] for n, one in enumerate(sealed)).hex()
    return cookie


def _mark(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()
