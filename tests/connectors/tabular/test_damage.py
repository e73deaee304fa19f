"""Columns that a spreadsheet damaged stop the delivery; sound ones do not."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from connectors.tabular.damage import watch
from engine.errors import SourceChanged
from engine.tables import TABLES
from tests.connectors.deliver import read, rows

COLUMNS = {column.name: column for column in TABLES["permit"].inputs()}


def _read(folder: Path, column: str, *cells: str) -> int:
    """Rows of a CSV with these cells under a column, and other numbers beside them."""
    file = folder / "t.csv"
    lines = [f"{cell};Z{number}" for number, cell in enumerate(cells)]
    file.write_text("\n".join(("CODE;ANDERS", *lines, "")), encoding="utf-8")
    columns = {"permit_id": "ANDERS", "address": "ANDERS"} | {column: "CODE"}
    return len(rows(read(file, table="permit", columns=columns, format={"delimiter": ";"})))


@pytest.mark.parametrize("cell", ["1,884E+09", "1.884E+09", "2E+15", "1,884e+9"])
def test_column_of_numbers_damaged_by_excel_is_refused(cell: str, tmp_path: Path) -> None:
    what = r"t\.csv:3: column CODE, mapped to permit_id: a number in scientific notation"
    with pytest.raises(SourceChanged, match=what) as caught:
        _read(tmp_path, "permit_id", "188412345", cell)
    assert cell not in str(caught.value)


@pytest.mark.parametrize(
    "cell", ["1884E09", "E+09", "1,884E-09", "Z/1E+2", "1884000000", "12E+2", ""]
)
def test_code_that_only_looks_like_it_is_sound(cell: str) -> None:
    assert watch(COLUMNS["permit_id"])(cell) is None


@pytest.mark.parametrize("column", ["object_id", "address_id"])
def test_bag_id_that_lost_its_zero_stops_the_delivery(column: str, tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="15 instead of 16 digits: leading zeros are lost"):
        _read(tmp_path, column, "358010000012345")


def test_whole_bag_id_is_sound(tmp_path: Path) -> None:
    assert _read(tmp_path, "object_id", "0358010000012345") == 1


def test_bag_id_that_is_a_number_in_a_workbook_stops_the_delivery(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.append(["NR", "VBO"])
    book.active.append(["1", 1884010000012345])
    book.save(tmp_path / "t.xlsx")
    columns = {"permit_id": "NR", "object_id": "VBO"}
    with pytest.raises(SourceChanged, match="more than 15 digits: the last ones are lost"):
        read(tmp_path / "t.xlsx", table="permit", columns=columns)


@given(st.floats(min_value=1e15, max_value=1e300))
def test_no_number_beyond_fifteen_digits_is_believed(number: float) -> None:
    assert watch(COLUMNS["permit_id"])(number)


@given(st.integers(min_value=0, max_value=10**15 - 1).map(float))
def test_every_number_of_fifteen_digits_is_believed(number: float) -> None:
    assert watch(COLUMNS["permit_id"])(number) is None


def test_amounts_and_words_are_not_codes() -> None:
    assert watch(COLUMNS["floor_area_m2"])("1,884E+09") is None
    assert watch(COLUMNS["kind"])("1,884E+09") is None
