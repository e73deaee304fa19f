"""Functions: which role, whose, with which powers, from when until when."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from connectors.hr.officers import MOTHER, REPRESENTS
from tests.connectors.deliver import rows
from tests.connectors.hr.answers import (
    KVK,
    OTHER,
    bv,
    code,
    company,
    function,
    notes,
    owned,
    person,
    powers,
    read,
    registration,
    span,
)

Row = Mapping[str, object]


def _officers(folder: Path, *inner: str, **more: str) -> list[Row]:
    items = read(folder, registration(owned(bv(*inner)), **more))
    return [row.values for row in rows(items, "officer")]


@pytest.mark.parametrize(
    ("kind", "number", "role"),
    [
        ("bestuursfunctie", "02", "director"),
        ("bestuursfunctie", "09", "liquidator"),
        ("bestuursfunctie", "20", "other"),
        ("aansprakelijke", "12", "partner"),
        ("aansprakelijke", "13", "partner"),
        ("aansprakelijke", "31", "liquidator"),
        ("gemachtigde", "01", "authorised_representative"),
        ("gemachtigde", "23", "authorised_representative"),
        ("functionarisBijzondereRechtstoestand", "06", "other"),
        ("functionarisBijzondereRechtstoestand", "07", "other"),
        ("functionarisBijzondereRechtstoestand", "11", "other"),
        ("overigeFunctionaris", "03", "other"),
        ("overigeFunctionaris", "05", "other"),
        ("overigeFunctionaris", "08", "sole_shareholder"),
        ("overigeFunctionaris", "10", "other"),
        ("overigeFunctionaris", "32", "liquidator"),
        ("publiekrechtelijkeFunctionaris", "25", "director"),
    ],
)
def test_function_gives_its_role(kind: str, number: str, role: str, tmp_path: Path) -> None:
    (found,) = _officers(tmp_path, function(kind, number))
    assert found["role"] == role


def test_code_of_another_group_is_not_guessed_but_reported(tmp_path: Path) -> None:
    items = read(tmp_path, registration(owned(bv(function("gemachtigde", "02")))))
    (found,) = rows(items, "officer")
    assert "role" not in found.values
    assert notes(items)["codes not listed/TypeGemachtigde/02"] == 1


def test_kind_of_function_that_is_not_known_is_reported(tmp_path: Path) -> None:
    items = read(tmp_path, registration(owned(bv(function("nieuweFunctie")))))
    assert rows(items, "officer") == []
    assert notes(items)["kinds of functions not known/nieuweFunctie"] == 1


def test_company_that_is_director_is_known_by_its_kvk_number(tmp_path: Path) -> None:
    (found,) = _officers(tmp_path, function(who=company()))
    assert (found["party_kvk"], found["party_kind"]) == (OTHER, "legal")
    assert "party_name" not in found


def test_company_without_a_number_is_known_by_its_rsin_within_the_source(tmp_path: Path) -> None:
    (found,) = _officers(tmp_path, function(who=company(None, rsin="992000001")))
    assert (found["party_id"], found["party_kind"]) == ("992000001", "legal")
    assert "party_kvk" not in found


def test_rsin_becomes_a_kvk_number_when_a_message_of_the_delivery_has_it(tmp_path: Path) -> None:
    daughter = registration(owned(bv(function(who=company(None, rsin="992000001")))))
    mother = registration(owned(bv(rsin="992000001")), number=OTHER)
    (found,) = rows(read(tmp_path, daughter, mother), "officer")
    assert found.values["party_kvk"] == OTHER
    assert not {"party_id", "party_name"} & found.values.keys()


def test_rsin_that_two_registrations_share_stays_an_rsin(tmp_path: Path) -> None:
    daughter = registration(owned(bv(function(who=company(None, rsin="992000001")))))
    twins = [registration(owned(bv(rsin="992000001")), number=n) for n in (OTHER, "90000101")]
    (found,) = rows(read(tmp_path, daughter, *twins), "officer")
    assert found.values["party_id"] == "992000001"


def test_person_who_acts_for_a_company_that_is_director_has_a_row_of_his_own(
    tmp_path: Path,
) -> None:
    acting = f"<wordtVertegenwoordigdDoor>{person()}</wordtVertegenwoordigdDoor>"
    found = _officers(tmp_path, function(who=company(), inner=acting))
    assert [(v["role"], v.get("powers"), v.get("party_name")) for v in found] == [
        ("authorised_representative", REPRESENTS, "Noor Verzonnen"),
        ("director", None, None),
    ]


def test_mother_company_is_linked_without_a_role_in_control(tmp_path: Path) -> None:
    mother = (
        f"<isDochterVan>{span('20210101', None, 'relatieRegistratie')}<moeder>{company()}</moeder>"
        "<datumIntrekking>20240101</datumIntrekking></isDochterVan>"
    )
    (found,) = _officers(tmp_path, mother)
    assert found == {
        "enterprise_id": KVK,
        "party_kind": "legal",
        "role": "other",
        "powers": MOTHER,
        "party_kvk": OTHER,
        "started_on": date(2021, 1, 1),
        "ended_on": date(2024, 1, 1),
    }


def test_mother_that_closed_itself_off_has_a_number_of_its_own(tmp_path: Path) -> None:
    closed = f"<afgeslotenMoeder><kvkNummer>{OTHER}</kvkNummer></afgeslotenMoeder>"
    mother = f"<isDochterVan><moeder>{closed}</moeder></isDochterVan>"
    assert _officers(tmp_path, mother)[0]["party_kvk"] == OTHER


@pytest.mark.parametrize(
    ("kind", "inner", "expected"),
    [
        pytest.param("bestuursfunctie", powers("gb"), "gb", id="jointly"),
        pytest.param(
            "aansprakelijke",
            powers(
                "bb",
                "<beperkingInEuros><waarde>15882.31</waarde>"
                f"{code('valuta', 'EUR')}</beperkingInEuros>",
            ),
            "bb; EUR 15882.31",
            id="limited to an amount that stays a decimal",
        ),
        pytest.param(
            "gemachtigde",
            f"<volmacht>{code('typeVolmacht', 'b')}<beperkteVolmacht><beperkingInGeld>"
            f"<waarde>500</waarde>{code('valuta', 'EUR')}</beperkingInGeld>"
            "<omschrijvingOverigeVolmacht>geheim</omschrijvingOverigeVolmacht>"
            "</beperkteVolmacht></volmacht>",
            "b; EUR 500",
            id="limited mandate",
        ),
        pytest.param(
            "bestuursfunctie",
            powers("azb") + "<schorsing><registratie/></schorsing>",
            "azb; suspended",
            id="suspended",
        ),
        pytest.param(
            "bestuursfunctie",
            powers("azb") + f"<schorsing>{span(ended='20250101')}</schorsing>",
            "azb",
            id="no longer suspended",
        ),
        pytest.param("bestuursfunctie", "", None, id="not said"),
    ],
)
def test_powers_are_kept_as_codes(
    kind: str, inner: str, expected: str | None, tmp_path: Path
) -> None:
    number = {"bestuursfunctie": "02", "aansprakelijke": "13", "gemachtigde": "01"}[kind]
    assert _officers(tmp_path, function(kind, number, inner=inner))[0].get("powers") == expected


@pytest.mark.parametrize(
    ("kind", "inner", "note"),
    [
        ("bestuursfunctie", powers("ob"), "SoortBevoegdheidBestuurder/ob"),
        ("gemachtigde", f"<volmacht>{code('typeVolmacht', 'z')}</volmacht>", "typeVolmacht/z"),
    ],
)
def test_powers_of_no_list_are_kept_and_reported(
    kind: str, inner: str, note: str, tmp_path: Path
) -> None:
    number = "02" if kind == "bestuursfunctie" else "01"
    items = read(tmp_path, registration(owned(bv(function(kind, number, inner=inner)))))
    assert notes(items)[f"codes not listed/{note}"] == 1
    assert rows(items, "officer")[0].values["powers"] == note.rpartition("/")[2]


def test_two_functions_that_are_one_role_from_one_day_are_one_row(tmp_path: Path) -> None:
    mandate = f"<volmacht>{code('typeVolmacht', 'v')}</volmacht>"
    first = function("gemachtigde", "01", inner=mandate, ended="20220101")
    second = function("gemachtigde", "22", ended="20230101")
    (found,) = _officers(tmp_path, first, second)
    assert (found["powers"], found["ended_on"]) == ("v", date(2023, 1, 1))
    (open_one,) = _officers(tmp_path, first, function("gemachtigde", "22"))
    assert "ended_on" not in open_one


def test_function_keeps_the_precision_of_its_dates(tmp_path: Path) -> None:
    (found,) = _officers(tmp_path, function(started="19760000", ended="00000000"))
    assert found["started_on_partial"] == "1976"
    assert not {"started_on", "ended_on", "ended_on_partial"} & found.keys()


def test_owner_who_left_is_ended_by_the_relation_though_the_registration_runs(
    tmp_path: Path,
) -> None:
    items = read(tmp_path, registration(owned(person(), ended="20240501")))
    (found,) = rows(items, "officer")
    assert (found.values["role"], found.values["ended_on"]) == ("sole_trader", date(2024, 5, 1))
    assert "ended_on" not in rows(items, "enterprise")[0].values


def test_owner_of_a_registration_that_ended_is_ended_with_it(tmp_path: Path) -> None:
    items = read(tmp_path, registration(owned(person()), ended="20250101"))
    assert rows(items, "officer")[0].values["ended_on"] == date(2025, 1, 1)


def test_functions_at_a_former_owner_end_when_that_owner_left(tmp_path: Path) -> None:
    former = owned(bv(function()), ended="20240501", name="hadAlsEigenaar")
    items = read(tmp_path, registration(former, owned(person("Bo"))))
    found = {v.values["role"]: v.values.get("ended_on") for v in rows(items, "officer")}
    assert found == {"director": date(2024, 5, 1), "sole_trader": None}
    assert rows(items, "enterprise")[0].values["legal_form"] == "sole_trader"


def test_keeper_of_books_stays_open_after_the_end_and_is_no_business_tie(tmp_path: Path) -> None:
    keeper = function("overigeFunctionaris", "10", started="20250101")
    items = read(tmp_path, registration(owned(bv(keeper), ended="20250101"), ended="20250101"))
    (found,) = rows(items, "officer")
    assert found.values["role"] == "other"
    assert "ended_on" not in found.values


def test_function_of_nobody_is_counted(tmp_path: Path) -> None:
    nobody = "<natuurlijkPersoon><geboortedatum>19800229</geboortedatum></natuurlijkPersoon>"
    items = read(tmp_path, registration(owned(bv(function(who=nobody)))))
    assert rows(items, "officer") == []
    assert notes(items)["functions of nobody who is named"] == 1


def test_functions_elsewhere_are_counted_and_not_read(tmp_path: Path) -> None:
    elsewhere = f"<is><bestuursfunctie><voor>{company()}</voor></bestuursfunctie></is>"
    items = read(tmp_path, registration(owned(bv(elsewhere))))
    assert notes(items)["functions elsewhere, not read"] == 1
