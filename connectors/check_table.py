"""Checks of one `table` source: its table, columns, words, places and format."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from rapidfuzz import fuzz, process

from connectors.dates import EXCEL
from connectors.tabular import keys
from connectors.tabular.geometry import CRS
from engine.sources_file import SourceSpec, TableFormat
from engine.tables import TABLES, Column, Table, Type

Located = tuple[tuple[str | int, ...], str]
_NEAR = 60.0
_DAY = date(2025, 12, 31)
_PLACES = (
    ("address_id",),
    ("object_id",),
    ("postcode", "house_number"),
    ("street", "house_number", "town"),
    ("address",),
    ("x", "y"),
    ("lat", "lon"),
)
"""What a delivery must have to say where; a geometry of its own is a place too."""


def problems(spec: SourceSpec) -> Iterator[Located]:
    """Yield what is wrong with a `table` source, with its path inside the entry."""
    yield from _format(spec.format)
    if spec.crs is not None and spec.crs not in CRS:
        yield ("crs",), f"unknown crs {spec.crs!r}; known: {', '.join(CRS)}"
    if spec.format.sbi != "text" and spec.table != "activity":
        yield ("format", "sbi"), "format.sbi is for table: activity, whose code is an SBI code"
    fillable = [name for name, table in TABLES.items() if not table.derived]
    if spec.table is None:
        yield (), "table is missing: name the canonical table that this source fills"
    elif spec.table not in fillable:
        yield ("table",), f"unknown table {spec.table!r}{suggest(spec.table, fillable)}"
    else:
        yield from mapping(spec, TABLES[spec.table])


def suggest(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean x?)` for a typing error, else the list of known names."""
    names = sorted(known)
    best = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f" (did you mean {best[0]}?)" if best else f"; known: {', '.join(names)}"


def mapping(spec: SourceSpec, table: Table) -> Iterator[Located]:
    """Yield what is wrong with `columns`, `values` and `ignore` for a canonical table."""
    columns = {column.name: column for column in table.inputs()}
    for name, source in spec.columns.items():
        if name not in columns:
            yield ("columns", name), f"{table.name} has no column {name!r}{suggest(name, columns)}"
        if not source.strip():
            yield ("columns", name), "the source column has no name"
        if source in spec.ignore:
            at = ("ignore", spec.ignore.index(source))
            yield at, f'column "{source}" is mapped to {name} and ignored: choose one'
    for name in keys.missing(table, spec.columns.keys()):
        yield ("columns",), f"{name} is not mapped: without it a row of {table.name} has no key"
    yield from _words(spec, columns)
    yield from _place(spec, table)


def _words(spec: SourceSpec, columns: dict[str, Column]) -> Iterator[Located]:
    for name, words in spec.values.items():
        if name not in spec.columns:
            yield ("values", name), f"{name!r} is not mapped under columns{suggest(name, columns)}"
        elif name in columns:
            for word, target in words.items():
                if what := _target(columns[name], target):
                    yield ("values", name, word), f"{name}: {what}"


def _target(column: Column, target: str | bool | int) -> str | None:
    """Say why a word cannot be mapped to `target`; "" is always fine and means unknown."""
    if target == "" and isinstance(target, str):
        return None
    if column.words and target not in column.words:
        return f"{target!r} is not a word of this column{suggest(str(target), column.words)}"
    if column.type is Type.BOOL and not isinstance(target, bool):
        return f"{target!r} must be true or false"
    if column.type is Type.INT and (isinstance(target, bool) or not isinstance(target, int)):
        return f"{target!r} must be a whole number"
    return None


def _place(spec: SourceSpec, table: Table) -> Iterator[Located]:
    """A part of a place that says nothing by itself is an error; no place at all is not."""
    given = keys.PLACE & spec.columns.keys() if table.place else frozenset()
    complete = [place for place in _PLACES if given.issuperset(place)]
    used = {name for place in complete for name in place}
    loose = sorted(given & {"x", "y", "lat", "lon"} - used)
    if loose or (given and not complete and "geometry" not in spec.columns):
        ways = "; ".join(" + ".join(place) for place in _PLACES)
        names = ", ".join(loose or sorted(given))
        yield ("columns",), f"{names} alone is no place; map one of: {ways}"


def _format(form: TableFormat) -> Iterator[Located]:
    if len(form.delimiter) != 1 or form.delimiter in '\r\n"':
        yield ("format", "delimiter"), "delimiter is one character, such as ; or a tab"
    try:
        "".encode(form.encoding)
    except LookupError:
        yield ("format", "encoding"), f"unknown encoding {form.encoding!r}: try utf-8 or cp1252"
    if form.decimal not in (".", ","):
        yield ("format", "decimal"), 'decimal is "." or ","'
    if not _reads_dates(form.date):
        what = f"{form.date!r} is no strptime pattern with day, month and year, such as %d-%m-%Y"
        yield ("format", "date"), what
    if isinstance(form.sheet, int) and form.sheet < 1:
        yield ("format", "sheet"), "sheets are numbered from 1"


def _reads_dates(pattern: str) -> bool:
    if pattern == EXCEL:
        return True
    try:
        return datetime.strptime(_DAY.strftime(pattern), pattern).date() == _DAY
    except ValueError:
        return False
