"""Results of a backtest per date, kept so that one that was broken off goes on where it was.

A file is named after its date and a hash of everything the result depends on, and stands there
whole or not at all. It names locations, so it is kept no longer than a run.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

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

    def put(self, day: date, inputs: str, result: Mapping[str, Any]) -> None:
        """Keep a result; it is there whole after this call.

        Raises:
            WorkbenchError: the folder cannot be written.
        """
        file = self._file(day, inputs)
        part = file.with_name(f"{file.name}.{os.getpid()}{_PART}")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.touch(mode=0o600)
            part.write_text(json.dumps(result, ensure_ascii=False, sort_keys=True), "utf-8")
            sync(part)
            part.replace(file)
            sync(self.folder)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            what = f"{self.folder}: de tussenstand is niet te bewaren ({error})"
            raise WorkbenchError(f"{what}; kies een andere map met --cache") from error

    def sweep(self, *, today: date, weeks: int) -> None:
        """Remove results that were kept for more than `weeks`, and what a crash left behind."""
        for file in sorted(self.folder.glob("*")) if self.folder.is_dir() else []:
            written = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
            keep = timedelta(days=1) if file.suffix == _PART else timedelta(weeks=weeks)
            if written + keep < today:
                file.unlink(missing_ok=True)

    def _file(self, day: date, inputs: str) -> Path:
        return self.folder / f"{day.isoformat()}-{inputs[:32]}.json"
