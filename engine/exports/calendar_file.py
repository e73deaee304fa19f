"""Last days as an iCalendar file (RFC 5545): clocks of Bibob files and open tasks of one user.

What leaves the system so is a number, a title and a day: no name, no address, no reference.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as Entry
from sqlalchemy.orm import Session

from engine.casework import audit, users
from engine.casework.models import User
from engine.exports import deadlines
from engine.exports.deadlines import Deadline

PRODUCT = "-//Dijkwacht//Termijnen//NL"
_WARN_DAYS = 7


def calendar_file(session: Session, *, user: User, now: datetime) -> bytes:
    """The open clocks and tasks of a user as a calendar; making it is logged.

    Args:
        session: a writing session.
        user: whose; a Bibob officer also gets the clocks of the files.
        now: the moment, with a time zone; it stamps every entry.

    Raises:
        CaseworkError: the role has no tasks.
    """
    users.require(user, users.MAY_WORK)
    found = sorted(
        (*deadlines.of_files(session, user, now), *deadlines.of_tasks(session, user)),
        key=lambda one: (one.on, one.key),
    )
    objects = (audit.ProcessedObject("agenda", "gebruiker", user.subject, "eigen termijnen"),)
    processing = audit.Processing(
        "Agenda van termijnen gemaakt", "termijnen", user.subject, objects
    )
    audit.append(session, processing, now=now)
    return to_ical(found, now=now)


def to_ical(last_days: Iterable[Deadline], *, now: datetime) -> bytes:
    """Last days as a calendar, in the order given.

    Args:
        last_days: without names, addresses and references.
        now: the moment, with a time zone; it stamps every entry.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for one in last_days:
        calendar.add_component(_entry(one, now))
    data: bytes = calendar.to_ical()
    return data


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
