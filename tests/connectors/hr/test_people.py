"""People in messages: their names, birth dates in memory, and pseudonyms in copies."""

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from connectors.hr.people import PSEUDONYM, hide_births
from tests.connectors.deliver import rows
from tests.connectors.hr.answers import bv, function, notes, owned, person, read, registration

FORMED = "P" + 20 * "a"


def _who(folder: Path, who: str) -> dict[str, object]:
    (row,) = rows(read(folder, registration(owned(bv(function(who=who))))), "officer")
    return {
        "name": row.values.get("party_name"),
        "born": row.births.get("party"),
        "formed": row.pseudonyms.get("party"),
    }


def _named(inner: str) -> str:
    return f"<natuurlijkPersoon>{inner}</natuurlijkPersoon>"


@pytest.mark.parametrize(
    ("inner", "name"),
    [
        pytest.param(
            "<geslachtsnaam>Barge</geslachtsnaam><voorvoegselGeslachtsnaam>van"
            "</voorvoegselGeslachtsnaam><voornamen>Noor</voornamen>",
            "Noor van Barge",
            id="prefix in its element",
        ),
        pytest.param(
            '<extraElementen><extraElement naam="voorvoegsel">van</extraElement></extraElementen>'
            "<geslachtsnaam>Barge</geslachtsnaam><voorvoegselGeslachtsnaam/>"
            "<voornamen>Noor</voornamen>",
            "Noor van Barge",
            id="empty prefix with the value elsewhere",
        ),
        pytest.param(
            '<extraElementen><extraElement naam="voorvoegsel">op</extraElement></extraElementen>'
            "<geslachtsnaam>Barge</geslachtsnaam><voorvoegselGeslachtsnaam>van"
            "</voorvoegselGeslachtsnaam>",
            "van Barge",
            id="element goes first",
        ),
        pytest.param(
            "<volledigeNaam> Noor  Barge </volledigeNaam>", "Noor Barge", id="whole name only"
        ),
    ],
)
def test_name_is_put_together_from_its_parts(inner: str, name: str, tmp_path: Path) -> None:
    assert _who(tmp_path, _named(inner))["name"] == name


def test_only_the_birth_date_is_the_birth_date(tmp_path: Path) -> None:
    looks_like = "<registratie><datumAanvang>19560427</datumAanvang></registratie>"
    assert _who(tmp_path, person(inner=looks_like))["born"] == date(1980, 2, 29)


@pytest.mark.parametrize("born", ["19800000", "19800200", "00000000", "19800231", ""])
def test_birth_date_that_is_not_whole_joins_nobody(born: str, tmp_path: Path) -> None:
    items = read(tmp_path, registration(owned(bv(function(who=person(born=born))))))
    assert rows(items, "officer")[0].births == {}
    assert notes(items)["persons without a birth date"] == 1


def test_two_birth_dates_under_one_name_are_two_people_and_one_conflict(tmp_path: Path) -> None:
    first = function(who=person(born="19800229"))
    second = function("overigeFunctionaris", "08", who=person("NOOR", born="19810228"))
    items = read(tmp_path, registration(owned(bv(first, second))))
    assert {row.births["party"].year for row in rows(items, "officer")} == {1980, 1981}
    assert notes(items)["persons with one name and two birth dates"] == 1
    assert "1980" not in str(notes(items))


def test_one_person_in_two_roles_is_no_conflict(tmp_path: Path) -> None:
    both = function(), function("overigeFunctionaris", "08")
    items = read(tmp_path, registration(owned(bv(*both))))
    assert "persons with one name and two birth dates" not in notes(items)


def test_pseudonym_of_a_copy_stands_for_the_birth_date(tmp_path: Path) -> None:
    copied = f'<p:pseudoniem xmlns:p="urn:dijkwacht:copy">{FORMED}</p:pseudoniem>'
    who = _named(f"<geslachtsnaam>Barge</geslachtsnaam>{copied}")
    assert _who(tmp_path, who) == {"name": "Barge", "born": None, "formed": FORMED}


@pytest.mark.parametrize(
    "element",
    [
        pytest.param(f"<pseudoniem>{FORMED}</pseudoniem>", id="not in our namespace"),
        pytest.param(
            '<p:pseudoniem xmlns:p="urn:dijkwacht:copy">Noor</p:pseudoniem>', id="not a pseudonym"
        ),
    ],
)
def test_what_is_no_pseudonym_of_ours_is_not_believed(element: str, tmp_path: Path) -> None:
    who = _named(f"<geslachtsnaam>Barge</geslachtsnaam>{element}")
    assert _who(tmp_path, who)["formed"] is None


def test_birth_dates_are_hidden_for_everybody_in_a_message() -> None:
    root = etree.fromstring(f"<a>{person()}<b>{person('Bo', born='19800000')}</b></a>")
    hide_births(root, lambda name, born: f"{name}/{born}")
    assert [e.text for e in root.iter(PSEUDONYM)] == ["Noor Verzonnen/1980-02-29"]
