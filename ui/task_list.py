"""What the page Taken lists and does: open tasks by day, done and undone, questions that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import streamlit as st

from engine.casework import four_eyes
from engine.casework.process import agenda, tasks
from engine.casework.process.agenda import Asked, TaskRow
from engine.casework.process.models import Approval
from engine.errors import DijkwachtError
from engine.exports import calendar_file
from engine.snapshot import Run
from engine.translatable import mark
from ui import acting, case_places, state
from ui.case_places import Spot
from ui.components import refusal

_DONE = "task_done"
_FINISHED_KEPT = 5


class When(StrEnum):
    """When a task is due, seen from today; in Dutch."""

    LATE = mark("te laat")
    TODAY = mark("vandaag")
    WEEK = mark("deze week")
    LATER = mark("later")


@dataclass(frozen=True, slots=True)
class Line:
    """One open task; `spot` is the location of its case, None without one."""

    row: TaskRow
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Part:
    """Tasks of one span of days: how many there are, and the first of them."""

    when: When
    count: int
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of four eyes, with the address of its case as far as the role may see it."""

    approval: Approval
    label: str | None


@dataclass(frozen=True, slots=True)
class Questions:
    """What waits for the reviewer, and what the reviewer waits for; oldest first."""

    to_give: Sequence[Question]
    asked: Sequence[Question]


def parts(run: Run, *, words: str, mine: bool, size: int = agenda.PAGE) -> list[Part]:
    """Open tasks of the reviewer: too late, today, until Sunday, and later."""
    today = state.today()
    until = (today, today + timedelta(days=1), _monday(today))
    spans = _spans(today)
    spots = case_places.book(run)
    with acting.signed_in() as act:
        counts = agenda.counts(
            act.session, user=act.user, asked=Asked(words=words, mine=mine), until=until
        )
        found = []
        for when, count in zip(When, counts, strict=True):
            first, last = spans[when]
            asked = Asked(words, first, last, mine)
            rows = agenda.rows(act.session, user=act.user, asked=asked, size=size) if count else []
            found.append(Part(when, count, [_line(row, spots) for row in rows]))
    return found


def questions(run: Run) -> Questions:
    """Questions of four eyes."""
    spots = case_places.book(run)
    with acting.signed_in() as act:
        to_give = four_eyes.waiting(act.session, user=act.user, now=act.now)
        asked = four_eyes.asked_by(act.session, user=act.user, now=act.now)
        return Questions(
            [_question(one, spots) for one in to_give], [_question(one, spots) for one in asked]
        )


def calendar() -> bytes:
    """The last days of the reviewer as a calendar; making it is logged.

    Raises:
        CaseworkError: the role has no tasks.
    """
    with acting.signed_in() as act:
        return calendar_file.calendar_file(act.session, user=act.user, now=act.now)


def finish(number: int) -> bool:
    """Mark a task as done, to be undone in this session; False when that was refused and told."""
    try:
        with acting.signed_in() as act:
            task = tasks.find(act.session, number)
            tasks.done(act.session, task, user=act.user, now=act.now)
            title = task.title
    except DijkwachtError as error:
        refusal.show(error)
        return False
    kept: list[tuple[int, str]] = [one for one in finished() if one[0] != number]
    st.session_state[_DONE] = [(number, title), *kept][:_FINISHED_KEPT]
    return True


def finished() -> list[tuple[int, str]]:
    """Number and title of tasks that were done in this session, the newest first."""
    return list(st.session_state.get(_DONE, []))


def undo(number: int) -> None:
    """Open a task again that was done in this session.

    Raises:
        CaseworkError: somebody else did it, or it is open.
    """
    with acting.signed_in() as act:
        tasks.reopen(act.session, tasks.find(act.session, number), user=act.user, now=act.now)
    st.session_state[_DONE] = [one for one in finished() if one[0] != number]


def _spans(today: date) -> dict[When, tuple[date | None, date | None]]:
    """First and last day of each part, closed; a week ends on Sunday."""
    tomorrow, monday = today + timedelta(days=1), _monday(today)
    return {
        When.LATE: (None, today - timedelta(days=1)),
        When.TODAY: (today, today),
        When.WEEK: (tomorrow, monday - timedelta(days=1)),
        When.LATER: (monday, None),
    }


def _monday(today: date) -> date:
    """The first day of next week."""
    return today + timedelta(days=7 - today.weekday())


def _line(row: TaskRow, spots: case_places.Book) -> Line:
    return Line(row, None if row.place_id is None else spots.get(row.place_id))


def _question(one: Approval, spots: case_places.Book) -> Question:
    spot = None if one.case is None else spots.get(one.case.place_id)
    return Question(one, None if spot is None else spot.label)
