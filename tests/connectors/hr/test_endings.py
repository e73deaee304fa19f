"""How a company ended, its insolvencies, and what it filed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.connectors.deliver import rows
from tests.connectors.hr.answers import (
    KVK,
    OTHER,
    business,
    bv,
    code,
    company,
    function,
    notes,
    owned,
    person,
    read,
    registration,
    span,
)

ENDED = "20260301"


def _company(folder: Path, *inner: str, ended: str | None = ENDED, more: str = "") -> object:
    items = read(folder, registration(more, owned(bv(*inner)), ended=ended))
    return rows(items, "enterprise")[0].values


def _kind(folder: Path, *inner: str, ended: str | None = ENDED, more: str = "") -> object:
    values = _company(folder, *inner, ended=ended, more=more)
    assert isinstance(values, Mapping)
    return values.get("end_kind")


def dissolved(cause: str | None = "OB", on: str = ENDED, inner: str = "") -> str:
    """A dissolution."""
    return f"<ontbinding>{span(on)}{code('aanleiding', cause)}{inner}</ontbinding>"


def state(value: str = "FAIL", started: str | None = "20260201", ended: str | None = None) -> str:
    """A special legal state."""
    inner = span(started, ended) + code("soort", value)
    return f"<bijzondereRechtstoestand>{inner}</bijzondereRechtstoestand>"


def deposit(kind: str, inner: str = "", on: str = "20260310") -> str:
    """A deposit."""
    day = f"<datumDeponering>{on}</datumDeponering>"
    return f"<heeftGedeponeerd><{kind}><depotId>1</depotId>{day}{inner}</{kind}></heeftGedeponeerd>"


def year(value: str, month: str | None = None) -> str:
    """The book year of a deposit."""
    return f"<boekjaar>{value}</boekjaar>{code('maandEindeBoekjaar', month)}"


@pytest.mark.parametrize(
    ("inner", "kind"),
    [
        pytest.param(dissolved(), "turbo_liquidation", id="gone on the day of the decision"),
        pytest.param(dissolved(on="20260101"), "dissolution", id="gone later"),
        pytest.param(
            dissolved(inner="<liquidatie/>"), "dissolution", id="with a winding-up on that day"
        ),
        pytest.param(
            dissolved() + function(number="09"), "dissolution", id="with a liquidator on that day"
        ),
        pytest.param(dissolved("SB"), "turbo_liquidation", id="by its articles"),
        pytest.param(dissolved("DK"), "dissolution", id="by the chamber"),
        pytest.param(dissolved("RU"), "dissolution", id="by the court"),
        pytest.param(dissolved("SL"), "bankruptcy", id="insolvent"),
        pytest.param(dissolved("OF"), "bankruptcy", id="bankruptcy lifted for lack of assets"),
        pytest.param(dissolved(None), "dissolution", id="cause not said"),
        pytest.param(dissolved() + state(), "bankruptcy", id="bankrupt at its end"),
        pytest.param(
            dissolved() + state(ended="20260215"), "turbo_liquidation", id="bankrupt before"
        ),
        pytest.param(dissolved() + state("SURS"), "turbo_liquidation", id="suspension only"),
        pytest.param(
            f"<fusie><verkrijgendeRechtspersoon>{company()}</verkrijgendeRechtspersoon></fusie>",
            "merger",
            id="taken up by another",
        ),
        pytest.param(
            f"<fusie><verdwijnendeRechtspersoon>{company()}</verdwijnendeRechtspersoon></fusie>",
            None,
            id="took up another",
        ),
        pytest.param("", None, id="not said"),
    ],
)
def test_end_follows_from_the_codes(inner: str, kind: str | None, tmp_path: Path) -> None:
    assert _kind(tmp_path, inner) == kind


def test_company_that_runs_has_no_end(tmp_path: Path) -> None:
    assert _kind(tmp_path, dissolved(), ended=None) is None


def test_owner_that_was_struck_off_ends_the_registration(tmp_path: Path) -> None:
    struck = f"<datumUitschrijving>{ENDED}</datumUitschrijving>"
    values = _company(tmp_path, dissolved(), struck, ended=None)
    assert isinstance(values, Mapping)
    assert (values["ended_on"], values["end_kind"]) == (date(2026, 3, 1), "turbo_liquidation")


def test_end_known_to_the_year_is_no_turbo_liquidation(tmp_path: Path) -> None:
    assert _kind(tmp_path, dissolved(on="20260000"), ended="20260000") == "dissolution"


def test_cause_of_no_list_is_reported(tmp_path: Path) -> None:
    items = read(tmp_path, registration(owned(bv(dissolved("ZZ"))), ended=ENDED))
    assert rows(items, "enterprise")[0].values["end_kind"] == "dissolution"
    assert notes(items)["codes not listed/ontbindingAanleiding/ZZ"] == 1


def succession(name: str, number: str = OTHER) -> str:
    """A business with a predecessor or successor."""
    other = f"<maatschappelijkeActiviteit><kvkNummer>{number}</kvkNummer>"
    return business(inner=f"<{name}>{other}</maatschappelijkeActiviteit></{name}>")


def test_business_that_was_handed_over_goes_on_elsewhere(tmp_path: Path) -> None:
    handed = succession("isOvergedragenNaar")
    assert _kind(tmp_path, more=handed) == "continued_elsewhere"
    assert _kind(tmp_path, dissolved(), more=handed) == "turbo_liquidation"
    assert _kind(tmp_path, more=handed, ended=None) is None


def test_successor_tells_that_its_predecessor_went_on_elsewhere(tmp_path: Path) -> None:
    old = registration(owned(person()), ended=ENDED)
    new = registration(succession("isOvergenomenVan", KVK), owned(bv()), number=OTHER)
    found = {
        row.values["enterprise_id"]: row.values.get("end_kind")
        for row in rows(read(tmp_path, old, new), "enterprise")
    }
    assert found == {KVK: "continued_elsewhere", OTHER: None}


def test_state_of_a_company_is_an_insolvency(tmp_path: Path) -> None:
    items = read(tmp_path, registration(owned(bv(state("SURS", ended="20260401")))))
    (row,) = rows(items, "insolvency")
    assert row.values == {
        "case_id": f"{KVK}/SURS/20260201",
        "enterprise_id": KVK,
        "kind": "suspension_of_payment",
        "declared_on": date(2026, 2, 1),
        "ended_on": date(2026, 4, 1),
    }


def test_ruling_dates_a_state_that_has_no_date_of_its_own(tmp_path: Path) -> None:
    ruling = "<uitspraakAanvang><datum>20260202</datum></uitspraakAanvang>"
    inner = f"<bijzondereRechtstoestand>{code('soort', 'FAIL')}{ruling}</bijzondereRechtstoestand>"
    items = read(tmp_path, registration(owned(bv(inner))))
    assert rows(items, "insolvency")[0].values["declared_on"] == date(2026, 2, 2)


@pytest.mark.parametrize(
    ("inner", "note"),
    [
        (state("SSAN"), "states of persons, not stored/SSAN"),
        (state("NIEUW"), "codes not listed/bijzondereRechtstoestand/NIEUW"),
        (state(started="20260000"), "insolvencies without the day they were declared"),
    ],
)
def test_state_that_is_no_insolvency_is_counted(inner: str, note: str, tmp_path: Path) -> None:
    items = read(tmp_path, registration(owned(bv(inner))))
    assert rows(items, "insolvency") == []
    assert notes(items)[note] == 1


@pytest.mark.parametrize("value", ["FAIL", "SSAN"])
def test_state_of_a_person_is_counted_and_not_stored(value: str, tmp_path: Path) -> None:
    who = person(inner=state(value))
    items = read(tmp_path, registration(owned(who)), registration(number=OTHER))
    assert rows(items, "insolvency") == []
    assert notes(items)[f"states of persons, not stored/{value}"] == 1
    assert "20260201" not in str(items)


@pytest.mark.parametrize(
    ("deposits", "until"),
    [
        pytest.param((year("2023"), year("2021")), date(2023, 12, 31), id="latest book year"),
        pytest.param((year("2023", "02"),), date(2023, 2, 28), id="broken book year"),
        pytest.param((year("2024", "2"),), date(2024, 2, 29), id="leap year"),
        pytest.param((year("0000"), ""), None, id="no book year"),
        pytest.param((year("2023", "99"),), None, id="month that is none"),
    ],
)
def test_accounts_are_filed_until_the_end_of_a_book_year(
    deposits: tuple[str, ...], until: date | None, tmp_path: Path
) -> None:
    inner = "".join(deposit("jaarstukJaarrekening", part) for part in deposits)
    values = _company(tmp_path, inner, ended=None)
    assert isinstance(values, Mapping)
    assert values.get("accounts_filed_until") == until


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("jaarstukJaarrekeningOngewijzigdVastgesteld", True),
        ("jaarstukInstemming", True),
        ("jaarstukOntheffing", True),
        ("jaarstukHalfjaarKwartaalcijfers", False),
        ("overigJaarstuk", False),
    ],
)
def test_only_what_stands_for_the_accounts_counts(kind: str, counts: bool, tmp_path: Path) -> None:
    values = _company(tmp_path, deposit(kind, year("2023")), ended=None)
    assert isinstance(values, Mapping)
    assert ("accounts_filed_until" in values) is counts


@pytest.mark.parametrize(
    ("deposits", "on"),
    [
        pytest.param(deposit("bijzondereDeponering"), date(2026, 3, 10), id="after the end"),
        pytest.param(deposit("bijzondereDeponering", on="20260228"), None, id="before it"),
        pytest.param(
            deposit("bijzondereDeponering", "<fusieSplitsingVoorstel/>"), None, id="of a merger"
        ),
        pytest.param(
            deposit("overigJaarstuk", on="20260320") + deposit("bijzondereDeponering"),
            date(2026, 3, 10),
            id="the first",
        ),
        pytest.param(deposit("aanvullendeMededeling"), None, id="another kind"),
    ],
)
def test_closing_documents_are_those_since_the_dissolution(
    deposits: str, on: date | None, tmp_path: Path
) -> None:
    values = _company(tmp_path, dissolved(), deposits)
    assert isinstance(values, Mapping)
    assert values.get("deposit_on") == on


def test_deposit_of_a_kind_that_is_not_known_is_reported(tmp_path: Path) -> None:
    items = read(tmp_path, registration(owned(bv(deposit("nieuwStuk")))))
    assert notes(items)["kinds of deposits not known/nieuwStuk"] == 1
