"""People, a case that may come on an agenda, and a planned driehoek."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.case_models import Case, CaseKind
from engine.casework.meetings import preparing
from engine.casework.meetings.models import Meeting, MeetingKind
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from tests.engine.casework.conftest import NOW
from tests.engine.casework.process.conftest import SHED

DAY = NOW.date() + timedelta(days=7)
AFTER = NOW + timedelta(days=7)


@pytest.fixture
def riec(session: Session) -> User:
    return sign_in(session, subject="u.riec", role=Role.RIEC_LIAISON, now=NOW)


@pytest.fixture
def adviser(session: Session) -> User:
    return sign_in(session, subject="u.adviser", role=Role.DRIEHOEK_ADVISER, now=NOW)


@pytest.fixture
def case(session: Session, riec: User) -> Case:
    return cases.open_case(
        session, user=riec, kind=CaseKind.CASE, location=SHED, purpose="Iets gezien.", now=NOW
    )


@pytest.fixture
def meeting(session: Session, adviser: User) -> Meeting:
    return preparing.create(session, user=adviser, kind=MeetingKind.DRIEHOEK, day=DAY, now=NOW)
