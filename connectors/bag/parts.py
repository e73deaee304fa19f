"""Reads every part file of a delivery into the scratch folder.

A file that cannot be cut, or of which a piece is not well-formed, is read as one stream.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from connectors import archives, safe_xml
from connectors.bag import codes
from connectors.bag.chunks import HEAD_BYTES, Head, cut, read_head
from connectors.bag.crew import Crew, Job
from connectors.bag.table import Place
from engine.errors import SourceChanged, SourceRefused
from engine.register_settings import ArchiveSettings

_RECORDS_PER_BATCH = 5000


@dataclass(slots=True)
class Parts:
    """What was read.

    Attributes:
        names: name of each part file by its number.
        junk: how many files were skipped.
        stands: StandTechnischeDatum -> part files that state it.
        has_relations: True when a GEM-WPL-RELATIE file was there.
    """

    names: list[str] = field(default_factory=list)
    junk: int = 0
    stands: Counter[date] = field(default_factory=Counter)
    has_relations: bool = False


def stated_date(files: Sequence[Path], *, source: str, limits: ArchiveSettings) -> date | None:
    """The earliest StandTechnischeDatum that the files state, each by its first part file.

    Raises:
        SourceError: a file is no BAG 2.0 Extract, or its archive cannot be read.
    """
    found = []
    for file in files:
        stands = _stands(file, source, limits)
        found += [next((stand for stand in stands if stand is not None), None)]
    return min((stand for stand in found if stand is not None), default=None)


def _stands(file: Path, source: str, limits: ArchiveSettings) -> Iterator[date | None]:
    """What each part file says, lazily."""
    junk = count = 0
    for entry in archives.entries([file], source=source, limits=limits):
        if entry.is_junk:
            junk += 1
            continue
        count += 1
        yield _head(entry, source)[0].stand
    if not count:
        what = f"holds no XML file ({junk} skipped as junk); ask for the delivery again"
        raise SourceChanged(source, what, file=file.name)


def read_parts(files: Sequence[Path], job: Job, *, limits: ArchiveSettings) -> Parts:
    """Parse every part file into `job.folder`.

    Raises:
        SourceError: a file is no BAG 2.0 Extract, is not well-formed, or its archive cannot be
            read; nothing of the delivery may then be used.
    """
    parts = Parts()
    again: set[int] = set()
    with Crew() as crew:
        for number, entry in enumerate(_part_files(files, job, limits, parts)):
            head, start, stream = _open(entry, job.source)
            parts.stands.update([] if head.stand is None else [head.stand])
            parts.has_relations |= head.root == codes.ROOT_RELATION
            with stream, archives.reading(job.source, entry.name):
                if head.before is None:
                    again.add(number)
                    continue
                for piece, (document, shift) in enumerate(cut(stream, head, start)):
                    crew.take((job, Place(number, piece, shift), document))
        again |= crew.finish()
    if again:
        _read_whole(files, job, limits, again)
    return parts


def _part_files(
    files: Sequence[Path], job: Job, limits: ArchiveSettings, parts: Parts | None = None
) -> Iterator[archives.Entry]:
    for entry in archives.entries(files, source=job.source, limits=limits):
        if parts is not None:
            parts.junk += entry.is_junk
        if not entry.is_junk:
            if parts is not None:
                parts.names.append(entry.name)
            yield entry


def _head(entry: archives.Entry, source: str) -> tuple[Head, bytes]:
    head, start, stream = _open(entry, source)
    stream.close()
    return head, start


def _open(entry: archives.Entry, source: str) -> tuple[Head, bytes, BinaryIO]:
    with archives.reading(source, entry.name):
        stream = entry.open()
        start = stream.read(HEAD_BYTES)
    try:
        head = read_head(start, source=source, file=entry.name)
    except (SourceChanged, SourceRefused):
        stream.close()
        raise
    return head, start, stream


def _read_whole(
    files: Sequence[Path], job: Job, limits: ArchiveSettings, numbers: set[int]
) -> None:
    """Read files that could not be cut, or of which a piece was not well-formed, in one stream."""
    for number, entry in enumerate(_part_files(files, job, limits)):
        if number not in numbers:
            continue
        for left_over in sorted(job.folder.glob(f"{number:07d}-*.parquet")):
            left_over.unlink()
        with archives.reading(job.source, entry.name), entry.open() as stream:
            _write_stream(stream, job, number, entry.name)


def _write_stream(stream: BinaryIO, job: Job, number: int, name: str) -> None:
    writer = job.writer(Place(number, 0, 0))
    for element in safe_xml.iterate(stream, codes.RECORD_TAGS, source=job.source, file=name):
        writer.add(element)
        if len(writer.rows) >= _RECORDS_PER_BATCH:
            writer.write(job.folder)
            writer = job.writer(Place(number, writer.place.piece + 1, 0))
    writer.write(job.folder)
