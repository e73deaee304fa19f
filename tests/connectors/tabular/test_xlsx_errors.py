"""Cells with a failed formula are found in the XML of the right sheet."""

import zipfile
from pathlib import Path

import pytest

from connectors.tabular.xlsx_errors import formula_errors
from engine.errors import SourceChanged, SourceRefused

NAMES = '<workbook xmlns:r="r"><sheets><sheet name="Een" r:id="R1"/></sheets></workbook>'
LINKS = '<Relationships><Relationship Id="R1" Target="{}"/></Relationships>'
CELLS = (
    '<sheetData><row r="2"><c r="A2" t="e"/><c t="e" r="AB2"/><c r="C2" t="s"/></row></sheetData>'
)


def _book(folder: Path, parts: dict[str, str]) -> Path:
    file = folder / "t.xlsx"
    with zipfile.ZipFile(file, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return file


@pytest.mark.parametrize("target", ["worksheets/s.xml", "/xl/worksheets/s.xml"])
def test_failed_cells_are_found_by_row_and_column(target: str, tmp_path: Path) -> None:
    parts = {
        "xl/workbook.xml": NAMES,
        "xl/_rels/workbook.xml.rels": LINKS.format(target),
        "xl/worksheets/s.xml": CELLS,
    }
    assert formula_errors(_book(tmp_path, parts), "Een", source="a") == {2: (0, 27)}


def test_cell_on_the_border_of_two_blocks_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.tabular.xlsx_errors._BLOCK", 7)
    parts = {
        "xl/workbook.xml": NAMES,
        "xl/_rels/workbook.xml.rels": LINKS.format("s.xml"),
        "xl/s.xml": CELLS,
    }
    assert formula_errors(_book(tmp_path, parts), "Een", source="a") == {2: (0, 27)}


def test_sheet_without_a_part_is_refused(tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": NAMES, "xl/_rels/workbook.xml.rels": LINKS.format("x.xml")}
    with pytest.raises(SourceChanged, match="does not say where its sheet is"):
        formula_errors(_book(tmp_path, parts), "Een", source="a")


def test_workbook_with_a_doctype_is_refused(tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]>" + NAMES}
    with pytest.raises(SourceRefused, match="DOCTYPE"):
        formula_errors(_book(tmp_path, parts), "Een", source="a")
