"""What needs a user today, and what changed since they last looked: counts, days and where to go.

Counts only: which location, case or person it is about stands on the page behind it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from connectors.dates import LOCAL
from engine.casework import (
    audit_sample,
    four_eyes,
    judgements,
    places,
    proposals,
    second_readers,
    users,
)
from engine.casework.bibob import content, files
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.case_models import Case, CaseKind
from engine.casework.meetings import preparing
from engine.casework.models import Judgement, ProposalState, Role, User
from engine.casework.process import agenda, board
from engine.casework.process.models import Approval, Task, Transition
from engine.casework.process.states import State
from engine.exports import routed, source_report
from engine.exports.bibob_file import clock_lines
from engine.rule_settings import TodaySettings
from engine.scoring import weeks
from engine.snapshot import Run

MAY_MEND_SOURCES = frozenset({Role.ANALYST, Role.ADMINISTRATOR})
"""Who is told that a source is too old or gave nothing."""


class Need(StrEnum):
    """What may need somebody, in the order of urgency."""

    LATE_TASKS = "late_tasks"
    CLOCKS = "clocks"
    TASKS = "tasks"
    APPROVALS = "approvals"
    ROUTED = "routed"
    LIST = "list"
    SECOND_READINGS = "second_readings"
    SIGNALS = "signals"
    MEETING = "meeting"
    PROPOSALS = "proposals"
    SOURCES = "sources"
    LOG_SAMPLE = "log_sample"


class News(StrEnum):
    """What may have changed."""

    RUN = "run"
    GIVEN_TASKS = "given_tasks"
    MOVED_CASES = "moved_cases"
    DECIDED = "decided"
    SIGNALS = "signals"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that needs the user.

    Attributes:
        need: what.
        count: how many, at least 1.
        first: the first last day among them; for a meeting its day; None where there is none.
    """

    need: Need
    count: int
    first: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is new since the user last looked; `count` is at least 1."""

    news: News
    count: int


@dataclass(frozen=True, slots=True)
class _Asked:
    session: Session
    run: Run
    user: User
    today: date
    soon: date


def needs(
    session: Session, run: Run, *, user: User, now: datetime, settings: TodaySettings
) -> list[Item]:
    """What needs this user, the most urgent first; nothing that their role may not see.

    Args:
        session: any session.
        run: the newest one: its list and its sources are meant.
        user: who looks.
        now: the moment, with a time zone; days are those of the Netherlands.
        settings: how far ahead is looked.
    """
    today = now.astimezone(LOCAL).date()
    asked = _Asked(session, run, user, today, today + timedelta(days=settings.soon_days))
    found = (
        *_tasks(asked),
        *_clocks(asked),
        *_counted(Need.APPROVALS, len(four_eyes.waiting(session, user=user, now=now))),
        *_routed(asked),
        *_list(asked),
        *_counted(Need.SECOND_READINGS, len(second_readers.waiting(session, user=user))),
        *_signals(asked),
        *_meeting(asked),
        *_proposals(asked),
        *_sources(asked),
        *_log_sample(asked),
    )
    order = list(Need)
    return sorted(found, key=lambda item: order.index(item.need))


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


def _counted(need: Need, count: int, first: date | None = None) -> Iterator[Item]:
    if count:
        yield Item(need, count, first)


def _tasks(asked: _Asked) -> Iterator[Item]:
    if asked.user.role not in users.MAY_WORK:
        return
    soon = asked.soon + timedelta(days=1)
    mine = agenda.Asked(mine=True, last=asked.soon)
    late, due, _ = agenda.counts(
        asked.session, user=asked.user, asked=mine, until=(asked.today, soon)
    )
    first = [row.due_on for row in agenda.rows(asked.session, user=asked.user, asked=mine, size=1)]
    yield from _counted(Need.LATE_TASKS, late, first[0] if late else None)
    if due:
        ahead = agenda.Asked(mine=True, first=asked.today, last=asked.soon)
        (next_one,) = agenda.rows(asked.session, user=asked.user, asked=ahead, size=1)
        yield Item(Need.TASKS, due, next_one.due_on)


def _clocks(asked: _Asked) -> Iterator[Item]:
    """Open terms of Bibob files that end soon or have ended."""
    if asked.user.role not in users.MAY_OPEN[CaseKind.BIBOB]:
        return
    law = catalogue_of(asked.session)
    due = [
        line.due
        for file in files.listed(asked.session, user=asked.user)
        for line in clock_lines(content.read(asked.session, file), law, today=asked.today)
        if line.is_open and line.due is not None and line.due <= asked.soon
    ]
    yield from _counted(Need.CLOCKS, len(due), min(due, default=None))


def _routed(asked: _Asked) -> Iterator[Item]:
    if asked.user.role in users.MAY_MASK:
        yield from _counted(Need.ROUTED, len(routed.routed(asked.run)))


def _list(asked: _Asked) -> Iterator[Item]:
    """Locations of this week's list that nobody judged."""
    if asked.user.role not in users.MAY_JUDGE:
        return
    listed = asked.run.table("worklist")["location_id"].to_pylist()
    week = weeks.week_of(asked.run.as_of)
    known = places.states(asked.run, listed)
    waiting = sum(
        not judgements.is_judged(asked.session, known[name].bag_ids, week) for name in listed
    )
    yield from _counted(Need.LIST, waiting)


def _signals(asked: _Asked) -> Iterator[Item]:
    if asked.user.role in users.MAY_OPEN[CaseKind.SIGNAL]:
        counts = board.counts(asked.session, user=asked.user)
        yield from _counted(Need.SIGNALS, counts.get(State.NEW, 0))


def _meeting(asked: _Asked) -> Iterator[Item]:
    """The next meeting and its items; one that was not yet recorded as held counts too."""
    if asked.user.role not in users.MAY_MEET:
        return
    soon = [m for m in preparing.planned(asked.session) if m.day <= asked.soon]
    if soon:
        yield Item(Need.MEETING, len(soon), soon[0].day)


def _proposals(asked: _Asked) -> Iterator[Item]:
    waiting = [
        one
        for one in proposals.proposals(asked.session, state=ProposalState.OPEN)
        if not proposals.obstacles(one, ProposalState.PUBLISHED, user=asked.user)
    ]
    yield from _counted(Need.PROPOSALS, len(waiting))


def _sources(asked: _Asked) -> Iterator[Item]:
    if asked.user.role in MAY_MEND_SOURCES:
        states = source_report.of_run(asked.run)
        yield from _counted(Need.SOURCES, sum(one.is_stale for one in states))


def _log_sample(asked: _Asked) -> Iterator[Item]:
    """The sample of last month's log, until it is drawn; drawing it again says the same."""
    if asked.user.role in users.MAY_READ_LOG:
        month = asked.today.replace(day=1) - timedelta(days=1)
        yield from _counted(
            Need.LOG_SAMPLE, int(not audit_sample.is_drawn(asked.session, month=month))
        )


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


def _count(session: Session, *conditions: object, of: object) -> int:
    query = select(func.count(of)).where(*conditions)  # type: ignore[arg-type]
    return session.scalar(query) or 0
