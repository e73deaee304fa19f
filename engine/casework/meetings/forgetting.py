"""What agendas say about a case, taken away when the case is destroyed or sealed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework.case_models import Case
from engine.casework.meetings.models import AgendaItem


def forget(session: Session, case: Case) -> int:
    """Empty every text about a case on agendas; that it was there, and when, stays.

    Args:
        session: a writing session, in the transaction that destroys or seals the case, which
            also logs it.
        case: whose texts go.

    Returns:
        How many items held something.
    """
    items = session.scalars(select(AgendaItem).where(AgendaItem.case_id == case.id)).all()
    count = 0
    for item in items:
        held = bool(item.subject or item.requested or item.texts)
        item.subject, item.requested, item.texts = "", [], {}
        for decision in item.decisions:
            held = held or bool(decision.text)
            decision.text = ""
        count += held
    session.flush()
    return count
