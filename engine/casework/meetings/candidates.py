"""Which cases may come on an agenda, and who may see that they are there."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.casework import holds, users
from engine.casework.case_models import Case
from engine.casework.meetings.definition import meetings_of
from engine.casework.meetings.models import AgendaItem, Meeting, MeetingState
from engine.casework.models import HoldKind, User
from engine.casework.process import needs
from engine.casework.process.models import Transition
from engine.casework.process.states import State
from engine.errors import CaseworkError
from engine.translatable import sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may come on the agenda; what it is about is told once it is there.

    Attributes:
        since: when it came into its state.
        discussed: day of the last meeting of this kind where it was on the agenda; None: never.
    """

    number: int
    state: State
    location_id: str
    since: datetime
    discussed: date | None


def candidates(session: Session, meeting: Meeting, *, user: User, today: date) -> list[Candidate]:
    """Cases that may be added to this agenda by this user, the longest in its state first.

    Raises:
        CaseworkError: the role may not prepare meetings.
    """
    users.require(user, users.MAY_MEET)
    states = meetings_of(session).kinds[meeting.kind].case_states
    there = select(AgendaItem.case_id).where(
        AgendaItem.meeting_id == meeting.id, AgendaItem.case_id.is_not(None)
    )
    since = (
        select(func.max(Transition.moved_at))
        .where(Transition.case_id == Case.id)
        .correlate(Case)
        .scalar_subquery()
    )
    came = func.coalesce(since, Case.opened_at, type_=Case.opened_at.type)
    found = session.execute(
        select(Case, came)
        .where(Case.state.in_(sorted(states)), Case.closed_at.is_(None), Case.id.not_in(there))
        .order_by(came, Case.id)
    ).all()
    last = _discussed(session, meeting)
    masked = masked_objects(session, as_of=today)
    return [
        Candidate(case.id, case.state, case.place.location_id, when, last.get(case.id))
        for case, when in found
        if case.state is not None and _refusal(session, case, user, masked) is None
    ]


def require(session: Session, meeting: Meeting, case: Case, *, user: User, today: date) -> None:
    """Refuse a case that may not come on this agenda.

    Raises:
        CaseworkError: the role may not, its state, a possible victim, or it is there already.
    """
    users.require(user, users.MAY_MEET)
    kind = meetings_of(session).kinds[meeting.kind]
    if case.state not in kind.case_states or not case.is_open:
        raise CaseworkError(
            "zaak {number} staat in {where}; op deze agenda horen: {states}",
            number=str(case.id),
            where=case.state or sentence(case.kind.label),
            states=", ".join(kind.case_states),
        )
    told = _refusal(session, case, user, masked_objects(session, as_of=today))
    if told is not None:
        raise CaseworkError("zaak {number}: {why}", number=str(case.id), why=told)
    if any(item.case_id == case.id for item in meeting.items):
        raise CaseworkError(
            "zaak {number} staat al op de agenda van overleg {meeting}",
            number=str(case.id),
            meeting=str(meeting.id),
        )


def is_masked(case: Case, masked: Set[str]) -> bool:
    """True when somebody at the location may be a victim: the case says so, or a mask stands."""
    return case.is_victim or any(bag_id in masked for bag_id in case.place.bag_ids)


def masked_objects(session: Session, *, as_of: date) -> frozenset[str]:
    """BAG ids of every location that is masked on a day."""
    return frozenset(
        bag_id
        for hold in holds.standing(session, as_of=as_of)
        if hold.kind is HoldKind.MASKED
        for bag_id in hold.place.bag_ids
    )


def _refusal(session: Session, case: Case, user: User, masked: Set[str]) -> str | None:
    if not is_masked(case, masked):
        return None
    if user.role not in users.MAY_MASK:
        return sentence(
            "deze locatie is afgeschermd; vraag: {allowed}", allowed=users.listed(users.MAY_MASK)
        )
    return next(iter(needs.missing(session, case, ("care_seen",)).values()), None)


def _discussed(session: Session, meeting: Meeting) -> dict[int, date]:
    query = (
        select(AgendaItem.case_id, func.max(Meeting.day))
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            Meeting.kind == meeting.kind, Meeting.state == MeetingState.HELD,
            AgendaItem.case_id.is_not(None),
        )
        .group_by(AgendaItem.case_id)
    )  # fmt: skip
    return {case_id: day for case_id, day in session.execute(query) if case_id is not None}
