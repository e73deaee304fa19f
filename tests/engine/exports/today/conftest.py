"""Users, a location and a signal on one morning."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases, places
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role, User
from engine.casework.places import LocationState
from engine.casework.users import sign_in
from engine.snapshot import Run

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 2)
Known = Callable[[Role], User]


def location(run: Run) -> LocationState:
    """The first location of a run."""
    name = run.table("locations")["location_id"][0].as_py()
    return places.states(run, [name])[name]


def signal(session: Session, run: Run, user: User) -> Case:
    """A signal about it."""
    return cases.open_case(
        session, user=user, kind=CaseKind.SIGNAL, location=location(run), purpose="Gezien.", now=NOW
    )


@pytest.fixture
def known(session: Session) -> Known:
    """One user per role."""
    return lambda role: sign_in(session, subject=f"{role.value}.een", role=role, now=NOW)
