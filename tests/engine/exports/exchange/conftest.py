"""A casework database, and a run of the invented village with an empty list of the week."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.snapshot import Run
from tests.engine.exports.driehoek.conftest import with_worklist

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
WHY = "De toezichthouders hebben deze locaties nodig voor hun ronde."


@pytest.fixture
def riec(session: Session) -> User:
    return sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)


@pytest.fixture
def run(village: Run, tmp_path: Path) -> Run:
    return with_worklist(village, tmp_path / "runs")
