"""Cutting the processing log after its term, so that what is left still verifies.

An entry is written that says which was the last one cut and what its hash was: the anchor. It
stands in the chain itself; `audit.verify` starts from what the newest anchor says.
"""

import re
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day, months_after
from engine.casework import audit
from engine.casework.audit_models import AuditEntry
from engine.casework.destruction.due import Due, Kind
from engine.register_settings import AuditSettings

_TERM = re.compile(r"P(\d+)([DMY])")


def due(session: Session, *, today: date) -> list[Due]:
    """The entries at the begin of the log whose term is over, as one; none when there are none.

    An entry out of order by its time, younger than those after it, keeps what follows.
    """
    fixed: AuditSettings = session.info["audit"]
    last: AuditEntry | None = None
    first: date | None = None
    count = 0
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).yield_per(500):
        day = dutch_day(entry.tijdstip)
        if ends_on(day, fixed.retention) >= today:
            break
        last, first, count = entry, first or day, count + 1
    if last is None or first is None:
        return []
    # Enough of the hash that another entry cannot be meant.
    key = f"{last.seq} ({last.hash})"
    return [Due(Kind.LOG, key, ends_on(first, fixed.retention) + timedelta(days=1), count)]


def ends_on(day: date, term: str) -> date:
    """Last day of a term such as `P24M` that begins on a day."""
    found = _TERM.fullmatch(term)
    assert found is not None, "the settings check the pattern"
    number, unit = int(found[1]), found[2]
    if unit == "D":
        return date.fromordinal(day.toordinal() + number)
    return months_after(day, number * (12 if unit == "Y" else 1))


def cut(session: Session, one: Due, *, user: str, now: datetime) -> None:
    """Write the anchor and take out the entries up to and including it, in one transaction.

    Raises:
        CaseworkError: the log is not whole: it is kept as it is, to be looked at.
    """
    audit.verify(session)
    seq = int(one.key.partition(" ")[0])
    hash_ = session.scalars(select(AuditEntry.hash).where(AuditEntry.seq == seq)).one()
    audit.append(session, audit.anchor(seq, hash_, count=one.count, user=user), now=now)
    session.execute(
        delete(AuditEntry).where(AuditEntry.seq <= seq).execution_options(synchronize_session=False)
    )
    assert session.scalar(select(func.min(AuditEntry.seq))) == seq + 1
