"""What waits for somebody: open tasks as plain rows, the first due first, however many."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from engine.casework import users
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import User
from engine.casework.process.models import Task

PAGE = 50
"""Rows of one part of a list of tasks."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One open task.

    Attributes:
        case: number of its case; None: it belongs to none.
        place_id: location of that case, as casework knows it; None: it belongs to none.
        assignee: subject of who does it; None: whoever works on the case.
    """

    number: int
    title: str
    kind: str
    due_on: date
    case: int | None
    place_id: int | None
    assignee: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which open tasks are looked for.

    Attributes:
        words: in the title, or a number of a case.
        first, last: days on which they are due, closed; None: without that limit.
        mine: only those of the user by name and of cases the user owns, not those of nobody.
    """

    words: str = ""
    first: date | None = None
    last: date | None = None
    mine: bool = False


def rows(
    session: Session, *, user: User, asked: Asked, page: int = 0, size: int = PAGE
) -> list[TaskRow]:
    """Open tasks of this user, the first due first, `size` at a time.

    Theirs by name, of cases they work on, or of nobody; of cases their role may see only.
    """
    assignee = aliased(User)
    found = (
        select(
            Task.id, Task.title, Task.kind, Task.due_on, Task.case_id, Case.place_id,
            assignee.subject,
        )
        .outerjoin(Case, Case.id == Task.case_id)
        .outerjoin(assignee, assignee.id == Task.assignee_id)
        .where(*_conditions(user, asked))
        .order_by(Task.due_on, Task.id)
        .limit(size)
        .offset(page * size)
    )  # fmt: skip
    return [TaskRow(*row) for row in session.execute(found)]


def counts(session: Session, *, user: User, asked: Asked, until: tuple[date, ...]) -> list[int]:
    """How many open tasks are due before each of these days, and after the last; days ascending.

    A task counts once: at the first day that it is due before.
    """
    due = case(*((Task.due_on < day, at) for at, day in enumerate(until)), else_=len(until))
    found = (
        select(due, func.count())
        .select_from(Task)
        .outerjoin(Case, Case.id == Task.case_id)
        .where(*_conditions(user, asked))
        .group_by(due)
    )
    told = {int(at): count for at, count in session.execute(found)}
    return [told.get(at, 0) for at in range(len(until) + 1)]


def _conditions(user: User, asked: Asked) -> list[ColumnElement[bool]]:
    kinds = sorted(kind for kind in CaseKind if user.role in users.MAY_OPEN[kind])
    of_nobody = Case.owner_id.is_(None) if not asked.mine else Task.made_by_id == user.id
    unassigned = Task.assignee_id.is_(None) & or_(Case.owner_id == user.id, of_nobody)
    conditions: list[ColumnElement[bool]] = [
        Task.done_at.is_(None),
        or_(Task.assignee_id == user.id, unassigned),
        or_(Task.case_id.is_(None), Case.kind.in_(kinds)),
    ]
    if asked.first is not None:
        conditions.append(Task.due_on >= asked.first)
    if asked.last is not None:
        conditions.append(Task.due_on <= asked.last)
    if words := asked.words.strip():
        matches = [Task.title.icontains(words, autoescape=True)]
        if words.isdecimal() and len(words) < 10:
            matches.append(Task.case_id == int(words))
        conditions.append(or_(*matches))
    return conditions
