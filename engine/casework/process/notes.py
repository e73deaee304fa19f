"""Notes: what somebody wants to remember in a case."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases, users
from engine.casework.case_models import Case
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process.models import Note
from engine.translatable import mark


def add(session: Session, case: Case, *, user: User, text: str, now: datetime) -> Note:
    """Write a note; it is never changed afterwards.

    Raises:
        CaseworkError: the role may not, or the text is empty, too long or holds a BSN.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    note = Note(
        case_id=case.id, user=user, written_at=now, text=check_text(text, what=mark("een tekst"))
    )
    session.add(note)
    session.flush()
    cases.log(session, case, user=user, name="Notitie gemaakt", now=now, kinds=("notitie",))
    return note


def of_case(session: Session, case: Case) -> list[Note]:
    """Notes of a case, oldest first."""
    found = select(Note).where(Note.case_id == case.id)
    return list(session.scalars(found.order_by(Note.written_at, Note.id)))
