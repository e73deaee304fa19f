"""Opens the casework database and brings it up to date; SQLite by default, else by its URL."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from engine.casework import connecting, failing, migrating
from engine.errors import CaseworkError
from engine.register import pseudonyms
from engine.settings import Settings


@dataclass(frozen=True, slots=True)
class Casework:
    """An open casework database.

    Attributes:
        engine: connections to it.
        settings: what every entry of the processing log says, among others.
        key: gives the pseudonym key; asked only when something is sealed or unsealed.
    """

    engine: Engine
    settings: Settings
    key: Callable[[], bytes] = pseudonyms.load_key

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment and is rolled back at its end.

        Raises:
            CaseworkError: the database does not answer, or refuses.
        """
        try:
            with self._session(connecting.reading(self.engine)) as session:
                yield session
                session.rollback()
        except failing.FAILURES as error:
            raise self._told(error) from error

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at its end, or not at all when something is raised.

        Its first statement waits for every writer before it, so keep it short.

        Raises:
            CaseworkError: the database does not answer, refuses, or others kept writing.
        """
        committing = False
        try:
            with self._session(connecting.writing(self.engine)) as session, session.begin():
                yield session
                session.flush()
                committing = True
        except failing.FAILURES as error:
            raise self._told(error, committing=committing) from error

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """A connection whose statements are in no transaction, such as for upkeep.

        Raises:
            CaseworkError: the database does not answer, or refuses.
        """
        try:
            with connecting.apart(self.engine).connect() as connection:
                yield connection
        except failing.FAILURES as error:
            raise self._told(error) from error

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _session(self, engine: Engine) -> Session:
        own = self.settings
        info = {"audit": own.audit, "rules": own.rules, "review": own.review, "key": self.key}
        return Session(engine, expire_on_commit=False, info=info)

    def _told(self, error: SQLAlchemyError, *, committing: bool = False) -> CaseworkError:
        database = connecting.shown(self.engine.url)
        return failing.told(error, database=database, committing=committing)


def open_casework(
    url: str, *, settings: Settings, key: Callable[[], bytes] = pseudonyms.load_key
) -> Casework:
    """Open the database at `url`, make it when it is not there, and run the migrations it lacks.

    Args:
        url: `sqlite:///file`, made when it is not there, or `postgresql://…` of a database that is.
        settings: block `audit`.
        key: gives the pseudonym key when something is sealed; by default that of this user.

    Raises:
        CaseworkError: not a database URL, no database, not reachable, or made by a later version.
    """
    address = connecting.parse(url)
    shown = connecting.shown(address)
    try:
        _make_folder(address)
        engine = connecting.connect(address)
    except (ArgumentError, OSError, ImportError) as error:
        raise CaseworkError(
            "de database van de zaken {database} gaat niet open: {said}",
            database=shown,
            said=failing.reason(error),
        ) from error
    try:
        migrating.upgrade(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        raise CaseworkError(
            "de database van de zaken {database} is niet te gebruiken: {said}",
            database=shown,
            said=failing.reason(error),
        ) from error
    except CaseworkError:
        engine.dispose()
        raise
    return Casework(engine, settings, key)


def _make_folder(url: URL) -> None:
    """Make the folder and an empty file that only this user can read."""
    if url.get_backend_name() != connecting.SQLITE or url.database in (None, "", ":memory:"):
        return
    file = Path(str(url.database))
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
