"""The calendar: which last days, the same bytes for the same state, and nothing of others."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session

from engine.casework import audit
from engine.casework.bibob.words import BibobState, EventKind
from engine.casework.models import Role
from engine.casework.process import tasks
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from engine.exports.calendar_file import calendar_file
from tests.engine.casework.bibob.desk import NOW, TODAY, Desk, opened
from tests.engine.casework.conftest import casework, database, empty_file, on_sqlite, session, url

__all__ = ["casework", "database", "empty_file", "session", "url"]
pytestmark = on_sqlite


@pytest.fixture
def desk(session: Session) -> Desk:
    return opened(session)


def _entries(data: bytes) -> dict[str, tuple[date, str]]:
    found = Calendar.from_ical(data).walk("VEVENT")
    return {str(e["UID"]): (e.decoded("DTSTART"), str(e["STATUS"])) for e in found}


def test_clock_is_a_whole_day_that_a_later_export_updates(desk: Desk) -> None:
    first = _entries(calendar_file(desk.session, user=desk.user, now=NOW))
    assert first == {"bibob-1-decision@dijkwacht": (date(2026, 11, 30), "CONFIRMED")}
    desk.to_form_sent().happen(EventKind.COMPLETION_ASKED, until=TODAY + timedelta(days=7))
    later = _entries(calendar_file(desk.session, user=desk.user, now=NOW + timedelta(days=3)))
    assert later.keys() == {*first, "bibob-1-completion@dijkwacht"}
    assert later["bibob-1-decision@dijkwacht"] == (date(2026, 12, 3), "TENTATIVE")


def test_same_state_gives_the_same_bytes_and_is_logged(desk: Desk) -> None:
    made = [calendar_file(desk.session, user=desk.user, now=NOW) for _ in range(2)]
    assert made[0] == made[1]
    assert b"\r\n" in made[0]
    names = [entry.actie_naam for entry in audit.search(desk.session)]
    assert names[-2:] == ["Agenda van termijnen gemaakt"] * 2


def test_closed_file_and_done_task_are_gone(desk: Desk) -> None:
    task = tasks.add(
        desk.session, desk.file.case, user=desk.user, title="Bellen", due_on=TODAY, now=NOW
    )
    key = f"taak-{task.id}@dijkwacht"
    assert key in _entries(calendar_file(desk.session, user=desk.user, now=NOW))
    tasks.done(desk.session, task, user=desk.user, now=NOW)
    desk.step(BibobState.WITHDRAWN)
    desk.step(BibobState.CLOSED)
    assert _entries(calendar_file(desk.session, user=desk.user, now=NOW)) == {}


def test_other_role_sees_no_clock_of_a_bibob_file(desk: Desk) -> None:
    other = sign_in(desk.session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)
    assert _entries(calendar_file(desk.session, user=other, now=NOW)) == {}
    analyst = sign_in(desk.session, subject="an", role=Role.ANALYST, now=NOW)
    with pytest.raises(CaseworkError, match="als analist mag u dit niet"):
        calendar_file(desk.session, user=analyst, now=NOW)
