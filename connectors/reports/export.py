"""The export for the data warehouse: reports joined with their place, category and state."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from connectors.delivery import Ignored, Used
from connectors.json_files import Unreadable
from connectors.reports import export_files, lists, places
from connectors.reports.export_files import (
    CATEGORIES,
    LOCATIONS,
    SIGNALS,
    STATUSES,
    CsvFile,
    Line,
)
from connectors.reports.report import Bad, Report, day, moment
from engine.errors import SourceChanged
from engine.register_settings import BoundarySettings
from engine.settings import Settings

_ID = re.compile(r"[0-9]{1,18}")
_PARTS = {
    "openbare_ruimte": "address_street",
    "huisnummer": "address_number",
    "postcode": "address_postalcode",
    "woonplaats": "address_city",
}

Rows = Mapping[str, Mapping[str, str]]
"""Cells by id of the record."""


@dataclass(slots=True)
class Export:
    """What the export gave.

    Attributes:
        reports: reports and records that cannot be used, in file order.
        items: records that serve others, and files that are not read.
        notes: what the run report must say, with counts.
    """

    reports: list[Report | Bad] = field(default_factory=list)
    items: list[Used | Ignored] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


def load(files: Sequence[Path], *, source: str, settings: Settings) -> Export:
    """Read the export.

    Args:
        files: one zip, or loose CSV files.
        source: id of the source, for errors.
        settings: limits of archives, ranges of degrees.

    Raises:
        SourceError: an archive is damaged or too large, a file is not what its name says, or
            `signals.csv` is not there.
    """
    export, found = Export(), dict[str, CsvFile]()
    for entry in export_files.entries(files, source=source, limits=settings.archives):
        if entry.is_junk:
            continue
        word = export_files.stem(entry.name)
        if word is None:
            what = (
                "not a file of the export of Signalen: signals.csv, locations.csv, categories.csv"
            )
            raise SourceChanged(source, f"{what}, statuses.csv and so on", file=entry.name)
        if (reason := export_files.why_not(word)) is not None:
            export.items.append(Ignored(entry.name, reason))
            continue
        if word in found:
            what = f"a second {word}.csv: deliver one export at a time"
            raise SourceChanged(source, what, file=entry.name)
        found[word] = export_files.load(entry, word, source=source)
    _read(export, found, source, settings.boundaries)
    return export


def _read(
    export: Export, found: Mapping[str, CsvFile], source: str, limits: BoundarySettings
) -> None:
    if missing := sorted(export_files.COLUMNS.keys() - found.keys()):
        names = ", ".join(f"{word}.csv" for word in missing)
        raise SourceChanged(source, f"files of the export that are not in the delivery: {names}")
    for word, file in sorted(found.items()):
        export.notes.update(f"unknown keys/{word}.csv/{name[:60]}" for name in file.unknown)
    others = {word: _by_id(export, found[word]) for word in (LOCATIONS, CATEGORIES, STATUSES)}
    signals = found[SIGNALS]
    for line in signals.lines:
        export.reports.append(_report(signals.name, line, others, limits))


def _by_id(export: Export, file: CsvFile) -> Rows:
    """Return the records of a file that serves others, each accounted for."""
    rows: dict[str, Mapping[str, str]] = {}
    for line in file.lines:
        if line.cells is None or not line.cells["id"]:
            export.reports.append(Bad(file.name, line.line, None, "a record without all its cells"))
            continue
        rows[line.cells["id"]] = line.cells
        export.items.append(Used(file.name, line.line))
    return rows


def _report(
    file: str, line: Line, others: Mapping[str, Rows], limits: BoundarySettings
) -> Report | Bad:
    cells = line.cells
    if cells is None:
        return Bad(file, line.line, None, "a record without all its cells")
    if not _ID.fullmatch(cells["id"]):
        return Bad(file, line.line, None, "report_id (id): not a number of a report")
    notes: Counter[str] = Counter()
    place = _pick(others, LOCATIONS, cells["location_id"], notes)
    category = _pick(others, CATEGORIES, cells["category_assignment_id"], notes)
    status = _pick(others, STATUSES, cells["status_id"], notes)
    try:
        return Report(
            file,
            line.line,
            cells["id"],
            _category(category),
            status.get("state") or None,
            day(cells),
            moment(cells["updated_at"]),
            _place(place, limits, notes),
            cells["parent"] or None,
            notes=notes,
        )
    except Unreadable as error:
        return Bad(file, line.line, cells["id"], str(error))


def _pick(
    others: Mapping[str, Rows], word: str, key: str, notes: Counter[str]
) -> Mapping[str, str]:
    """Return the record of another file, nothing when it is not in the delivery."""
    if not key:
        return {}
    found = others[word].get(key)
    if found is None:
        notes[f"records that {word}.csv lacks"] += 1
    return found or {}


def _category(cells: Mapping[str, str]) -> str | None:
    """Slugs of a category; the export has its names only, and Signalen makes slugs of names."""
    main, sub = (lists.slug(cells.get(name, "")) for name in ("main", "sub"))
    return f"{main}/{sub}" if main and sub else None


def _place(
    cells: Mapping[str, str], limits: BoundarySettings, notes: Counter[str]
) -> dict[str, object]:
    if not cells:
        return {}
    found = places.address(_address(cells))
    if cells["lat"] or cells["lng"]:
        found |= places.point(cells["lat"], cells["lng"], limits, notes)
    return found


def _address(cells: Mapping[str, str]) -> Mapping[str, object]:
    """The address as an object, else by its four columns."""
    try:
        whole = json.loads(cells["address"] or "null")
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict):
        return whole
    return {key: cells[column].strip('"') for key, column in _PARTS.items()}
