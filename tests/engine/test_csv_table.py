"""Tables that people edit: what is read, and what is told with which line."""

from pathlib import Path

import pytest

from engine import csv_table
from engine.errors import SettingsError

COLUMNS = ("code", "name")


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "t.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_cells_are_stripped_and_lines_are_those_of_the_file(tmp_path: Path, encoding: str) -> None:
    file = _file(tmp_path, 'code,name\n a ,"één\nregel"\nb,c,d\n', encoding)
    assert csv_table.rows(file, COLUMNS) == [(3, ["a", "één\nregel"]), (4, ["b", "c", "d"])]


def test_records_may_have_more_columns_and_lack_cells(tmp_path: Path) -> None:
    file = _file(tmp_path, "x,code,name\n1,a,b\n2,c\n")
    assert csv_table.records(file, COLUMNS) == [
        {"code": "a", "name": "b"}, {"code": "c", "name": ""},
    ]  # fmt: skip


def test_no_row_is_no_mistake(tmp_path: Path) -> None:
    file = _file(tmp_path, "code,name\n")
    assert csv_table.rows(file, COLUMNS) == []
    assert csv_table.records(file, COLUMNS) == []


@pytest.mark.parametrize(
    ("text", "rows", "records"),
    [
        ("", "t.csv:1: the columns are code,name", "t.csv:1: lacks the columns code, name"),
        ("name\n", "t.csv:1: the columns are", "t.csv:1: lacks the columns code"),
        ('code,name\n"a,b', "t.csv: cannot be read", None),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, rows: str, records: str | None) -> None:
    file = _file(tmp_path, text)
    with pytest.raises(SettingsError, match=rows):
        csv_table.rows(file, COLUMNS)
    if records:
        with pytest.raises(SettingsError, match=records):
            csv_table.records(file, COLUMNS)


def test_other_encoding_and_no_file_are_told(tmp_path: Path) -> None:
    file = _file(tmp_path, "code,name\né,b\n", "latin-1")
    for read in (csv_table.rows, csv_table.records):
        with pytest.raises(SettingsError, match=r"t\.csv: cannot be read"):
            read(file, COLUMNS)
        with pytest.raises(SettingsError, match=r"no\.csv: cannot be opened"):
            read(tmp_path / "no.csv", COLUMNS)
