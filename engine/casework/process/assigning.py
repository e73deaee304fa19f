"""Who works on a case, and which further locations it is about."""

from datetime import datetime

from sqlalchemy.orm import Session

from engine.casework import cases, places, users
from engine.casework.case_models import Case, CasePlace
from engine.casework.models import User
from engine.casework.places import LocationState
from engine.errors import CaseworkError


def assign(session: Session, case: Case, *, user: User, owner: User | None, now: datetime) -> None:
    """Give a case to somebody, or to nobody.

    Raises:
        CaseworkError: who gives it or who gets it has a role that may not work on it.
    """
    allowed = users.MAY_OPEN[case.kind]
    users.require(user, allowed)
    if owner is not None:
        users.require(owner, allowed)
    case.owner = owner
    session.flush()
    name = "Trekker gewijzigd" if owner is not None else "Trekker weggehaald"
    cases.log(session, case, user=user, name=name, now=now, kinds=("trekker",))


def add_place(
    session: Session, case: Case, *, user: User, location: LocationState, now: datetime
) -> None:
    """Let a case be about a further location.

    Raises:
        CaseworkError: the role may not, or it is about that location already.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    place = places.find_or_add(session, location)
    if place.id == case.place_id or session.get(CasePlace, (case.id, place.id)) is not None:
        raise CaseworkError(
            "zaak {number} gaat al over {place}", number=str(case.id), place=location.location_id
        )
    session.add(CasePlace(case_id=case.id, place=place, added_by_id=user.id, added_at=now))
    session.flush()
    cases.log(session, case, user=user, name="Locatie toegevoegd", now=now, kinds=("locatie",))
