"""A case at the yard of the invented village, on the agenda of a driehoek."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlalchemy.orm import Session

from engine.casework import cases, places
from engine.casework.case_models import Case, CaseKind
from engine.casework.meetings import agenda, preparing
from engine.casework.meetings.agenda import Details
from engine.casework.meetings.models import AgendaItem, MeetingKind
from engine.casework.models import Role, User
from engine.casework.process import privacy_checks
from engine.casework.process.definition import process_of
from engine.casework.users import sign_in
from engine.snapshot import Run
from tests.engine.exports.conftest import HOUSE, YARD

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)


def with_worklist(run: Run, out: Path, *listed: str) -> Run:
    """A copy of a run with this week's list."""
    folder = out / run.path.name
    shutil.copytree(run.path, folder)
    rows = pa.table({
        "week": pa.array(["2026-W44"] * len(listed), pa.string()),
        "position": pa.array(range(1, len(listed) + 1), pa.int64()),
        "location_id": pa.array(listed, pa.string()),
        "arm": pa.array(["ranked"] * len(listed), pa.string()),
    })  # fmt: skip
    pq.write_table(rows, folder / "worklist.parquet")
    return Run(folder)


@pytest.fixture
def run(village: Run, tmp_path: Path) -> Run:
    return with_worklist(village, tmp_path / "runs", HOUSE)


@pytest.fixture
def riec(session: Session) -> User:
    return sign_in(session, subject="u.riec", role=Role.RIEC_LIAISON, now=NOW)


@pytest.fixture
def adviser(session: Session) -> User:
    return sign_in(session, subject="u.adviser", role=Role.DRIEHOEK_ADVISER, now=NOW)


@pytest.fixture
def case(session: Session, riec: User, run: Run) -> Case:
    location = places.states(run, [YARD])[YARD]
    why = "Gezien aan het Polderpad 1A (9999 ZZ) bij 1884100000000002."
    return cases.open_case(
        session, user=riec, kind=CaseKind.CASE, location=location, purpose=why, now=NOW
    )


@pytest.fixture
def item(session: Session, adviser: User, case: Case) -> AgendaItem:
    day = NOW.date() + timedelta(days=7)
    meeting = preparing.create(session, user=adviser, kind=MeetingKind.DRIEHOEK, day=day, now=NOW)
    written = Details(
        requested=["Controle van polderpad 1 a", "Gesprek met de gebruiker"],
        texts={"safety": "Hond op het erf aan het Polderpad 1."},
    )
    return agenda.add(session, meeting, user=adviser, case=case, details=written, now=NOW)


def allow(session: Session, case: Case, user: User, *steps: str, allows: bool = True) -> None:
    """Record privacy checks of these steps."""
    for step in steps:
        form = process_of(session).privacy_checks[step]
        texts = dict.fromkeys(form.questions, "Verzonnen: niets over Polderpad 1")
        privacy_checks.record(session, case, step, user=user, answers=texts, allows=allows, now=NOW)
