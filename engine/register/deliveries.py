"""Choose the delivery of each source: its files, its date, and what is not used of it.

Files of one source that state different dates are different deliveries. The newest not after
`as_of` counts; the others are named in the report and not read.
"""

import glob
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from connectors.delivery import Connector, Delivery, Note
from engine.errors import SourceUnavailable
from engine.settings import Settings
from engine.sources_file import SourcesFile, SourceSpec

_JUNK_FOLDERS = frozenset({"__MACOSX"})
_JUNK_STARTS = (".", "~$")


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file that is read.

    Attributes:
        path: where it is.
        name: relative to the folder of `sources.yaml`, with forward slashes.
        sha256: hash of its bytes, in hex.
        size: its length in bytes.
    """

    path: Path
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class NotUsed:
    """A delivery that was found and is not read: `superseded` or `after as_of`."""

    delivered_on: date
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a run reads of one source.

    Attributes:
        delivery: what its connector gets; None when every delivery is later than `as_of`.
        delivered_on: date of that delivery, None when there is none.
        inputs: its files with their hashes, by name.
        not_used: the other deliveries, by date.
        notes: what was told when it was fetched; None when it was delivered as files.
    """

    delivery: Delivery | None
    delivered_on: date | None
    inputs: tuple[InputFile, ...]
    not_used: tuple[NotUsed, ...]
    notes: tuple[Note, ...] | None = None


def choose(
    sources: SourcesFile,
    index: int,
    *,
    connector: Connector,
    as_of: date,
    settings: Settings,
) -> Chosen:
    """Choose the delivery of the source at `index`: the newest not after `as_of`.

    Raises:
        SettingsError: no `path`, or nothing says when it was delivered.
        SourceError: a file is not there or cannot be read.
    """
    spec = sources.sources.sources[index]
    files = _find(sources, index)
    dates = _dates(files, sources, index, connector, settings)
    eligible = sorted({day for day in dates.values() if day <= as_of})
    newest = eligible[-1] if eligible else None
    used = tuple(file for file in files if dates[file] == newest)
    folder = sources.file.parent
    delivery = None
    if used:
        delivery = Delivery(spec, used, as_of, sources.sources.municipality, settings)
    inputs = tuple(_input(file, folder, spec) for file in used)
    return Chosen(delivery, newest, inputs, _not_used(dates, newest, as_of, folder))


def _find(sources: SourcesFile, index: int) -> tuple[Path, ...]:
    """Every file that `path` names, sorted by name; each part of it must name at least one."""
    spec = sources.sources.sources[index]
    if not spec.path:
        what = f"source {spec.id}: give path: the file, folder or pattern of its delivery"
        raise sources.fail(what, "sources", index)
    folder = sources.file.parent
    found: set[Path] = set()
    for pattern in spec.path:
        files = _expand(folder, pattern)
        if not files:
            what = f"no file matches path {pattern!r}: put the delivery there, or correct the path"
            line = sources.line("sources", index, "path")
            raise SourceUnavailable(spec.id, what, file=sources.file, line=line)
        found |= files
    return tuple(sorted(found, key=lambda file: (file.name, file.as_posix())))


def _expand(folder: Path, pattern: str) -> set[Path]:
    exact = folder / pattern
    if exact.exists():
        matches = [exact]
    else:
        matches = [folder / name for name in glob.glob(pattern, root_dir=folder, recursive=True)]
    files: set[Path] = set()
    for match in matches:
        files |= _inside(match) if match.is_dir() else {match}
    return files


def _inside(folder: Path) -> set[Path]:
    """Files below a folder, without what file managers and office programs leave behind."""
    return {
        file
        for file in folder.rglob("*")
        if file.is_file() and not _is_junk(file.relative_to(folder).parts)
    }


def _is_junk(parts: tuple[str, ...]) -> bool:
    return any(part in _JUNK_FOLDERS or part.startswith(_JUNK_STARTS) for part in parts)


def _dates(
    files: tuple[Path, ...],
    sources: SourcesFile,
    index: int,
    connector: Connector,
    settings: Settings,
) -> dict[Path, date]:
    """Date of the delivery that each file belongs to.

    A file without a date of its own belongs to the only delivery that states one, else to
    `delivered_on` of `sources.yaml`.
    """
    spec = sources.sources.sources[index]
    stated = {file: _stated(file, connector, spec, settings) for file in files}
    own = {day for day in stated.values() if day is not None}
    fallback = next(iter(own)) if len(own) == 1 else spec.delivered_on
    dates: dict[Path, date] = {}
    for file, day in stated.items():
        known = day or fallback
        if known is None:
            what = (
                f"source {spec.id}: {file.name} does not say when it was delivered: "
                "add delivered_on: YYYY-MM-DD"
            )
            raise sources.fail(what, "sources", index)
        dates[file] = known
    return dates


def _stated(file: Path, connector: Connector, spec: SourceSpec, settings: Settings) -> date | None:
    if connector.delivered_on is None:
        return None
    try:
        return connector.delivered_on((file,), settings)
    except OSError as error:
        raise _unreadable(spec, file, error) from error


def _not_used(
    dates: Mapping[Path, date], newest: date | None, as_of: date, folder: Path
) -> tuple[NotUsed, ...]:
    others = sorted({day for day in dates.values() if day != newest})
    return tuple(
        NotUsed(
            day,
            tuple(_name(file, folder) for file, own in dates.items() if own == day),
            "after as_of" if day > as_of else "superseded",
        )
        for day in others
    )


def _input(file: Path, folder: Path, spec: SourceSpec) -> InputFile:
    try:
        with file.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        size = file.stat().st_size
    except OSError as error:
        raise _unreadable(spec, file, error) from error
    return InputFile(file, _name(file, folder), digest, size)


def _unreadable(spec: SourceSpec, file: Path, error: OSError) -> SourceUnavailable:
    return SourceUnavailable(spec.id, f"cannot be read: {error.strerror}", file=file)


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name
