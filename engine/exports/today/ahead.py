"""The next last days of one user: tasks, clocks of Bibob files and meetings, the first due first.

Each with the number of what it is about, so that one step leads there; nothing that the role may
not see.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import users
from engine.casework.meetings import preparing
from engine.casework.meetings.definition import meetings_of
from engine.casework.models import User
from engine.casework.process import agenda
from engine.exports import deadlines
from engine.exports.deadlines import Deadline
from engine.rule_settings import TodaySettings
from engine.translatable import sentence


@dataclass(frozen=True, slots=True)
class LastDay:
    """One last day.

    Attributes:
        on: the day; one that has passed is late.
        title: Dutch, without a name.
        file, case, meeting: number of what it is about; at most one is not None.
    """

    on: date
    title: str
    file: int | None = None
    case: int | None = None
    meeting: int | None = None


def last_days(
    session: Session, *, user: User, now: datetime, settings: TodaySettings
) -> list[LastDay]:
    """What is due for a user: late, or within the days that the settings look ahead.

    At most `settings.most` of them, by day and title.

    Args:
        session: any session.
        user: who looks.
        now: the moment, with a time zone; days are those of the Netherlands.
        settings: how far ahead, and how many.
    """
    today = dutch_day(now)
    until = today + timedelta(days=settings.soon_days)
    found = [
        LastDay(one.on, one.title, one.file, one.case)
        for one in (
            *_tasks(session, user, until),
            *deadlines.of_files(session, user, now),
        )
        if one.on <= until
    ]
    found += _meetings(session, user, today, until)
    return sorted(found, key=lambda one: (one.on, one.title))[: settings.most]


def _tasks(session: Session, user: User, until: date) -> Iterator[Deadline]:
    if user.role in users.MAY_WORK:
        asked = agenda.Asked(mine=True, last=until)
        for row in agenda.rows(session, user=user, asked=asked):
            yield deadlines.of_task(row.number, row.title, row.case, row.due_on)


def _meetings(session: Session, user: User, today: date, until: date) -> Iterator[LastDay]:
    if user.role not in users.MAY_MEET:
        return
    kinds = meetings_of(session).kinds
    for one in preparing.planned(session):
        if today <= one.day <= until:
            title = sentence("Overleg: {kind}", kind=kinds[one.kind].label)
            yield LastDay(one.day, title, meeting=one.id)
