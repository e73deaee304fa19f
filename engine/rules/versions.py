"""Published versions of packs, kept for ever: `rules/versions/<PACK>/<version>.yml`.

Beside each stands `<version>.json`: its hash, who proposed and published it, when and why. It is
written last, so a version without it was broken off and counts for nothing. A version is never
overwritten. A pack that never went through publishing has no versions here: then version control
is its only memory.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from engine import swap
from engine.errors import RulePackError
from engine.features.files import is_plain
from engine.features.findings import Finding, error, warning
from engine.rules.model import Pack
from engine.strict import Strict

FOLDER = "versions"
_VERSION = re.compile(r"\d+\.\d+\.\d+")


class Record(Strict):
    """What stands beside a kept version.

    Attributes:
        sha256: `content_hash` of the pack's file.
        proposal: number of the proposal in casework; None for the version that a first
            publication found in place and kept.
        report_kind, report_sha256: of the what-if or backtest that the proposal came with.
    """

    pack: str
    version: str
    sha256: str
    reason: str
    proposal: int | None = None
    proposed_by: str | None = None
    proposed_at: datetime | None = None
    published_by: str | None = None
    published_at: datetime | None = None
    report_kind: str | None = None
    report_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept version.

    Attributes:
        file: the pack's file of that version.
        record: what stands beside it; None when it is missing or not readable.
        sha256: `content_hash` of the file as it is now.
    """

    pack: str
    version: str
    file: Path
    record: Record | None
    sha256: str

    @property
    def is_whole(self) -> bool:
        """True when the file is as it was published."""
        return self.record is not None and self.record.sha256 == self.sha256


def content_hash(content: bytes) -> str:
    """SHA-256 of a pack's file, line ends apart, so that a checkout does not change it."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def parts(version: str) -> tuple[int, ...]:
    """A version as numbers, for order."""
    return tuple(int(part) for part in version.split("."))


def path(rules: Path, pack: str, version: str) -> Path:
    """Where the file of a version is kept; its record is named alike, `.json`."""
    return rules / FOLDER / pack / f"{version}.yml"


def kept(rules: Path) -> tuple[Kept, ...]:
    """Every kept version of a rules folder, by pack and version."""
    files = (rules / FOLDER).glob("*/*.yml")
    found = [_read(file) for file in files if _VERSION.fullmatch(file.stem) and is_plain(file)]
    return tuple(sorted(found, key=lambda one: (one.pack, parts(one.version))))


def find(rules: Path, pack: str, version: str) -> Kept | None:
    """One kept version; None when it is not there."""
    file = path(rules, pack, version)
    return _read(file) if is_plain(file) else None


def check(rules: Path, heads: Iterable[tuple[Path, Pack, int]]) -> Iterator[Finding]:
    """Packs that carry a published version with other content, and versions that changed.

    Args:
        rules: the rules folder.
        heads: file, head, and line of the version of each of its packs.
    """
    for file in sorted((rules / FOLDER).glob("*/[!.]*")):
        if file.suffix not in (".yml", ".json") or not _VERSION.fullmatch(file.stem):
            yield error(file, 1, "this folder holds <version>.yml and <version>.json only")
        elif not is_plain(file):
            yield error(file, 1, "is no plain file")
    versions = kept(rules)
    for one in versions:
        yield from _kept_as_published(one)
    published = {(one.pack, one.version): one for one in versions if one.record}
    for file, pack, line in heads:
        found = published.get((pack.pack, pack.version))
        if found and found.sha256 != content_hash(file.read_bytes()):
            what = (
                f"version {pack.version} of {pack.pack} was published with other content: put "
                f"{FOLDER}/{pack.pack}/{found.file.name} back and propose the change, or raise "
                "the version"
            )
            yield error(file, line, what)


def keep_text(rules: Path, pack: str, version: str, content: bytes) -> None:
    """Keep the file of a version; it counts once its record stands beside it.

    Raises:
        RulePackError: this version is published already, with other content.
        OSError: the folder cannot be written.
    """
    file = path(rules, pack, version)
    there = find(rules, pack, version)
    if there and there.sha256 == content_hash(content):
        return
    if there and there.record:
        what = f"version {version} of {pack} is published already and never changes"
        raise RulePackError(f"{what}: propose again, which takes the next number", file=file)
    file.parent.mkdir(parents=True, exist_ok=True)
    swap.write_file(file, content)


def keep_record(rules: Path, record: Record) -> None:
    """Write what stands beside a kept version; with it the version is published.

    Raises:
        RulePackError: another proposal published this version.
        OSError: the folder cannot be written.
    """
    there = find(rules, record.pack, record.version)
    file = path(rules, record.pack, record.version).with_suffix(".json")
    if there and there.record and there.record.proposal != record.proposal:
        what = f"proposal {there.record.proposal} published version {record.version} already"
        raise RulePackError(f"{what}: propose again, which takes the next number", file=file)
    swap.write_file(file, (record.model_dump_json(indent=1) + "\n").encode())


def _kept_as_published(one: Kept) -> Iterator[Finding]:
    record = one.file.with_suffix(".json")
    if not record.exists():
        what = "publication was broken off: publish the proposal again, or remove this file"
        yield warning(one.file, 1, what)
    elif one.record is None:
        yield error(record, 1, "not a readable record: put it back from version control")
    elif not one.is_whole:
        what = "a published version was changed: put it back from version control"
        yield error(one.file, 1, what)


def _read(file: Path) -> Kept:
    record = None
    beside = file.with_suffix(".json")
    if is_plain(beside):
        with suppress(OSError, ValidationError):
            record = Record.model_validate_json(beside.read_bytes())
    return Kept(file.parent.name, file.stem, file, record, content_hash(file.read_bytes()))
