"""Revisions of the schema: they agree with the models, keep rows both ways, and run once."""

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations

import engine.casework
from engine.casework import connecting, migrating
from engine.casework.database import open_casework
from engine.casework.models import Base, Judgement
from engine.errors import CaseworkError
from tests.engine.casework import filling
from tests.engine.casework.conftest import SETTINGS, on_sqlite

REVISIONS = migrating.revisions()
_OPEN = """
import sys
from engine.casework.database import open_casework
from engine.settings import load_settings
settings = load_settings()
print("ready", flush=True)
sys.stdin.readline()
open_casework(sys.argv[1], settings=settings).close()
"""


@pytest.fixture
def empty(url: str, request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    """A database without any table."""
    address = connecting.parse(url)
    if address.database and request.getfixturevalue("database") == "sqlite":
        request.getfixturevalue("tmp_path").joinpath("state").mkdir()
    made = connecting.connect(address)
    yield made
    made.dispose()


def _import_every_model() -> None:
    for module in pkgutil.iter_modules(engine.casework.__path__, "engine.casework."):
        importlib.import_module(module.name)


def _schema(made: sa.Engine) -> dict[str, list[str]]:
    """Columns with their types, by table."""
    with made.connect() as connection:
        inspector = sa.inspect(connection)
        return {
            table: sorted(f"{c['name']} {c['type']} {c['nullable']}" for c in columns)
            for table in sorted(inspector.get_table_names())
            if (columns := inspector.get_columns(table))
        }


def test_migrations_and_models_agree(empty: sa.Engine) -> None:
    _import_every_model()
    migrating.upgrade(empty)
    options = {"compare_type": True, "compare_server_default": True}
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == REVISIONS[-1]


@pytest.mark.parametrize("number", range(len(REVISIONS)), ids=REVISIONS)
def test_revision_keeps_rows_up_and_down_again(empty: sa.Engine, number: int) -> None:
    before = REVISIONS[number - 1] if number else "base"
    migrating.upgrade(empty, REVISIONS[number])
    schema = _schema(empty)
    with empty.begin() as connection:
        filling.fill(connection)
        full = filling.content(connection)
    assert all(full.values()), "a table is empty"
    migrating.downgrade(empty, before)
    with empty.begin() as connection:
        kept = filling.content(connection)
    for table, rows in kept.items():
        known = set(rows[0])
        assert rows == [{k: v for k, v in row.items() if k in known} for row in full[table]]
    migrating.upgrade(empty, REVISIONS[number])
    assert _schema(empty) == schema
    with empty.begin() as connection:
        filling.fill(connection)
        again = filling.content(connection)
    assert {table: len(rows) for table, rows in again.items()} == {
        t: len(r) for t, r in full.items()
    }


def test_rows_of_the_first_revision_reach_the_last(empty: sa.Engine) -> None:
    migrating.upgrade(empty, REVISIONS[0])
    with empty.begin() as connection:
        filling.fill(connection)
        old = filling.content(connection)
    migrating.upgrade(empty)
    with empty.begin() as connection:
        new = filling.content(connection)
    for table, rows in old.items():
        known = set(rows[0])
        assert [{k: v for k, v in row.items() if k in known} for row in new[table]] == rows


def test_judgement_of_the_first_schema_has_no_conditions(empty: sa.Engine, url: str) -> None:
    migrating.upgrade(empty, REVISIONS[0])
    with empty.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO \"user\" VALUES (1, 'a', 'analyst', true, '2026-11-01 00:00:00')"
        )
        connection.exec_driver_sql("INSERT INTO place VALUES (1, 'L1', 'L1')")
        row = "1, 1, 1, 'r', '2026-W44', 'innocent', 'x', NULL, 'low', '[\"GEN-01\"]', true"
        connection.exec_driver_sql(f"INSERT INTO judgement VALUES ({row}, '2026-11-01 00:00:00')")
    opened = open_casework(url, settings=SETTINGS)
    with opened.reading() as session:
        kept = session.query(Judgement).one()
        assert (kept.rule_ids, kept.conditions) == (["GEN-01"], None)
    opened.close()


def test_revision_that_fails_leaves_the_schema_as_it_was(empty: sa.Engine, url: str) -> None:
    migrating.upgrade(empty, "0001")
    with empty.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE proposal (id INTEGER)")
    before = _schema(empty)
    with pytest.raises(CaseworkError, match=r"is niet te gebruiken: .*already exists"):
        open_casework(url, settings=SETTINGS)
    assert _schema(empty) == before
    with empty.begin() as connection:
        connection.exec_driver_sql("DROP TABLE proposal")
    open_casework(url, settings=SETTINGS).close()


def test_two_programs_that_start_at_once_make_the_schema_once(empty: sa.Engine, url: str) -> None:
    programs = [
        subprocess.Popen([sys.executable, "-c", _OPEN, url], text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]  # fmt: skip
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    told = [program.communicate()[1] for program in programs]
    assert [(program.returncode, text) for program, text in zip(programs, told, strict=True)] == [
        (0, "")
    ] * 2
    with empty.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit_head").scalar_one() == 1


@on_sqlite
def test_table_that_is_made_anew_keeps_the_rows_that_refer_to_it(empty: sa.Engine) -> None:
    migrating.upgrade(empty)
    with empty.begin() as connection:
        filling.fill(connection)
        before = filling.content(connection)
    with connecting.writing(empty).connect() as connection:
        with connecting.unchecked(connection), connection.begin():
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table("place", recreate="always"):
                pass
            connecting.check_keys(connection)
            assert filling.content(connection) == before
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


@on_sqlite
def test_row_that_refers_to_nothing_stops_the_migration(empty: sa.Engine, url: str) -> None:
    migrating.upgrade(empty, REVISIONS[0])
    with empty.connect() as connection, connecting.unchecked(connection), connection.begin():
        connection.exec_driver_sql("INSERT INTO place_object VALUES (7, 'v1')")
    before = _schema(empty)
    with pytest.raises(
        CaseworkError, match="een rij van place_object verwijst naar een van place die"
    ):
        open_casework(url, settings=SETTINGS)
    assert _schema(empty) == before
