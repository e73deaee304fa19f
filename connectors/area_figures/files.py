"""Opens a file of area figures as what it is: key figures, or a set of an OData table.

What counts is the content, not the name: CBS gives GeoJSON, GeoPackage and CSV; the open data
service gives JSON with `odata.metadata`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from connectors import drops, geopackage
from connectors.delivery import Delivery
from connectors.tabular.csv_file import open_csv
from connectors.tabular.json_file import open_json
from connectors.tabular.sheet import Opening, Sheet
from engine.errors import SourceChanged, SourceUnavailable
from engine.sources_file import TableFormat

AREAS = "areas"
Cells = Mapping[str, object]

_METADATA = re.compile(r"/OData/([0-9A-Za-z]+)/\$metadata#Cbs\.OData\.WebAPI\.(\w+)$")
_SQLITE = b"SQLite format 3\0"
_PROPERTIES = "properties."


@dataclass(frozen=True, slots=True)
class Entry:
    """One record; `cells` is None when it cannot be read, with the `problem`."""

    line: int
    cells: Cells | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """One set of records.

    Attributes:
        label: file, and inside it the table, joined by `!`.
        table: `areas`, else the name of the OData table, such as 47022NED.
        set: set of that table: TypedDataSet, DataProperties, or a code list; empty for areas.
        columns: names of the columns, as the file has them.
        entries: the records in file order.
    """

    label: str
    table: str
    set: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]


def open_file(path: Path, delivery: Delivery, dropped: frozenset[str]) -> list[Opened]:
    """Read every set of records of a file, without the fields that are dropped.

    Raises:
        SourceUnavailable: the file cannot be opened.
        SourceChanged: it is none of the known kinds, or cannot be read.
    """
    try:
        with path.open("rb") as handle:
            head = handle.read(len(_SQLITE))
        if head == _SQLITE:
            return _of_package(path, delivery, dropped)
        if path.suffix.lower() in (".csv", ".txt"):
            return [_of_csv(path, delivery, dropped)]
        return [_of_json(path, delivery, dropped)]
    except OSError as error:
        what = f"cannot be opened: {error.strerror}"
        raise SourceUnavailable(delivery.source, what, file=path.name) from error


def _of_package(path: Path, delivery: Delivery, dropped: frozenset[str]) -> list[Opened]:
    package = geopackage.open_package(path, source=delivery.source)
    found = []
    for layer in package.layers.values():
        columns = tuple(name for name in layer.columns if name.lower() not in dropped)
        entries = []
        for batch in geopackage.batches(package, layer, columns, geometry=False):
            lines = batch.column(geopackage.FID).to_pylist()
            rows = batch.select(list(columns)).to_pylist()
            entries += [Entry(max(line, 1), row) for line, row in zip(lines, rows, strict=True)]
        label = f"{path.name}!{layer.name}"
        found.append(Opened(label, AREAS, "", columns, tuple(entries)))
    return found


def _of_csv(path: Path, delivery: Delivery, dropped: frozenset[str]) -> Opened:
    with path.open(encoding="utf-8-sig", errors="replace") as handle:
        header = handle.readline()
    delimiter = ";" if header.count(";") > header.count(",") else ","
    sheet = open_csv(_opening(path, delivery, TableFormat(delimiter=delimiter)))
    return _of_sheet(path, sheet, AREAS, "", dropped)


def _of_json(path: Path, delivery: Delivery, dropped: frozenset[str]) -> Opened:
    document = _document(path, delivery)
    if "features" in document:
        sheet = open_json(_opening(path, delivery, TableFormat(records="features")))
        return _of_sheet(path, sheet, AREAS, "", dropped)
    metadata = document.get("odata.metadata")
    found = _METADATA.search(metadata) if isinstance(metadata, str) else None
    if found is None:
        raise SourceChanged(delivery.source, _strange(document), file=path.name)
    sheet = open_json(_opening(path, delivery, TableFormat(records="value")))
    return _of_sheet(path, sheet, found[1], found[2], dropped)


def _document(path: Path, delivery: Delivery) -> Mapping[str, object]:
    raw = path.read_bytes()
    problem, line = "", None
    if not raw.strip():
        problem = "the file is empty"
    elif raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        problem = "not JSON: this is HTML or XML"
    else:
        try:
            document = json.loads(raw.decode("utf-8-sig"))
            if isinstance(document, dict):
                return document
            problem = "is a JSON list: not figures of areas"
        except UnicodeDecodeError as error:
            problem = f"not UTF-8 at byte {error.start}"
        except json.JSONDecodeError as error:
            problem, line = f"not JSON, or cut off: {error.msg}", error.lineno
        except RecursionError:
            problem = "not JSON that can be read: nested too deeply"
    raise SourceChanged(delivery.source, problem, file=path.name, line=line)


def _strange(document: Mapping[str, object]) -> str:
    """What a document is that holds no figures."""
    if "odata.error" in document:
        error = document["odata.error"]
        code = error.get("code") if isinstance(error, Mapping) else None
        return f"is an error of the open data service: {code or 'without a code'}"
    if "@odata.context" in document:
        return "is OData version 4: ask https://dataderden.cbs.nl/ODataApi/OData, version 3"
    keys = ", ".join(sorted(str(key) for key in document)[:8]) or "no keys"
    return f"is no GeoJSON FeatureCollection and no OData of CBS; it has {keys}"


def _opening(path: Path, delivery: Delivery, form: TableFormat) -> Opening:
    return Opening(delivery.source, path, form, delivery.settings.archives)


def _of_sheet(path: Path, sheet: Sheet, table: str, name: str, dropped: frozenset[str]) -> Opened:
    """The records of a sheet; of a GeoJSON feature its properties only."""
    columns = tuple(sheet.columns or ())
    is_geo = any(column.startswith(_PROPERTIES) for column in columns)
    kept = {
        column: column.removeprefix(_PROPERTIES)
        for column in columns
        if (not is_geo or column.startswith(_PROPERTIES))
        and column.removeprefix(_PROPERTIES).lower() not in dropped
    }
    entries = tuple(_entries(sheet, columns, kept, dropped))
    return Opened(path.name, table, name, tuple(kept.values()), entries)


def _entries(
    sheet: Sheet, columns: tuple[str, ...], kept: Mapping[str, str], dropped: frozenset[str]
) -> Iterator[Entry]:
    for record in sheet.records():
        if record.cells is None:
            yield Entry(record.line, None, record.problem)
            continue
        row = dict(zip(columns, record.cells, strict=True))
        cells = drops.from_json({name: row[column] for column, name in kept.items()}, dropped)
        yield Entry(record.line, cells if isinstance(cells, Mapping) else {})
