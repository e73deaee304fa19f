"""A meeting ready to draw: agenda in order, minutes, codes, and what was decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework.meetings import agenda, candidates, codes
from engine.casework.meetings.candidates import Candidate
from engine.casework.meetings.definition import Meetings, meetings_of
from engine.casework.meetings.models import (
    AgendaItem,
    Confidentiality,
    Meeting,
    MeetingKind,
    MeetingState,
    Purpose,
)
from engine.casework.models import User
from engine.exports.words import said
from engine.snapshot import Run
from engine.translatable import Sentence, sentence

_PLACES = """
SELECT location_id, town, kind FROM locations WHERE list_contains($ids, location_id) ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision; `task` None when it made none."""

    text: str
    lead: str
    due_on: date | None
    task: int | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item; `codes` is empty for a free subject."""

    position: int
    case: int | None
    codes: tuple[str, ...]
    subject: str
    minutes: int
    purpose: Purpose
    requested: tuple[str, ...]
    author: str
    portfolio_holder: str
    confidentiality: Confidentiality
    texts: tuple[tuple[str, str], ...]
    decisions: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting.

    Attributes:
        needed: minutes of all items together.
        told: what may be chosen, as the rules say.
        attendees: roles that may attend, by code.
        recipients: who gets a paper; empty when nobody does.
    """

    number: int
    kind: MeetingKind
    label: str
    day: date
    state: MeetingState
    minutes: int
    needed: int
    attendance: tuple[str, ...]
    cancel_reason: str | None
    version: int
    items: tuple[ItemView, ...]
    told: Meetings
    attendees: tuple[tuple[str, str], ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A case that may come on the agenda: its number and how it is told, without an address."""

    number: int
    text: str


def view(session: Session, meeting: Meeting) -> MeetingView:
    """A meeting with everything of its agenda; who may see it was decided before."""
    told = meetings_of(session)
    kind = told.kinds[meeting.kind]
    return MeetingView(
        number=meeting.id,
        kind=meeting.kind,
        label=kind.label,
        day=meeting.day,
        state=meeting.state,
        minutes=meeting.minutes,
        needed=agenda.needed(meeting),
        attendance=tuple(told.attendees[role] for role in meeting.attendance),
        cancel_reason=meeting.cancel_reason,
        version=meeting.version,
        items=tuple(_item(session, item, told) for item in meeting.items),
        told=told,
        attendees=tuple((role, told.attendees[role]) for role in kind.attendees),
        recipients=kind.recipients,
    )


def choices(
    session: Session, meeting: Meeting, run: Run, *, user: User, today: date
) -> tuple[Choice, ...]:
    """Cases that may be added, as one line each: state, kind and village, and since when."""
    found = candidates.candidates(session, meeting, user=user, today=today)
    with run.connect() as con:
        ids = [one.location_id for one in found]
        rows: list[tuple[Any, ...]] = con.execute(_PLACES, {"ids": ids}).fetchall()
    known = {
        name: sentence(
            "{kind} in {town}",
            kind=said("kind", kind),
            town=town or sentence("onbekende kern"),
        )
        for name, town, kind in rows
    }
    nowhere = sentence("niet in deze run")
    return tuple(
        Choice(one.number, _line(one, known.get(one.location_id, nowhere), today)) for one in found
    )


def _line(one: Candidate, where: Sentence, today: date) -> Sentence:
    told = sentence(
        "Zaak {number}: {state}, {where}, {days} dagen",
        number=str(one.number), state=str(one.state), where=where,
        days=str((today - dutch_day(one.since)).days),
    )  # fmt: skip
    if one.discussed is None:
        return told
    return sentence("{told}, besproken op {day}", told=told, day=one.discussed)


def _item(session: Session, item: AgendaItem, told: Meetings) -> ItemView:
    given = () if item.case is None else codes.of_case(session, item.case)
    return ItemView(
        position=item.position,
        case=item.case_id,
        codes=tuple(code.code for code in given),
        subject=item.subject or "vernietigd",
        minutes=item.minutes,
        purpose=item.purpose,
        requested=tuple(item.requested),
        author=item.author.subject,
        portfolio_holder=item.portfolio_holder,
        confidentiality=item.confidentiality,
        texts=tuple(item.texts.items()),
        decisions=tuple(
            Decided(
                one.text or "vernietigd", told.attendees.get(one.lead, one.lead), one.due_on,
                one.task_id,
            )
            for one in item.decisions
        ),
    )  # fmt: skip
