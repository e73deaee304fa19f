"""A real PostgreSQL for tests, from the system's packages, on a free port of the loopback."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL

from tests.missing import cannot_run

_USER = "beheer"
_OPTIONS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=60",
    "shared_buffers=32MB",
    "autovacuum=off",
    "log_min_messages=warning",
)


class PostgresServer:
    """One server with a folder, port and password of its own.

    Its texts are ordered as Dutch is (ICU), which differs from SQLite's order of bytes.
    """

    def __init__(self, home: Path, programs: Path, *, is_durable: bool = False) -> None:
        """Make its folder of data; the server starts with `start`.

        Args:
            home: a folder that the account which runs the server can reach.
            programs: where `initdb` and `postgres` are.
            is_durable: False saves the time that waiting for the disk takes.
        """
        self._home, self._programs = home, programs
        account = _account()
        self._uid = account.pw_uid if account else None
        self._gid = account.pw_gid if account else None
        self._groups: list[int] | None = [] if account else None
        self.password = secrets.token_urlsafe(16)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._options = (*_OPTIONS, f"port={self.port}", *(() if is_durable else ("fsync=off",)))
        self._process: subprocess.Popen[bytes] | None = None
        secret = home / "password"
        secret.write_text(self.password)
        if self._uid is not None:
            os.chown(secret, self._uid, -1)
            os.chown(home, self._uid, -1)
        self._initdb(secret)

    def url(self, database: str, *, user: str = _USER, password: str | None = None) -> str:
        """The URL of a database on it."""
        given = self.password if password is None else password
        where = {"host": "127.0.0.1", "port": self.port, "database": database}
        made = URL.create("postgresql+psycopg", user, given, **where)  # type: ignore[arg-type]
        return made.render_as_string(hide_password=False)

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the server's administrator, outside a transaction."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=_USER, password=self.password, dbname=database,
            autocommit=True,
        ) as connection:  # fmt: skip
            for statement in statements:
                connection.execute(statement.encode())

    def start(self) -> None:
        """Start it, or leave it running, and wait until it answers."""
        if self._process is not None:
            return
        options = [part for option in self._options for part in ("-c", option)]
        with (self._home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._home / "data", *options],
                stdout=log, stderr=log, cwd=self._home, user=self._uid, group=self._gid,
                extra_groups=self._groups,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self._process.poll() is None, (self._home / "log").read_text()
            assert time.monotonic() < deadline, "it did not answer within a minute"
            time.sleep(0.02)

    def stop(self) -> None:
        """Break off every session and wait until it is gone."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """Let it end at once, without writing what is in memory, as a power cut would."""
        self._end(signal.SIGQUIT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None

    def _answers(self) -> bool:
        try:
            self.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def run(self, program: str, *arguments: str | Path, cwd: Path | None = None) -> None:
        """Run one of PostgreSQL's own programs as the server's administrator."""
        where = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": _USER}
        done = subprocess.run(
            [self._programs / program, *arguments], env=where | {"PGPASSWORD": self.password},
            capture_output=True, text=True, check=False, cwd=cwd,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def _initdb(self, secret: Path) -> None:
        done = subprocess.run(
            [self._programs / "initdb", "-D", self._home / "data", "--no-sync",
             "--auth=scram-sha-256", f"--pwfile={secret}", f"--username={_USER}",
             "--encoding=UTF8", "--locale-provider=icu", "--icu-locale=nl-NL",
             "--locale=C.UTF-8"],
            capture_output=True, text=True, check=False, cwd=self._home, user=self._uid,
            group=self._gid, extra_groups=self._groups,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


@contextmanager
def running(*, is_durable: bool = False) -> Iterator[PostgresServer]:
    """A server that runs inside and is stopped and removed at the end, whatever happens there."""
    programs = _programs()
    if programs is None:
        cannot_run("the PostgreSQL suite", "PostgreSQL", "apt-get install postgresql")
    home = Path(tempfile.mkdtemp(prefix="dijkwacht-postgres-"))
    try:
        server = PostgresServer(home, programs, is_durable=is_durable)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home)


def _programs() -> Path | None:
    """Folder with the newest `initdb` and `postgres`: Debian keeps them outside PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    known = str(found[-1]) if found else shutil.which("initdb")
    return Path(known).resolve().parent if known else None


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as when the tests run as root, which it refuses to be."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]
