"""A meeting as Dutch text and as plain data: agenda in order, minutes, and what was decided."""

from typing import Any

from sqlalchemy.orm import Session

from engine.casework.meetings import agenda, codes
from engine.casework.meetings.definition import meetings_of
from engine.casework.meetings.models import AgendaDecision, AgendaItem, Meeting
from engine.exports.words import day


def line(session: Session, meeting: Meeting) -> str:
    """A meeting in one line."""
    kind = meetings_of(session).kinds[meeting.kind].label
    what = f"{kind} op {day(meeting.day)}, {meeting.state.label}"
    count = len(meeting.items)
    points = "1 punt" if count == 1 else f"{count} punten"
    return f"{meeting.id}: {what}; {points}, {agenda.needed(meeting)} van {meeting.minutes} minuten"


def to_text(session: Session, meeting: Meeting) -> str:
    """The agenda as lines, ending without a newline."""
    told = meetings_of(session)
    lines = [line(session, meeting)]
    if (over := agenda.needed(meeting) - meeting.minutes) > 0:
        lines.append(f"De agenda duurt {over} minuten te lang.")
    if meeting.attendance:
        present = ", ".join(told.attendees[role] for role in meeting.attendance)
        lines.append(f"Aanwezig: {present}")
    if meeting.cancel_reason:
        lines.append(f"Reden: {meeting.cancel_reason}")
    for item in meeting.items:
        lines += ["", f"{item.position}. {subject(session, item)} ({item.minutes} minuten)"]
        marks = (told.purposes[item.purpose], told.confidentiality[item.confidentiality])
        lines.append(f"   {', '.join((*marks, item.portfolio_holder))}")
        lines += [f"   gevraagd: {text}" for text in item.requested]
        lines += [f"   besloten: {decided(session, one)}" for one in item.decisions]
    lines.append(f"\nVersie {meeting.version}")
    return "\n".join(lines)


def subject(session: Session, item: AgendaItem) -> str:
    """What an item is about: its subject, with the codes of the locations of its case."""
    title = item.subject or "vernietigd"
    if item.case is None:
        return title
    known = ", ".join(code.code for code in codes.of_case(session, item.case))
    about = f"Zaak {item.case.id}"
    return f"{title} [{known}]" if about in title else f"{title} [{about}, {known}]"


def decided(session: Session, one: AgendaDecision) -> str:
    """A decision in one line."""
    lead = meetings_of(session).attendees.get(one.lead, one.lead)
    due = f", uiterlijk {day(one.due_on)}" if one.due_on else ""
    task = f" (taak {one.task_id})" if one.task_id else ""
    return f"{one.text or 'vernietigd'} Trekker: {lead}{due}{task}"


def data(session: Session, meeting: Meeting) -> dict[str, Any]:
    """Everything of a meeting as plain data; people are users or roles, never names."""
    return {
        "id": meeting.id,
        "kind": meeting.kind.value,
        "day": meeting.day,
        "state": meeting.state.value,
        "minutes": meeting.minutes,
        "minutes_needed": agenda.needed(meeting),
        "attendance": meeting.attendance,
        "cancel_reason": meeting.cancel_reason,
        "version": meeting.version,
        "items": [_item(session, item) for item in meeting.items],
    }


def _item(session: Session, item: AgendaItem) -> dict[str, Any]:
    given = [] if item.case is None else codes.of_case(session, item.case)
    return {
        "position": item.position,
        "case": item.case_id,
        "codes": [code.code for code in given],
        "subject": item.subject,
        "minutes": item.minutes,
        "purpose": item.purpose.value,
        "requested": item.requested,
        "author": item.author.subject,
        "portfolio_holder": item.portfolio_holder,
        "confidentiality": item.confidentiality.value,
        "texts": item.texts,
        "decisions": [
            {
                "text": one.text, "lead": one.lead, "due_on": one.due_on, "task": one.task_id,
                "at": one.decided_at,
            }
            for one in item.decisions
        ],
    }  # fmt: skip
