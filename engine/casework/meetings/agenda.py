"""The agenda: cases and free subjects in order, and what people write about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import users
from engine.casework.case_models import Case
from engine.casework.judgements import check_text
from engine.casework.meetings import candidates, codes, preparing
from engine.casework.meetings.definition import Meetings, meetings_of
from engine.casework.meetings.models import AgendaItem, Confidentiality, Meeting, Purpose
from engine.casework.models import User
from engine.errors import CaseworkError
from engine.translatable import mark

_MOST_MINUTES = 480


@dataclass(frozen=True, slots=True)
class Details:
    """What stands at an item; None leaves what is there, or takes the first word of the rules.

    Attributes:
        requested: what is asked to decide, without names.
        texts: what people wrote, by section; an empty text takes it away.
    """

    subject: str | None = None
    minutes: int | None = None
    purpose: Purpose | None = None
    requested: Sequence[str] | None = None
    portfolio_holder: str | None = None
    confidentiality: Confidentiality | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


def add(
    session: Session,
    meeting: Meeting,
    *,
    user: User,
    case: Case | None,
    details: Details,
    now: datetime,
) -> AgendaItem:
    """Put a case, or a subject without one, at the end of an agenda.

    Args:
        session: a writing session.
        meeting: as `preparing.to_change` gives it.
        user: who writes it (steller).
        case: None for a free subject, which then needs a subject.
        details: what stands at it.
        now: the moment, with a time zone.

    Raises:
        RoleRefused: the role prepares no meetings.
        CaseworkError: the agenda is fixed, the case may not come there, or a text is not right.
    """
    users.require(user, users.MAY_MEET)
    preparing.require_prepared(meeting)
    told = meetings_of(session)
    if case is not None:
        candidates.require(session, meeting, case, user=user, today=dutch_day(now))
        codes.give(session, case, now=now)
    subject = details.subject or (f"Zaak {case.id}" if case is not None else "")
    item = AgendaItem(
        case=case,
        position=len(meeting.items) + 1,
        subject=check_text(subject, what=mark("een onderwerp")),
        minutes=told.minutes,
        purpose=Purpose.DISCUSSION,
        requested=[],
        author=user,
        portfolio_holder=told.portfolio_holders[0],
        confidentiality=Confidentiality.CONFIDENTIAL,
        texts={},
    )
    _fill(item, details, told)
    meeting.items.append(item)
    session.flush()
    preparing.log(session, meeting, user=user, name="Agendapunt toegevoegd", now=now, item=item)
    return item


def edit(
    session: Session, item: AgendaItem, *, user: User, details: Details, now: datetime
) -> None:
    """Change what stands at an item.

    Raises:
        RoleRefused: the role prepares no meetings.
        CaseworkError: the agenda is fixed, or a text or word is not right; nothing changes.
    """
    users.require(user, users.MAY_MEET)
    preparing.require_prepared(item.meeting)
    _fill(item, details, meetings_of(session))
    session.flush()
    name = "Agendapunt gewijzigd"
    preparing.log(session, item.meeting, user=user, name=name, now=now, item=item, kinds=("tekst",))


def remove(session: Session, item: AgendaItem, *, user: User, now: datetime) -> None:
    """Take an item off the agenda; the others move up. A code once given stays with its case.

    Raises:
        RoleRefused: the role prepares no meetings.
        CaseworkError: the agenda is fixed.
    """
    meeting = item.meeting
    users.require(user, users.MAY_MEET)
    preparing.require_prepared(meeting)
    preparing.log(session, meeting, user=user, name="Agendapunt verwijderd", now=now, item=item)
    meeting.items.remove(item)
    session.delete(item)
    _number(meeting)
    session.flush()


def order(session: Session, item: AgendaItem, *, user: User, position: int, now: datetime) -> None:
    """Move an item to a place on the agenda, 1 to the number of items.

    Raises:
        RoleRefused: the role prepares no meetings.
        CaseworkError: the agenda is fixed, or there is no such place.
    """
    meeting = item.meeting
    users.require(user, users.MAY_MEET)
    preparing.require_prepared(meeting)
    if not 1 <= position <= len(meeting.items):
        raise CaseworkError(
            "de agenda heeft plaats 1 tot {last}, niet {position}",
            last=len(meeting.items),
            position=position,
        )
    items = [one for one in meeting.items if one is not item]
    items.insert(position - 1, item)
    for number, one in enumerate(items, start=1):
        one.position = number
    session.flush()
    session.expire(meeting, ["items"])
    preparing.log(session, meeting, user=user, name="Agenda geordend", now=now)


def find(meeting: Meeting, position: int) -> AgendaItem:
    """The item at a place of an agenda.

    Raises:
        CaseworkError: there is none.
    """
    for item in meeting.items:
        if item.position == position:
            return item
    raise CaseworkError(
        "overleg {number} heeft geen agendapunt {position}",
        number=str(meeting.id),
        position=position,
    )


def needed(meeting: Meeting) -> int:
    """Minutes that all items take together."""
    return sum(item.minutes for item in meeting.items)


def _fill(item: AgendaItem, details: Details, told: Meetings) -> None:
    """Check everything first, so that nothing of a refused change stays."""
    subject = (
        None if details.subject is None else check_text(details.subject, what=mark("een onderwerp"))
    )
    requested = None if details.requested is None else _requested(details.requested, told)
    texts = _texts(details.texts, told)
    if details.minutes is not None and not 1 <= details.minutes <= _MOST_MINUTES:
        raise CaseworkError(
            "een punt duurt 1 tot {most} minuten, niet {minutes}",
            most=_MOST_MINUTES,
            minutes=details.minutes,
        )
    holder = details.portfolio_holder
    if holder is not None and holder not in told.portfolio_holders:
        raise CaseworkError(
            "portefeuillehouder {holder} is onbekend; bekend: {known}",
            holder=holder,
            known=", ".join(told.portfolio_holders),
        )
    item.subject = item.subject if subject is None else subject
    item.requested = item.requested if requested is None else requested
    item.minutes = item.minutes if details.minutes is None else details.minutes
    item.purpose = details.purpose or item.purpose
    item.portfolio_holder = holder or item.portfolio_holder
    item.confidentiality = details.confidentiality or item.confidentiality
    merged = {**item.texts, **texts}
    item.texts = {key: merged[key] for key in told.written if merged.get(key)}


def _requested(bullets: Sequence[str], told: Meetings) -> list[str]:
    found = [
        check_text(text, what=mark("een gevraagd besluit")) for text in bullets if text.strip()
    ]
    if len(found) > told.most_requested:
        raise CaseworkError(
            "{count} gevraagde besluiten; {most} is het meeste",
            count=len(found),
            most=told.most_requested,
        )
    return found


def _texts(texts: Mapping[str, str], told: Meetings) -> dict[str, str]:
    if unknown := sorted(texts.keys() - told.written.keys()):
        raise CaseworkError(
            "geen tekst voor {unknown}; wel voor: {known}",
            unknown=", ".join(unknown),
            known=", ".join(told.written),
        )
    return {
        key: check_text(text, what=told.written[key]) if text.strip() else ""
        for key, text in texts.items()
    }


def _number(meeting: Meeting) -> None:
    for number, item in enumerate(meeting.items, start=1):
        item.position = number
