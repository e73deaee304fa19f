"""CSV for spreadsheets: nothing in a cell can act as a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.exports.spreadsheet import neutral, to_csv

ACTS = "=+-@|%"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "|cmd", "%0A"])
def test_text_that_acts_is_neutralised(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (-1, "-1"), (-0.5, "-0.5"), ("Dijk 1", "Dijk 1"), ("", "")]
)
def test_other_cells_stay_as_they_are(cell: object, text: str) -> None:
    assert neutral(cell) == text


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1))
def test_no_cell_of_a_file_starts_as_a_formula(cells: list[str]) -> None:
    content = to_csv(["a"] * len(cells), [cells]).decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    assert len(row) == len(cells)
    assert [cell for cell in row if cell.lstrip()[:1] in tuple(ACTS)] == []


def test_file_opens_as_a_dutch_spreadsheet_expects() -> None:
    assert to_csv(["a", "b"], [[1, "é"]]) == "\ufeffa;b\r\n1;é\r\n".encode()
