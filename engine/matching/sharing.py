"""Work shared out among processes: what comes back is what one process gives, in its order.

On Linux a process begins as a copy of this one and has all that was made; elsewhere it begins
anew, and makes it again from what the work is pickled as.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from engine.errors import MatchingError

Part = TypeVar("Part")
START = "fork" if sys.platform == "linux" else "spawn"
"""How a process begins: a copy of one on macOS may stop in a library of the system."""
_MOST_WORKERS = 8
_PARTS = 4
"""Parts per process, so that none waits long for the slowest one."""
_MOST_AT_ONCE = 5_000
"""Longest part: after Ctrl-C each process ends the one that it is at."""


def processors() -> int:
    """How many processors this process may use, at most eight."""
    return min(
        _MOST_WORKERS,
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    )


def in_parts(
    work: Callable[[int, int], Sequence[Part]], count: int, *, workers: int, start: str = START
) -> list[Part]:
    """Do work from 0 to `count` (open) by several processes.

    Args:
        work: gives what belongs from one position to another one (open); it can be pickled where
            `start` is `spawn`.
        count: where it ends.
        workers: processes, at least one.
        start: how a process begins, of `multiprocessing`.

    Raises:
        MatchingError: the system ended one of the processes.
    """
    size = max(1, min(_MOST_AT_ONCE, -(-count // (workers * _PARTS))))
    begins = range(0, count, size)
    ends = [min(begin + size, count) for begin in begins]
    context = get_context(start)
    gc.collect()
    gc.freeze()  # else every copy would write to all that was made here, and so hold its own
    try:
        with ProcessPoolExecutor(
            workers, mp_context=context, initializer=_begin, initargs=(work,)
        ) as pool:
            parts: Iterator[Sequence[Part]] = pool.map(_part, begins, ends)
            return [one for part in parts for one in part]
    except BrokenProcessPool as error:
        what = "the system ended a process that shared the work: give it more memory, or less rows"
        raise MatchingError(what) from error
    finally:
        gc.unfreeze()


_here: list[Callable[[int, int], Sequence[Any]]] = []
"""What a process that shares the work does."""


def _begin(work: Callable[[int, int], Sequence[object]]) -> None:
    """Begin a process that lives for this work only: nothing it makes needs collecting."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began it stops it
    _here[:] = [work]


def _part(begin: int, end: int) -> Sequence[Any]:
    (work,) = _here
    return work(begin, end)
