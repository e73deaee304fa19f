"""A casework database, and a run of the invented village with an empty list of the week."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from engine.casework.database import Casework, open_casework
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.settings import load_settings
from engine.snapshot import Run
from tests import casework_file
from tests.engine.exports.driehoek.conftest import with_worklist

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
WHY = "De toezichthouders hebben deze locaties nodig voor hun ronde."


@pytest.fixture
def casework(tmp_path: Path) -> Iterator[Casework]:
    opened = open_casework(casework_file.url(tmp_path), settings=load_settings())
    yield opened
    opened.close()


@pytest.fixture
def session(casework: Casework) -> Iterator[Session]:
    with casework.writing() as session:
        yield session


@pytest.fixture
def riec(session: Session) -> User:
    return sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)


@pytest.fixture
def run(village: Run, tmp_path: Path) -> Run:
    return with_worklist(village, tmp_path / "runs")
