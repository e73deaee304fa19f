"""PostgreSQL: what is told when it refuses or breaks off, who may do what, and its own order."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.orm import Session

from engine.casework import audit, connecting, failing, places
from engine.casework.database import Casework, open_casework
from engine.casework.models import Place, Role, User
from engine.casework.places import LocationState
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW, SETTINGS
from tests.postgres_server import PostgresServer, running

pytestmark = pytest.mark.server

SECRET = "geheim-7"
_OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"


def _refused(url: str) -> str:
    """The message with which a database is refused; it never holds the password."""
    with pytest.raises(CaseworkError) as error:
        open_casework(url, settings=SETTINGS)
    told = str(error.value)
    assert SECRET not in told
    assert "\n" not in told
    return told


def _add(casework: Casework, subject: str) -> None:
    with casework.writing() as session:
        sign_in(session, subject=subject, role=Role.ANALYST, now=NOW)
        audit.append(session, audit.Processing("gezien", "proef", subject, ()), now=NOW)


def _interrupted(casework: Casework, happen: Callable[[int], object]) -> None:
    """Write half of something, and go on after something happened to that session's process."""
    with casework.writing() as session:
        sign_in(session, subject="half", role=Role.ANALYST, now=NOW)
        happen(session.scalars(text("SELECT pg_backend_pid()")).one())
        session.query(User).count()


def _subjects(casework: Casework) -> list[str]:
    with casework.reading() as session:
        assert audit.verify(session) == session.query(User).count()
        return sorted(user.subject for user in session.query(User))


@pytest.fixture
def database(postgres: PostgresServer) -> str:
    """Every test here is about PostgreSQL."""
    del postgres
    return "postgres"


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """A server that tests may stop; it waits for the disk."""
    with running(is_durable=True) as server:
        yield server


@pytest.fixture
def own(own_server: PostgresServer) -> Iterator[Casework]:
    """A new casework database on the server that may be stopped."""
    own_server.start()
    own_server.execute("DROP DATABASE IF EXISTS own WITH (FORCE)", "CREATE DATABASE own")
    opened = open_casework(own_server.url("own"), settings=SETTINGS)
    yield opened
    opened.close()


def test_wrong_password_is_told_without_it(postgres: PostgresServer) -> None:
    told = _refused(postgres.url("casework", password=SECRET))
    assert "password authentication failed" in told


def test_missing_database_is_named(postgres: PostgresServer) -> None:
    assert 'database "nosuch" does not exist' in _refused(postgres.url("nosuch"))


def test_server_that_is_not_there_is_told(postgres: PostgresServer) -> None:
    address = connecting.parse(postgres.url("x", password=SECRET)).set(port=1)
    told = _refused(address.render_as_string(hide_password=False))
    assert "port 1 failed: " in told
    assert "refused" in told


@pytest.mark.parametrize("given", ["postgresql", "postgres"])
def test_driver_need_not_be_named(postgres: PostgresServer, given: str) -> None:
    url = postgres.url("casework").replace("postgresql+psycopg", given)
    open_casework(url, settings=SETTINGS).close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (f"postgresql://u:x@{SECRET}@127.0.0.1/d", "meer dan één @"),
        (f"postgresql://u@127.0.0.1:1/d?password={SECRET}", "127.0.0.1:1/d is niet te gebruiken"),
        (f"postgresql://u:{SECRET}@127.0.0.1:1/d?nosuch=1", 'invalid connection option "nosuch"'),
        (f"postgresql://u:{SECRET}@127.0.0.1:99999/d", "invalid port number"),
        (f"postgresql://u:{SECRET}@127.0.0.1:port/d", "geen URL zoals"),
        (f"postgresql+nosuch://u:{SECRET}@127.0.0.1/d", "gaat niet open"),
        (f"mysql://u:{SECRET}@127.0.0.1/d", "neither sqlite nor postgresql"),
    ],
)
def test_wrong_url_tells_what_and_no_password(url: str, message: str) -> None:
    assert message in _refused(url)


