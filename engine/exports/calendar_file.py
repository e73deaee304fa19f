"""Last days as an iCalendar file (RFC 5545): clocks of Bibob files and open tasks of one user.

What leaves the system so is a number, a title and a day: no name, no address, no reference.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as Entry
from sqlalchemy.orm import Session

from connectors.dates import LOCAL
from engine.casework import audit, users
from engine.casework.bibob import content, files
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.case_models import CaseKind
from engine.casework.models import User
from engine.casework.process import tasks
from engine.exports.bibob.file import clock_lines
from engine.exports.words import day

PRODUCT = "-//Dijkwacht//Termijnen//NL"
_WARN_DAYS = 7


@dataclass(frozen=True, slots=True)
class Deadline:
    """One last day.

    Attributes:
        key: the same for the same clock or task at every export, so that a calendar updates it.
        is_firm: False while the day still moves, as the term is suspended or held.
    """

    key: str
    title: str
    text: str
    on: date
    is_firm: bool


def calendar_file(session: Session, *, user: User, now: datetime) -> bytes:
    """The open clocks and tasks of a user as a calendar; making it is logged.

    Args:
        session: a writing session.
        user: whose; a Bibob officer also gets the clocks of the files.
        now: the moment, with a time zone; it stamps every entry.

    Raises:
        CaseworkError: the role has no tasks.
    """
    users.require(user, users.MAY_WORK, act="een agenda maken")
    found = sorted(
        (*_of_files(session, user, now), *_of_tasks(session, user)),
        key=lambda one: (one.on, one.key),
    )
    objects = (audit.ProcessedObject("agenda", "gebruiker", user.subject, "eigen termijnen"),)
    processing = audit.Processing(
        "Agenda van termijnen gemaakt", "termijnen", user.subject, objects
    )
    audit.append(session, processing, now=now)
    return to_ical(found, now=now)


def to_ical(deadlines: Iterable[Deadline], *, now: datetime) -> bytes:
    """Last days as a calendar, in the order given.

    Args:
        deadlines: without names, addresses and references.
        now: the moment, with a time zone; it stamps every entry.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for one in deadlines:
        calendar.add_component(_entry(one, now))
    data: bytes = calendar.to_ical()
    return data


def _of_files(session: Session, user: User, now: datetime) -> Iterator[Deadline]:
    if user.role not in users.MAY_OPEN[CaseKind.BIBOB]:
        return
    law, today = catalogue_of(session), now.astimezone(LOCAL).date()
    for file in files.listed(session, user=user):
        for line in clock_lines(content.read(session, file), law, today=today):
            if not line.is_open or line.due is None:
                continue
            since = f" sinds {day(line.suspended_since)}" if line.suspended_since else ""
            yield Deadline(
                key=f"bibob-{file.case_id}-{line.code}",
                title=f"Bibob-dossier {file.case_id}: {line.title}",
                text=f"{line.standing}{since}; {line.article}",
                on=line.due,
                is_firm=line.standing in ("loopt", "verstreken"),
            )


def _of_tasks(session: Session, user: User) -> Iterator[Deadline]:
    for task in tasks.waiting(session, user=user):
        about = "" if task.case_id is None else f" (zaak {task.case_id})"
        yield Deadline(f"taak-{task.id}", f"Taak{about}: {task.title}", "", task.due_on, True)


def _entry(one: Deadline, now: datetime) -> Entry:
    """A whole day, with a warning a week before."""
    entry = Entry()
    entry.add("uid", f"{one.key}@dijkwacht")
    entry.add("dtstamp", now)
    entry.add("summary", one.title)
    if one.text:
        entry.add("description", one.text)
    entry.add("dtstart", one.on)
    entry.add("dtend", one.on + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CONFIRMED" if one.is_firm else "TENTATIVE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.title)
    alarm.add("trigger", timedelta(days=-_WARN_DAYS))
    entry.add_component(alarm)
    return entry
