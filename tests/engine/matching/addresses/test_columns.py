"""Columns of sheets: Dutch names are understood, others told, and two for one part refused."""

from pathlib import Path

import pytest

from engine.errors import MatchingError, SettingsError
from engine.matching import sheet
from engine.matching.addresses import columns
from engine.settings import SHIPPED_RULES

NAMES = columns.aliases(SHIPPED_RULES)


def written(folder: Path, text: str) -> sheet.Sheet:
    file = folder / "q.csv"
    file.write_text(text, "utf-8")
    return sheet.read(file, key="query_id")


def test_dutch_columns_are_read_and_others_are_told(tmp_path: Path) -> None:
    read = written(
        tmp_path,
        "query_id;Straat;Huisnummer;Huisletter;Toevoeging;Postcode;Woonplaats;Opmerking;Lengtegraad\n"
        "1;Proefpad;12;a;1;2371AB;Testdorp;niets;4,5\n",
    )
    chosen = columns.choose(read, NAMES, key="query_id")
    (query,) = columns.queries(read, chosen)
    assert chosen.unread == ("opmerking",)
    assert (query.street, query.house_number, query.house_letter) == ("Proefpad", "12", "a")
    assert (query.house_addition, query.postcode, query.town) == ("1", "2371AB", "Testdorp")
    assert query.lon == 4.5


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("4.5", 4.5),
        ("4,5", 4.5),
        ("102.345,67", 102345.67),
        ("102,345.67", 102345.67),
        ("102 345", 102345.0),
        ("x", None),
        ("", None),
        ("nan", None),
        ("1e300", None),
    ],
)
def test_coordinate_with_point_or_comma(tmp_path: Path, cell: str, number: float | None) -> None:
    read = written(tmp_path, f"query_id;x;y\n1;{cell};3\n")
    (query,) = columns.queries(read, columns.choose(read, NAMES, key="query_id"))
    assert query.x == number


def test_sheet_that_says_no_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MatchingError, match="no column says where"):
        columns.choose(written(tmp_path, "query_id,naam\n1,x\n"), NAMES, key="query_id")


def test_two_columns_for_one_part_are_refused(tmp_path: Path) -> None:
    read = written(tmp_path, "query_id,straat,street\n1,a,b\n")
    with pytest.raises(MatchingError, match="straat and street are both street"):
        columns.choose(read, NAMES, key="query_id")


@pytest.mark.parametrize(
    ("rows", "what"), [("straat,road\n", "name is one of"), ("a,street\na,town\n", "twice")]
)
def test_wrong_alias_is_refused_with_its_line(tmp_path: Path, rows: str, what: str) -> None:
    (tmp_path / "matching").mkdir()
    (tmp_path / columns.FILE).write_text(f"column,name\n{rows}", "utf-8")
    with pytest.raises(SettingsError, match=what) as told:
        columns.aliases(tmp_path)
    assert told.value.line is not None
