"""What changed since a user last looked: counts of what others did.

Counts only: which location, case or person it is about stands on the page behind it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.casework import users
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Judgement, User
from engine.casework.process.models import Approval, Task, Transition
from engine.snapshot import Run


class News(StrEnum):
    """What may have changed."""

    RUN = "run"
    GIVEN_TASKS = "given_tasks"
    MOVED_CASES = "moved_cases"
    DECIDED = "decided"
    SIGNALS = "signals"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is new since the user last looked; `count` is at least 1."""

    news: News
    count: int


def changes(session: Session, run: Run, *, user: User, since: datetime) -> list[Change]:
    """What changed after a moment, for this user and by others, in the order of `News`.

    Args:
        session: any session.
        run: the newest one.
        user: who looks.
        since: up to when they had seen everything, with a time zone.
    """
    counts = {
        News.RUN: int(datetime.fromisoformat(run.meta["published_at"]) > since),
        News.GIVEN_TASKS: _given(session, user, since),
        News.MOVED_CASES: _moved(session, user, since),
        News.DECIDED: _decided(session, user, since),
        News.SIGNALS: _opened(session, user, since),
        News.JUDGED: _judged(session, user, since),
    }
    return [Change(news, counts[news]) for news in News if counts[news]]


def _given(session: Session, user: User, since: datetime) -> int:
    """Open tasks that somebody else gave to this user."""
    return _count(
        session,
        Task.assignee_id == user.id,
        Task.made_by_id != user.id,
        Task.made_at > since,
        Task.done_at.is_(None),
        of=Task.id,
    )


def _moved(session: Session, user: User, since: datetime) -> int:
    """Cases of this user in which somebody else, or the system, took a step."""
    query = (
        select(func.count(func.distinct(Transition.case_id)))
        .join(Case, Case.id == Transition.case_id)
        .where(
            Case.owner_id == user.id,
            Transition.moved_at > since,
            Transition.user_id.is_distinct_from(user.id),
        )
    )
    return session.scalar(query) or 0


def _decided(session: Session, user: User, since: datetime) -> int:
    """Questions of this user that a second person answered."""
    return _count(
        session, Approval.asked_by_id == user.id, Approval.decided_at > since, of=Approval.id
    )


def _opened(session: Session, user: User, since: datetime) -> int:
    """Signals that somebody else opened."""
    if user.role not in users.MAY_OPEN[CaseKind.SIGNAL]:
        return 0
    return _count(
        session,
        Case.kind == CaseKind.SIGNAL,
        Case.opened_at > since,
        Case.opened_by_id != user.id,
        of=Case.id,
    )


def _judged(session: Session, user: User, since: datetime) -> int:
    """Judgements of others."""
    if user.role not in users.MAY_JUDGE:
        return 0
    return _count(
        session, Judgement.judged_at > since, Judgement.user_id != user.id, of=Judgement.id
    )


def _count(
    session: Session, *conditions: ColumnElement[bool], of: InstrumentedAttribute[int]
) -> int:
    return session.scalar(select(func.count(of)).where(*conditions)) or 0
