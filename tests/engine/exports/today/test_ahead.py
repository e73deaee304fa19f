"""The next last days: whose, how far ahead, in what order, and with the way to each."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework.bibob import files
from engine.casework.meetings import preparing
from engine.casework.meetings.models import MeetingKind
from engine.casework.models import Role, User
from engine.casework.process import tasks
from engine.exports.today import ahead
from engine.exports.today.ahead import LastDay
from engine.settings import load_settings
from engine.snapshot import Run
from tests.engine.casework.bibob.desk import HOOK, WHY
from tests.engine.exports.today.conftest import DAY, NOW, Known, location, signal

SETTINGS = load_settings().today
LAST = DAY + timedelta(days=SETTINGS.soon_days)


def _told(session: Session, user: User, most: int = SETTINGS.most) -> list[LastDay]:
    settings = SETTINGS.model_copy(update={"most": most})
    return ahead.last_days(session, user=user, now=NOW, settings=settings)


def _task(session: Session, user: User, title: str, on: date) -> None:
    made = tasks.add(session, None, user=user, title=title, due_on=DAY, now=NOW)
    made.due_on = on
    session.flush()


def test_nothing_is_due_for_a_new_user(session: Session, known: Known) -> None:
    for role in Role:
        assert _told(session, known(role)) == []


@pytest.mark.parametrize(("days", "is_told"), [(-30, True), (0, True)])
def test_late_and_todays_tasks_are_told(
    session: Session, known: Known, days: int, is_told: bool
) -> None:
    liaison = known(Role.RIEC_LIAISON)
    _task(session, liaison, "Bellen", DAY + timedelta(days=days))
    assert bool(_told(session, liaison)) is is_told


def test_last_day_ahead_is_told_and_the_day_after_is_not(session: Session, known: Known) -> None:
    liaison = known(Role.RIEC_LIAISON)
    _task(session, liaison, "Nog net", LAST)
    _task(session, liaison, "Te ver", LAST + timedelta(days=1))
    assert [one.title for one in _told(session, liaison)] == ["Taak: Nog net"]


def test_first_due_comes_first_and_a_tie_goes_by_title(session: Session, known: Known) -> None:
    liaison = known(Role.RIEC_LIAISON)
    for title, days in (("B", 2), ("A", 2), ("C", 1)):
        _task(session, liaison, title, DAY + timedelta(days=days))
    assert [one.title[-1] for one in _told(session, liaison)] == ["C", "A", "B"]
    assert [one.title[-1] for one in _told(session, liaison, most=2)] == ["C", "A"]


def test_task_of_a_case_leads_to_it(session: Session, sample_run: Run, known: Known) -> None:
    liaison = known(Role.RIEC_LIAISON)
    case = signal(session, sample_run, liaison)
    tasks.add(session, case, user=liaison, title="Bellen", due_on=DAY, now=NOW)
    told = _told(session, liaison)
    assert LastDay(DAY, f"Taak (zaak {case.id}): Bellen", case=case.id) in told


def test_clocks_are_the_officers_and_lead_to_the_file(
    session: Session, sample_run: Run, known: Known
) -> None:
    officer = known(Role.BIBOB_OFFICER)
    given = files.HookGiven(HOOK.kind, HOOK.permit_kind, "Z-9", DAY - timedelta(days=55))
    files.open_file(
        session, user=officer, location=location(sample_run), given=given, purpose=WHY, now=NOW
    )
    (one,) = _told(session, officer)
    assert one.file is not None
    assert one.on == DAY + timedelta(days=1)
    for role in set(Role) - {Role.BIBOB_OFFICER}:
        assert _told(session, known(role)) == []


def test_meetings_ahead_are_told_to_who_prepares_them(session: Session, known: Known) -> None:
    adviser = known(Role.DRIEHOEK_ADVISER)
    meeting = preparing.create(session, user=adviser, kind=MeetingKind.DRIEHOEK, day=LAST, now=NOW)
    (one,) = _told(session, adviser)
    assert (one.on, one.meeting) == (LAST, meeting.id)
    assert _told(session, known(Role.ANALYST)) == []
    meeting.day = DAY - timedelta(days=1)
    session.flush()
    assert _told(session, adviser) == []
