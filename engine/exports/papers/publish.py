"""Puts documents into a folder so that a crash leaves no orphan and no half document.

First each document and its manifest are written whole under a temporary name and made durable;
then all are registered and logged in one transaction; then they get their names, the manifest
first. Broken off before the transaction, the temporary files are swept at the next start; broken
off after it, the next start gives them their names.
"""

import os
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from engine.casework import paper_register
from engine.casework.database import Casework
from engine.casework.paper_register import MANIFEST_SUFFIX
from engine.errors import PaperError
from engine.exports.papers import manifest
from engine.swap import sync

_ONE_AT_A_TIME = threading.Lock()
_PART = re.compile(r"\.paper-(\d+)-(.+)\.part")


@dataclass(frozen=True, slots=True)
class File:
    """A document with its manifest, ready to be written."""

    name: str
    content: bytes
    manifest: bytes


@dataclass(frozen=True, slots=True)
class Swept:
    """What a start found in a folder: names, sorted.

    Attributes:
        finished: registered papers that got their name now.
        removed: temporary files that were never registered.
        missing: registered papers that are not in the folder.
    """

    finished: tuple[str, ...]
    removed: tuple[str, ...]
    missing: tuple[str, ...]


def publish(
    casework: Casework, folder: Path, files: Sequence[File], register: Callable[[Session], None]
) -> list[Path]:
    """Write documents, register them, and give them their names.

    Args:
        casework: the database.
        folder: made when it is not there, for this user only.
        files: with names that do not stand in the folder yet.
        register: enters and logs all of them in the session it is given.

    Returns:
        Where the documents stand, in the order given.

    Raises:
        PaperError: the folder cannot be written or has such a name; nothing is left in it.
        CaseworkError: they cannot be registered; nothing is left in the folder. When it is not
            known whether they were, the next `sweep` finds out.
    """
    with _ONE_AT_A_TIME:
        return _publish(casework, folder, files, register)


def _publish(
    casework: Casework, folder: Path, files: Sequence[File], register: Callable[[Session], None]
) -> list[Path]:
    parts: list[tuple[Path, Path]] = []
    is_registering = False
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in files:
            target = folder / file.name
            for path, content in (
                (manifest.beside(target), file.manifest), (target, file.content),
            ):  # fmt: skip
                if path.exists():
                    raise PaperError("bestaat al en wordt niet overschreven", file=path)
                part = folder / f".paper-{os.getpid()}-{path.name}.part"
                parts.append((part, path))
                _write(part, content)
        sync(folder)
        with casework.writing() as session:
            register(session)
            is_registering = True
    except OSError as error:
        _remove(parts)
        raise PaperError(f"kan niet worden geschreven: {error.strerror}", file=folder) from error
    except BaseException:
        if not is_registering:
            _remove(parts)
        raise
    _name(parts, folder)
    return [folder / file.name for file in files]


def sweep(casework: Casework, folder: Path) -> Swept:
    """Finish or remove what was broken off in a folder, and tell which papers are missing.

    Files of a program that is still running are left alone.

    Raises:
        PaperError: the folder cannot be read or written.
    """
    with _ONE_AT_A_TIME:
        return _sweep(casework, folder)


def _sweep(casework: Casework, folder: Path) -> Swept:
    hashes: dict[str, str] = {}
    names: list[str] = []
    with casework.reading() as session:
        for entry in paper_register.in_folder(session, str(folder.resolve())):
            names.append(entry.name)
            hashes[entry.name] = entry.sha256
            hashes[entry.name + MANIFEST_SUFFIX] = entry.manifest_sha256
    finished, removed = [], []
    try:
        for part in sorted(folder.glob(".paper-*.part")) if folder.is_dir() else ():
            found = _PART.fullmatch(part.name)
            if found is None or _is_running(int(found[1])):
                continue
            target = folder / found[2]
            if hashes.get(target.name) == manifest.sha256(part.read_bytes()):
                part.replace(target)
                finished.append(target.name)
            else:
                part.unlink()
                removed.append(target.name)
        if finished or removed:
            sync(folder)
    except OSError as error:
        raise PaperError(f"kan niet worden opgeruimd: {error.strerror}", file=folder) from error
    missing = sorted(name for name in names if not (folder / name).is_file())
    return Swept(tuple(sorted(finished)), tuple(sorted(removed)), tuple(missing))


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _name(parts: Sequence[tuple[Path, Path]], folder: Path) -> None:
    """Registered: from here on the names are only late, never lost (`sweep`)."""
    try:
        for part, path in parts:
            part.replace(path)
        sync(folder)
    except OSError as error:
        what = "het stuk is geregistreerd en krijgt zijn naam bij de volgende keer"
        raise PaperError(f"{what} ({error.strerror})", file=folder) from error


def _remove(parts: Sequence[tuple[Path, Path]]) -> None:
    for part, _ in parts:
        part.unlink(missing_ok=True)


def _is_running(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
