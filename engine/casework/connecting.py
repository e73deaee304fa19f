"""From the URL of a casework database to connections that behave alike on SQLite and PostgreSQL.

One writer at a time, on both: what a writer reads is what there is until it commits, so no two
of them act on the same state. On SQLite `BEGIN IMMEDIATE` takes the lock, on PostgreSQL an
advisory lock that is handed on in the order of asking and ends with the transaction. Readers
wait for nobody and see one moment.

SQLite runs in WAL mode with foreign keys. `synchronous = FULL`: with NORMAL the last commits are
lost at a power cut, and a deed whose entry in the log was committed may have been done by then.
`secure_delete`: what is taken out is overwritten in the file, not only unlinked; the WAL and
backups keep it until they are written over.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from engine.errors import CaseworkError

SQLITE, POSTGRES = "sqlite", "postgresql"
WAIT_SECONDS = 30
"""How long a writer waits for the ones before it."""

OLDEST_SERVER = 13
"""Oldest major version of PostgreSQL that is let in."""

_BEGIN = "casework_begin"
_LOCK = 0x44494A4B  # "DIJK": any number that no other program in the same database uses
_PRAGMAS = (
    f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)
_READING: dict[str, dict[str, Any]] = {
    SQLITE: {_BEGIN: "BEGIN"},
    POSTGRES: {"isolation_level": "REPEATABLE READ"},
}
# A writer that hangs is thrown out after five minutes, so that the others can go on.
_WRITING: dict[str, dict[str, Any]] = {
    SQLITE: {_BEGIN: "BEGIN IMMEDIATE"},
    POSTGRES: {
        "isolation_level": "READ COMMITTED",
        _BEGIN: f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'; "
        "SET LOCAL idle_in_transaction_session_timeout = '5min'; "
        f"SELECT pg_advisory_xact_lock({_LOCK})",
    },
}
_APART: dict[str, dict[str, Any]] = {
    SQLITE: {_BEGIN: None},
    POSTGRES: {"isolation_level": "AUTOCOMMIT"},
}
_NETWORK = {
    "application_name": "dijkwacht",
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}


def parse(url: str) -> URL:
    """The parts of a database URL; `postgres://` and `postgresql://` mean psycopg.

    Raises:
        CaseworkError: it is no URL, or its password can be mistaken for its host; it is not told.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise CaseworkError(
            "de database van de zaken is geen URL zoals sqlite:///bestand"
        ) from error
    if "@" in (address.host or ""):
        raise CaseworkError(
            "de URL van de database van de zaken heeft meer dan één @: "
            "schrijf %40 in het wachtwoord"
        )
    if address.drivername in ("postgres", POSTGRES):
        address = address.set(drivername=f"{POSTGRES}+psycopg")
    return address


def shown(address: URL) -> str:
    """The URL as a message may tell it: no password, and no options, which may hold one."""
    return address.set(query={}).render_as_string(hide_password=True)


def is_there(address: URL) -> bool:
    """False for a file that nobody made yet; of a server it is not known."""
    file = address.database
    is_file = address.get_backend_name() == SQLITE and file not in (None, "", ":memory:")
    return not is_file or Path(str(file)).is_file()


def connect(address: URL) -> Engine:
    """Connections to a database; nothing is asked of it yet.

    Raises:
        ArgumentError, ImportError: the URL, or a kind of database that is not known here.
    """
    kind = address.get_backend_name()
    if kind == POSTGRES:
        network = {k: v for k, v in _NETWORK.items() if k not in address.query}
        engine = create_engine(address, pool_pre_ping=True, max_overflow=25, connect_args=network)
    elif kind == SQLITE:
        engine = create_engine(address)
        event.listen(engine, "connect", _configure)
    else:
        raise ArgumentError("it is neither sqlite nor postgresql")
    event.listen(engine, "begin", _begin)
    return engine


def reading(engine: Engine) -> Engine:
    """The same connections for transactions that see one moment."""
    return engine.execution_options(**_READING[engine.dialect.name])


def writing(engine: Engine) -> Engine:
    """The same connections for transactions that wait for other writers first."""
    return engine.execution_options(**_WRITING[engine.dialect.name])


def apart(engine: Engine) -> Engine:
    """The same connections without a transaction: every statement stands by itself."""
    return engine.execution_options(**_APART[engine.dialect.name])


def check_server(connection: Connection) -> None:
    """Refuse a PostgreSQL server that is too old, or a database that cannot hold every text.

    Raises:
        CaseworkError: with the way out.
    """
    if connection.dialect.name != POSTGRES:
        return
    version = int((connection.dialect.server_version_info or (0,))[0])
    if version < OLDEST_SERVER:
        raise CaseworkError(
            "de database van de zaken is PostgreSQL {version}; {oldest} of nieuwer is nodig",
            version=version,
            oldest=OLDEST_SERVER,
        )
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise CaseworkError(
            "de database van de zaken heeft de codering {encoding}: maak haar met "
            "ENCODING 'UTF8' TEMPLATE template0",
            encoding=str(encoding),
        )


@contextmanager
def unchecked(connection: Connection) -> Iterator[None]:
    """SQLite checks no foreign key inside, so that tables can be made anew; begin inside it."""
    if connection.dialect.name != SQLITE:
        yield
        return
    raw = connection.connection.cursor()
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.close()


def check_keys(connection: Connection) -> None:
    """Refuse rows that refer to rows that are not there; PostgreSQL has done so by itself.

    Raises:
        CaseworkError: with the table of the first one.
    """
    if connection.dialect.name != SQLITE:
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise CaseworkError(
            "de database van de zaken is beschadigd: een rij van {table} verwijst naar een van "
            "{other} die er niet is",
            table=str(broken[0]),
            other=str(broken[2]),
        )


def _configure(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    del record
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    first = {SQLITE: "BEGIN"}.get(connection.dialect.name)
    options = connection.get_execution_options()
    if statement := options.get(_BEGIN, first):
        connection.exec_driver_sql(statement)
