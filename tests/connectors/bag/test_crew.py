"""Workers change the speed, never the answer."""

import os
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from connectors.bag import chunks, crew
from connectors.delivery import Item
from tests.connectors.bag.world import part, pnd, read, write


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Enough pieces for two processes; a worker is worth it at once."""
    monkeypatch.setattr(chunks, "PIECE_BYTES", 1500)
    monkeypatch.setattr(crew, "WORTH_A_WORKER_BYTES", 0)
    monkeypatch.setattr(crew, "_cores", lambda: 2)
    (file,) = write(tmp_path, {"a.xml": part(*(pnd(n) for n in range(200)))})
    return file


def alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    """What one process makes of it."""
    with monkeypatch.context() as one:
        one.setattr(crew, "_cores", lambda: 1)
        return read(file).items


def test_two_processes_give_what_one_gives(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = alone(file, monkeypatch)
    handed_out = []
    pool = crew._start_pool(1)
    submit = pool.submit

    def counted(*args: object) -> "Future[object]":
        handed_out.append(args)
        return submit(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pool, "submit", counted)
    ready: Future[ProcessPoolExecutor] = Future()
    ready.set_result(pool)

    class Starter:
        def submit(self, *_: object) -> "Future[ProcessPoolExecutor]":
            return ready

        def shutdown(self, *, wait: bool) -> None:
            assert not wait

    monkeypatch.setattr(crew, "ThreadPoolExecutor", lambda _: Starter())
    assert read(file).items == expected
    assert handed_out


def test_a_system_without_workers_reads_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = alone(file, monkeypatch)

    def refuse(_: int) -> ProcessPoolExecutor:
        raise BrokenProcessPool("no worker here")

    monkeypatch.setattr(crew, "_start_pool", refuse)
    assert read(file).items == expected


def test_a_worker_that_dies_leaves_its_pieces(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = alone(file, monkeypatch)

    class Dying:
        def submit(self, *_: object) -> "Future[bool]":
            dead: Future[bool] = Future()
            dead.set_exception(BrokenProcessPool("gone"))
            return dead

        def shutdown(self, **_: object) -> None:
            return

    class Starter:
        def submit(self, *_: object) -> "Future[Dying]":
            ready: Future[Dying] = Future()
            ready.set_result(Dying())
            return ready

        def shutdown(self, *, wait: bool) -> None:
            assert not wait

    monkeypatch.setattr(crew, "ThreadPoolExecutor", lambda _: Starter())
    assert read(file).items == expected


def test_there_is_always_a_core() -> None:
    assert 1 <= crew._cores() <= (os.cpu_count() or 1)
