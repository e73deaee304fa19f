"""Change or remove a published run, which nothing but retention does.

The new content is written to a temporary folder, synced, and swapped in by a rename, so that a
crash leaves the old or the new run. The folder keeps its name.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from engine.errors import RunError
from engine.result_hash import digest
from engine.snapshot import META, Run, temporary, write
from engine.swap import swap, sync


def table_names(run: Run) -> list[str]:
    """Names of all tables of a run, such as `locations` and `tables/permit`, sorted."""
    files = run.path.rglob("*.parquet")
    return sorted(file.relative_to(run.path).with_suffix("").as_posix() for file in files)


def hash_with(run: Run, changed: Mapping[str, pa.Table]) -> str:
    """The result hash that a run would have with these tables in place of its own."""
    names = table_names(run)
    return digest({name: changed[name] if name in changed else run.table(name) for name in names})


@contextmanager
def rewritten(
    run: Run, changed: Mapping[str, pa.Table], meta: Mapping[str, object]
) -> Iterator[None]:
    """Prepare a run's new content; it takes the place of the old when the block ends well.

    Args:
        run: the published run.
        changed: tables that differ, by name; the others are taken over as they are.
        meta: the whole new run.json.

    Raises:
        RunError: the folder cannot be written; the run is as it was.
    """
    try:
        with temporary(run.path.parent, suffix="-redacted") as folder:
            _copy(run, folder, changed)
            write(folder, changed, meta)
            yield
            swap(folder, run.path)
    except (OSError, pa.ArrowException) as error:
        what = f"{run.path}: cannot be rewritten ({error}); the run is as it was. Free space?"
        raise RunError(what) from error


def remove(run: Run) -> None:
    """Remove a run; it is gone at once, or there as a whole.

    Raises:
        RunError: the folder cannot be changed.
    """
    try:
        with temporary(run.path.parent, suffix="-removed") as folder:
            run.path.rename(folder / run.path.name)
            sync(run.path.parent)
    except OSError as error:
        raise RunError(f"{run.path}: cannot be removed ({error})") from error


def _copy(run: Run, folder: Path, changed: Mapping[str, pa.Table]) -> None:
    """Take over every file of a run that is not written anew."""
    anew = {META, *(f"{name}.parquet" for name in changed)}
    for file in sorted(run.path.rglob("*")):
        name = file.relative_to(run.path)
        if file.is_dir():
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        elif name.as_posix() not in anew:
            shutil.copyfile(file, folder / name)
            sync(folder / name)
