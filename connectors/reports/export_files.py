"""Files of the export for the data warehouse: which are read, and which are never opened.

A zip or loose files; a name may start with the time of the export (`120000UTC_signals.csv`).
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from connectors import archives
from connectors.archives import Entry
from connectors.tabular.csv_file import MAX_CELL
from engine.errors import SourceChanged
from engine.register_settings import ArchiveSettings

SIGNALS, LOCATIONS, CATEGORIES, STATUSES = "signals", "locations", "categories", "statuses"
_STEM = re.compile(r"(?:[0-9]{6}[A-Za-z]*_)?(?P<stem>[a-z_-]+)\.csv", re.IGNORECASE)
_SPELLINGS = {"statusses": STATUSES}
_READ = frozenset({SIGNALS, LOCATIONS, CATEGORIES, STATUSES})
NEVER_OPENED = frozenset({"reporters", "notes", "signals_assigned_user"})
_NOT_NEEDED = frozenset({"sla", "directing_departments", "routing_departments"})
_FEEDBACK = "kto-feedback"


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its line, and the cells of the columns that are wanted.

    Attributes:
        cells: by column; None when the record has too few or too many cells.
    """

    line: int
    cells: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class CsvFile:
    """One CSV of the export.

    Attributes:
        name: as in the delivery, archives joined by `!`.
        unknown: columns that this reader does not know, sorted.
        lines: its records.
    """

    name: str
    unknown: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of one CSV; no other cell is looked at.

    Attributes:
        wanted: columns that are read, and must be there.
        known: columns that are not read.
    """

    wanted: frozenset[str]
    known: frozenset[str]


COLUMNS: Mapping[str, Columns] = {
    stem: Columns(frozenset(wanted.split()), frozenset(known.split()))
    for stem, (wanted, known) in {
        SIGNALS: (
            "id incident_date_start created_at updated_at category_assignment_id location_id "
            "status_id parent",
            "signal_uuid source text text_extra incident_date_end operational_date expire_date "
            "image upload extra_properties reporter_id priority priority_created_at type "
            "type_created_at directing_departments_assignment_id",
        ),
        LOCATIONS: (
            "id lat lng address address_street address_number address_postalcode address_city",
            "stadsdeel buurt_code address_text created_at updated_at extra_properties "
            "_signal_id area_code area_name",
        ),
        CATEGORIES: (
            "id main sub",
            "departments created_at updated_at extra_properties _signal_id deadline "
            "deadline_factor_3",
        ),
        STATUSES: (
            "id state",
            "text user target_api state_display extern created_at updated_at extra_properties "
            "_signal_id",
        ),
    }.items()
}


def stem(name: str) -> str | None:
    """Which file of the export this is, None when it is none that is known."""
    found = _STEM.fullmatch(PurePosixPath(name.rpartition("!")[2]).name)
    if found is None:
        return None
    word = found["stem"].lower()
    if word.startswith(_FEEDBACK):
        return _FEEDBACK
    word = _SPELLINGS.get(word, word)
    return word if word in _READ | NEVER_OPENED | _NOT_NEEDED else None


def why_not(word: str) -> str | None:
    """Say why a file of the export is not read, None when it is read."""
    if word in NEVER_OPENED or word == _FEEDBACK:
        return "never opened: it is about people"
    return None if word in _READ else "not needed"


def entries(files: Sequence[Path], *, source: str, limits: ArchiveSettings) -> Iterator[Entry]:
    """Yield the files of a delivery; those about people are not even looked at.

    Raises:
        SourceError: see `connectors.archives.entries`.
    """
    sealed = lambda name: why_not(stem(name) or SIGNALS) is not None  # noqa: E731
    yield from archives.entries(files, source=source, limits=limits, sealed=sealed)


def load(entry: Entry, word: str, *, source: str) -> CsvFile:
    """Read one CSV.

    Raises:
        SourceChanged: empty, another encoding, damaged, or a wanted column is not there.
    """
    with archives.reading(source, entry.name), entry.open() as handle:
        raw = handle.read().removeprefix(codecs.BOM_UTF8)
    if raw.lstrip().startswith(b"<"):
        raise SourceChanged(source, "not a CSV: this is HTML or XML", file=entry.name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"not UTF-8 at byte {error.start}"
        raise SourceChanged(source, what, file=entry.name, line=line) from error
    try:
        return _parse(entry.name, text, COLUMNS[word], source)
    except csv.Error as error:
        what = "cannot be read as CSV: a quote that is never closed"
        raise SourceChanged(source, what, file=entry.name) from error


def _parse(name: str, text: str, columns: Columns, source: str) -> CsvFile:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = [cell.strip() for cell in next(reader, [])]
    if not header:
        raise SourceChanged(source, "the file is empty, not even a header", file=name)
    if missing := sorted(columns.wanted - set(header)):
        what = f"columns that are not in the delivery: {', '.join(missing)}"
        raise SourceChanged(source, what, file=name, line=1)
    at = {column: header.index(column) for column in columns.wanted}
    lines = []
    line = reader.line_num + 1
    for cells in reader:
        if cells:
            whole = len(cells) == len(header)
            picked = (
                {column: cells[index].strip() for column, index in at.items()} if whole else None
            )
            lines.append(Line(line, picked))
        line = reader.line_num + 1
    unknown = sorted(set(header) - columns.wanted - columns.known)
    return CsvFile(name, tuple(unknown), tuple(lines))
