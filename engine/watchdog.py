"""Interrupts a database whose statement takes too long."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

_POLL_SECONDS = 0.02


class Watchdog:
    """One thread for a database's whole life, because a thread per statement costs more than most.

    Only what runs inside `watching` is ever interrupted.
    """

    def __init__(self, interrupt: Callable[[], None]) -> None:
        """Start watching; `close` ends it.

        Args:
            interrupt: stops what runs; called from another thread.
        """
        self._interrupt, self._lock, self._closed = interrupt, Lock(), Event()
        self._deadline: float | None = None
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    @contextmanager
    def watching(self, seconds: float) -> Iterator[None]:
        """Interrupt what runs inside when it takes longer than `seconds`."""
        with self._lock:
            self._deadline = time.monotonic() + seconds
        try:
            yield
        finally:
            with self._lock:
                self._deadline = None

    def close(self) -> None:
        """Stop watching."""
        self._closed.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._closed.wait(_POLL_SECONDS):
            with self._lock:
                if self._deadline is not None and time.monotonic() > self._deadline:
                    self._deadline = None
                    self._interrupt()
