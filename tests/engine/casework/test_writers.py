"""Many users who write at once lose nothing, double nothing, and wait no longer than allowed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.casework import audit, connecting
from engine.casework.database import Casework, open_casework
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from tests.engine.casework import crowd
from tests.engine.casework.conftest import NOW, SETTINGS, on_sqlite

USERS = {"sqlite": 5, "postgres": 20}


def _names(number: int) -> list[str]:
    return [f"u{n:02}" for n in range(number)]


def test_users_who_write_at_once_lose_and_double_nothing(casework: Casework, database: str) -> None:
    users, turns = USERS[database], 2
    crowd.prepare(casework, turns)
    done = crowd.crowd(casework, _names(users), turns)
    assert done["closed"] == turns
    assert done["refused"] == (users - 1) * turns
    crowd.check(casework, users, turns)


@pytest.mark.soak
@pytest.mark.parametrize("programs", [1, 5], ids=["one program", "five programs"])
def test_hours_of_work_in_a_minute(
    casework: Casework, url: str, database: str, programs: int
) -> None:
    users, turns = USERS[database], 20
    crowd.prepare(casework, turns)
    names = _names(users)
    running = [_program(url, names[part::programs], turns) for part in range(programs)]
    for program in running:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    began = time.monotonic()
    for program in running:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    told = [program.communicate()[1] for program in running]
    seconds = time.monotonic() - began
    assert told == [""] * programs
    crowd.check(casework, users, turns)
    writes = len(crowd.DEEDS) * users * turns
    print(f"{database}, {users} users in {programs}: {writes / seconds:.0f} writes a second")


def _program(url: str, names: list[str], turns: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", crowd.__name__, url, ",".join(names), str(turns)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip


@contextmanager
def _busy(casework: Casework) -> Iterator[None]:
    """Somebody else writes inside and does not finish."""
    began, end = threading.Event(), threading.Event()

    def write() -> None:
        with casework.writing() as session:
            sign_in(session, subject="other", role=Role.ANALYST, now=NOW)
            audit.append(session, audit.Processing("gezien", "proef", "other", ()), now=NOW)
            began.set()
            end.wait()

    thread = threading.Thread(target=write)
    thread.start()
    assert began.wait(10)
    try:
        yield
    finally:
        end.set()
        thread.join()


def test_reader_waits_for_no_writer(casework: Casework) -> None:
    with _busy(casework), casework.reading() as session:
        assert (session.query(User).count(), audit.verify(session)) == (0, 0)
    with casework.reading() as session:
        assert (session.query(User).count(), audit.verify(session)) == (1, 1)


def test_opening_again_waits_for_no_writer(casework: Casework, url: str) -> None:
    with _busy(casework):
        open_casework(url, settings=SETTINGS).close()


def test_reader_sees_one_moment(casework: Casework) -> None:
    with casework.reading() as session:
        assert session.query(User).count() == 0
        with _busy(casework):
            pass
        assert (session.query(User).count(), audit.verify(session)) == (0, 0)


def test_writer_that_waits_too_long_is_told_so(
    casework: Casework, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = connecting._WRITING["postgresql"]["casework_begin"].replace("30s", "50ms")
    monkeypatch.setitem(connecting._WRITING["postgresql"], "casework_begin", begin)
    monkeypatch.setattr(connecting, "_PRAGMAS", ("PRAGMA busy_timeout = 50",))
    hurried = open_casework(url, settings=SETTINGS)
    with _busy(casework), pytest.raises(CaseworkError) as error, hurried.writing() as session:
        sign_in(session, subject="late", role=Role.ANALYST, now=NOW)
    assert "iemand anders schrijft al langer dan 30 seconden" in str(error.value)
    with hurried.writing() as session:
        sign_in(session, subject="late", role=Role.ANALYST, now=NOW)
        assert session.query(User).count() == 2
    hurried.close()


_WRITE = """
import sys
from engine.casework.database import open_casework
from engine.settings import load_settings
from tests.engine.casework import crowd
opened = open_casework(sys.argv[1], settings=load_settings())
for turn in range(10**6):
    crowd.work(opened, f"u{turn}", 1)
    print(turn, flush=True)
"""


@on_sqlite
@pytest.mark.parametrize(
    "pause_ms", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, 60, 7))]
)
def test_kill_while_writing_keeps_every_finished_write_and_a_whole_chain(
    casework: Casework, url: str, pause_ms: int
) -> None:
    crowd.prepare(casework, 1)
    program = subprocess.Popen(
        [sys.executable, "-c", _WRITE, url], stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[3], env=os.environ | {"PYTHONPATH": "."},
    )  # fmt: skip
    assert program.stdout is not None
    for _ in range(3):
        told = int(program.stdout.readline())
    time.sleep(pause_ms / 1000)
    os.kill(program.pid, signal.SIGKILL)
    told = max([told, *(int(line) for line in program.stdout.read().split())])
    program.wait()
    program.stdout.close()
    with casework.writing() as session:
        assert session.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
        assert session.scalars(text("PRAGMA foreign_key_check")).all() == []
        entries = audit.verify(session)
        assert 4 * (told + 1) + 2 <= entries <= 4 * (told + 2) + 2  # killed before it told
        assert session.query(User).count() in (told + 2, told + 3)
        sign_in(session, subject="next", role=Role.ANALYST, now=NOW)
