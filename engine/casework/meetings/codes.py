"""Codes under which the locations of a case are told, so that a paper holds no address."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.casework.case_models import Case, CasePlace
from engine.casework.meetings.models import LocationCode


def give(session: Session, case: Case, *, now: datetime) -> list[LocationCode]:
    """Codes of every location of a case, its own first; a location keeps the one it has.

    Args:
        session: a writing session: new numbers follow the highest one.
        case: whose locations.
        now: the moment, with a time zone.
    """
    known = {code.place_id: code for code in of_case(session, case)}
    highest = session.scalar(select(func.max(LocationCode.number))) or 0
    for place_id in _places(session, case):
        if place_id not in known:
            highest += 1
            code = LocationCode(number=highest, case_id=case.id, place_id=place_id, given_at=now)
            session.add(code)
            known[place_id] = code
    session.flush()
    return [known[place_id] for place_id in _places(session, case)]


def of_case(session: Session, case: Case) -> list[LocationCode]:
    """Codes that the locations of a case have, by number."""
    found = select(LocationCode).where(LocationCode.case_id == case.id)
    return list(session.scalars(found.order_by(LocationCode.number)))


def _places(session: Session, case: Case) -> list[int]:
    further = select(CasePlace.place_id).where(CasePlace.case_id == case.id)
    return [
        case.place_id,
        *session.scalars(further.order_by(CasePlace.added_at, CasePlace.place_id)),
    ]
