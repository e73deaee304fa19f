"""Years that can be accounted for, from runs, lists and cases."""

from datetime import UTC, date, datetime
from unittest import mock

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.case_models import CaseKind
from engine.casework.models import Role, User
from engine.casework.places import LocationState
from engine.casework.users import sign_in
from engine.workbench.accountability import years
from tests.engine.casework.listed import listed

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def user(session: Session) -> User:
    return sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)


def test_nothing_gives_no_year(session: Session, user: User) -> None:
    assert years.known(session, [], user=user) == []


def test_runs_lists_and_cases_count_and_years_between_them_too(
    session: Session, user: User
) -> None:
    listed(session, user, "a", week="2026-W01")
    assert years.known(session, [mock.Mock(as_of=date(2028, 1, 1))], user=user) == [
        2028, 2027, 2026,
    ]  # fmt: skip
    cases.open_case(
        session, user=user, kind=CaseKind.SIGNAL, purpose="x",
        location=LocationState("L1", ("v1",), "high", ()),
        now=datetime(2024, 12, 31, 23, 0, tzinfo=UTC),
    )  # fmt: skip
    assert years.known(session, [], user=user) == [2026, 2025]