@pytest.mark.parametrize("password", ["a/b", "a@b:c", "a b%20", "é?#&=", "'\\\""])
def test_any_password_works_when_it_is_written_as_in_a_url(
    postgres: PostgresServer, password: str
) -> None:
    quoted = password.replace("'", "''")
    postgres.execute("DROP ROLE IF EXISTS odd", f"CREATE ROLE odd LOGIN PASSWORD '{quoted}'")
    postgres.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO odd", database="casework")
    url = postgres.url("casework", user="odd", password=password)
    open_casework(url, settings=SETTINGS).close()
    postgres.execute("DROP OWNED BY odd", "DROP ROLE odd", database="casework")


def test_database_that_cannot_hold_every_text_is_refused(postgres: PostgresServer) -> None:
    latin = "ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
    postgres.execute(f"CREATE DATABASE latin {latin}")
    assert "codering LATIN1: maak haar met ENCODING 'UTF8'" in _refused(postgres.url("latin"))
    postgres.execute("DROP DATABASE latin")


def test_old_server_is_refused(postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PGDialect, "_get_server_version_info", lambda *_: (12, 22))
    assert "PostgreSQL 12; 13 of nieuwer" in _refused(postgres.url("casework"))


def test_account_without_rights_is_told_which_it_lacks(postgres: PostgresServer, url: str) -> None:
    postgres.execute(f"CREATE ROLE guest LOGIN PASSWORD '{SECRET}'")
    name = connecting.parse(url).database or ""
    told = _refused(postgres.url(name, user="guest", password=SECRET))
    assert "permission denied for schema public" in told
    postgres.execute("DROP ROLE guest")


def test_account_that_owns_nothing_works_and_cannot_change_the_log(
    postgres: PostgresServer, casework: Casework
) -> None:
    commands = [
        line.strip().rstrip(";").replace("...", SECRET)
        for line in _documented("dijkwacht_werk")
    ]  # fmt: skip
    postgres.execute(*commands, database="casework")
    opened = open_casework(
        postgres.url("casework", user="dijkwacht_werk", password=SECRET), settings=SETTINGS
    )
    _add(opened, "a")
    assert _subjects(opened) == ["a"]
    for statement in ("UPDATE audit_entry SET gebruiker = 'x'", "DELETE FROM audit_entry"):
        with (
            pytest.raises(CaseworkError, match="permission denied for table audit_entry"),
            opened.writing() as session,
        ):
            session.execute(text(statement))
    assert _subjects(casework) == ["a"]
    opened.close()
    postgres.execute(
        "DROP OWNED BY dijkwacht_werk", "DROP ROLE dijkwacht_werk", database="casework"
    )


def _documented(word: str) -> list[str]:
    """Statements of docs/operations.md about an account."""
    lines = _OPERATIONS.read_text("utf-8").splitlines()
    found = [line for line in lines if word in line and line.endswith(";")]
    assert len(found) >= 4
    return found


def test_backup_as_documented_can_be_put_back(
    postgres: PostgresServer, casework: Casework, tmp_path: Path
) -> None:
    _add(casework, "a")
    commands = re.findall(r"`(pg_dump|pg_restore) ([^`]+)`", _OPERATIONS.read_text("utf-8"))
    assert [program for program, _ in commands] == ["pg_dump", "pg_restore"]
    (dump, how), (restore, back) = commands
    postgres.run(dump, *how.replace("dijkwacht", "casework").split(), cwd=tmp_path)
    postgres.execute("CREATE DATABASE again TEMPLATE template0")
    postgres.run(restore, *back.replace("dijkwacht", "again").split(), cwd=tmp_path)
    opened = open_casework(postgres.url("again"), settings=SETTINGS)
    assert _subjects(opened) == ["a"]
    opened.close()
    postgres.execute("DROP DATABASE again")


