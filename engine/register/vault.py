"""The vault: names of people, encrypted, outside every run.

Intake writes here and reads nothing back; opening a name belongs to casework, inside a case
and with a purpose. Every name has a random key of its own, wrapped by a key derived from the
pseudonym key. Deleting that small key destroys the name for good (crypto-shredding), and a
later delivery of the same name does not bring it back.
"""

import hmac
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.errors import RunError, SettingsError
from engine.register.pseudonyms import fingerprint, normalise_name
from engine.register.sealing import Sealer, derive

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entry (
    entry_id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL, role TEXT NOT NULL, source TEXT NOT NULL,
    digest BLOB NOT NULL, sealed BLOB NOT NULL,
    UNIQUE (subject, role, source, digest)
);
CREATE TABLE IF NOT EXISTS entry_key (
    entry_id INTEGER PRIMARY KEY REFERENCES entry, wrapped BLOB NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Name:
    """One name to keep.

    Attributes:
        subject: pseudonym, KVK number, or record key of the row the name was taken from.
        name: the name as delivered.
        role: role or column it stood under.
        source: id of the source in `sources.yaml`.
    """

    subject: str
    name: str
    role: str
    source: str


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """That a name is kept, without the name itself.

    Attributes:
        subject, role, source: as in `Name`.
        is_readable: False once its key was destroyed.
    """

    subject: str
    role: str
    source: str
    is_readable: bool


class Vault:
    """One vault file, mode 0600; use it as a context manager or close it.

    Attributes:
        file: where it is.
        key: the pseudonym key.
        db: its database; the copies of live sources stand in it too (`copies.CopyStore`).

    Raises:
        SettingsError: the file is no vault, or was made with another key.
    """

    def __init__(self, file: Path, key: bytes) -> None:
        self.file = file
        self.key = key
        self._digest_key = derive(key, b"dijkwacht vault digest")
        self._sealer = Sealer(key, b"dijkwacht vault wrap")
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
            file.chmod(0o600)
            # Live transports count their questions from several threads, one at a time.
            self.db = sqlite3.connect(
                file, isolation_level=None, timeout=60, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise SettingsError(f"the vault cannot be opened: {error}", file=file) from error
        try:
            self._prepare(fingerprint(key))
        except BaseException:
            self.db.close()
            raise

    def put(self, names: Iterable[Name]) -> int:
        """Keep names, all or none; a name that is there, or was destroyed, adds nothing.

        Returns:
            How many names were new.

        Raises:
            RunError: the vault cannot be written.
        """
        try:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                added = sum(self._put_one(name) for name in names)
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            raise RunError(f"the vault {self.file} cannot be written: {error}") from error
        return added

    def destroy(self, subject: str) -> int:
        """Delete the keys of every name of `subject`; nobody can read these names again.

        Returns:
            How many names became unreadable.
        """
        query = (
            "DELETE FROM entry_key WHERE entry_id IN (SELECT entry_id FROM entry WHERE subject = ?)"
        )
        return self.db.execute(query, (subject,)).rowcount

    def forget(self, subjects: Iterable[str]) -> int:
        """Take out every name of these subjects, with its key; a later delivery brings it back.

        For names whose term is over: nothing of them is left, also not that they were there.

        Returns:
            How many names went.

        Raises:
            RunError: the vault cannot be written; all of them are there.
        """
        gone = 0
        try:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                for subject in sorted(subjects):
                    self.destroy(subject)
                    gone += self.db.execute(
                        "DELETE FROM entry WHERE subject = ?", (subject,)
                    ).rowcount
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            raise RunError(f"the vault {self.file} cannot be written: {error}") from error
        return gone

    def subjects(self) -> list[str]:
        """Everybody of whom a name is kept, sorted."""
        rows = self.db.execute("SELECT DISTINCT subject FROM entry ORDER BY subject")
        return [subject for (subject,) in rows]

    def open_names(self, subject: str) -> list[Name]:
        """Read the names of `subject`; who may, and the entry in the log, come before this.

        Returns:
            By role, source and name; none when the subject is not known.

        Raises:
            RunError: every name of the subject was destroyed, or one is damaged.
        """
        rows = self.db.execute(
            "SELECT role, source, digest, sealed, wrapped FROM entry "
            "LEFT JOIN entry_key USING (entry_id) WHERE subject = ?", (subject,)
        ).fetchall()  # fmt: skip
        known = [row for row in rows if row[4] is not None]
        if rows and not known:
            raise RunError(f"every name of {subject} in the vault was destroyed")
        found = [self._read(subject, *row) for row in known]
        return sorted(found, key=lambda name: (name.role, name.source, name.name))

    def kept(self, subject: str) -> list[Kept]:
        """What names are kept of `subject`, sorted and each once; no name is opened."""
        rows = self.db.execute(
            "SELECT DISTINCT role, source, wrapped IS NOT NULL FROM entry "
            "LEFT JOIN entry_key USING (entry_id) WHERE subject = ?", (subject,)
        )  # fmt: skip
        return sorted(Kept(subject, role, source, bool(known)) for role, source, known in rows)

    def bearing(self, name: str) -> list[Kept]:
        """Who bears exactly this name; case, accents and punctuation do not matter.

        Every name that can be read is opened for this, and none of them leaves this method. Who
        may ask, and the entry in the log, come before it.

        Returns:
            Sorted, each once; none for a text without letters or figures.

        Raises:
            RunError: a name is damaged, so that nobody can say who bears this one.
        """
        wanted = normalise_name(name)
        rows = self.db.execute(
            "SELECT subject, role, source, digest, sealed, wrapped FROM entry "
            "JOIN entry_key USING (entry_id)"
        )
        try:
            found = [
                one for row in rows if normalise_name((one := self._read(*row)).name) == wanted
            ]
        except RunError as error:  # whose it is, is not for who looks for somebody else
            raise RunError("a name in the vault is damaged: nobody can be found by name") from error
        kept = {Kept(one.subject, one.role, one.source, is_readable=True) for one in found}
        return sorted(kept) if wanted else []

    def count(self) -> int:
        """How many names can still be opened."""
        return int(self.db.execute("SELECT count(*) FROM entry_key").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _prepare(self, key_name: str) -> None:
        try:
            self.db.execute("PRAGMA secure_delete = ON")
            self.db.executescript(_SCHEMA)
            self.db.execute("INSERT OR IGNORE INTO meta VALUES ('key', ?)", (key_name,))
            made_with = self.db.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()[0]
        except sqlite3.Error as error:
            raise SettingsError(f"the vault cannot be opened: {error}", file=self.file) from error
        if made_with != key_name:
            what = (
                f"the vault was made with key {made_with}, this run has key {key_name}: "
                "give the right key, or another vault file"
            )
            raise SettingsError(what, file=self.file)

    def _read(
        self, subject: str, role: str, source: str, digest: bytes, sealed: bytes, wrapped: bytes
    ) -> Name:
        label = "\x1f".join((subject, role, source)).encode("utf-8", "replace")
        try:
            text = self._sealer.open(wrapped, sealed, label, label + digest)
        except ValueError as error:
            raise RunError(f"a name of {subject} in the vault is {error}") from error
        return Name(subject, text.decode("utf-8"), role, source)

    def _put_one(self, name: Name) -> bool:
        label = "\x1f".join((name.subject, name.role, name.source)).encode("utf-8", "replace")
        text = name.name.encode("utf-8", "replace")
        digest = hmac.digest(self._digest_key, label + b"\x1f" + text, "sha256")
        identity = (name.subject, name.role, name.source, digest)
        found = self.db.execute(
            "SELECT 1 FROM entry WHERE (subject, role, source, digest) = (?, ?, ?, ?)", identity
        )
        if found.fetchone():
            return False
        wrapped, sealed = self._sealer.seal(text, label, label + digest)
        row = self.db.execute(
            "INSERT INTO entry (subject, role, source, digest, sealed) VALUES (?, ?, ?, ?, ?)",
            (*identity, sealed),
        )
        self.db.execute("INSERT INTO entry_key VALUES (?, ?)", (row.lastrowid, wrapped))
        return True
