"""Which sign-ins still hold: not too old, not idle, not ended.

Kept in memory of the one process that serves the app; every start of it signs everybody out, as
its cookies are sealed with a new secret. Nothing of it is stored.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock

from engine.casework.models import Role
from engine.casework.signing_in.identity import Identity
from engine.casework.signing_in.rules import Times
from engine.errors import SignInError
from engine.translatable import mark

_LONGEST_KEPT = timedelta(days=31)
"""Longer than Streamlit's cookie lives, so that an ended sign-in is never taken for a new one."""


class End(StrEnum):
    """Why a sign-in does not hold any more."""

    OLD = "old"
    TOKEN = "token"
    IDLE = "idle"
    SIGNED_OUT = "signed_out"
    FUTURE = "future"

    @property
    def label(self) -> str:
        """The reason, as a page says it."""
        return _LABELS[self]


_LABELS = {
    End.OLD: mark("Uw sessie heeft haar langste duur bereikt."),
    End.TOKEN: mark("Uw aanmelding is verlopen."),
    End.IDLE: mark("U bent te lang niet actief geweest."),
    End.SIGNED_OUT: mark("U bent uitgelogd."),
    End.FUTURE: mark("De klok van de aanmelddienst loopt voor op die van Dijkwacht."),
}


@dataclass(slots=True)
class _Known:
    seen_at: datetime
    end: End | None = None
    role: Role | None = None


@dataclass(slots=True)
class SignIns:
    """Sign-ins of one process, safe to ask from every thread."""

    _known: dict[str, _Known] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def standing(self, who: Identity, times: Times, *, now: datetime, is_act: bool) -> End | None:
        """Why this sign-in does not hold; None when it does. What ended once stays ended.

        Args:
            who: whose sign-in.
            times: how long it may hold, closed at the end: at the limit it holds no more.
            now: the moment.
            is_act: the user does something now, so that the sign-in is not idle.
        """
        with self._lock:
            self._forget(now)
            known = self._known.setdefault(who.sign_in_id, _Known(who.signed_in_at))
            if known.end is None:
                known.end = _end(who, times, now, known.seen_at)
            if known.end is None and is_act:
                known.seen_at = now
            return known.end

    def end(self, who: Identity, *, now: datetime) -> None:
        """Sign out: in every window, and for whoever has the cookie."""
        with self._lock:
            self._known.setdefault(who.sign_in_id, _Known(now)).end = End.SIGNED_OUT

    def choose(self, who: Identity, role: Role) -> None:
        """Work in one of several roles from now on, in every window of this sign-in.

        Raises:
            SignInError: the provider does not give this role.
        """
        if role not in who.roles:
            raise SignInError("deze rol hoort niet bij uw aanmelding")
        with self._lock:
            self._known.setdefault(who.sign_in_id, _Known(who.signed_in_at)).role = role

    def role(self, who: Identity) -> Role | None:
        """The role in which somebody works: the only one, else the chosen one; None for neither."""
        if len(who.roles) == 1:
            return who.roles[0]
        with self._lock:
            known = self._known.get(who.sign_in_id)
        return known.role if known is not None and known.role in who.roles else None

    def _forget(self, now: datetime) -> None:
        old = [name for name, one in self._known.items() if now - one.seen_at > _LONGEST_KEPT]
        for name in old:
            del self._known[name]


def _end(who: Identity, times: Times, now: datetime, seen_at: datetime) -> End | None:
    if who.signed_in_at - now > timedelta(seconds=times.clock_skew_seconds):
        return End.FUTURE
    if now - who.signed_in_at >= timedelta(minutes=times.longest_minutes):
        return End.OLD
    if times.ends_with_token and now >= who.token_ends_at:
        return End.TOKEN
    if now - seen_at >= timedelta(minutes=times.idle_minutes):
        return End.IDLE
    return None
