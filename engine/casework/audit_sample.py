"""The monthly sample of the processing log for the FG, and looking something up in it (REQ-LOG-2).

Who reads the log is logged too. Which entries are drawn follows from the month and their seals, so
that nobody can choose them and everybody gets the same ones.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import LOCAL, months_after
from engine.casework import audit, users
from engine.casework.audit_models import AuditEntry
from engine.casework.models import User
from engine.register_settings import AuditSettings

_STEP = "toezicht op het logboek"
_NAME = "Steekproef van {:%Y-%m} uit het logboek getrokken"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of one month.

    Attributes:
        month: its first day.
        total: entries of that month.
        by_action: how many of every action, by name.
        drawn: the entries drawn, in the order written; all of them when there are few.
    """

    month: date
    total: int
    by_action: tuple[tuple[str, int], ...]
    drawn: tuple[AuditEntry, ...]


def draw(session: Session, *, month: date, user: User, now: datetime) -> Sample:
    """Draw the sample of the month that `month` falls in, after the whole chain was verified.

    Args:
        session: a writing session.
        month: any day of the month, in the Netherlands.
        user: who reads it.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, or the log is not whole.
    """
    users.require(user, users.MAY_READ_LOG)
    audit.verify(session)
    first = month.replace(day=1)
    found = audit.search(session, since=_begin(first), until=_begin(months_after(first, 1)))
    fixed: AuditSettings = session.info["audit"]
    ranked = sorted(found, key=lambda entry: _rank(first, entry))[: fixed.sample]
    counts = Counter(entry.actie_naam for entry in found)
    _log(session, _NAME.format(first), user, now)
    drawn = tuple(sorted(ranked, key=lambda entry: entry.seq))
    return Sample(first, len(found), tuple(sorted(counts.items())), drawn)


def is_drawn(session: Session, *, month: date) -> bool:
    """True when the sample of the month that `month` falls in was drawn before."""
    name = _NAME.format(month.replace(day=1))
    found = select(AuditEntry.seq).where(AuditEntry.actie_naam == name).limit(1)
    return session.scalar(found) is not None


def search(
    session: Session,
    *,
    user: User,
    now: datetime,
    of: str | None = None,
    about: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[AuditEntry]:
    """Entries of a person, about an object and in `[since, until]`, in the order written.

    Args:
        session: a writing session.
        user: who looks it up.
        now: the moment, with a time zone.
        of: subject of whose acts.
        about: id of what was processed, such as a BAG id or the number of a case.
        since: first day, in the Netherlands.
        until: last day, closed.

    Raises:
        CaseworkError: the role may not.
    """
    users.require(user, users.MAY_READ_LOG)
    found = audit.search(
        session,
        user=of,
        object_ids=None if about is None else [about],
        since=None if since is None else _begin(since),
        until=None if until is None else _begin(date.fromordinal(until.toordinal() + 1)),
    )
    _log(session, f"Gezocht in het logboek: {len(found)} regels", user, now)
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)


def _rank(month: date, entry: AuditEntry) -> str:
    return hashlib.sha256(f"{month.isoformat()}/{entry.hash}".encode()).hexdigest()


def _log(session: Session, name: str, user: User, now: datetime) -> None:
    of_what = audit.ProcessedObject("logboek", "naam", "dijkwacht", "ingezien logboek")
    audit.append(session, audit.Processing(name, _STEP, user.subject, (of_what,)), now=now)
