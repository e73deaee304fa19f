"""Columns of a sheet of people: what is read, what is dropped, what is told."""

from pathlib import Path

import pytest

from engine.errors import MatchingError, SettingsError
from engine.matching.people import columns
from engine.matching.people.columns import People, are_one_set, folded, load, take
from engine.matching.sheet import Sheet
from engine.settings import SHIPPED_RULES

KNOWN = load(SHIPPED_RULES)


def _sheet(header: str, *rows: str) -> Sheet:
    cells = tuple(tuple(row.split(",")) for row in rows)
    return Sheet(
        Path("people.csv"), tuple(header.split(",")), cells, tuple(range(2, len(rows) + 2))
    )


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("id,given_name,surname,street_number,address_1,suburb,postcode,date_of_birth",
         {"given", "surname", "number", "street", "town", "postcode", "born"}),
        ("id,first_name,surname,dob,city", {"given", "surname", "born", "town"}),
        ("id,full_name,first_name,surname,dob,postcode_fake",
         {"name", "given", "surname", "born", "postcode"}),
        ("id,Voorletters,Tussenvoegsel,Achternaam,Geboortedatum,Woonplaats",
         {"initials", "prefix", "surname", "born", "town"}),
    ],
    ids=["FEBRL", "fake_1000", "historical", "Dutch"],
)  # fmt: skip
def test_usual_headers_are_known(header: str, roles: set[str]) -> None:
    row = ",".join("x" for _ in header.split(","))
    assert set(take(_sheet(header, row), KNOWN, key="id").cells[0]) == roles


@pytest.mark.parametrize(
    "column",
    ["soc_sec_id", "SSN", "bsn", "BSN nummer", "burgerservicenummer", "nationality",
     "Nationaliteit", "gender", "geslacht", "birth_place", "geboorteplaats", "occupation",
     "email", "e-mail", "age",
     "passport number", "telefoonnummer"],
)  # fmt: skip
def test_what_may_not_serve_is_dropped_by_name(column: str) -> None:
    found = take(_sheet(f"id,name,{column.lower()}", "1,Jan Proef,secret"), KNOWN, key="id")
    assert found.dropped == [column.lower()]
    assert "secret" not in str(found.cells)


def test_unknown_columns_and_second_ones_are_told_and_not_read() -> None:
    sheet = _sheet("id,name,full_name,colour", "1,Jan Proef,Jan P. Proef,red")
    found = take(sheet, KNOWN, key="id")
    assert (found.unread, found.cells) == (["colour", "name"], [{"name": "Jan P. Proef"}])


def test_a_sheet_without_names_says_what_it_has() -> None:
    with pytest.raises(MatchingError, match=r"people.csv:1: has no column with a name .* colour"):
        take(_sheet("id,colour", "1,red"), KNOWN, key="id")


@pytest.mark.parametrize("column", ["Geslachts-naam", "geslachts naam", "GESLACHTS_NAAM"])
def test_names_of_columns_are_folded(column: str) -> None:
    assert folded(column) == "geslachts_naam"


@pytest.mark.parametrize(
    ("queries", "is_one"),
    [
        pytest.param({"1": "a", "2": "b"}, True, id="every query stands there"),
        pytest.param({"1": "a"}, False, id="one query says nothing"),
        pytest.param({"1": "a", "2": "x"}, False, id="another text under that id"),
        pytest.param({"1": "a", "4": "b"}, False, id="an id that is not there"),
    ],
)
def test_one_set_is_known_by_ids_and_texts(queries: dict[str, str], is_one: bool) -> None:
    others = People(["1", "2", "3"], [{"name": "a"}, {"name": "b"}, {"name": "c"}])
    asked = People([*queries], [{"name": text} for text in queries.values()])
    assert are_one_set(asked, others) is is_one


def test_a_wrong_row_of_the_list_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / columns.FILE
    file.parent.mkdir()
    file.write_text("column,role,source,verified\nbsn,number_of_citizen,x,false\n", "utf-8")
    with pytest.raises(SettingsError, match=r"person_columns.csv:2: a column, and a role of"):
        load(tmp_path)
