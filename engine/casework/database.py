"""Opens the casework database and brings it up to date; SQLite by default, else by its URL.

SQLite runs in WAL mode with foreign keys and a busy timeout. Writing sessions take the write
lock at their beginning, so that two of them never read the same state and both write.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from engine.errors import CaseworkError
from engine.settings import Settings

MIGRATIONS = Path(__file__).resolve().parent / "migrations"

_BEGIN = "sqlite_begin"
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
)


@dataclass(frozen=True, slots=True)
class Casework:
    """An open casework database.

    Attributes:
        engine: connections to it.
        settings: what every entry of the processing log says, among others.
    """

    engine: Engine
    settings: Settings

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that is rolled back at its end."""
        with self._session(self.engine) as session:
            yield session
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at its end, or not at all when something is raised."""
        engine = self.engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        with self._session(engine) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _session(self, engine: Engine) -> Session:
        info = {"audit": self.settings.audit, "rules": self.settings.rules}
        return Session(engine, expire_on_commit=False, info=info)


def open_casework(url: str, *, settings: Settings) -> Casework:
    """Open the database at `url`, make it when it is not there, and run the migrations it lacks.

    Args:
        url: `sqlite:///file` or `postgresql+<driver>://…`.
        settings: block `audit`.

    Raises:
        CaseworkError: not a database URL, no database, not reachable, or made by a later version.
    """
    try:
        address = make_url(url)
        shown = address.render_as_string(hide_password=True)
    except ArgumentError as error:
        raise CaseworkError("the casework database is no URL such as sqlite:///file") from error
    try:
        _make_folder(address)
        engine = create_engine(address)
    except (ArgumentError, OSError, ImportError) as error:
        reason = str(error).splitlines()[0]
        raise CaseworkError(f"casework database {shown} cannot be opened: {reason}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
    try:
        _migrate(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise CaseworkError(f"casework database {shown} cannot be used: {reason}") from error
    return Casework(engine, settings)


def _make_folder(url: URL) -> None:
    """Make the folder and an empty file that only this user can read."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    file = Path(url.database)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)


def _configure(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    del record
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    writing = engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
    with writing.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current == scripts.get_current_head():
            return
        if current is not None and current not in {s.revision for s in scripts.walk_revisions()}:
            what = f"casework database has schema {current}: made by a later version; update first"
            raise CaseworkError(what)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
