"""Tasks: what somebody must do before a day, in a case or apart from one."""

from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, cases, users
from engine.casework.case_models import Case
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process.models import Task
from engine.errors import CaseworkError
from engine.translatable import mark

HAND = "hand"
"""Kind of a task that a person made."""


def add(
    session: Session,
    case: Case | None,
    *,
    user: User,
    title: str,
    due_on: date,
    now: datetime,
    kind: str = HAND,
    assignee: User | None = None,
) -> Task:
    """Make a task.

    Args:
        session: a writing session.
        case: where it belongs; None: to no case.
        user: who makes it.
        title: what must be done, without names.
        due_on: last day, closed; not before today.
        now: the moment, with a time zone.
        kind: why it is there; tasks of the system have a word of their own.
        assignee: who does it; None: whoever works on the case.

    Raises:
        CaseworkError: the role may not work on cases, the title is missing, or the day has passed.
    """
    roles = users.MAY_WORK if case is None else users.MAY_ADD[case.kind]
    users.require(user, roles)
    if due_on < dutch_day(now):
        raise CaseworkError("een taak voor {day}: die dag is voorbij", day=due_on)
    task = Task(
        case=case,
        kind=kind,
        title=check_text(title, what=mark("een titel")),
        due_on=due_on,
        assignee=assignee,
        made_by_id=user.id,
        made_at=now,
    )
    session.add(task)
    session.flush()
    _log(session, task, user, "Taak gemaakt", now)
    return task


def done(session: Session, task: Task, *, user: User, now: datetime) -> None:
    """Mark a task as done.

    Raises:
        CaseworkError: the role may not work on cases, or it was done before.
    """
    users.require(user, users.MAY_WORK)
    if task.done_at is not None:
        raise CaseworkError("taak {number} is al gedaan", number=str(task.id))
    task.done_at, task.done_by_id = now, user.id
    session.flush()
    _log(session, task, user, "Taak gedaan", now)


def reopen(session: Session, task: Task, *, user: User, now: datetime) -> None:
    """Take back that a task was done; only who said so can.

    Raises:
        CaseworkError: the role may not work on cases, it is not done, or somebody else did it.
    """
    users.require(user, users.MAY_WORK)
    if task.done_at is None:
        raise CaseworkError("taak {number} staat nog open", number=str(task.id))
    if task.done_by_id != user.id:
        raise CaseworkError(
            "taak {number} is door iemand anders gedaan; vraag het na", number=str(task.id)
        )
    task.done_by_id, task.done_at = None, None
    session.flush()
    _log(session, task, user, "Taak weer geopend", now)


def find(session: Session, number: int) -> Task:
    """One task, locked until the session ends.

    Raises:
        CaseworkError: there is no such task.
    """
    task = session.get(Task, number, with_for_update={"of": Task}, populate_existing=True)
    if task is None:
        raise CaseworkError("er is geen taak {number}", number=str(number))
    return task


def of_case(session: Session, case: Case) -> list[Task]:
    """Tasks of a case, the first due first, done ones at the end."""
    found = select(Task).where(Task.case_id == case.id)
    return list(session.scalars(found.order_by(Task.done_at.is_not(None), Task.due_on, Task.id)))


def waiting(session: Session, *, user: User) -> list[Task]:
    """Open tasks of this user: theirs by name, of cases they own, or of nobody; first due first.

    A task whose words were sealed with its signal waits for nobody.
    """
    theirs = or_(
        Task.assignee_id == user.id,
        Task.assignee_id.is_(None)
        & or_(Task.case_id.is_(None), Case.owner_id == user.id, Case.owner_id.is_(None)),
    )
    found = select(Task).outerjoin(Case, Task.case_id == Case.id)
    open_ones = session.scalars(
        found.where(Task.done_at.is_(None), Task.title != "", theirs).order_by(Task.due_on, Task.id)
    )
    return [
        task
        for task in open_ones
        if task.case is None
        or task.assignee_id == user.id
        or user.role in users.MAY_OPEN[task.case.kind]
    ]


def _log(session: Session, task: Task, user: User, name: str, now: datetime) -> None:
    own = audit.ProcessedObject("taak", "nummer", str(task.id), task.kind)
    if task.case is not None:
        cases.log(session, task.case, user=user, name=name, now=now, kinds=(), further=(own,))
        return
    audit.append(session, audit.Processing(name, "taken", user.subject, (own,)), now=now)
