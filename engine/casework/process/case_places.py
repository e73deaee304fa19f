"""The locations that a case is about: its own, and further ones."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework.case_models import Case, CasePlace
from engine.casework.models import Place, User


def of_case(session: Session, case: Case) -> list[Place]:
    """Every location that a case is about, its own first, then in the order of their ids."""
    further = select(Place).join(CasePlace, CasePlace.place_id == Place.id)
    found = session.scalars(further.where(CasePlace.case_id == case.id).order_by(Place.id))
    return [case.place, *(place for place in found if place.id != case.place_id)]


def set_all(
    session: Session, case: Case, wanted: Sequence[Place], *, user: User, now: datetime
) -> None:
    """Let a case be about exactly these, at least one; its own one stays that when it is there."""
    ids = [place.id for place in wanted]
    if case.place_id not in ids:
        case.place = wanted[0]
        session.flush()
    held = set(_further(session, case))
    take_away(session, case, held - set(ids) | {case.place_id})
    add(session, case, [key for key in ids if key not in held], user=user, now=now)


def add(
    session: Session, case: Case, place_ids: Collection[int], *, user: User, now: datetime
) -> list[int]:
    """Let a case be about further locations; ids of those that it was not about before."""
    held = {case.place_id, *_further(session, case)}
    new = sorted(set(place_ids) - held)
    session.add_all(
        CasePlace(case_id=case.id, place_id=key, added_by_id=user.id, added_at=now) for key in new
    )
    session.flush()
    return new


def take_away(session: Session, case: Case, place_ids: Collection[int]) -> None:
    """Let a case be about these no longer; its own location is never taken away."""
    for key in sorted(place_ids):
        held = session.get(CasePlace, (case.id, key))
        if held is not None:
            session.delete(held)
    session.flush()


def _further(session: Session, case: Case) -> list[int]:
    return list(session.scalars(select(CasePlace.place_id).where(CasePlace.case_id == case.id)))
