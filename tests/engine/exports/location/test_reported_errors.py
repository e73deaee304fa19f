"""Reported errors of a location: who reads them, and whose words wait for a judgement."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from engine.casework import data_errors, judgements, places
from engine.casework.data_errors import ErrorState, Said
from engine.casework.models import Role, User, Verdict
from engine.casework.users import MAY_REPORT_ERRORS, sign_in
from engine.errors import CaseworkError, RoleRefused
from engine.exports.location import reported_errors
from engine.exports.location.reported_errors import Reported
from engine.scoring import weeks
from engine.snapshot import Run
from tests.engine.exports.conftest import SOLE_TRADER_KVK, YARD

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
REPORT = "reports:report:M-1"


@pytest.fixture
def liaison(session: Session) -> User:
    return sign_in(session, subject="m.jansen", role=Role.RIEC_LIAISON, now=NOW)


def _tell(
    session: Session,
    run: Run,
    user: User,
    key: str = REPORT,
    column: str = "category",
    value: str | None = "other",
) -> None:
    said = Said(key, column, "Verzonnen.", value)
    data_errors.report(session, run, said, user=user, location_id=YARD, now=NOW)


def _read(session: Session, run: Run, user: User) -> tuple[Reported, ...]:
    location = places.states(run, [YARD])[YARD]
    week = weeks.week_of(run.as_of)
    return reported_errors.of_location(session, location, week=week, user=user)


def test_report_is_told_in_dutch_with_who_is_told(
    session: Session, village: Run, liaison: User
) -> None:
    _tell(session, village, liaison)
    (told,) = _read(session, village, liaison)
    assert (told.fact, told.value, told.state) == ("soort", "overig", ErrorState.OPEN)
    assert (told.source, told.location_id, told.by) == ("reports", YARD, "m.jansen")
    assert told.holder.to == "het meldpunt van de gemeente"
    assert told.obstacle is not None


def test_words_of_others_wait_for_the_first_judgement_of_the_week(
    session: Session, village: Run, liaison: User
) -> None:
    _tell(session, village, liaison)
    analyst = sign_in(session, subject="an", role=Role.ANALYST, now=NOW)
    officer = sign_in(session, subject="bo", role=Role.BIBOB_OFFICER, now=NOW)
    assert [one.text for one in _read(session, village, analyst)] == [None]
    assert [one.text for one in _read(session, village, liaison)] == ["Verzonnen."]
    assert [one.text for one in _read(session, village, officer)] == ["Verzonnen."]
    judgements.judge(
        session, user=analyst, location=places.states(village, [YARD])[YARD],
        run=village.path.name, week=weeks.week_of(village.as_of), verdict=Verdict.DATA_ERROR,
        reason="Verzonnen.", now=NOW,
    )  # fmt: skip
    assert [one.text for one in _read(session, village, analyst)] == ["Verzonnen."]
    everywhere = reported_errors.everywhere(session, user=analyst, as_of=NOW.date())
    assert [one.text for one in everywhere] == [None]


@pytest.mark.parametrize("role", sorted(Role))
def test_only_who_works_with_the_facts_reads_reports(
    session: Session, village: Run, liaison: User, role: Role
) -> None:
    _tell(session, village, liaison)
    who = sign_in(session, subject="iemand", role=role, now=NOW)
    is_told = role in MAY_REPORT_ERRORS
    assert bool(_read(session, village, who)) is is_told
    assert bool(reported_errors.everywhere(session, user=who, as_of=NOW.date())) is is_told


def test_company_that_is_a_person_is_not_named(
    session: Session, village: Run, liaison: User
) -> None:
    _tell(session, village, liaison, f"kvk:enterprise:{SOLE_TRADER_KVK}", "ended_on", None)
    (told,) = _read(session, village, liaison)
    assert SOLE_TRADER_KVK not in told.record


def test_ended_reports_come_last(session: Session, village: Run, liaison: User) -> None:
    _tell(session, village, liaison)
    _tell(session, village, liaison, value=None)
    newest = data_errors.find(session, 2)
    data_errors.settle(
        session, newest, ErrorState.NOT_WRONG, user=liaison, reason="Toch goed.", now=NOW
    )
    found = _read(session, village, liaison)
    assert [one.number for one in found] == [1, 2]
    assert [step.reason for step in found[1].steps] == ["Toch goed."]


def test_fields_are_those_of_the_record_and_tell_nobody(village: Run) -> None:
    found = {one.column: one for one in reported_errors.fields(village, REPORT, role=Role.ANALYST)}
    assert found["category"].present == "nachtelijk verkeer"
    assert ("other", "overig") in found["category"].words
    assert (found["reporter_id"].present, found["reporter_id"].takes_value) == (None, False)
    assert not found["report_id"].takes_value
    assert {"object_id", "address_id"} <= found.keys()


def test_fields_are_refused_like_the_record(village: Run) -> None:
    with pytest.raises(RoleRefused):
        reported_errors.fields(village, REPORT, role=Role.ADMINISTRATOR)
    with pytest.raises(CaseworkError):
        reported_errors.fields(village, REPORT, role=Role.ANALYST, masked={YARD})
