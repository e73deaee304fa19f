"""Which reports are told: of a location, of a record, by source, and what waits for whom."""

from datetime import timedelta

from sqlalchemy.orm import Session

from engine.casework import data_errors
from engine.casework.data_errors import ErrorState, OfSource
from engine.casework.models import User
from tests.engine.casework.conftest import NOW
from tests.engine.casework.data_errors.conftest import BRANCH, PERMIT, Report

TODAY = NOW.date()


def _end(session: Session, report: data_errors.DataError, user: User) -> None:
    data_errors.settle(session, report, ErrorState.CORRECTED, user=user, reason="Gedaan.", now=NOW)


def test_location_has_every_report_and_a_record_those_that_did_not_end(
    session: Session, report: Report, user: User
) -> None:
    one, two = report(), report(BRANCH, "ended_on")
    _end(session, one, user)
    assert data_errors.of_location(session, ["v1"]) == [two, one]
    assert data_errors.of_location(session, ["v2"]) == []
    assert data_errors.of_record(session, PERMIT) == []
    assert data_errors.of_record(session, BRANCH) == [two]


def test_sources_are_counted_with_their_oldest_day(
    session: Session, report: Report, user: User
) -> None:
    first, _, third = report(), report(column="status"), report(BRANCH, "ended_on")
    first.reported_at = NOW - timedelta(days=9)
    session.flush()
    assert data_errors.by_source(session) == {
        "kvk": OfSource("kvk", 1, TODAY), "vth": OfSource("vth", 2, TODAY - timedelta(days=9)),
    }  # fmt: skip
    _end(session, third, user)
    assert list(data_errors.by_source(session)) == ["vth"]


def test_values_that_others_proposed_wait_for_a_second_person(
    session: Session, report: Report, user: User, second: User
) -> None:
    proposed, _ = report(value="4"), report()
    assert data_errors.waiting(session, user=user, as_of=TODAY) == []
    assert data_errors.waiting(session, user=second, as_of=TODAY) == [proposed]
    data_errors.settle(session, proposed, ErrorState.OWN, user=second, reason="Gezien.", now=NOW)
    assert data_errors.waiting(session, user=second, as_of=TODAY) == []
