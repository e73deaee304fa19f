"""Meetings: planned, held, cancelled, by whom and when."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit
from engine.casework.meetings import preparing
from engine.casework.meetings.models import Meeting, MeetingKind, MeetingState
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW
from tests.engine.casework.meetings.conftest import AFTER, DAY


@pytest.mark.parametrize("role", sorted(Role))
def test_only_who_advises_the_driehoek_or_the_riec_plans(session: Session, role: Role) -> None:
    user = sign_in(session, subject="x", role=role, now=NOW)
    if role in (Role.DRIEHOEK_ADVISER, Role.RIEC_LIAISON):
        made = preparing.create(session, user=user, kind=MeetingKind.RIEC, day=DAY, now=NOW)
        assert made.minutes == 90
        return
    with pytest.raises(CaseworkError, match="mag u dit niet"):
        preparing.create(session, user=user, kind=MeetingKind.RIEC, day=DAY, now=NOW)


@pytest.mark.parametrize(
    ("day", "minutes", "told"),
    [
        (NOW.date() - timedelta(days=1), None, "die dag is voorbij"),
        (NOW.date(), 4, "5 tot 480 minuten, niet 4"),
        (NOW.date(), 481, "niet 481"),
    ],
)
def test_meeting_out_of_range_is_refused(
    session: Session, adviser: User, day: date, minutes: int | None, told: str
) -> None:
    kind = MeetingKind.DRIEHOEK
    with pytest.raises(CaseworkError, match=told):
        preparing.create(session, user=adviser, kind=kind, day=day, minutes=minutes, now=NOW)
    assert preparing.planned(session) == []


def test_same_table_is_not_planned_twice_for_a_day(
    session: Session, adviser: User, meeting: Meeting
) -> None:
    told = f"overleg {meeting.id} is al een Driehoek op 9 november"
    with pytest.raises(CaseworkError, match=told):
        preparing.create(session, user=adviser, kind=MeetingKind.DRIEHOEK, day=DAY, now=NOW)
    preparing.cancel(session, meeting, user=adviser, reason="Verhinderd.", now=NOW)
    again = preparing.create(session, user=adviser, kind=MeetingKind.DRIEHOEK, day=DAY, now=NOW)
    assert preparing.planned(session) == [again]
    assert preparing.earlier(session) == [meeting]


def test_meeting_is_held_on_its_day_with_roles_in_the_order_of_the_rules(
    session: Session, adviser: User, meeting: Meeting
) -> None:
    roles = ["politie", "burgemeester"]
    with pytest.raises(CaseworkError, match="is pas op 9 november 2026"):
        preparing.hold(
            session, meeting, user=adviser, attendance=roles, now=AFTER - timedelta(days=1)
        )
    preparing.hold(session, meeting, user=adviser, attendance=roles, now=AFTER)
    assert (meeting.state, meeting.attendance) == (MeetingState.HELD, ["burgemeester", "politie"])
    with pytest.raises(CaseworkError, match="is gehouden: de agenda staat vast"):
        preparing.cancel(session, meeting, user=adviser, reason="Toch niet.", now=AFTER)


@pytest.mark.parametrize(
    ("attendance", "told"),
    [(["J. de Vries"], "met hun rol genoemd, nooit met hun naam"), ([], "wie waren er")],
)
def test_attendance_is_by_known_role(
    session: Session, adviser: User, meeting: Meeting, attendance: list[str], told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        preparing.hold(session, meeting, user=adviser, attendance=attendance, now=AFTER)
    assert meeting.state is MeetingState.PREPARED


def test_who_changed_it_since_is_told(
    session: Session, adviser: User, riec: User, meeting: Meeting
) -> None:
    seen = meeting.version
    preparing.to_change(session, meeting.id, user=riec, now=NOW, seen=seen)
    session.flush()
    assert meeting.version == seen + 1
    with pytest.raises(CaseworkError, match=r"gewijzigd door u\.riec \(2 november 2026 om 10:30\)"):
        preparing.to_change(session, meeting.id, user=adviser, now=NOW, seen=seen)


def test_unknown_meeting_is_told(session: Session, adviser: User) -> None:
    with pytest.raises(CaseworkError, match="er is geen overleg 7"):
        preparing.to_change(session, 7, user=adviser, now=NOW)
    with pytest.raises(CaseworkError, match="er is geen overleg 7"):
        preparing.find(session, 7)


def test_every_step_is_logged(session: Session, adviser: User, meeting: Meeting) -> None:
    preparing.hold(session, meeting, user=adviser, attendance=["politie"], now=AFTER)
    names = [entry.actie_naam for entry in audit.search(session, object_ids=[str(meeting.id)])]
    assert names == ["Overleg gepland: Driehoek", "Overleg gehouden"]
    audit.verify(session)
