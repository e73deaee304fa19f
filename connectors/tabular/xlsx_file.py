"""XLSX: one sheet of a workbook, with its own row numbers.

The header is the first row that is filled, or the first rows by `format.header_rows`. Rows
without any value are no records. A cell whose formula failed arrives empty from the reader, so
such cells are looked up in the sheet's XML.
"""

import zipfile
from collections.abc import Collection, Iterator
from itertools import islice

import python_calamine as calamine

from connectors.dates import EXCEL
from connectors.tabular.heading import join_rows
from connectors.tabular.sheet import FormulaError, Opening, Record, Sheet, is_blank, text
from connectors.tabular.xlsx_errors import counts_from_1904, formula_errors
from engine.errors import SourceChanged, SourceRefused

Row = tuple[int, list[object]]


def open_xlsx(opening: Opening) -> Sheet:
    """Read the header of a sheet; records follow on demand.

    Raises:
        SourceRefused: the workbook is larger than the limits for archives.
        SourceChanged: not a workbook, no such sheet, an empty sheet, or a bad header.
    """
    _check_size(opening)
    line, names = _header(opening)
    while not names[-1]:
        names.pop()
    repeated = sorted({name or '""' for name in names if names.count(name) > 1})
    if repeated:
        what = f"columns that stand twice in the header: {', '.join(repeated)}"
        raise _changed(opening, what, line)
    if opening.format.date == EXCEL and counts_from_1904(opening.path, source=opening.source):
        raise _changed(opening, "the workbook counts days from 1904: format.date excel is for 1900")
    return Sheet(
        opening.path.name, dict.fromkeys(names, line), lambda: _records(opening, len(names))
    )


def _header(opening: Opening) -> tuple[int, list[str]]:
    """Return the last row of the header, and the names of the columns."""
    rows = list(islice(_filled(opening), opening.format.header_rows))
    if len(rows) < opening.format.header_rows:
        what = "the sheet is empty, not even a header" if not rows else "the header is cut off"
        raise _changed(opening, what)
    lines = {number: [text(cell) for cell in cells] for number, cells in rows}
    if len(rows) > 1:
        _spread(opening, lines)
    return rows[-1][0], join_rows(list(lines.values()))


def _spread(opening: Opening, lines: dict[int, list[str]]) -> None:
    """Write the name in a merged cell of the header into every column that it covers."""
    for (top, left), (bottom, right) in _sheet(opening).merged_cell_ranges or ():
        name = lines[top + 1][left] if top + 1 in lines else ""
        for number in range(top + 1, bottom + 2):
            cells = lines.get(number, [])
            cells[left : right + 1] = [name] * len(cells[left : right + 1])


def _records(opening: Opening, width: int) -> Iterator[Record]:
    errors = formula_errors(opening.path, _sheet(opening).name, source=opening.source)
    for line, cells in islice(_filled(opening, errors.keys()), opening.format.header_rows, None):
        for column in errors.get(line, ()):
            cells[column] = FormulaError()
        if all(is_blank(cell) for cell in cells[width:]):
            filled = (*cells[:width], *[None] * (width - len(cells)))
            yield Record(line, filled)
        else:
            yield Record(line, None, f"long row: cells beyond the {width} columns of the header")


def _filled(opening: Opening, also: Collection[int] = ()) -> Iterator[Row]:
    for number, cells in enumerate(_sheet(opening).iter_rows(), start=1):
        if number in also or not all(is_blank(cell) for cell in cells):
            yield number, list(cells)


def _sheet(opening: Opening) -> "calamine.CalamineSheet":
    wanted = opening.format.sheet
    try:
        book = calamine.CalamineWorkbook.from_path(str(opening.path))
        if isinstance(wanted, str):
            return book.get_sheet_by_name(wanted)
        return book.get_sheet_by_index((wanted or 1) - 1)
    except calamine.WorksheetNotFound as error:
        known = ", ".join(book.sheet_names)
        raise _changed(opening, f"no sheet {wanted!r}; known: {known}") from error
    except calamine.CalamineError as error:
        raise _changed(opening, f"not a readable workbook: {error}") from error


def _check_size(opening: Opening) -> None:
    limits = opening.archives
    try:
        with zipfile.ZipFile(opening.path) as book:
            parts = book.infolist()
    except zipfile.BadZipFile as error:
        raise _changed(opening, f"not a readable workbook: {error}") from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    too_many = len(parts) > limits.max_entries or unpacked > limits.max_unpacked_bytes
    if too_many or unpacked / packed > limits.max_ratio:
        what = f"the workbook unpacks to {unpacked} bytes, {unpacked // packed} times its size"
        raise SourceRefused(opening.source, what, file=opening.path.name)


def _changed(opening: Opening, what: str, line: int | None = None) -> SourceChanged:
    return SourceChanged(opening.source, what, file=opening.path.name, line=line)
