"""Put a folder or file in the place of another: a crash leaves the old or the new one, whole.

Where the system can exchange two names at once (Linux), it does. Elsewhere the old folder steps
aside first; a crash between the two renames is mended by `restore`.
"""

import ctypes
import os
import shutil
from pathlib import Path

ASIDE = ".aside-"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def swap(new: Path, old: Path) -> None:
    """Let `new` stand where `old` stands, and remove `old`; both are folders of one parent.

    Raises:
        OSError: a rename failed; `old` is as it was.
    """
    if _exchange(new, old):
        sync(old.parent)
        shutil.rmtree(new, ignore_errors=True)
        return
    aside = old.with_name(f"{ASIDE}{old.name}")
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    sync(old.parent)
    shutil.rmtree(aside, ignore_errors=True)


def restore(parent: Path) -> None:
    """Put folders back that stepped aside in a swap that was broken off, or remove them."""
    for aside in sorted(parent.glob(f"{ASIDE}*")):
        old = aside.with_name(aside.name.removeprefix(ASIDE))
        if old.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(old)


def write_file(file: Path, content: bytes) -> None:
    """Let a file hold `content`, durably and in one step; an old file keeps its permissions.

    Raises:
        OSError: it cannot be written; an old file is as it was.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        if file.exists():
            shutil.copymode(file, part)
        sync(part)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync(file.parent)


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or the disk cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    done = rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], ctypes.c_uint(_RENAME_EXCHANGE))
    return int(done) == 0
