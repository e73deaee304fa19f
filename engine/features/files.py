"""The files of a rules folder: plain files with a plain name, inside that folder.

A link, a pipe or a device would let a pack reach what is not its own, or wait for ever.
"""

import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.features.findings import Finding, error

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def listed(folder: Path, suffixes: Sequence[str], findings: list[Finding]) -> Iterator[Path]:
    """Every file of a folder that may be read, by name; any other becomes a finding.

    Args:
        folder: such as `rules/packs`; one that is not there is empty.
        suffixes: endings that belong here, such as `.sql`; hidden files are never read.
        findings: gets what is wrong.
    """
    if folder.is_symlink():
        findings.append(error(folder, 1, "is a link: copy what it points to"))
        return
    for file in sorted(folder.glob("*")):
        if file.name.startswith("."):
            continue
        what = _wrong(file, suffixes)
        if what is None:
            yield file
        else:
            findings.append(error(file, 1, what))


def is_plain(file: Path) -> bool:
    """True for a file that is there and is no link, folder, pipe or device."""
    return file.is_file() and not file.is_symlink()


def _wrong(file: Path, suffixes: Sequence[str]) -> str | None:
    """Why a file may not be read, None when it may."""
    kind = file.lstat().st_mode
    if stat.S_ISLNK(kind):
        return "is a link: copy what it points to"
    if file.suffix not in suffixes:
        return f"this folder holds {' and '.join(suffixes)} files only"
    if not stat.S_ISREG(kind):
        return "is no plain file"
    if not _NAME.fullmatch(file.name):
        return "a file's name holds letters, digits, dots, dashes and underscores only"
    return None
