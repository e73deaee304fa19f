"""Parses pieces of part files on all processor cores, in this process and in workers.

Which process parsed a piece leaves no trace in the result.
"""

import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from connectors import safe_xml
from connectors.bag import codes
from connectors.bag.table import Place, Writer

WORTH_A_WORKER_BYTES = 16 << 20
"""Below this, starting a second process costs more time than it saves."""
_IN_FLIGHT = 2


@dataclass(frozen=True, slots=True)
class Job:
    """What parsing needs besides the bytes.

    Attributes:
        source: id of the source, for messages.
        on: the peildatum.
        sliver_m2: parts of a repaired polygon below this are dropped.
        folder: scratch folder.
    """

    source: str
    on: date
    sliver_m2: float
    folder: Path

    def writer(self, place: Place) -> Writer:
        """A writer for one piece."""
        return Writer(place, self.on, self.sliver_m2)


Piece: TypeAlias = tuple[Job, Place, bytes]
"""What to do, where it stands, and the piece as a document."""


def parse_piece(piece: Piece) -> bool:
    """Parse and write one piece; False when it is not well-formed."""
    job, place, document = piece
    try:
        root = etree.fromstring(document, safe_xml.new_parser())
    except etree.XMLSyntaxError:
        return False
    writer = job.writer(place)
    for holder in root.iter(*codes.RECORD_TAGS):
        writer.add(holder)
    writer.write(job.folder)
    return True


class Crew:
    """This process and its workers.

    Workers start in the background while this process parses along, and get work only when they
    are ready. A worker that dies leaves its pieces to this process.
    """

    def __init__(self) -> None:
        self._workers = _cores() - 1
        self._starter = ThreadPoolExecutor(1)
        self._start: Future[ProcessPoolExecutor] | None = None
        self._bytes = 0
        self._pending: deque[tuple[Future[bool], Piece]] = deque()
        self._failed: set[int] = set()

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        if self._start is not None:
            self._start.add_done_callback(_stop)
        self._starter.shutdown(wait=False)

    def take(self, piece: Piece) -> None:
        """Hand a piece to a worker with room, or parse it here."""
        self._bytes += len(piece[2])
        if self._start is None and self._workers and self._bytes > WORTH_A_WORKER_BYTES:
            self._start = self._starter.submit(_start_pool, self._workers)
        while self._pending and self._pending[0][0].done():
            self._collect()
        pool = self._ready_pool()
        if pool is None or len(self._pending) >= self._workers * _IN_FLIGHT:
            self._parse_here(piece)
        else:
            self._pending.append((pool.submit(parse_piece, piece), piece))

    def finish(self) -> set[int]:
        """Wait for the workers; numbers of the files with a piece that is not well-formed."""
        while self._pending:
            self._collect()
        return self._failed

    def _ready_pool(self) -> ProcessPoolExecutor | None:
        if not self._workers or self._start is None or not self._start.done():
            return None
        if self._start.exception() is not None:
            self._workers = 0
            return None
        return self._start.result()

    def _collect(self) -> None:
        future, piece = self._pending.popleft()
        try:
            well_formed = future.result()
        except BrokenProcessPool:
            self._workers = 0
            self._parse_here(piece)
        else:
            self._failed |= set() if well_formed else {piece[1].file}

    def _parse_here(self, piece: Piece) -> None:
        if not parse_piece(piece):
            self._failed.add(piece[1].file)


def _start_pool(workers: int) -> ProcessPoolExecutor:
    """Workers that are ready; they share no thread or lock with this process.

    Raises:
        BrokenProcessPool: this system lets no worker start.
    """
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    context = get_context(method)
    if method == "forkserver":
        # pyarrow loads pandas at the first list it converts: once, not in every worker.
        context.set_forkserver_preload([__name__, "pandas"])
    pool = ProcessPoolExecutor(workers, context)
    for ready in [pool.submit(os.getpid) for _ in range(workers)]:
        ready.result()
    return pool


def _stop(start: Future[ProcessPoolExecutor]) -> None:
    if start.exception() is None:
        start.result().shutdown(wait=False, cancel_futures=True)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
