"""Links between cases: made by hand, and to what ended earlier at the same location."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.casework import cases, places, users
from engine.casework.case_models import Case, CaseKind, CasePlace
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process.models import CaseLink, LinkKind
from engine.casework.process.states import ENDED
from engine.errors import CaseworkError
from engine.translatable import mark

_NAMES = {
    LinkKind.MERGED: "opgegaan in",
    LinkKind.SPLIT: "afgesplitst naar",
    LinkKind.EARLIER: "volgt op",
    LinkKind.RELATED: "hoort bij",
}


def label(kind: LinkKind) -> str:
    """How `case_id` belongs to `other_id`, in Dutch."""
    return _NAMES[kind]


def link(
    session: Session, case: Case, other: Case, *, user: User, reason: str, now: datetime
) -> CaseLink:
    """Tell that two cases belong together; either may have ended.

    Raises:
        CaseworkError: the role may not see both, they are the same or linked so, or no reason.
    """
    may_both(user, case, other)
    if case.id == other.id:
        raise CaseworkError("zaak {number} hoort al bij zichzelf", number=str(case.id))
    if _by_hand(session, case, other):
        raise CaseworkError(
            "zaak {number} en zaak {other} zijn al gekoppeld",
            number=str(case.id),
            other=str(other.id),
        )
    return add(session, case, other, LinkKind.RELATED, user=user, reason=reason, now=now)


def unlink(session: Session, case: Case, other: Case, *, user: User, now: datetime) -> None:
    """Take a link away that a person made; what merged or split cases is history and stays.

    Raises:
        CaseworkError: the role may not see both, or no person linked them.
    """
    may_both(user, case, other)
    found = _by_hand(session, case, other)
    if not found:
        raise CaseworkError(
            "zaak {number} en zaak {other} zijn niet met de hand gekoppeld",
            number=str(case.id),
            other=str(other.id),
        )
    for made in found:
        session.delete(made)
    session.flush()
    cases.log(session, case, user=user, name=f"Koppeling met zaak {other.id} weg", now=now)


def link_earlier(session: Session, case: Case, *, user: User, now: datetime) -> list[CaseLink]:
    """Link a new case to every signal or case at its location that has ended.

    A case that the user's role may not see is left out.

    Returns:
        The new links, by number of the earlier case.
    """
    here = places.overlapping(session, case.place.bag_ids) or [case.place_id]
    further = select(CasePlace.case_id).where(CasePlace.place_id.in_(here))
    ended = or_(Case.closed_at.is_not(None), Case.state.in_(sorted(ENDED)))
    at = or_(Case.place_id.in_(here), Case.id.in_(further))
    query = select(Case).where(at, ended, Case.kind != CaseKind.BIBOB, Case.id != case.id)
    earlier = session.scalars(query.order_by(Case.id)).unique()
    return [
        add(
            session, case, one, LinkKind.EARLIER, user=user, now=now,
            reason=f"Eerdere zaak op deze locatie: {one.id}",
        )
        for one in earlier
        if user.role in users.MAY_OPEN[one.kind]
    ]  # fmt: skip


def of_case(session: Session, case: Case) -> list[CaseLink]:
    """Links from and to a case, oldest first."""
    found = select(CaseLink).where(or_(CaseLink.case_id == case.id, CaseLink.other_id == case.id))
    return list(session.scalars(found.order_by(CaseLink.linked_at, CaseLink.id)))


def add(
    session: Session,
    case: Case,
    other: Case,
    kind: LinkKind,
    *,
    user: User,
    reason: str,
    now: datetime,
) -> CaseLink:
    """Write a link that was checked.

    Raises:
        CaseworkError: there is no reason.
    """
    made = CaseLink(
        case_id=case.id, other_id=other.id, kind=kind, user_id=user.id, linked_at=now,
        reason=check_text(reason, what=mark("een reden")),
    )  # fmt: skip
    session.add(made)
    session.flush()
    name = f"Zaak {case.id} {label(kind)} zaak {other.id}"
    cases.log(session, case, user=user, name=name, now=now)
    return made


def may_both(user: User, case: Case, other: Case) -> None:
    """Refuse when the user's role may not open both kinds of case.

    Raises:
        CaseworkError: with the roles that may.
    """
    for one in (case, other):
        users.require(user, users.MAY_OPEN[one.kind])


def _by_hand(session: Session, case: Case, other: Case) -> list[CaseLink]:
    pair = {case.id, other.id}
    return [
        made
        for made in of_case(session, case)
        if made.kind is LinkKind.RELATED and {made.case_id, made.other_id} == pair
    ]
