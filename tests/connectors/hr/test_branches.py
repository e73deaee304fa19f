"""Branches: each once, main or not, with codes of a known list; and their places."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Row
from tests.connectors.deliver import rows
from tests.connectors.hr.answers import (
    KVK,
    MAIN,
    SIDE,
    branch,
    business,
    bv,
    code,
    led_from,
    location,
    notes,
    owned,
    person,
    postcode,
    read,
    registration,
    sbi,
    span,
)


def _branches(folder: Path, *inner: str, **more: str) -> list[Row]:
    return rows(read(folder, registration(*inner, owned(bv()), **more)), "branch")


def _codes(folder: Path, *inner: str, **more: str) -> list[tuple[object, ...]]:
    found = rows(read(folder, registration(*inner, owned(bv()), **more)), "activity")
    return [(v.values["code"], v.values.get("version"), v.values.get("is_main")) for v in found]


def _place(folder: Path, where: str) -> Mapping[str, object]:
    (row,) = _branches(folder, business(branch(inner=where)))
    return {
        name: value
        for name, value in row.values.items()
        if name not in ("branch_id", "enterprise_id", "started_on", "shop_name")
    }


def test_branch_under_the_company_and_as_main_is_one(tmp_path: Path) -> None:
    found = _branches(tmp_path, business(branch(), branch(SIDE)), led_from(branch()))
    assert [(r.values["branch_id"], r.values["is_main"]) for r in found] == [
        (MAIN, True),
        (SIDE, False),
    ]
    assert all(row.values["enterprise_id"] == KVK for row in found)


def test_without_a_main_branch_nobody_knows_which_one_it_is(tmp_path: Path) -> None:
    assert "is_main" not in _branches(tmp_path, business(branch()))[0].values


def test_branch_that_is_described_in_two_ways_is_reported(tmp_path: Path) -> None:
    other = led_from(branch(name="Anders"))
    items = read(tmp_path, registration(business(branch()), other, owned(bv())))
    assert rows(items, "branch")[0].values["shop_name"] == "Proef Werkplaats"
    assert notes(items)["branches that a message describes in two ways"] == 1


def test_branch_that_is_no_business_hangs_under_the_registration(tmp_path: Path) -> None:
    naming = "<naamgeving><naam>Proef Club</naam></naamgeving>"
    plain = (
        f"<nietCommercieleVestiging>{span()}<vestigingsnummer>{MAIN}</vestigingsnummer>{naming}"
        "</nietCommercieleVestiging>"
    )
    (found,) = _branches(tmp_path, f"<wordtUitgeoefendIn>{plain}</wordtUitgeoefendIn>")
    assert found.values["shop_name"] == "Proef Club"
    assert "shielded" not in found.values


def test_branch_ends_itself_or_with_its_relation(tmp_path: Path) -> None:
    (own,) = _branches(tmp_path, business(branch(ended="20250101")))
    assert own.values["ended_on"] == date(2025, 1, 1)
    relation = span(None, "20240101", "relatieRegistratie")
    held = f"<wordtUitgeoefendIn>{relation}{branch()}</wordtUitgeoefendIn>"
    (left,) = _branches(tmp_path, held)
    assert left.values["ended_on"] == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("owner", "private"),
    [(person(), {"shop_name"}), (bv(), set()), ("", {"shop_name"})],
    ids=["sole trader", "company", "owner not known"],
)
def test_trade_name_of_a_sole_trader_is_private(
    owner: str, private: set[str], tmp_path: Path
) -> None:
    items = read(tmp_path, registration(business(branch()), owned(owner)))
    assert rows(items, "branch")[0].private == private


def test_code_that_is_main_once_is_main(tmp_path: Path) -> None:
    inner = f"<activiteiten>{sbi('95311', 'N')}{sbi('95311')}{sbi('01411', 'N')}</activiteiten>"
    found = _codes(tmp_path, business(branch(inner=inner)))
    assert found == [("01411", "2025", False), ("95311", "2025", True)]


@pytest.mark.parametrize(
    ("moment", "version"),
    [("20250904120000000", "2008"), ("20250906120000000", None), ("20250908120000000", "2025")],
)
def test_code_of_both_lists_is_of_the_list_of_its_day(
    moment: str, version: str | None, tmp_path: Path
) -> None:
    inner = f"<activiteiten>{sbi('55202')}</activiteiten>"
    found = _codes(tmp_path, business(branch(inner=inner)), moment=moment)
    assert found == [("55202", version, True)]


def test_codes_that_are_no_activity_give_no_row(tmp_path: Path) -> None:
    inner = f"<activiteiten>{sbi('0001')}{sbi('0002')}{sbi('')}</activiteiten>"
    assert _codes(tmp_path, business(branch(inner=inner))) == []


@pytest.mark.parametrize(
    ("value", "note"),
    [
        ("62010", "SBI codes in neither list/62010"),
        ("95", "activity codes that are not four or five digits"),
    ],
)
def test_odd_code_is_reported(value: str, note: str, tmp_path: Path) -> None:
    inner = f"<activiteiten>{sbi(value)}</activiteiten>"
    items = read(tmp_path, registration(business(branch(inner=inner)), owned(bv())))
    assert notes(items)[note] == 1


def test_activity_that_ended_before_its_branch_is_left_out_and_told(tmp_path: Path) -> None:
    inner = f"<activiteiten>{sbi('95311', ended='20240101')}{sbi('01411')}</activiteiten>"
    items = read(tmp_path, registration(business(branch(inner=inner)), owned(bv())))
    assert [row.values["code"] for row in rows(items, "activity")] == ["01411"]
    assert notes(items)["activities that ended before their branch"] == 1


def test_last_activities_of_a_branch_that_ended_are_kept(tmp_path: Path) -> None:
    inner = f"<activiteiten>{sbi('95311', ended='20240101')}</activiteiten>"
    assert _codes(tmp_path, business(branch(inner=inner, ended="20240101")))


def test_main_branch_without_codes_takes_those_of_its_company(tmp_path: Path) -> None:
    held = business(branch(inner=location()), branch(SIDE, location()), inner=sbi("95311"))
    items = read(tmp_path, registration(held, led_from(branch(inner=location())), owned(bv())))
    assert [row.values["branch_id"] for row in rows(items, "activity")] == [MAIN]


def test_branch_without_a_number_quarantines_its_message(tmp_path: Path) -> None:
    items = read(tmp_path, registration(business(branch("")), owned(bv())))
    assert "a vestiging without vestigingsnummer" in str(items[0])


def test_parts_of_an_address_are_the_place(tmp_path: Path) -> None:
    assert _place(tmp_path, location(text="Voorbeeldweg 3A  2371aa KAAG")) == {
        "shielded": False,
        "street": "Voorbeeldweg",
        "house_number": "3",
        "house_letter": "A",
        "postcode": "2371AA",
        "town": "Kaag",
    }


def test_parts_go_before_a_text_that_says_otherwise_and_it_is_told_once(tmp_path: Path) -> None:
    where = location(text="Vincent van Goghstraat 92 8932LK Leeuwarden")
    twice = (business(branch(inner=where)), led_from(branch(inner=where)))
    items = read(tmp_path, registration(*twice, owned(bv())))
    assert rows(items, "branch")[0].values["town"] == "Kaag"
    assert notes(items)["address texts that differ from their parts"] == 1


def test_valid_bag_ids_go_before_the_text(tmp_path: Path) -> None:
    ids = (
        "<bagId><identificatieNummeraanduiding>1884200000000001</identificatieNummeraanduiding>"
        "<identificatieAdresseerbaarObject>1884010000000001</identificatieAdresseerbaarObject>"
        "</bagId>"
    )
    found = _place(tmp_path, location(f"<straatnaam>Weg</straatnaam>{ids}"))
    assert found["address_id"] == "1884200000000001"
    assert found["object_id"] == "1884010000000001"


def test_shielded_branch_has_no_address_at_all(tmp_path: Path) -> None:
    assert _place(tmp_path, location(shielded="J", text="Voorbeeldweg 3")) == {"shielded": True}


@pytest.mark.parametrize(
    "inner",
    [
        f"<postbusnummer>9</postbusnummer>{postcode()}<plaats>Kaag</plaats>",
        f"<straatnaam>Postbus</straatnaam><huisnummer>9</huisnummer>{postcode()}",
    ],
    ids=["number of a box", "box as a street"],
)
def test_box_is_no_place(inner: str, tmp_path: Path) -> None:
    assert _place(tmp_path, location(inner)) == {"shielded": False}


def test_address_abroad_is_no_place_and_is_told(tmp_path: Path) -> None:
    abroad = "<straatHuisnummer>Rue 1</straatHuisnummer><postcodeWoonplaats>X</postcodeWoonplaats>"
    where = f"<bezoekLocatie><adres><buitenlandsAdres>{abroad}</buitenlandsAdres></adres>"
    items = read(
        tmp_path,
        registration(business(branch(inner=f"{where}</bezoekLocatie>")), owned(bv())),
    )
    assert notes(items)["addresses abroad"] == 1
    assert "street" not in rows(items, "branch")[0].values


def test_address_beside_a_number_is_no_place_and_is_told(tmp_path: Path) -> None:
    beside = f"<huisnummer>3</huisnummer>{code('aanduidingBijHuisnummer', 'TO')}"
    items = read(tmp_path, registration(business(branch(inner=location(beside))), owned(bv())))
    assert notes(items)["addresses beside a number, left without a place"] == 1
    assert "house_number" not in rows(items, "branch")[0].values


def test_text_serves_when_there_are_no_parts(tmp_path: Path) -> None:
    where = "<bezoekLocatie><volledigAdres>{}</volledigAdres></bezoekLocatie>"
    assert _place(tmp_path, where.format("Weg 1 Kaag"))["address"] == "Weg 1 Kaag"
    assert "address" not in _place(tmp_path, where.format("Postbus 1 Kaag"))


def test_unclear_shielding_quarantines_the_message(tmp_path: Path) -> None:
    unclear = business(branch(inner=location(shielded="?")))
    items = read(tmp_path, registration(unclear, owned(bv())))
    assert "afgeschermd is neither J nor N" in str(items[0])


def test_a_thousand_branches_are_all_read(tmp_path: Path) -> None:
    many = business(*(branch(f"{number:012d}", location()) for number in range(1, 1001)))
    assert len(_branches(tmp_path, many)) == 1000
