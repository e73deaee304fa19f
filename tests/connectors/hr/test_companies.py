"""Columns of a company: legal form, names, numbers, personnel, mark of a pension company."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from connectors.hr.codes import load
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES
from engine.tables import LEGAL_FORMS, TABLES
from tests.connectors.deliver import rows
from tests.connectors.hr.answers import (
    business,
    bv,
    code,
    notes,
    owned,
    person,
    read,
    registration,
)

CODES = load(SHIPPED_RULES)


def _company(folder: Path, owner: str, *inner: str, **more: str) -> Mapping[str, object]:
    items = read(folder, registration(*inner, owned(owner), **more))
    return rows(items, "enterprise")[0].values


def kind(name: str, inner: str = "") -> str:
    """An owner of some kind."""
    return f"<{name}>{inner}</{name}>"


@pytest.mark.parametrize(
    ("owner", "form"),
    [
        (person(), "sole_trader"),
        (bv(), "bv"),
        (kind("rechtspersoon", code("rechtsvorm", "VvE")), "owners_association"),
        (
            kind(
                "rechtspersoon",
                code("rechtsvorm", "PR") + code("publiekrechtelijkeRechtsvorm", "04"),
            ),
            "public_body",
        ),
        (kind("samenwerkingsverband", code("rechtsvorm", "MA")), "professional_partnership"),
        (
            kind(
                "buitenlandseVennootschap",
                kind("buitenlandseVennootschapGegevens", code("rechtsvormcategorie", "0002")),
            ),
            "foreign",
        ),
        (kind("eenmanszaakMetMeerdereEigenaren"), "general_partnership"),
        (kind("rechtspersoonInOprichting"), "other"),
        (
            kind("rechtspersoon", "<persoonRechtsvorm>Stichting</persoonRechtsvorm>"),
            "foundation",
        ),
    ],
)
def test_legal_form_follows_from_kind_and_code(owner: str, form: str, tmp_path: Path) -> None:
    assert _company(tmp_path, owner)["legal_form"] == form


@pytest.mark.parametrize(
    ("owner", "note"),
    [
        (
            kind("rechtspersoon", code("rechtsvorm", "VOF")),
            "codes not listed/RechtsvormRechtspersoon/VOF",
        ),
        (kind("rechtspersoon"), "codes not listed/RechtsvormRechtspersoon/no code"),
        (
            kind(
                "rechtspersoon",
                code("rechtsvorm", "PR") + code("publiekrechtelijkeRechtsvorm", "99"),
            ),
            "codes not listed/RechtsvormPubliekrechtelijk/99",
        ),
        (kind("nieuwePersoon"), "kinds of owners not known/nieuwePersoon"),
    ],
)
def test_form_that_is_not_listed_is_reported(owner: str, note: str, tmp_path: Path) -> None:
    items = read(tmp_path, registration(owned(owner)))
    assert notes(items)[note] == 1


def test_registration_without_an_owner_is_read_and_reported(tmp_path: Path) -> None:
    items = read(tmp_path, registration("<naam>Proef</naam>"))
    (row,) = rows(items, "enterprise")
    assert row.values["trade_names"] == ["Proef"]
    assert row.private == {"trade_names"}
    assert notes(items)["registrations without an owner"] == 1


def test_trade_names_come_in_the_order_of_the_register(tmp_path: Path) -> None:
    names = "".join(
        f"<handeltOnder><handelsnaam><naam>{name}</naam><volgorde>{order}</volgorde>"
        "</handelsnaam></handeltOnder>"
        for name, order in (("Twee", 1), ("Een", 0), ("Een", 2))
    )
    found = _company(tmp_path, bv(), "<naam>Nul</naam>", business(inner=names))
    assert found["trade_names"] == ["Nul", "Een", "Twee"]
    assert found["statutory_name"] == "Proef Werken B.V."


def test_numbers_dates_and_personnel_of_a_company(tmp_path: Path) -> None:
    since = kind("datumEersteInschrijvingHandelsregister", "20200110")
    staff = "<totaalWerkzamePersonen>4</totaalWerkzamePersonen>"
    found = _company(tmp_path, bv(since), business(inner=staff), started="19760000")
    assert found["started_on_partial"] == "1976"
    assert found["registered_on"] == date(2020, 1, 10)
    assert (found["employees"], found["rsin"]) == (4, "992386032")


@pytest.mark.parametrize(("flag", "value"), [("J", True), ("N", False), (None, None)])
def test_pension_company_is_marked_by_the_register(
    flag: str | None, value: bool | None, tmp_path: Path
) -> None:
    found = _company(tmp_path, bv(), code("pensioenvennootschap", flag))
    assert found.get("pension_company") is value


def test_number_that_fails_its_check_is_told_only_from_fifty_million(tmp_path: Path) -> None:
    told = [
        notes(read(tmp_path, registration(number=number))).get("check digits/kvkNummer")
        for number in ("90000021", "90000022", "12345678")
    ]
    assert told == [None, 1, None]


def test_every_role_and_form_of_the_code_lists_is_a_fixed_word() -> None:
    roles = next(c for c in TABLES["officer"].columns if c.name == "role").words
    kinds = next(c for c in TABLES["enterprise"].columns if c.name == "end_kind").words
    assert set(CODES.functions.values()) <= set(roles)
    assert set(CODES.legal_forms.values()) <= set(LEGAL_FORMS)
    ends = {w for (name, _), both in CODES.words.items() if name[:10] == "ontbinding" for w in both}
    assert ends - {""} <= set(kinds)


def test_code_lists_are_whole() -> None:
    assert len(CODES.functions) == 31
    assert len(CODES.legal_forms) == 40
    assert len(CODES.powers) == 6


def test_codes_repeat_across_groups_and_are_told_apart() -> None:
    assert CODES.legal_forms["RechtsvormPubliekrechtelijk", "01"] == "public_body"
    assert CODES.legal_forms["RechtsvormOverigePrivaatrechtelijke", "01"] == "other"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param("group,code\n", "columns are missing: title", id="column missing"),
        pytest.param("group,code,title\na,b,Onzin\n", "'Onzin' is not in legal", id="form unknown"),
        pytest.param(None, "cannot be read", id="file missing"),
    ],
)
def test_code_list_that_does_not_fit_is_refused(
    content: str | None, what: str, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for file in (SHIPPED_RULES / "tables").glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    broken = folder / "hr_legal_forms.csv"
    broken.unlink()
    if content is not None:
        broken.write_text(content)
    with pytest.raises(SettingsError, match=what):
        load(tmp_path)
