"""An empty casework database, users, and a small published run."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy.orm import Session

from engine.casework.database import Casework, open_casework
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.settings import load_settings
from engine.snapshot import Run, publish

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SETTINGS = load_settings()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'state' / 'casework.sqlite'}"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without content, to copy."""
    file = tmp_path_factory.mktemp("casework") / "empty.sqlite"
    open_casework(f"sqlite:///{file}", settings=SETTINGS).close()
    return file


@pytest.fixture
def casework(url: str, empty: Path, tmp_path: Path) -> Iterator[Casework]:
    (tmp_path / "state").mkdir()
    shutil.copy(empty, tmp_path / "state" / "casework.sqlite")
    opened = open_casework(url, settings=SETTINGS)
    yield opened
    opened.close()


@pytest.fixture
def session(casework: Casework) -> Iterator[Session]:
    with casework.writing() as session:
        yield session


@pytest.fixture
def user(session: Session) -> User:
    return sign_in(session, subject="m.jansen", role=Role.RIEC_LIAISON, now=NOW)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Two locations in one block of flats and a lone shed; two of them are on the list."""
    text = pa.list_(pa.string())
    locations = pa.table(
        {
            "location_id": ["L1", "L2", "L3"],
            "object_ids": pa.array([["v1"], ["v2"], []], text),
            "building_ids": pa.array([["flat"], ["flat"], ["shed"]], text),
            "band": ["medium", "none", "high"],
        }
    )
    hits = pa.table(
        {
            "location_id": ["L1", "L1", "L1"],
            "rule_id": ["GEN-02", "GEN-01", "GEN-03"],
            "outcome": ["HIT", "HIT", "UNKNOWN"],
        }
    )
    worklist = pa.table(
        {
            "week": ["2026-W44", "2026-W44"],
            "position": [1, 2],
            "location_id": ["L3", "L1"],
            "arm": ["random", "ranked"],
        }
    )
    tables = {"locations": locations, "hits": hits, "worklist": worklist}
    return publish(tmp_path / "runs", as_of=date(2026, 11, 1), tables=tables, meta={}).run
