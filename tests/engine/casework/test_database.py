"""Opening casework: where, how safe, and with which schema."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.casework.database import Casework, open_casework
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW, SETTINGS, on_sqlite


@on_sqlite
def test_new_file_and_folder_are_for_this_user_only(url: str, tmp_path: Path) -> None:
    open_casework(url, settings=SETTINGS).close()
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "state" / "casework.sqlite").stat().st_mode & 0o777 == 0o600


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 30000),
    ],
)
def test_sqlite_waits_and_checks_foreign_keys(
    casework: Casework, pragma: str, value: object
) -> None:
    with casework.reading() as session:
        assert session.scalar(text(f"PRAGMA {pragma}")) == value


def test_content_is_there_after_opening_again(casework: Casework, url: str) -> None:
    with casework.writing() as session:
        sign_in(session, subject="a", role=Role.ANALYST, now=NOW)
    casework.close()
    again = open_casework(url, settings=SETTINGS)
    with again.reading() as session:
        found = session.query(User).one()
        assert (found.subject, found.role, found.created_at) == ("a", Role.ANALYST, NOW)
    again.close()


def test_nothing_is_written_when_a_session_fails(casework: Casework) -> None:
    def fail() -> None:
        with casework.writing() as session:
            sign_in(session, subject="a", role=Role.ANALYST, now=NOW)
            raise CaseworkError("stop")

    with pytest.raises(CaseworkError, match="stop"):
        fail()
    with casework.reading() as session:
        assert session.query(User).count() == 0


def test_reading_session_leaves_nothing_behind(casework: Casework) -> None:
    with casework.reading() as session:
        sign_in(session, subject="a", role=Role.ANALYST, now=NOW)
    with casework.reading() as session:
        assert session.query(User).count() == 0


def test_writers_wait_for_each_other(casework: Casework) -> None:
    def write(number: int) -> None:
        for turn in range(5):
            with casework.writing() as session:
                before = session.query(User).count()
                sign_in(session, subject=f"u{number}-{turn}", role=Role.ANALYST, now=NOW)
                assert session.query(User).count() == before + 1

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with casework.reading() as session:
        assert session.query(User).count() == 20


def test_two_programs_may_open_a_new_database_at_once(url: str) -> None:
    opened: list[Casework] = []
    threads = [
        threading.Thread(target=lambda: opened.append(open_casework(url, settings=SETTINGS)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 3
    for one in opened:
        one.close()


def test_database_of_a_later_version_is_refused(casework: Casework, url: str) -> None:
    with casework.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    casework.close()
    with pytest.raises(CaseworkError, match="9999, van een latere versie"):
        open_casework(url, settings=SETTINGS)


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "casework.sqlite"
    file.write_text("not a database, but long enough to be looked at as if it were one" * 10)
    with pytest.raises(CaseworkError, match="not a database"):
        open_casework(f"sqlite:///{file}", settings=SETTINGS)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("casework.sqlite", "geen URL zoals"),
        ("nosuch://x", "nosuch://x gaat niet open"),
        ("sqlite:////proc/no/x.sqlite", "gaat niet open: .*No such file"),
    ],
)
def test_wrong_url_is_one_clear_message(url: str, message: str) -> None:
    with pytest.raises(CaseworkError, match=message):
        open_casework(url, settings=SETTINGS)


def test_password_of_the_url_is_not_told(tmp_path: Path) -> None:
    file = tmp_path / "folder.sqlite"
    file.mkdir()
    with pytest.raises(CaseworkError) as error:
        open_casework(f"sqlite://user:geheim@/{file}", settings=SETTINGS)
    assert "geheim" not in str(error.value)


@on_sqlite
def test_no_table_has_a_column_for_a_name(casework: Casework, tmp_path: Path) -> None:
    casework.close()
    with closing(sqlite3.connect(tmp_path / "state" / "casework.sqlite")) as raw:
        columns = [row[0] for row in raw.execute(
            "SELECT c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'"
        )]  # fmt: skip
    forbidden = {"bsn", "birth_date", "nationality", "surname", "display_name", "email"}
    assert len(columns) > 40
    assert forbidden.isdisjoint(columns)
