"""One export in the shapes that municipalities deliver: the rows are the same."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from connectors.delivery import Ignored
from engine.errors import SourceChanged
from tests.connectors.deliver import read, rows

COLUMNS = {
    "permit_id": "ZAAKNR",
    "kind": "TYPE",
    "decided_on": "BESLUIT",
    "floor_area_m2": "M2",
    "applicant_name": "AANVRAGER",
    "postcode": "PC",
    "house_number": "HNR",
}
GROUPS = ("Zaak", "Zaak", "Zaak", None, "Aanvrager", "Adres", "Adres")
ENTRY: Mapping[str, object] = {"table": "permit", "values": {"kind": {"Bouwen": "building"}}}
Line = tuple[str, str, date, float, str, str, int]
LINES: Sequence[Line] = [
    (f"Z-{n:03}", "Bouwen", date(2026, n, n), 1000.5 + n, f"Zoë Voorbeeld {n}", "2371AA", n)
    for n in range(1, 11)
]


def _csv(folder: Path, *, encoding: str, delimiter: str, decimal: str, day: str) -> Path:
    file = folder / f"{encoding}.csv"
    lines = [delimiter.join(COLUMNS.values())]
    for number, kind, decided, area, name, postcode, house in LINES:
        size = f"{area:,.1f}".replace(",", "") if decimal == "." else f"{area:.1f}"
        size = size.replace(".", decimal)
        cells = (number, kind, decided.strftime(day), size, name, postcode, str(house))
        lines.append(delimiter.join(cells))
    file.write_text("\n".join((*lines, "")), encoding=encoding, newline="")
    return file


def _book(folder: Path, *, serial: bool) -> Path:
    """A workbook with a row of merged group names above the header."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(GROUPS)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("F1:G1")
    sheet.append([*COLUMNS.values()])
    for number, kind, decided, *rest in LINES:
        day = (decided - date(1899, 12, 30)).days if serial else decided
        sheet.append([number, kind, day, *rest])
    file = folder / "boek.xlsx"
    book.save(file)
    return file


def _plain(folder: Path) -> list[Mapping[str, object]]:
    file = _csv(folder, encoding="utf-8", delimiter=",", decimal=".", day="%Y-%m-%d")
    return [row.values for row in rows(read(file, **ENTRY, columns=COLUMNS))]


def test_the_ten_rows_are_ten_rows(tmp_path: Path) -> None:
    found = _plain(tmp_path)
    assert len(found) == 10
    assert found[9]["decided_on"] == date(2026, 10, 10)
    assert found[9]["floor_area_m2"] == 1010.5


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_csv_with_semicolons_and_decimal_commas_gives_the_same_rows(
    encoding: str, tmp_path: Path
) -> None:
    file = _csv(tmp_path, encoding=encoding, delimiter=";", decimal=",", day="%d-%m-%Y")
    form = {"delimiter": ";", "date": "%d-%m-%Y", "decimal": ",", "encoding": encoding}
    found = rows(read(file, **ENTRY, columns=COLUMNS, format=form))
    assert [row.values for row in found] == _plain(tmp_path)


@pytest.mark.parametrize("serial", [False, True], ids=["date cells", "bare day numbers"])
def test_workbook_with_serial_dates_and_two_header_rows_gives_the_same_rows(
    serial: bool, tmp_path: Path
) -> None:
    names = [f"{group} {name}" if group else name for group, name in _headed()]
    columns = dict(zip(COLUMNS, names, strict=True))
    form = {"header_rows": 2, "date": "excel"}
    found = rows(read(_book(tmp_path, serial=serial), **ENTRY, columns=columns, format=form))
    assert [row.values for row in found] == _plain(tmp_path)


def _headed() -> list[tuple[str | None, str]]:
    return list(zip(GROUPS, COLUMNS.values(), strict=True))


def test_csv_with_two_header_rows_names_columns_by_what_is_filled(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("Zaak,,Adres\nNR,PC,HNR\n7,2371AA,1\n", encoding="utf-8")
    columns = {"permit_id": "Zaak NR", "postcode": "PC", "house_number": "Adres HNR"}
    (found,) = rows(read(file, table="permit", columns=columns, format={"header_rows": 2}))
    assert found.values == {"permit_id": "7", "postcode": "2371AA", "house_number": "1"}


@pytest.mark.parametrize("content", ["NR,PC,HNR\n", "NR,PC,HNR\n,,\n"], ids=["gone", "blank"])
def test_header_that_lacks_a_row_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SourceChanged, match="the header line is empty or cannot be read"):
        read(file, table="permit", columns={"permit_id": "NR"}, format={"header_rows": 2})


def test_workbook_that_ends_inside_its_header_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.append(["NR"])
    book.save(tmp_path / "t.xlsx")
    form = {"header_rows": 2}
    with pytest.raises(SourceChanged, match=r"t\.xlsx: the header is cut off"):
        read(tmp_path / "t.xlsx", table="permit", columns={"permit_id": "NR"}, format=form)


def test_header_that_is_printed_again_is_no_record(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("NR,PC,HNR\n1,2371AA,1\nNR,PC,HNR\n2,2371AA,2\n", encoding="utf-8")
    columns = {"permit_id": "NR", "postcode": "PC", "house_number": "HNR"}
    items = read(file, table="permit", columns=columns)
    assert [row.values["permit_id"] for row in rows(items)] == ["1", "2"]
    (again,) = [item for item in items if isinstance(item, Ignored)]
    assert again.reason == "header repeated between the records"


def test_day_numbers_of_a_workbook_that_counts_from_1904_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert isinstance(book.active, Worksheet)
    book.active.append(["NR", "OP"])
    book.active.append([1, 45000])
    book.save(tmp_path / "t.xlsx")
    columns = {"permit_id": "NR", "decided_on": "OP"}
    with pytest.raises(SourceChanged, match="counts days from 1904"):
        read(tmp_path / "t.xlsx", table="permit", columns=columns, format={"date": "excel"})