def test_server_that_stops_half_way_leaves_nothing_and_the_next_try_works(
    own_server: PostgresServer, own: Casework
) -> None:
    _add(own, "a")
    with pytest.raises(
        CaseworkError, match=r"own: terminating connection.*: er is niets geschreven"
    ):
        _interrupted(own, lambda _: own_server.stop())
    with pytest.raises(
        CaseworkError, match=r"refused.*: er is niets geschreven; probeer het opnieuw"
    ):
        _add(own, "c")
    with pytest.raises(CaseworkError, match="refused"):
        _subjects(own)
    own_server.start()
    assert _subjects(own) == ["a"]
    _add(own, "d")
    assert _subjects(own) == ["a", "d"]


def test_crash_of_the_server_keeps_every_commit_and_nothing_else(
    own_server: PostgresServer, own: Casework
) -> None:
    for number in range(5):
        _add(own, f"u{number}")
    with pytest.raises(CaseworkError, match="er is niets geschreven"):
        _interrupted(own, lambda _: own_server.crash())
    own_server.start()
    assert _subjects(own) == [f"u{number}" for number in range(5)]


def test_crash_of_a_writer_lets_the_next_one_in(
    postgres: PostgresServer, casework: Casework
) -> None:
    with pytest.raises(CaseworkError, match="terminating connection"):
        _interrupted(casework, lambda pid: postgres.execute(f"SELECT pg_terminate_backend({pid})"))
    _add(casework, "next")
    assert _subjects(casework) == ["next"]


def test_writer_that_hangs_is_thrown_out_and_told(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = connecting._WRITING["postgresql"]["casework_begin"].replace("5min", "50ms")
    monkeypatch.setitem(connecting._WRITING["postgresql"], "casework_begin", begin)
    with pytest.raises(
        CaseworkError, match=r"idle-in-transaction.*: er is niets geschreven; probeer"
    ):
        _interrupted(casework, lambda _: time.sleep(0.3))
    assert _subjects(casework) == []


def test_connection_that_breaks_off_while_keeping_is_told_as_not_known(
    postgres: PostgresServer, casework: Casework
) -> None:
    def break_off(session: Session) -> None:
        mine = session.scalar(text("SELECT pg_backend_pid()"))
        postgres.execute(f"SELECT pg_terminate_backend({mine})")

    def write() -> None:
        with casework.writing() as session:
            sign_in(session, subject="a", role=Role.ANALYST, now=NOW)
            event.listen(session, "before_commit", break_off)

    with pytest.raises(
        CaseworkError, match="kijk of het is bewaard voordat u het opnieuw probeert"
    ):
        write()
    assert _subjects(casework) == []


def test_what_a_text_holds_is_not_quoted_in_a_message(casework: Casework) -> None:
    def write() -> None:
        with casework.writing() as session:
            session.add_all(Place(location_id="L", identity="kenmerk-van-iemand") for _ in "12")

    with pytest.raises(CaseworkError) as error:
        write()
    assert "uq_place_identity" in str(error.value)
    assert "kenmerk-van-iemand" not in str(error.value)
    assert "er is niets geschreven" in str(error.value)


def test_objects_of_a_place_stand_in_the_order_of_their_bytes(casework: Casework) -> None:
    known = ("a-1", "B", "a1", "Z", "é")
    with casework.writing() as session:
        places.find_or_add(session, LocationState("L1", known, "low", ()))
        in_dutch = session.scalars(text("SELECT bag_id FROM place_object ORDER BY bag_id")).all()
        assert list(in_dutch) != sorted(known)
    with casework.reading() as session:
        place = session.query(Place).one()
        assert place.bag_ids == tuple(sorted(known))


def test_first_line_of_an_error_without_text_is_its_kind() -> None:
    assert failing.reason(ValueError()) == "ValueError"
