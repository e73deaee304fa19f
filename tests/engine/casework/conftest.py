"""An empty casework database, users, and a small published run."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy.orm import Session

from engine.casework.database import Casework, open_casework
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.settings import load_settings
from engine.snapshot import Run, publish
from tests import casework_file
from tests.postgres_server import PostgresServer, running

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SETTINGS = load_settings()
_NUMBERS = itertools.count(1)

_TABLES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
_KEEP = f"""
DO $$ DECLARE t record; filled boolean; BEGIN
  CREATE SCHEMA pristine;
  FOR t IN {_TABLES} LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', t.name) INTO filled;
    IF filled THEN
      EXECUTE format('CREATE TABLE pristine.%1$I AS TABLE public.%1$I', t.name);
    END IF;
  END LOOP;
END $$
"""
_EMPTY = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'",
    "SET session_replication_role = replica",
    f"""
DO $$ DECLARE t record; filled boolean; BEGIN
  FOR t IN {_TABLES} LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', t.name) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM public.%I', t.name); END IF;
  END LOOP;
  FOR t IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'pristine' LOOP
    EXECUTE format('INSERT INTO public.%1$I TABLE pristine.%1$I', t.name);
  END LOOP;
  PERFORM setval(format('public.%I', sequencename)::regclass, 1, false)
  FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
""",
)
"""What makes the database as it was when it was new; a copy of a template takes longer."""


on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
on_both = pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgres", marks=pytest.mark.server)], indirect=True
)
on_postgres = pytest.mark.parametrize(
    "database", [pytest.param("postgres", marks=pytest.mark.server)], indirect=True
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.server)])
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database: every test that works with casework runs once for each."""
    return str(request.param)


@pytest.fixture
def url(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of this test only; with a schema when the test asks for `casework` too."""
    is_migrated = "casework" in request.fixturenames
    if database == "sqlite":
        file = tmp_path / "state" / "casework.sqlite"
        if is_migrated:
            casework_file.url(file.parent)
        yield f"sqlite:///{file}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    if is_migrated:
        empty: Callable[[], None] = request.getfixturevalue("empty_postgres")
        yield server.url("casework")
        empty()
    else:
        name = f"test_{next(_NUMBERS)}"
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield server.url(name)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database without content, to copy."""
    folder = tmp_path_factory.mktemp("casework")
    casework_file.url(folder)
    return folder / "casework.sqlite"


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server with a migrated database `casework`, which every test leaves without content."""
    with running() as server:
        server.execute("CREATE DATABASE casework")
        open_casework(server.url("casework"), settings=SETTINGS).close()
        server.execute(_KEEP, database="casework")
        yield server


@pytest.fixture(scope="session")
def empty_postgres(postgres: PostgresServer) -> Iterator[Callable[[], None]]:
    """Takes out of the migrated database what a test put in, and ends what it left running."""
    with postgres.connect("casework") as connection:

        def empty() -> None:
            for statement in _EMPTY:
                connection.execute(statement.encode())

        yield empty


@pytest.fixture(scope="session")
def on_server(postgres: PostgresServer) -> Iterator[Casework]:
    """The migrated database on the server, opened once: that takes longer than most tests."""
    opened = _opened(postgres.url("casework"))
    yield opened
    opened.close()


@pytest.fixture
def casework(database: str, url: str, request: pytest.FixtureRequest) -> Iterator[Casework]:
    if database == "postgres":
        yield request.getfixturevalue("on_server")
        return
    opened = _opened(url)
    yield opened
    opened.close()


def _opened(url: str) -> Casework:
    return open_casework(url, settings=SETTINGS, key=lambda: PUBLIC_SAMPLE_KEY)


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
