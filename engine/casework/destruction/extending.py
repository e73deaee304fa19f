"""Keeping a case of the RIEC longer than its hard date: with reason and four eyes (REQ-RET-2)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from connectors.dates import months_after
from engine.casework import cases, four_eyes, users
from engine.casework.case_models import Case
from engine.casework.destruction import due
from engine.casework.models import User
from engine.casework.process.definition import process_of
from engine.casework.process.models import Act, Approval
from engine.casework.process.states import Origin
from engine.errors import CaseworkError


def ask(
    session: Session, case: Case, *, until: date, user: User, reason: str, now: datetime
) -> Approval:
    """Ask a second person to allow keeping a case up to and including a day.

    Args:
        session: a writing session.
        case: with origin RIEC, not destroyed.
        until: later than now is allowed, and at most `riec_extension_months` later.
        user: who asks.
        reason: why it must be kept, without names.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, it did not come from the RIEC, or the day is not allowed.
    """
    four_eyes.require_asker(session, Act.EXTEND, user)
    _check(session, case, until)
    return four_eyes.ask(
        session, Act.EXTEND, user=user, case=case, subject=_subject(case, until), reason=reason,
        now=now,
    )  # fmt: skip


def extend(session: Session, case: Case, *, until: date, user: User, now: datetime) -> None:
    """Keep a case up to and including a day, as a second person allowed.

    Raises:
        CaseworkError: nobody allowed exactly this, it expired, or the role may not.
    """
    asks = process_of(session).approvals[Act.EXTEND].asks
    users.require(user, frozenset(asks))
    _check(session, case, until)
    subject = _subject(case, until)
    four_eyes.use(session, Act.EXTEND, user=user, case=case, subject=subject, now=now)
    case.keep_until = until
    session.flush()
    name = f"Bewaartermijn verlengd tot en met {until.isoformat()}"
    cases.log(session, case, user=user, name=name, now=now, kinds=("bewaartermijn",))


def is_allowed(session: Session, case: Case, until: date) -> bool:
    """True when somebody allowed exactly this and it was not used."""
    subject = _subject(case, until)
    return four_eyes.usable(session, Act.EXTEND, case=case, subject=subject) is not None


def _check(session: Session, case: Case, until: date) -> None:
    if case.origin is not Origin.RIEC:
        raise CaseworkError(
            "zaak {number} kwam niet van het RIEC; alleen dan kan het langer", number=str(case.id)
        )
    now_until = due.riec_until(session, case)
    latest = months_after(now_until, process_of(session).retention.riec_extension_months)
    if not now_until < until <= latest:
        raise CaseworkError(
            "zaak {number} blijft tot en met {until}; kies een latere dag, uiterlijk {latest}",
            number=str(case.id),
            until=now_until,
            latest=latest,
        )


def _subject(case: Case, until: date) -> str:
    return f"{case.id}/extend/{until.isoformat()}"
