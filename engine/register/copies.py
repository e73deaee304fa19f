"""Encrypted copies of what live transports fetched, in the vault beside the names.

A fetch is a list of file names, each with a copy. A new fetch of a source starts with the list
of the last complete one, so that a connector asks only for what changed. A run reads the newest
complete fetch on or before its date; it cannot see one that is under way or was broken off.
"""

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from connectors.items import Note
from engine.errors import RunError, SourceUnavailable
from engine.register.fetch_record import Fetched
from engine.register.pseudonyms import Pseudonyms
from engine.register.sealing import Sealer
from engine.register.vault import Vault

_SCHEMA = """
CREATE TABLE IF NOT EXISTS fetch (
    fetch_id INTEGER PRIMARY KEY, source TEXT NOT NULL, address TEXT NOT NULL,
    began TEXT NOT NULL, ended TEXT, notes TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE IF NOT EXISTS copy (
    copy_id INTEGER PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL, asked_at TEXT NOT NULL,
    wrapped BLOB NOT NULL, sealed BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS fetch_copy (
    fetch_id INTEGER NOT NULL REFERENCES fetch, name TEXT NOT NULL,
    copy_id INTEGER NOT NULL REFERENCES copy, PRIMARY KEY (fetch_id, name)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fetch_copy_by_copy ON fetch_copy (copy_id);
CREATE TABLE IF NOT EXISTS spent (
    source TEXT NOT NULL, month TEXT NOT NULL, asked INTEGER NOT NULL, PRIMARY KEY (source, month)
) WITHOUT ROWID;
"""


