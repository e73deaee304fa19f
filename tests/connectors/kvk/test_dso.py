"""The register by a DSO-API: split dates, BAG links, a box, pages that half fit."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Item, Note, Used
from tests.connectors import deliver
from tests.connectors.deliver import FIXTURES, quarantined, rows

COMPANIES = FIXTURES / "kvk" / "dso" / "maatschappelijkeactiviteiten_34366966.json"
BRANCHES = FIXTURES / "kvk" / "dso" / "vestigingen_34366966.json"
Record = dict[str, object]


def _read(*files: Path) -> list[Item]:
    return deliver.read(files, id="hr", connector="kvk_api", delivered_on="2026-10-31")


def _record(file: Path, **changes: object) -> Record:
    records, *_ = json.loads(file.read_text("utf-8"))["_embedded"].values()
    return {**records[0], **changes}


def _page(folder: Path, *records: Record, more: Record | None = None) -> Path:
    file = folder / "page.json"
    page = {"number": 1, "size": 20}
    document = {"_embedded": {"vestigingen": records}, "_links": {}, "page": page, **(more or {})}
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def _notes(items: list[Item]) -> dict[str, int | str]:
    return {item.key: item.value for item in items if isinstance(item, Note)}


def _branch(items: list[Item]) -> Mapping[str, object]:
    (found,) = rows(items, "branch")
    return found.values


def test_amsterdam_branches_keep_the_precision_of_their_start() -> None:
    items = _read(BRANCHES)
    starts = [row.values["started_on_partial"] for row in rows(items, "branch")]
    assert starts == ["1976", "1980", "2000", "1975", "1937-07", "1800", "1981", "1974"]
    assert all("started_on" not in row.values for row in rows(items, "branch"))
    assert len([item for item in items if isinstance(item, Used)]) == 8
    assert "full pages that name a next page" not in _notes(items)


def test_amsterdam_branch_lies_at_its_bag_links() -> None:
    assert rows(_read(BRANCHES), "branch")[0].values == {
        "branch_id": "000006363571",
        "enterprise_id": "34366966",
        "is_main": True,
        "shop_name": "Fort Ossenmarkt",
        "started_on_partial": "1976",
        "shielded": False,
        "object_id": "0457010000009178",
        "address_id": "0457200000205703",
        "street": "Ossenmarkt",
        "house_number": "44",
        "postcode": "1381LX",
        "town": "Weesp",
    }


def test_amsterdam_company_is_read_with_its_main_branch_and_five_main_activities() -> None:
    items = _read(COMPANIES)
    (enterprise,) = rows(items, "enterprise")
    assert enterprise.values["started_on"] == date(1988, 9, 5)
    assert enterprise.values["legal_form"] == "public_body"
    assert enterprise.values["employees"] == 1
    assert enterprise.private == frozenset()
    trade_names = enterprise.values["trade_names"]
    assert isinstance(trade_names, list)
    assert trade_names[0] == "Gemeente Amsterdam"
    assert len(trade_names) == 12
    activities = [row.values for row in rows(items, "activity")]
    assert len(activities) == 11
    assert sum(bool(values["is_main"]) for values in activities) == 5
    assert {values["branch_id"] for values in activities} == {"000007678460"}


def test_box_of_a_company_is_no_place() -> None:
    items = _read(COMPANIES)
    assert _branch(items)["street"] == "Amstel"
    assert _branch(items)["object_id"] == "0363010012143319"
    assert "1000AE" not in str(items)
    assert "Postbus" not in str(items)


def test_company_and_branches_together_are_one_enterprise() -> None:
    items = _read(COMPANIES, BRANCHES)
    assert len(rows(items, "enterprise")) == 1
    assert len(rows(items, "branch")) == 9


def test_phone_numbers_and_descriptions_are_gone_before_anything_is_read() -> None:
    items = _read(COMPANIES, BRANCHES)
    assert "0206241111" not in str(items)
    assert "kunstzinnige" not in str(items)


@pytest.mark.parametrize(
    ("parts", "columns"),
    [
        pytest.param((None, 1976, 5, 0), {"started_on_partial": "1976-05"}, id="no day"),
        pytest.param((None, 1976, 5, 3), {"started_on": date(1976, 5, 3)}, id="parts only"),
        pytest.param(("1976-05-03", None, None, None), {"started_on": date(1976, 5, 3)}, id="day"),
        pytest.param((None, None, None, None), {}, id="unknown"),
        pytest.param((None, 0, 0, 0), {}, id="zeros"),
    ],
)
def test_date_in_four_parts_keeps_its_precision(
    parts: tuple[object, ...], columns: dict[str, object], tmp_path: Path
) -> None:
    keys = [f"datumAanvang{part}" for part in ("Datum", "Jaar", "Maand", "Dag")]
    record = _record(BRANCHES, **dict(zip(keys, parts, strict=True)))
    values = _branch(_read(_page(tmp_path, record)))
    assert {k: v for k, v in values.items() if k.startswith("started_on")} == columns


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"datumAanvangMaand": 13}, "datumAanvang is not a date", id="month 13"),
        pytest.param(
            {"datumAanvangDatum": "1977-01-01"}, "do not say the same", id="parts disagree"
        ),
        pytest.param({"nieuw": 1}, "keys that are not known: nieuw", id="unknown key"),
        pytest.param({"isEenUitoefeningVanHrMacId": "3436696"}, "kvkNummer has 7", id="7 digits"),
        pytest.param({"isEenUitoefeningVanHrMacId": None}, "no kvkNummer", id="no company"),
        pytest.param({"vestigingsnummer": None}, "without vestigingsnummer", id="no number"),
        pytest.param({"hoofdvestiging": "J"}, "neither Ja nor Nee", id="flag"),
    ],
)
def test_one_bad_branch_of_a_page_goes_to_quarantine(
    changes: Record, reason: str, tmp_path: Path
) -> None:
    good = _record(BRANCHES, vestigingsnummer="000000000013")
    items = _read(_page(tmp_path, good, _record(BRANCHES, **changes)))
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert bad.raw is not None
    assert bad.raw["record of the page"] == 2
    assert _branch(items)["branch_id"] == "000000000013"


def test_shielded_branch_has_no_address_anywhere(tmp_path: Path) -> None:
    items = _read(_page(tmp_path, _record(BRANCHES, bezoekLocatieAfgeschermd="Ja")))
    assert _branch(items)["shielded"] is True
    assert "Ossenmarkt 44" not in str(items)
    assert "1381LX" not in str(items)
    assert "0457010000009178" not in str(items)


def test_berth_is_a_place_too(tmp_path: Path) -> None:
    berth = {
        "bezoekHeeftBagVerblijfsobjectId": None,
        "bezoekHeeftBagLigplaatsId": "0457" + "02" * 6,
    }
    assert _branch(_read(_page(tmp_path, _record(BRANCHES, **berth))))["object_id"] == "0457" + (
        "02" * 6
    )


def test_owner_that_is_a_natural_person_makes_a_sole_trader(tmp_path: Path) -> None:
    record = _record(COMPANIES, heeftAlsEigenaarHrNpsId="x.NPS", heeftAlsEigenaarHrNnpId=None)
    (enterprise,) = rows(_read(_page(tmp_path, record)), "enterprise")
    assert enterprise.values["legal_form"] == "sole_trader"
    assert enterprise.private == {"trade_names"}


def test_trade_names_that_ended_are_left_out(tmp_path: Path) -> None:
    names = [
        {"handelsnaam": "Nu", "volgorde": 1, "datumEinde": None},
        {"handelsnaam": "Toen", "volgorde": 0, "datumEinde": "2020-01-01"},
    ]
    record = _record(COMPANIES, handelsnamen=names, naam=None)
    (enterprise,) = rows(_read(_page(tmp_path, record)), "enterprise")
    assert enterprise.values["trade_names"] == ["Nu"]


def test_legal_person_gives_form_number_and_end(tmp_path: Path) -> None:
    owner: Record = {
        "identificatie": "34366966.NNP",
        "rsin": "002564440",
        "rechtsvorm": "Stichting",
        "datumUitschrijvingDatum": "2025-06-30",
    }
    (enterprise,) = rows(_read(_page(tmp_path, owner)), "enterprise")
    assert enterprise.values == {
        "enterprise_id": "34366966",
        "rsin": "002564440",
        "legal_form": "foundation",
        "ended_on": date(2025, 6, 30),
    }


def test_persons_and_their_functions_are_counted_and_not_read(tmp_path: Path) -> None:
    people: list[Record] = [
        {"identificatie": "1.NPS", "geslachtsnaam": "Voorbeeld", "bsn": "999990019"},
        {"identificatie": "2.FUN", "functieTitel": "Bestuurder"},
    ]
    document = {"natuurlijkepersonen": people[:1], "functievervullingen": people[1:]}
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"_embedded": document, "_links": {}, "page": {}}), "utf-8")
    items = _read(file)
    assert rows(items) == []
    assert _notes(items)["kept, not read/natuurlijk persoon"] == 1
    assert _notes(items)["kept, not read/functievervulling"] == 1
    assert "Voorbeeld" not in str(items)


def test_page_after_the_last_is_used_and_empty(tmp_path: Path) -> None:
    items = _read(_page(tmp_path))
    assert [item for item in items if isinstance(item, Used)] == [Used("page.json", 1)]
    assert _notes(items)["empty answers"] == 1


def test_full_page_that_names_a_next_one_is_reported(tmp_path: Path) -> None:
    links = {"next": {"href": "https://example.org?page=2"}}
    more: Record = {"page": {"number": 1, "size": 1}, "_links": links}
    page = _page(tmp_path, _record(BRANCHES), more=more)
    assert _notes(_read(page))["full pages that name a next page"] == 1


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        pytest.param({"extra": 1}, "page with keys that are not known: extra", id="key"),
        pytest.param({"_embedded": {"x": []}}, "page with lists that are not known: x", id="list"),
    ],
)
def test_page_that_would_be_half_read_goes_to_quarantine(
    document: Record, reason: str, tmp_path: Path
) -> None:
    good = tmp_path / "good.json"
    good.write_text(json.dumps(_record(BRANCHES)), encoding="utf-8")
    (bad,) = quarantined(_read(_page(tmp_path, _record(BRANCHES), more=document), good))
    assert reason in bad.reason
