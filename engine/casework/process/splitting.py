"""One case that becomes two: some of its locations, with their hits, go to a new one.

A split is undone by merging (`joining.merge`).
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases, users
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Place, User
from engine.casework.process import case_places, linking
from engine.casework.process.definition import process_of
from engine.casework.process.models import CaseHit, LinkKind, Transition
from engine.casework.process.moving import check_reason
from engine.errors import CaseworkError
from engine.translatable import sentence


def split(
    session: Session,
    case: Case,
    location_ids: Collection[str],
    *,
    user: User,
    reason: str,
    now: datetime,
) -> Case:
    """Make a new case of some locations of a case, with the hits that were found there.

    It starts where the process starts and is weighed by itself. It has the owner, the origin and
    the day of opening of the old one, so that it is kept no longer. Notes, tasks and questions
    stay: nobody knows to which location they belong.

    Args:
        session: a writing session.
        case: as `cases.to_change` gives it.
        location_ids: which of its locations; at least one, and at least one other stays.
        user: who splits, in a role that may open such a case.
        reason: why, without names, of at least `min_reason` characters; also the new one's purpose.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, it has no such location, none would stay, or it is a Bibob
            file.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    cases.require_open(case)
    if case.kind is CaseKind.BIBOB:
        raise CaseworkError("een Bibob-dossier staat op zichzelf en wordt niet gesplitst")
    process = process_of(session)
    reason = check_reason(reason, process)
    going, staying = _divided(session, case, location_ids)
    new = Case(
        kind=case.kind, place=going[0], purpose=reason, opened_by=user, opened_at=case.opened_at,
        state=process.starts[case.kind], origin=case.origin, owner=case.owner,
        is_victim=case.is_victim, last_activity_at=now, changed_by=user,
        taken_on_at=None if case.kind is CaseKind.SIGNAL else case.taken_on_at,
    )  # fmt: skip
    session.add(new)
    session.flush()
    case_places.set_all(session, case, staying, user=user, now=now)
    case_places.set_all(session, new, going, user=user, now=now)
    gone = {place.id for place in going}
    for hit in session.scalars(select(CaseHit).where(CaseHit.case_id == case.id)).all():
        if hit.place_id in gone:
            hit.case_id = new.id
    session.add(
        Transition(
            case_id=new.id, to_state=new.state, user=user, role=user.role, reason=reason,
            moved_at=now, checks={"split_from": case.id, "kind": new.kind.value},
        )
    )  # fmt: skip
    session.flush()
    linking.add(session, case, new, LinkKind.SPLIT, user=user, reason=reason, now=now)
    cases.log(session, new, user=user, name=f"Zaak afgesplitst van zaak {case.id}", now=now)
    return new


def _divided(
    session: Session, case: Case, location_ids: Collection[str]
) -> tuple[list[Place], list[Place]]:
    """Places that go and places that stay, each in the order of the case."""
    known = case_places.of_case(session, case)
    missing = sorted(set(location_ids) - {place.location_id for place in known})
    if missing or not location_ids:
        raise CaseworkError(
            "zaak {number} gaat over {places}; niet over: {others}",
            number=str(case.id),
            places=", ".join(place.location_id for place in known),
            others=", ".join(missing) or sentence("geen locatie gekozen"),
        )
    going = [place for place in known if place.location_id in location_ids]
    staying = [place for place in known if place.location_id not in location_ids]
    if not staying:
        raise CaseworkError("er blijft geen locatie over in zaak {number}", number=str(case.id))
    return going, staying
