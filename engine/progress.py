"""How long work tells what it is doing; the CLI draws it, tests pass `silent`."""

from typing import Protocol


class Progress(Protocol):
    """Receives what a run is doing."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Tell that `done` of `total` units of `stage` are done; None when not known."""
        ...


def silent(stage: str, done: int, total: int | None) -> None:
    """Tell nobody."""
    del stage, done, total
