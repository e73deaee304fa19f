"""What needs a user today: counts and first days.

Counts only: which location, case or person it is about stands on the page behind it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import (
    assigning,
    audit_sample,
    data_errors,
    four_eyes,
    judgements,
    matches,
    places,
    proposals,
    second_readers,
    users,
)
from engine.casework.bibob import content, files
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.case_models import CaseKind
from engine.casework.match_models import MatchKind
from engine.casework.meetings import preparing
from engine.casework.models import ProposalState, User
from engine.casework.process import agenda, board
from engine.casework.process.models import Act
from engine.casework.process.states import State
from engine.exports import routed, source_report
from engine.exports.bibob.file import clock_lines
from engine.register import of_run
from engine.rule_settings import TodaySettings
from engine.scoring import weeks
from engine.snapshot import Run


class Need(StrEnum):
    """What may need somebody, in the order of urgency."""

    LATE_TASKS = "late_tasks"
    CLOCKS = "clocks"
    TASKS = "tasks"
    APPROVALS = "approvals"
    JOINS = "joins"
    ROUTED = "routed"
    OWN_LIST = "own_list"
    LIST = "list"
    SECOND_READINGS = "second_readings"
    DATA_ERRORS = "data_errors"
    SIGNALS = "signals"
    MEETING = "meeting"
    PAST_MEETING = "past_meeting"
    PROPOSALS = "proposals"
    PAIRS = "pairs"
    SOURCES = "sources"
    LOG_SAMPLE = "log_sample"


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
    today = dutch_day(now)
    asked = _Asked(session, run, user, today, today + timedelta(days=settings.soon_days))
    found = (
        *_tasks(asked),
        *_clocks(asked),
        *_approvals(asked, now),
        *_routed(asked),
        *_list(asked),
        *_counted(Need.SECOND_READINGS, len(second_readers.waiting(session, user=user))),
        *_own_list(asked),
        *_data_errors(asked),
        *_signals(asked),
        *_meeting(asked),
        *_proposals(asked),
        *_pairs(asked, now),
        *_sources(asked),
        *_log_sample(asked),
    )
    order = list(Need)
    return sorted(found, key=lambda item: order.index(item.need))


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


def _approvals(asked: _Asked, now: datetime) -> Iterator[Item]:
    """Questions for a second pair of eyes; those about joining people stand on a page of pairs."""
    waiting = four_eyes.waiting(asked.session, user=asked.user, now=now)
    joins = sum(one.act is Act.JOIN_PEOPLE for one in waiting)
    yield from _counted(Need.APPROVALS, len(waiting) - joins)
    yield from _counted(Need.JOINS, joins)


def _pairs(asked: _Asked, now: datetime) -> Iterator[Item]:
    """Pairs of the run that nobody judged."""
    if asked.user.role not in users.MAY_MATCH:
        return
    judged = matches.everything(asked.session, on=dutch_day(now))
    with of_run.reading(asked.run) as con:
        found = con.execute("SELECT kind, subject, other FROM match_candidate").fetchall()
    pairs = {matches.pair(MatchKind(kind), one, other) for kind, one, other in found}
    waiting = sum(judged.get(pair, matches.NOBODY).state is matches.State.OPEN for pair in pairs)
    yield from _counted(Need.PAIRS, waiting)


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


def _own_list(asked: _Asked) -> Iterator[Item]:
    """Locations of lists that were given to the user and wait for a judgement."""
    waiting = assigning.waiting(asked.session, user=asked.user, as_of=asked.today)
    yield from _counted(Need.OWN_LIST, len(waiting))


def _data_errors(asked: _Asked) -> Iterator[Item]:
    """Right values that others proposed, which a second person accepts."""
    waiting = data_errors.waiting(asked.session, user=asked.user, as_of=asked.today)
    yield from _counted(Need.DATA_ERRORS, len(waiting))


def _signals(asked: _Asked) -> Iterator[Item]:
    if asked.user.role in users.MAY_OPEN[CaseKind.SIGNAL]:
        counts = board.counts(asked.session, user=asked.user)
        yield from _counted(Need.SIGNALS, counts.get(State.NEW, 0))


def _meeting(asked: _Asked) -> Iterator[Item]:
    """Meetings ahead, and those of which nobody recorded that they were held or cancelled."""
    if asked.user.role not in users.MAY_MEET:
        return
    days = [meeting.day for meeting in preparing.planned(asked.session)]
    past = [day for day in days if day < asked.today]
    ahead = [day for day in days if asked.today <= day <= asked.soon]
    yield from _counted(Need.PAST_MEETING, len(past), min(past, default=None))
    yield from _counted(Need.MEETING, len(ahead), min(ahead, default=None))


def _proposals(asked: _Asked) -> Iterator[Item]:
    waiting = [
        one
        for one in proposals.proposals(asked.session, state=ProposalState.OPEN)
        if not proposals.obstacles(one, ProposalState.PUBLISHED, user=asked.user)
    ]
    yield from _counted(Need.PROPOSALS, len(waiting))


def _sources(asked: _Asked) -> Iterator[Item]:
    if asked.user.role in users.MAY_MEND_SOURCES:
        states = source_report.of_run(asked.run)
        yield from _counted(Need.SOURCES, sum(one.is_stale for one in states))


def _log_sample(asked: _Asked) -> Iterator[Item]:
    """The sample of last month's log, until it is drawn; drawing it again says the same."""
    if asked.user.role in users.MAY_READ_LOG:
        month = asked.today.replace(day=1) - timedelta(days=1)
        yield from _counted(
            Need.LOG_SAMPLE, int(not audit_sample.is_drawn(asked.session, month=month))
        )
