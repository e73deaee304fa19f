"""XLSX: the right sheet and row numbers, typed cells, and failed formulas."""

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from connectors.delivery import Used
from engine.errors import SourceChanged, SourceRefused
from tests.connectors.deliver import quarantined, read, rows

ENTRY: dict[str, object] = {
    "table": "transfer",
    "columns": {"transfer_id": "NR", "signed_on": "OP", "price_eur": "PRIJS"},
}


def _book(folder: Path) -> tuple[openpyxl.Workbook, Worksheet, Path]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet, folder / "t.xlsx"


def _write(folder: Path, *lines: list[object]) -> Path:
    book, sheet, file = _book(folder)
    for line in lines:
        sheet.append(line)
    book.save(file)
    return file


def test_rows_keep_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    file = _write(
        tmp_path,
        [],
        ["NR", "OP", "PRIJS"],
        [1, date(2026, 1, 2), 10],
        [None, None, None],
        ["2", datetime(2026, 1, 2, 3, 4), 1.5],
    )
    items = read(file, **ENTRY)
    assert [item.line for item in items if isinstance(item, Used)] == [3, 5]
    assert [row.values for row in rows(items)] == [
        {"transfer_id": "1", "signed_on": date(2026, 1, 2), "price_eur": 10.0},
        {"transfer_id": "2", "signed_on": date(2026, 1, 2), "price_eur": 1.5},
    ]


def test_date_that_is_a_text_is_read_by_the_pattern(tmp_path: Path) -> None:
    file = _write(tmp_path, ["NR", "OP", "PRIJS"], [1, "02-01-2026", None])
    found = rows(read(file, **ENTRY, format={"date": "%d-%m-%Y"}))
    assert found[0].values["signed_on"] == date(2026, 1, 2)


@pytest.mark.parametrize("cell", [time(3, 4), True, 45000])
def test_cell_that_is_no_date_goes_to_quarantine(cell: object, tmp_path: Path) -> None:
    file = _write(tmp_path, ["NR", "OP", "PRIJS"], [1, cell, None])
    assert quarantined(read(file, **ENTRY))[0].reason.startswith(
        "signed_on (column OP): not a date"
    )


def test_failed_formula_is_unreadable_and_not_empty(tmp_path: Path) -> None:
    book, sheet, file = _book(tmp_path)
    sheet.append(["NR", "OP", "PRIJS"])
    sheet.append([1, date(2026, 1, 2), None])
    sheet["C2"] = "#DIV/0!"
    sheet["C2"].data_type = "e"
    sheet.append([2, date(2026, 1, 2), None])
    book.save(file)
    bad, good = read(file, **ENTRY)
    assert (
        quarantined([bad])[0].reason == "price_eur (column PRIJS): the formula of the cell failed"
    )
    assert len(rows([good])) == 1


def test_cell_beyond_the_header_makes_a_long_row(tmp_path: Path) -> None:
    file = _write(tmp_path, ["NR", "OP", "PRIJS"], [1, date(2026, 1, 2), 1, "note"])
    bad = quarantined(read(file, **ENTRY))[0]
    assert (bad.line, bad.raw) == (2, None)
    assert bad.reason.startswith("long row")


@pytest.mark.parametrize("sheet", ["Tweede", 2])
def test_sheet_is_chosen_by_name_or_number(sheet: str | int, tmp_path: Path) -> None:
    book, first, file = _book(tmp_path)
    first.append(["iets", "anders"])
    second = book.create_sheet("Tweede")
    second.append(["NR", "OP", "PRIJS"])
    second.append([7, date(2026, 1, 2), 1])
    book.save(file)
    assert rows(read(file, **ENTRY, format={"sheet": sheet}))[0].values["transfer_id"] == "7"


@pytest.mark.parametrize("sheet", ["Blad9", 9])
def test_sheet_that_is_not_there_lists_the_known_ones(sheet: str | int, tmp_path: Path) -> None:
    file = _write(tmp_path, ["NR", "OP", "PRIJS"])
    with pytest.raises(SourceChanged, match=r"no sheet .*9.*; known: Sheet"):
        read(file, **ENTRY, format={"sheet": sheet})


def test_empty_sheet_is_refused_and_a_header_alone_is_not(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="the sheet is empty"):
        read(_write(tmp_path), **ENTRY)
    assert read(_write(tmp_path, ["NR", "OP", "PRIJS"]), **ENTRY) == []


def test_repeated_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"t\.xlsx:1: columns that stand twice.*: NR"):
        read(_write(tmp_path, ["NR", "OP", "NR"]), **ENTRY)


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"PK\x03\x04 and nothing"])
def test_file_that_is_no_workbook_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    file.write_bytes(content)
    with pytest.raises(SourceChanged, match="not a readable workbook"):
        read(file, **ENTRY)


def test_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("word/document.xml", "<a/>")
    with pytest.raises(SourceChanged, match="not a readable workbook"):
        read(file, **ENTRY)


def test_workbook_that_explodes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b" " * 5_000_000)
    with pytest.raises(SourceRefused, match="unpacks to 5000000 bytes"):
        read(file, **ENTRY)
