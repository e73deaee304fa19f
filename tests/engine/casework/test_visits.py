"""Visits: what counts as one, and up to when everything was seen."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import visits
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from tests.engine.casework.conftest import NOW

PAUSE = timedelta(minutes=30)


@pytest.fixture
def user(session: Session) -> User:
    return sign_in(session, subject="a.verzonnen", role=Role.ANALYST, now=NOW)


def _look(session: Session, user: User, minutes: int) -> int | None:
    """Look so many minutes after the start; minutes of the look before this visit."""
    before = visits.look(session, user=user, now=NOW + timedelta(minutes=minutes), pause=PAUSE)
    return None if before is None else round((before - NOW).total_seconds() / 60)


def test_first_visit_has_nothing_before_it(session: Session, user: User) -> None:
    assert [_look(session, user, minutes) for minutes in (0, 10, 40)] == [None, None, None]


def test_a_pause_begins_another_visit_and_further_looks_belong_to_it(
    session: Session, user: User
) -> None:
    looks = [_look(session, user, minutes) for minutes in (0, 20, 51, 60, 91, 200)]
    assert looks == [None, None, 20, 20, 60, 91]


def test_a_clock_that_is_set_back_loses_nothing(session: Session, user: User) -> None:
    assert [_look(session, user, minutes) for minutes in (0, 60, 5, 70)] == [None, 0, 0, 0]


def test_users_do_not_see_each_others_visits(session: Session, user: User) -> None:
    other = sign_in(session, subject="b.verzonnen", role=Role.ANALYST, now=NOW)
    _look(session, user, 0)
    assert _look(session, other, 60) is None
