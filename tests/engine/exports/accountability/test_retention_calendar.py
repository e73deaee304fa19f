"""The retention calendar: by kind and month, exact only for who takes part in destroying."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session

from engine.casework import audit, four_eyes
from engine.casework.destruction import told
from engine.casework.destruction.forecast import Coming
from engine.casework.destruction.told import Record
from engine.casework.models import Role, User
from engine.casework.process.models import Act
from engine.casework.users import sign_in
from engine.errors import RoleRefused
from engine.exports.accountability import retention_calendar
from engine.exports.accountability.retention_calendar import Row, Terms
from engine.settings import load_settings
from tests.engine.casework.destruction.conftest import World

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ENDED = date(2025, 11, 20)
"""A signal that ended then must go on `TODAY`."""


def _terms(session: Session, role: Role, year: int = 2026) -> Terms:
    user = sign_in(session, subject=f"u-{role}", role=role, now=NOW)
    return retention_calendar.of_year(
        session, [], user=user, year=year, today=TODAY, settings=load_settings(), least=5
    )


def _row(found: Terms, record: Record) -> Row:
    return next(row for row in found.rows if row.record is record)


@pytest.fixture
def sealed(world: World) -> World:
    """One signal is due today, two in December and one in a year and a month."""
    for day in (ENDED, date(2025, 12, 1), date(2025, 12, 31), date(2026, 12, 5)):
        world.signal_that_ended(day)
    return world


def test_records_stand_under_the_month_in_which_they_must_go(sealed: World) -> None:
    with sealed.casework.writing() as session:
        found = _terms(session, Role.ADMINISTRATOR)
    assert [one.isoformat() for one in found.months[:3]] == [
        "2026-11-01", "2026-12-01", "2027-01-01",
    ]  # fmt: skip
    assert len(found.months) == 12
    row = _row(found, Record.SEALED)
    assert (row.due, row.months[0], row.months[1], set(row.months[2:])) == ("1", "0", "2", {"0"})
    assert row.term == "365 dagen na het einde"
    assert _row(found, Record.NAMES).due == "niet te zeggen"
    assert not found.is_verified


@pytest.mark.parametrize("role", [Role.ANALYST, Role.DRIEHOEK_ADVISER])
def test_who_takes_no_part_in_destroying_sees_no_small_count(sealed: World, role: Role) -> None:
    with sealed.casework.writing() as session:
        found = _terms(session, role)
    assert _row(found, Record.SEALED).months[1] == "minder dan 5"
    assert found.coming == ()


def test_bibob_officer_is_refused(session: Session) -> None:
    with pytest.raises(RoleRefused):
        _terms(session, Role.BIBOB_OFFICER)


def test_calendar_file_has_one_day_for_each_kind_and_month(sealed: World) -> None:
    with sealed.casework.writing() as session:
        found = _terms(session, Role.RIEC_LIAISON)
    data = retention_calendar.to_ical(found, now=NOW)
    entries = {
        str(one["UID"]): (one.decoded("DTSTART"), str(one["SUMMARY"]))
        for one in Calendar.from_ical(data).walk("VEVENT")
    }
    assert entries["bewaartermijn-sealed-2026-12@dijkwacht"] == (
        date(2026, 12, 1), "Bewaartermijn: niet opgepakte signalen, 2 in december",
    )  # fmt: skip
    assert len([key for key in entries if "sealed" in key]) == 2
    assert data == retention_calendar.to_ical(found, now=NOW)


def test_table_for_a_spreadsheet_has_every_kind(sealed: World) -> None:
    with sealed.casework.writing() as session:
        found = _terms(session, Role.PRIVACY_OFFICER)
    lines = retention_calendar.csv(found).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Wat;Termijn;Hoe;Nu;nov 2026;dec 2026;jan 2027;feb 2027;mrt 2027;")
    assert len(lines) == 1 + len(Record)


def test_questions_wait_until_they_expire_or_are_refused(session: Session) -> None:
    asker = sign_in(session, subject="be", role=Role.ADMINISTRATOR, now=NOW)
    other = sign_in(session, subject="fg", role=Role.PRIVACY_OFFICER, now=NOW)
    for name in ("zaken", "stukken", "namen"):
        subject = f"{name}/2026-11-01/abc"
        one = four_eyes.ask(
            session, Act.DESTROY, user=asker, subject=subject, reason="Term voorbij.", now=NOW
        )
        if name != "zaken":
            four_eyes.decide(
                session, one, user=other, allow=name == "stukken", reason="Gezien.", now=NOW
            )
    waiting = _terms(session, Role.PRIVACY_OFFICER).waiting
    assert [(one.what, one.is_allowed) for one in waiting] == [
        ("lijst zaken van 1 november 2026 vernietigen", False),
        ("lijst stukken van 1 november 2026 vernietigen", True),
    ]
    assert {one.expires_on for one in waiting} == {date(2026, 12, 4)}


def test_destroyed_of_a_year_is_unknown_where_the_log_was_cut(session: Session) -> None:
    user: User = sign_in(session, subject="fg", role=Role.PRIVACY_OFFICER, now=NOW)
    for moment in (datetime(2024, 5, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), NOW):
        audit.append(session, audit.Processing(told.REMOVED, "stap", "wie", ()), now=moment)
    found = retention_calendar.destroyed_in(session, user=user, year=2026)
    assert (found[Record.RUNS], found[Record.CASES]) == (2, 0)
    session.connection().exec_driver_sql("DELETE FROM audit_entry WHERE seq = 1")
    whole = retention_calendar.destroyed_in(session, user=user, year=2027)
    part = retention_calendar.destroyed_in(session, user=user, year=2025)
    assert whole[Record.RUNS] == 0
    assert (part[Record.RUNS], part[Record.CASES], part[Record.PAPERS]) == (None, 0, 0)


def test_months_are_named_in_dutch() -> None:
    named = [retention_calendar.month_text(date(2027, month, 1)) for month in (1, 3, 12)]
    assert named == ["jan 2027", "mrt 2027", "dec 2027"]


def test_coming_of_one_month_is_added_up() -> None:
    days = (date(2027, 3, 1), date(2027, 3, 9))
    coming = tuple(Coming(Record.RUNS, one, 2) for one in days)
    found = Terms((), (), (), coming, True)
    (entry,) = Calendar.from_ical(retention_calendar.to_ical(found, now=NOW)).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Bewaartermijn: runs, 4 in maart"
    assert "gaat vanzelf" in str(entry["DESCRIPTION"])
