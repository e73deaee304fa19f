"""Files of a delivery, whether loose or in zips in zips, one after the other and never unpacked.

Nothing is written under a name from an archive; a nested zip is copied to a nameless temporary
file. Sizes come from the archives' own directories, and `zipfile` never returns more than a
directory says, so limits are checked before a byte is unpacked.
"""

import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, BinaryIO, cast

from engine.errors import SourceChanged, SourceRefused, SourceUnavailable
from engine.register_settings import ArchiveSettings

COPY_BYTES = 1 << 20
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
"""What a damaged zip raises; NotImplementedError is zipfile's word for an unknown compression."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a delivery.

    Attributes:
        name: its path in the delivery, archives joined by `!` (`a.zip!b.zip!c.xml`).
        size: bytes when unpacked.
        is_junk: left behind by an operating system (`__MACOSX`, dot files); do not read it.
        open: gives its bytes; only while the walk stands at this entry.
    """

    name: str
    size: int
    is_junk: bool
    open: Callable[[], BinaryIO]


@dataclass(slots=True)
class _Budget:
    """What a delivery may still unpack, over all its archives and all their levels."""

    source: str
    limits: ArchiveSettings
    sealed: Callable[[str], bool]
    entries: int = 0
    unpacked: int = 0
    packed: int = 0

    def take(self, size: int, name: str) -> None:
        """Count one entry of `size` bytes.

        Raises:
            SourceRefused: one of the limits is passed.
        """
        self.entries += 1
        self.unpacked += size
        limits = self.limits
        if self.entries > limits.max_entries:
            raise self._refuse(f"more than {limits.max_entries} entries (max_entries)", name)
        if self.unpacked > limits.max_unpacked_bytes:
            what = f"more than {limits.max_unpacked_bytes} bytes unpacked (max_unpacked_bytes)"
            raise self._refuse(what, name)
        if self.unpacked > limits.max_ratio * self.packed:
            what = f"unpacks to more than {limits.max_ratio:g} times its size (max_ratio)"
            raise self._refuse(what, name)

    def refuse_depth(self, depth: int, name: str) -> None:
        """Raise SourceRefused when archives are nested deeper than allowed."""
        if depth > self.limits.max_depth:
            what = f"archives nested deeper than {self.limits.max_depth} levels (max_depth)"
            raise self._refuse(what, name)

    def _refuse(self, what: str, name: str) -> SourceRefused:
        hint = "if the delivery is genuine, raise the limit in settings.yml under archives"
        return SourceRefused(self.source, f"{what}; {hint}", file=name)


def entries(
    files: Sequence[Path],
    *,
    source: str,
    limits: ArchiveSettings,
    sealed: Callable[[str], bool] = lambda _: False,
) -> Iterator[Entry]:
    """Yield every file of a delivery, junk included and marked; loose files before nested zips.

    What is a zip is decided by content, never by name or extension.

    Args:
        files: loose files and zips, any mixture.
        source: id of the source, for messages.
        limits: against archives that explode, counted over all files and levels together.
        sealed: tells by name which files are not even looked at: they come as plain files.

    Raises:
        SourceUnavailable: a file is not there or may not be read.
        SourceRefused: a limit is passed, an entry is encrypted or leaves its archive (`../`).
        SourceChanged: an archive is truncated or damaged.
    """
    budget = _Budget(source, limits, sealed)
    for path, label in zip(files, _labels(files), strict=True):
        try:
            size = path.stat().st_size
            is_zip = not sealed(label) and _starts_as_zip(path.open("rb"))
        except OSError as error:
            what = f"cannot be read: {error.strerror}"
            raise SourceUnavailable(source, what, file=label) from error
        if is_zip:
            budget.packed += size
            with path.open("rb") as handle:
                yield from _zip_entries(handle, label, 1, budget)
        else:
            yield Entry(label, size, _is_junk(path.name), _opener(path))


@contextmanager
def reading(source: str, name: str) -> Iterator[None]:
    """Turn what a damaged archive raises while its bytes are read into SourceChanged."""
    try:
        yield
    except _BROKEN as error:
        what = f"cannot be unpacked, truncated or damaged: {error}; ask for the delivery again"
        raise SourceChanged(source, what, file=name) from error


def _labels(files: Sequence[Path]) -> list[str]:
    """Names of the files, with folders only where two names are equal."""
    names = [path.name for path in files]
    if len(set(names)) == len(names):
        return names
    common = os.path.commonpath([path.absolute().parent for path in files])
    return [path.absolute().relative_to(common).as_posix() for path in files]


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _zip_entries(
    handle: BinaryIO | IO[bytes], label: str, depth: int, budget: _Budget
) -> Iterator[Entry]:
    """Entries of one zip: its plain files in the archive's order, then its nested zips."""
    budget.refuse_depth(depth, label)
    with reading(budget.source, label):
        archive = zipfile.ZipFile(handle)
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        nested = []
        for info in infos:
            name = f"{label}!{_safe_name(info, label, budget)}"
            budget.take(info.file_size, name)
            with reading(budget.source, name):
                closed = _is_junk(info.filename) or budget.sealed(name)
                is_zip = not closed and _starts_as_zip(archive.open(info))
            if is_zip:
                nested.append((info, name))
            else:
                junk = _is_junk(info.filename)
                yield Entry(name, info.file_size, junk, _member(archive, info))
        for info, name in nested:
            with tempfile.TemporaryFile() as copy:
                with reading(budget.source, name), archive.open(info) as member:
                    while block := member.read(COPY_BYTES):
                        copy.write(block)
                yield from _zip_entries(copy, name, depth + 1, budget)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast("BinaryIO", archive.open(info))


def _starts_as_zip(handle: BinaryIO | IO[bytes]) -> bool:
    with handle:
        return handle.read(4) in _ZIP_STARTS


def _is_junk(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def _safe_name(info: zipfile.ZipInfo, label: str, budget: _Budget) -> str:
    """Name of an entry that stays inside its archive and can be read."""
    name = info.filename
    windows = PureWindowsPath(name)
    if ".." in windows.parts or windows.root or windows.drive:
        what = f"entry {name!r} points outside the archive"
        raise SourceRefused(budget.source, what, file=label)
    if info.flag_bits & _ENCRYPTED:
        what = f"entry {name!r} is encrypted; ask for a delivery without password"
        raise SourceRefused(budget.source, what, file=label)
    return name
