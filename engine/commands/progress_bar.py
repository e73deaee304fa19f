"""What a run is doing, drawn on stderr: stage, count and time left."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from engine import progress


@contextmanager
def progress_bar() -> Iterator[progress.Progress]:
    """Draw one line per stage; plain stage names where stderr is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _plain(console)
        return
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=30),
        MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console) as bar:
        yield _Drawn(bar)


class _Drawn:
    """Finishes the stage before when the next one begins."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._stage = bar, ""
        self._task: TaskID | None = None

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        if stage != self._stage:
            self._finish()
            self._stage, self._task = stage, self._bar.add_task(stage, total=total)
        if self._task is not None:
            self._bar.update(self._task, completed=done, total=total)

    def _finish(self) -> None:
        if self._task is not None:
            task = next(t for t in self._bar.tasks if t.id == self._task)
            total = task.total or task.completed or 1
            self._bar.update(self._task, completed=total, total=total)


def _plain(console: Console) -> progress.Progress:
    seen: set[str] = set()

    def tell(stage: str, done: int, total: int | None) -> None:
        del done, total
        if stage not in seen:
            seen.add(stage)
            console.print(f"… {stage}", highlight=False)

    return tell
