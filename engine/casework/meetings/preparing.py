"""Meetings themselves: planned, held with who attended, or cancelled; every step is logged."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from connectors.dates import dutch_day
from engine.casework import audit, users
from engine.casework.judgements import check_text
from engine.casework.meetings.definition import meetings_of
from engine.casework.meetings.models import AgendaItem, Meeting, MeetingKind, MeetingState
from engine.casework.models import User
from engine.casework.moments import moment
from engine.errors import CaseworkError
from engine.translatable import mark, sentence

_STEP = "voorbereiden van een overleg"
_MOST_MINUTES = 480


def create(
    session: Session,
    *,
    user: User,
    kind: MeetingKind,
    day: date,
    now: datetime,
    minutes: int | None = None,
) -> Meeting:
    """Plan a meeting.

    Args:
        session: a writing session.
        user: who prepares it.
        kind: which table.
        day: when it is held; not before today.
        now: the moment, with a time zone.
        minutes: time there is, 5 to 480; None: what its kind says.

    Raises:
        RoleRefused: the role prepares no meetings.
        CaseworkError: the day has passed, the minutes are out of range, or the
            same kind is planned for that day.
    """
    users.require(user, users.MAY_MEET)
    told = meetings_of(session).kinds[kind]
    if day < dutch_day(now):
        raise CaseworkError("een overleg op {day}: die dag is voorbij", day=day)
    minutes = told.minutes if minutes is None else minutes
    if not 5 <= minutes <= _MOST_MINUTES:
        raise CaseworkError(
            "een overleg duurt 5 tot {most} minuten, niet {minutes}",
            most=_MOST_MINUTES,
            minutes=minutes,
        )
    same = select(Meeting.id).where(
        Meeting.kind == kind, Meeting.day == day, Meeting.state == MeetingState.PREPARED
    )
    if (known := session.scalar(same.limit(1))) is not None:
        raise CaseworkError(
            "overleg {number} is al een {kind} op {day}",
            number=str(known),
            kind=told.label,
            day=day,
        )
    meeting = Meeting(
        kind=kind,
        day=day,
        minutes=minutes,
        state=MeetingState.PREPARED,
        attendance=[],
        made_by_id=user.id,
        made_at=now,
        changed_by=user,
        changed_at=now,
    )
    session.add(meeting)
    session.flush()
    log(session, meeting, user=user, name=f"Overleg gepland: {told.label}", now=now)
    return meeting


def to_change(
    session: Session, number: int, *, user: User, now: datetime, seen: int | None = None
) -> Meeting:
    """A meeting that `user` is about to change: locked until the session ends, version raised.

    Args:
        session: a writing session.
        number: of the meeting.
        user: who changes it.
        now: the moment, with a time zone.
        seen: the version that the user looked at; None: whatever it is.

    Raises:
        RoleRefused: the role prepares no meetings.
        CaseworkError: there is no such meeting, or somebody changed it since;
            the message says who and when.
    """
    users.require(user, users.MAY_MEET)
    meeting = session.get(Meeting, number, with_for_update={"of": Meeting}, populate_existing=True)
    if meeting is None:
        raise CaseworkError("er is geen overleg {number}", number=str(number))
    if seen is not None and seen != meeting.version:
        raise CaseworkError(
            "overleg {number} is intussen gewijzigd door {who} ({when}); bekijk het eerst opnieuw",
            number=str(number),
            who=meeting.changed_by.subject,
            when=moment(meeting.changed_at),
        )
    meeting.changed_by, meeting.changed_at = user, now
    flag_modified(meeting, "changed_at")
    return meeting


def hold(
    session: Session, meeting: Meeting, *, user: User, attendance: Sequence[str], now: datetime
) -> None:
    """Record that it was held, and which roles attended.

    Args:
        session: a writing session.
        meeting: as `to_change` gives it.
        user: who records it.
        attendance: roles of its kind, at least one; each once.
        now: the moment, with a time zone; not before its day.

    Raises:
        RoleRefused: the role prepares no meetings.
        CaseworkError: it is not in preparation, its day must still come, or a role is unknown.
    """
    users.require(user, users.MAY_MEET)
    require_prepared(meeting)
    if dutch_day(now) < meeting.day:
        raise CaseworkError(
            "overleg {number} is pas op {day}", number=str(meeting.id), day=meeting.day
        )
    known = meetings_of(session).kinds[meeting.kind].attendees
    if unknown := sorted(set(attendance) - set(known)):
        raise CaseworkError(
            "onbekende aanwezigen {unknown}; bekend: {known}. Aanwezigen worden met hun rol "
            "genoemd, nooit met hun naam",
            unknown=", ".join(unknown),
            known=", ".join(known),
        )
    if not attendance:
        raise CaseworkError("wie waren er? Kies uit: {known}", known=", ".join(known))
    meeting.attendance = [role for role in known if role in attendance]
    meeting.state = MeetingState.HELD
    session.flush()
    log(session, meeting, user=user, name="Overleg gehouden", now=now)


def cancel(session: Session, meeting: Meeting, *, user: User, reason: str, now: datetime) -> None:
    """Cancel a meeting that was not held; its agenda stays to be read.

    Raises:
        RoleRefused: the role prepares no meetings.
        CaseworkError: it is not in preparation, or there is no reason.
    """
    users.require(user, users.MAY_MEET)
    require_prepared(meeting)
    meeting.cancel_reason = check_text(reason, what=mark("een reden"))
    meeting.state = MeetingState.CANCELLED
    session.flush()
    log(session, meeting, user=user, name="Overleg vervallen", now=now)


def require_prepared(meeting: Meeting) -> None:
    """Refuse a meeting whose agenda is fixed.

    Raises:
        CaseworkError: with where it stands.
    """
    if meeting.state is not MeetingState.PREPARED:
        raise CaseworkError(
            "overleg {number} is {state}: de agenda staat vast",
            number=str(meeting.id),
            state=sentence(meeting.state.label),
        )


def find(session: Session, number: int) -> Meeting:
    """One meeting.

    Raises:
        CaseworkError: there is no such meeting.
    """
    meeting = session.get(Meeting, number)
    if meeting is None:
        raise CaseworkError("er is geen overleg {number}", number=str(number))
    return meeting


def planned(session: Session) -> list[Meeting]:
    """Meetings in preparation, the first one first."""
    found = select(Meeting).where(Meeting.state == MeetingState.PREPARED)
    return list(session.scalars(found.order_by(Meeting.day, Meeting.id)))


def earlier(session: Session, *, most: int = 20) -> list[Meeting]:
    """Meetings that were held or cancelled, the newest first."""
    found = select(Meeting).where(Meeting.state != MeetingState.PREPARED)
    return list(session.scalars(found.order_by(Meeting.day.desc(), Meeting.id.desc()).limit(most)))


def log(
    session: Session,
    meeting: Meeting,
    *,
    user: User,
    name: str,
    now: datetime,
    item: AgendaItem | None = None,
    kinds: tuple[str, ...] = (),
) -> None:
    """Log what was done with a meeting; of an item about a case, its case and location too."""
    objects = [audit.ProcessedObject("overleg", "nummer", str(meeting.id), meeting.kind, kinds)]
    if item is not None and item.case is not None:
        case = item.case
        objects.append(audit.ProcessedObject("zaak", "nummer", str(case.id), "zaak", kinds))
        objects += [
            audit.ProcessedObject("locatie", "BAG", bag_id, f"zaak {case.id}", kinds)
            for bag_id in case.place.bag_ids
        ]
    processing = audit.Processing(name, _STEP, user.subject, tuple(objects))
    audit.append(session, processing, now=now)
