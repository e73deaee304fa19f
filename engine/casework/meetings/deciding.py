"""What was decided about an item, and the task that follows from it."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import users
from engine.casework.case_models import Case
from engine.casework.judgements import check_text
from engine.casework.meetings import preparing
from engine.casework.meetings.definition import meetings_of
from engine.casework.meetings.models import AgendaDecision, AgendaItem, Meeting, MeetingState
from engine.casework.models import User
from engine.casework.process import tasks
from engine.errors import CaseworkError
from engine.translatable import mark, sentence

TASK = "meeting"
"""Kind of a task that a meeting gave."""


def decide(
    session: Session,
    item: AgendaItem,
    *,
    user: User,
    text: str,
    lead: str,
    now: datetime,
    due_on: date | None = None,
    assignee: User | None = None,
) -> AgendaDecision:
    """Record a decision about an item of a meeting that was held.

    Args:
        session: a writing session.
        item: of a meeting that `preparing.to_change` gave.
        user: who records it.
        text: what was decided, without names.
        lead: role that pulls it, one of the attendees of that kind of meeting.
        now: the moment, with a time zone.
        due_on: last day; with it a task is made.
        assignee: who does the task within the municipality; None: whoever works on the case.

    Raises:
        RoleRefused: the role prepares no meetings.
        CaseworkError: the meeting was not held, the role is unknown, somebody is to do it without
            a day, or the day has passed.
    """
    users.require(user, users.MAY_MEET)
    meeting = item.meeting
    if meeting.state is not MeetingState.HELD:
        raise CaseworkError(
            "overleg {number} is {state}: nog niets besloten",
            number=str(meeting.id),
            state=sentence(meeting.state.label),
        )
    known = meetings_of(session).kinds[meeting.kind].attendees
    if lead not in known:
        raise CaseworkError(
            "trekker {lead} is onbekend; bekend: {known}", lead=lead, known=", ".join(known)
        )
    if assignee is not None and due_on is None:
        raise CaseworkError("een taak voor iemand vraagt een dag")
    text = check_text(text, what=mark("een besluit"))
    task = None
    if due_on is not None:
        task = tasks.add(
            session,
            item.case,
            user=user,
            title=text,
            due_on=due_on,
            kind=TASK,
            assignee=assignee,
            now=now,
        )
    decision = AgendaDecision(
        text=text,
        lead=lead,
        due_on=due_on,
        task_id=None if task is None else task.id,
        user=user,
        decided_at=now,
    )
    item.decisions.append(decision)
    session.flush()
    name = "Besluit van een overleg vastgelegd"
    preparing.log(session, meeting, user=user, name=name, now=now, item=item, kinds=("besluit",))
    return decision


def of_case(session: Session, case: Case) -> list[AgendaDecision]:
    """Decisions about a case in all meetings, oldest first."""
    found = (
        select(AgendaDecision)
        .join(AgendaItem, AgendaItem.id == AgendaDecision.item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.case_id == case.id)
    )
    ordered = found.order_by(Meeting.day, AgendaDecision.decided_at, AgendaDecision.id)
    return list(session.scalars(ordered))
