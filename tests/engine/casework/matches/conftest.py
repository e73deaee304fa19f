"""Somebody who judges pairs."""

import pytest
from sqlalchemy.orm import Session

from engine.casework.models import Role
from engine.casework.users import sign_in
from tests.engine.casework.conftest import NOW
from tests.engine.casework.matches.pair_world import Someone


@pytest.fixture
def person(session: Session) -> Someone:
    return lambda name: sign_in(session, subject=name, role=Role.ANALYST, now=NOW)
