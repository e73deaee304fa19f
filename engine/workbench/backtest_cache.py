"""Results of a backtest per date, kept so that one that was broken off goes on where it was.

A file is named after its date and a hash of everything the result depends on, and stands there
whole or not at all. It names locations, so it is kept no longer than a run.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from engine import snapshot
from engine.errors import WorkbenchError
from engine.swap import sync

_PART = ".part"


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results; private to this user."""

    folder: Path

    def get(self, day: date, inputs: str) -> dict[str, Any] | None:
        """The kept result of a date, None when there is none or it cannot be read."""
        try:
            found: dict[str, Any] = json.loads(self._file(day, inputs).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) and found.get("inputs") == inputs else None

    @contextmanager
    def work(self) -> Iterator[Path]:
        """A folder for what does not fit in memory, removed at the end or by the next test.

        Raises:
            WorkbenchError: the folder cannot be written.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error
        snapshot.sweep(self.folder)
        with snapshot.work_folder(self.folder) as folder:
            yield folder

    def put(self, day: date, inputs: str, result: Mapping[str, Any]) -> None:
        """Keep a result; it is there whole after this call.

        Raises:
            WorkbenchError: the folder cannot be written.
        """
        file = self._file(day, inputs)
        part = file.with_name(f"{file.name}.{os.getpid()}{_PART}")
        try:
            part.touch(mode=0o600)
            part.write_text(json.dumps(result, ensure_ascii=False, sort_keys=True), "utf-8")
            sync(part)
            part.replace(file)
            sync(self.folder)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            raise self._unwritable(error) from error

    def sweep(self, *, today: date, weeks: int) -> None:
        """Remove results that were kept for more than `weeks`, and what a crash left behind."""
        files = sorted(self.folder.glob("*")) if self.folder.is_dir() else []
        for file in (file for file in files if file.is_file()):
            written = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
            keep = timedelta(days=1) if file.suffix == _PART else timedelta(weeks=weeks)
            if written + keep < today:
                file.unlink(missing_ok=True)

    def _unwritable(self, error: OSError) -> WorkbenchError:
        return WorkbenchError(
            "{folder}: de tussenstand is niet te bewaren ({error}); "
            "kies een andere map met --cache",
            folder=str(self.folder),
            error=str(error),
        )

    def _file(self, day: date, inputs: str) -> Path:
        return self.folder / f"{day.isoformat()}-{inputs[:32]}.json"