class CopyStore:
    """The copies of all live sources in one vault.

    Raises:
        RunError: the vault cannot be written.
    """

    def __init__(self, vault: Vault) -> None:
        self.file = vault.file
        self.pseudonyms = Pseudonyms(vault.key)
        self.sealer = Sealer(vault.key, b"dijkwacht copies wrap")
        self.lock = threading.RLock()
        self._db = vault.db
        with self.writing() as db:
            db.executescript(_SCHEMA)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The database, for one thread at a time; its errors are ours."""
        with self.lock:
            try:
                yield self._db
            except sqlite3.Error as error:
                raise RunError(f"the vault {self.file} cannot be used: {error}") from error

    def latest(self, source: str, *, as_of: date | None = None) -> Fetched | None:
        """The newest complete fetch of a source, on or before a day if one is given."""
        query = (
            "SELECT fetch_id, address, began, ended, notes FROM fetch "
            "WHERE source = ? AND ended IS NOT NULL ORDER BY began DESC, fetch_id DESC"
        )
        with self.writing() as db:
            found = [_fetched(row) for row in db.execute(query, (source,))]
        return next((one for one in found if as_of is None or one.day <= as_of), None)

    def broken(self, source: str, address: str) -> Fetched | None:
        """The fetch of a source at an address that was not completed, None when there is none."""
        query = (
            "SELECT fetch_id, address, began, ended, notes FROM fetch "
            "WHERE source = ? AND address = ? AND ended IS NULL ORDER BY fetch_id DESC"
        )
        with self.writing() as db:
            row = db.execute(query, (source, address)).fetchone()
        return None if row is None else _fetched(row)

    def begin(self, source: str, address: str, *, now: datetime) -> Fetched:
        """Begin a fetch with the copies of the last complete one at the same address."""
        before = self.latest(source)
        with self.writing() as db, _transaction(db):
            db.execute(
                "DELETE FROM fetch_copy WHERE fetch_id IN "
                "(SELECT fetch_id FROM fetch WHERE source = ? AND ended IS NULL)",
                (source,),
            )
            db.execute("DELETE FROM fetch WHERE source = ? AND ended IS NULL", (source,))
            made = db.execute(
                "INSERT INTO fetch (source, address, began) VALUES (?, ?, ?)",
                (source, address, now.isoformat()),
            ).lastrowid
            assert made is not None
            if before is not None and before.address == address:
                db.execute(
                    "INSERT INTO fetch_copy SELECT ?, name, copy_id FROM fetch_copy "
                    "WHERE fetch_id = ?",
                    (made, before.fetch_id),
                )
        return Fetched(made, address, now, None, ())

    def finish(self, fetched: Fetched, notes: Sequence[Note], *, now: datetime) -> None:
        """Make a fetch complete: from now on runs may read it."""
        told = json.dumps([[note.key, note.value] for note in notes], ensure_ascii=False)
        with self.writing() as db:
            db.execute(
                "UPDATE fetch SET ended = ?, notes = ? WHERE fetch_id = ?",
                (now.isoformat(), told, fetched.fetch_id),
            )

    def of(self, source: str, fetched: Fetched, *, now: datetime) -> "SourceCopies":
        """The copies of one fetch."""
        return SourceCopies(self, source, fetched.fetch_id, now)

    def purge(self, *, now: datetime, keep_days: int) -> int:
        """Destroy copies that no fetch of the last `keep_days` has, and older fetches.

        The newest complete fetch of a source stays whatever its age: it is the state that the
        next fetch goes on from.

        Returns:
            How many copies were destroyed.
        """
        oldest = (now - timedelta(days=keep_days)).isoformat()
        with self.writing() as db, _transaction(db):
            db.execute(
                "DELETE FROM fetch WHERE began < ? AND fetch_id NOT IN ("
                "SELECT max(fetch_id) FROM fetch WHERE ended IS NOT NULL GROUP BY source)",
                (oldest,),
            )
            db.execute("DELETE FROM fetch_copy WHERE fetch_id NOT IN (SELECT fetch_id FROM fetch)")
            gone = db.execute(
                "DELETE FROM copy WHERE copy_id NOT IN (SELECT copy_id FROM fetch_copy)"
            )
        return gone.rowcount


class SourceCopies:
    """The copies of one fetch of one source; see `connectors.live.order.Copies`."""

    def __init__(self, store: CopyStore, source: str, fetch_id: int, now: datetime) -> None:
        self._store, self._source, self._fetch_id, self._now = store, source, fetch_id, now

    def names(self) -> list[str]:
        """File names that the delivery has now, sorted."""
        with self._store.writing() as db:
            found = db.execute(
                "SELECT name FROM fetch_copy WHERE fetch_id = ? ORDER BY name", (self._fetch_id,)
            )
            return [str(name) for (name,) in found]

    def get(self, name: str) -> bytes:
        """Content of a copy.

        Raises:
            KeyError: there is none of that name.
            RunError: it is damaged.
        """
        copy_id, asked_at, wrapped, sealed = self._row(name)
        label = _label(self._source, name, asked_at)
        try:
            content = self._store.sealer.open(wrapped, sealed, label, label)
        except ValueError as error:
            what = f"copy {copy_id} of source {self._source} cannot be opened: {error}"
            raise RunError(f"{self._store.file}: {what}; fetch the source again") from error
        return zlib.decompress(content)

    def asked_at(self, name: str) -> datetime:
        """Moment at which a copy was put; KeyError when there is none of that name."""
        return datetime.fromisoformat(self._row(name)[1])

    def put(self, name: str, content: bytes) -> None:
        """Keep an answer under a file name; durable when this returns.

        Raises:
            ValueError: the name is no plain file name.
        """
        if not name or "/" in name or "\\" in name or name.startswith(".") or "\0" in name:
            raise ValueError(f"{name!r} is not a plain file name")
        asked_at = self._now.isoformat()
        label = _label(self._source, name, asked_at)
        wrapped, sealed = self._store.sealer.seal(zlib.compress(content), label, label)
        with self._store.writing() as db, _transaction(db):
            made = db.execute(
                "INSERT INTO copy (source, name, asked_at, wrapped, sealed) VALUES (?, ?, ?, ?, ?)",
                (self._source, name, asked_at, wrapped, sealed),
            )
            db.execute(
                "INSERT OR REPLACE INTO fetch_copy VALUES (?, ?, ?)",
                (self._fetch_id, name, made.lastrowid),
            )

    def drop(self, name: str) -> None:
        """Leave a copy out of this fetch and later ones."""
        with self._store.writing() as db:
            db.execute(
                "DELETE FROM fetch_copy WHERE fetch_id = ? AND name = ?", (self._fetch_id, name)
            )

    def destroy(self, name: str) -> None:
        """Destroy a copy in every fetch of this source, earlier ones included."""
        with self._store.writing() as db, _transaction(db):
            db.execute(
                "DELETE FROM fetch_copy WHERE name = ? AND fetch_id IN "
                "(SELECT fetch_id FROM fetch WHERE source = ?)",
                (name, self._source),
            )
            db.execute("DELETE FROM copy WHERE source = ? AND name = ?", (self._source, name))

    def spend(self, month: str, limit: int | None) -> None:
        """Count one request of a month.

        Raises:
            SourceUnavailable: `limit` requests were made in that month already.
        """
        with self._store.writing() as db:
            counted = db.execute(
                "INSERT INTO spent VALUES ($source, $month, 1) ON CONFLICT DO UPDATE "
                "SET asked = asked + 1 WHERE $limit IS NULL OR asked < $limit",
                {"source": self._source, "month": month, "limit": limit},
            )
        if counted.rowcount == 0:
            what = f"the {limit} requests of {month} are spent: try again next month"
            raise SourceUnavailable(self._source, what)

    def pseudonym(self, name: str, born: date) -> str:
        """Pseudonym of a person by name and birth date, as intake would make it."""
        return self._store.pseudonyms.from_birth(name, born)

    def _row(self, name: str) -> tuple[int, str, bytes, bytes]:
        query = (
            "SELECT copy_id, asked_at, wrapped, sealed FROM fetch_copy JOIN copy USING (copy_id) "
            "WHERE fetch_copy.fetch_id = ? AND fetch_copy.name = ?"
        )
        with self._store.writing() as db:
            found: tuple[int, str, bytes, bytes] | None = db.execute(
                query, (self._fetch_id, name)
            ).fetchone()
        if found is None:
            raise KeyError(name)
        return found


def _fetched(row: tuple[int, str, str, str | None, str]) -> Fetched:
    fetch_id, address, began, ended, notes = row
    return Fetched(
        fetch_id,
        address,
        datetime.fromisoformat(began),
        None if ended is None else datetime.fromisoformat(ended),
        tuple(Note(key, value) for key, value in json.loads(notes)),
    )


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _label(source: str, name: str, asked_at: str) -> bytes:
    return "\x1f".join((source, name, asked_at)).encode("utf-8", "replace")
