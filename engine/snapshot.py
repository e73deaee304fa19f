"""Run folders: written to a temporary folder, published by one rename, opened read-only.

A folder is named `<as_of>-<first 12 of result_hash>`. A crash at any point leaves the newest
published run as it was; left-over temporary folders are ignored and swept by the next run.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from engine import duck
from engine.errors import RunError
from engine.result_hash import digest
from engine.swap import restore, sync
from engine.translatable import sentence

_TEMPORARY = ".tmp-"
META = "run.json"

Versions = tuple[tuple[Path, int, int], ...]
"""Files, each with what tells it from the one that stood there before."""


@dataclass(frozen=True)
class Run:
    """One published run, read-only.

    Attributes:
        path: the run folder.
    """

    path: Path

    @cached_property
    def meta(self) -> dict[str, Any]:
        """The content of run.json.

        Raises:
            RunError: the file is not there or not JSON.
        """
        file = self.path / META
        try:
            return _meta(file, file.stat().st_mtime_ns)
        except (OSError, ValueError) as error:
            raise RunError(f"{file}: not a readable run: {error}") from error

    @property
    def as_of(self) -> date:
        """Last day that existed for this run."""
        return date.fromisoformat(self.meta["as_of"])

    @property
    def result_hash(self) -> str:
        """SHA-256 over the logical content of all tables, hexadecimal."""
        return str(self.meta["result_hash"])

    def table(self, name: str) -> pa.Table:
        """Read one table, such as `locations` or `tables/permit`.

        Raises:
            RunError: this run has no such table.
        """
        try:
            return pq.read_table(self.path / f"{name}.parquet")
        except (OSError, pa.ArrowInvalid) as error:
            raise RunError(f"{self.path}: no readable table {name!r}: {error}") from error

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open a database with a view per table; `features/x` is the view `feature_x`.

        Every connection looks at the same database: make temporary tables in it only.
        """
        with self._database.cursor() as con:
            yield con

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        """Views over the tables, made once: a run never changes."""
        return _views(self.versions())

    def versions(self) -> Versions:
        """Every table of this run as it stands now, sorted by path."""
        files = sorted(self.path.rglob("*.parquet"))
        return tuple((file, *_version(file)) for file in files)


@lru_cache(maxsize=8)
def _views(files: Versions) -> duckdb.DuckDBPyConnection:
    """A database of views over these files; kept while each of them stays as it was."""
    con = duck.connect()
    con.execute("SET threads = 2")
    for file, *_ in files:
        name = f"feature_{file.stem}" if file.parent.name == "features" else file.stem
        con.execute(f'CREATE VIEW "{name}" AS FROM read_parquet({duck.text(str(file))})')
    return con


def _version(file: Path) -> tuple[int, int]:
    """What tells a file from the one that stood there before."""
    found = file.stat()
    return found.st_ino, found.st_mtime_ns


@lru_cache(maxsize=64)
def _meta(file: Path, _stamp: int) -> dict[str, Any]:
    """The content of a run.json; kept while the file stays as it was."""
    loaded: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return loaded


def list_runs(out: Path) -> list[Run]:
    """All published runs under `out`, newest first (by `as_of`, then `published_at`)."""
    if not out.is_dir():
        return []
    folders = (path for path in out.iterdir() if not path.name.startswith("."))
    runs = [Run(path) for path in folders if (path / META).is_file()]
    runs.sort(key=lambda r: (r.meta["as_of"], r.meta["published_at"], r.path.name), reverse=True)
    return runs


def newest(out: Path) -> Run:
    """The newest run under `out`.

    Raises:
        RunError: there is none yet.
    """
    runs = list_runs(out)
    if not runs:
        raise RunError(
            sentence("{folder}: nog geen run; maak er een met `dijkwacht run`", folder=str(out))
        )
    return runs[0]


def find(text: str, *, out: Path | None = None) -> Run:
    """Find a run by its folder's path, or under `out` by (the start of) its name.

    Raises:
        RunError: none or more than one fits; the message lists the known ones.
    """
    if (Path(text) / META).is_file():
        return Run(Path(text))
    runs = list_runs(out) if out else []
    fits = [run for run in runs if run.path.name.startswith(text)]
    if len(fits) == 1:
        return fits[0]
    known = ", ".join(run.path.name for run in runs) or sentence("geen")
    if fits:
        raise RunError(
            sentence("meer dan één run {asked}; bekend: {known}", asked=repr(text), known=known)
        )
    raise RunError(sentence("geen run {asked}; bekend: {known}", asked=repr(text), known=known))


@dataclass(frozen=True, slots=True)
class Published:
    """Where a run stands.

    Attributes:
        existed: an equal run stood there already and was kept.
    """

    run: Run
    existed: bool


def publish(
    out: Path, *, as_of: date, tables: Mapping[str, pa.Table], meta: Mapping[str, object]
) -> Published:
    """Write a run and publish it by one rename.

    Args:
        out: folder of runs; made when it is not there.
        as_of: last day that exists for this run.
        tables: by name relative to the run folder (`tables/permit`), rows sorted by key.
        meta: content of run.json but for `as_of` and `result_hash`.

    Raises:
        RunError: the disk is full or not writable; `out` is as it was.
    """
    result_hash = digest(tables)
    target = out / f"{as_of.isoformat()}-{result_hash[:12]}"
    if (target / META).is_file():
        return Published(Run(target), existed=True)
    content = {"as_of": as_of.isoformat(), "result_hash": result_hash, **meta}
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        with temporary(out) as folder:
            write(folder, tables, content)
            folder.rename(target)
        sync(out)
    except (OSError, pa.ArrowException) as error:
        what = "the run is not published and the earlier runs are as they were"
        raise RunError(f"{out}: cannot write the run ({error}); {what}. Free space?") from error
    return Published(Run(target), existed=False)


def sweep(out: Path) -> None:
    """Remove temporary folders of processes that are gone, and mend a swap that was broken off."""
    if out.is_dir():
        restore(out)
    for folder in sorted(out.glob(f"{_TEMPORARY}*")) if out.is_dir() else []:
        if not _alive(folder.name.removeprefix(_TEMPORARY)):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def work_folder(out: Path) -> Iterator[Path]:
    """A temporary folder beside the runs for what does not fit in memory; always removed.

    Raises:
        RunError: `out` cannot be written.
    """
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        with temporary(out, suffix="-work") as folder:
            yield folder
    except OSError as error:
        raise RunError(f"{out}: cannot be written ({error})") from error


@contextmanager
def temporary(out: Path, suffix: str = "") -> Iterator[Path]:
    """A temporary folder of this process beside the runs; removed at the end if it is there."""
    folder = out / f"{_TEMPORARY}{os.getpid()}{suffix}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write(folder: Path, tables: Mapping[str, pa.Table], meta: Mapping[str, object]) -> None:
    """Write tables and run.json into a folder and make all of it durable.

    Raises:
        OSError, pa.ArrowException: the disk is full or not writable.
    """
    for name in sorted(tables):
        file = folder / f"{name}.parquet"
        file.parent.mkdir(mode=0o700, exist_ok=True)
        pq.write_table(tables[name], file, compression="zstd")
        sync(file)
    text = json.dumps(meta, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / META).write_text(text + "\n", "utf-8")
    sync(folder / META)
    for part in sorted({file.parent for file in folder.rglob("*")} | {folder}):
        sync(part)


def _alive(name: str) -> bool:
    pid = name.split("-")[0]
    if not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
