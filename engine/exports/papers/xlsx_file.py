"""The tables of a paper as a workbook: a sheet of header fields, then one per table, all as text.

No cell can act as a formula (`spreadsheet.neutral`), and no sheet has a macro or a link.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from engine.exports.papers.fixed_zip import fixed
from engine.exports.papers.literal import literal
from engine.exports.papers.paper import Paper, Table, Text
from engine.exports.spreadsheet import neutral

_HEAD = PatternFill("solid", fgColor="DCE6EE")
_WIDE = 60
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_ABOUT, _PART = "Over dit document", "Onderdeel"


def render(paper: Paper, *, notes_heading: str, author: str, now: datetime) -> bytes:
    """Write the tables of a paper; the same paper and moment give the same bytes.

    Args:
        paper: what to write.
        notes_heading: above the notes on the first sheet.
        author: of the file's properties: the municipality, never a person.
        now: the moment of the file's properties, with a time zone.
    """
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = author
    book.properties.title = literal(paper.title)[:255]
    book.properties.created = now.replace(tzinfo=None)
    about = book.active
    assert isinstance(about, Worksheet)
    about.title = _ABOUT
    _write_about(about, paper, notes_heading)
    taken = {_ABOUT.casefold()}
    for name, titles, rows in _sheets(paper):
        sheet = book.create_sheet(_free(name, taken))
        _write_row(sheet, 1, titles, is_head=True)
        for number, row in enumerate(rows, start=2):
            _write_row(sheet, number, row)
        sheet.freeze_panes = "A2"
        for number, title in enumerate(titles, start=1):
            longest = max((len(row[number - 1]) for row in rows), default=0)
            width = min(_WIDE, max(len(title), longest) + 2)
            sheet.column_dimensions[get_column_letter(number)].width = width
    buffer = io.BytesIO()
    book.save(buffer)
    return fixed(buffer.getvalue(), now=now)


def _sheets(paper: Paper) -> Iterator[tuple[str, list[str], list[Sequence[str]]]]:
    """Name, titles and rows of every sheet; tables of one name and shape share one.

    Of these every row says first from which part of the paper it is.
    """
    found: dict[tuple[str, tuple[str, ...]], list[tuple[str, Table]]] = {}
    for section in paper.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                titles = tuple(column.title for column in block.columns)
                found.setdefault((block.name, titles), []).append((section.heading, block))
    for (name, titles), tables in found.items():
        if len(tables) == 1:
            yield name, list(titles), list(tables[0][1].rows)
        else:
            rows = [(heading, *row) for heading, table in tables for row in table.rows]
            yield name, [_PART, *titles], list(rows)


def _write_about(sheet: Worksheet, paper: Paper, notes_heading: str) -> None:
    rows: list[Sequence[str]] = [
        (paper.title, ""),
        *(((paper.subtitle, ""),) if paper.subtitle else ()),
        ("Vertrouwelijkheid", paper.confidentiality),
        ("Ontvanger", paper.recipient),
        *paper.header,
    ]
    for section in paper.sections:
        told = [block.text for block in section.blocks if isinstance(block, Text)]
        if told:
            rows += [("", ""), (section.heading, told[0]), *(("", text) for text in told[1:])]
    if paper.notes:
        rows.append(("", ""))
    for number, note in enumerate(paper.notes, start=1):
        rows.append((notes_heading if number == 1 else "", f"[{number}] {note.text}"))
    for number, row in enumerate(rows, start=1):
        _write_row(sheet, number, row, is_head=number == 1)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 32, 100


def _write_row(
    sheet: Worksheet, number: int, cells: Sequence[str], *, is_head: bool = False
) -> None:
    for place, text in enumerate(cells, start=1):
        cell = sheet.cell(number, place)
        assert isinstance(cell, Cell)
        cell.value = neutral(literal(text))
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if is_head:
            cell.font, cell.fill = Font(bold=True), _HEAD


def _free(name: str, taken: set[str]) -> str:
    """A name that a sheet may have and no other has, at most 31 characters."""
    plain = _NO_SHEET_NAME.sub(" ", name).strip("' ")[:31] or "tabel"
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[:27]} {number}"
    taken.add(found.casefold())
    return found
