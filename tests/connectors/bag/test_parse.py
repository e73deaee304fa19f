"""One wrong thing per record: the record goes to quarantine with its name, the rest is used."""

import re
from pathlib import Path

import pytest

from tests.connectors.bag.world import (
    STAND,
    doubt,
    field,
    num,
    opr,
    part,
    place,
    pnd,
    read,
    read_records,
    ref,
    relations,
    vbo,
    village,
    voorkomen,
    wpl,
    write,
)

WRONG = {
    "unknown status of a pand": (pnd(9, status="Pand in aanbouw"), "status 'Pand in aanbouw'"),
    "status of another type": (vbo(9, status="Pand in gebruik"), "status 'Pand in gebruik'"),
    "unknown gebruiksdoel": (
        vbo(9, purposes=("woonfunctie", "agrarische functie")),
        "gebruiksdoel 'agrarische functie'",
    ),
    "unknown street type": (opr(9).replace(">Weg<", ">Steeg<"), "street_type 'Steeg'"),
    "unknown addressee": (num(9, addressee="Pand"), "addressee 'Pand'"),
    "unknown element": (pnd(9, extra=field("kleur", "rood")), "element .*kleur is not known"),
    "element of another type": (
        pnd(9, extra=field("oppervlakte", "1")),
        "oppervlakte is not known",
    ),
    "unknown object": (pnd(9).replace("Objecten:Pand>", "Objecten:Schuur>"), "is no object"),
    "a field twice": (pnd(9, extra=field("status", "Pand in gebruik")), "status stands twice"),
    "no status": (pnd(9, status=""), "status None is not one of"),
    "no id": (pnd(9).replace("1884100000000009", ""), "has no identificatie"),
    "id of another type": (pnd("1884010000000009"), "'1884010000000009' is not one of type PND"),
    "id with letters": (pnd("18841000000000O9"), "is not 16 digits"),
    "id of 17 digits": (pnd("18841000000000009"), "is not 16 digits"),
    "reference of another type": (vbo(9, main="1884010000000009"), "is not one of type NUM"),
    "wrong pand reference": (vbo(9, buildings=("1", "x")), "is not"),
    "no hoofdadres": (
        vbo(9).replace(ref("heeftAlsHoofdadres", "Nummeraanduiding", "1884200000000001"), ""),
        "has no main_refs",
    ),
    "two hoofdadressen": (
        vbo(9).replace(
            "</Objecten:heeftAlsHoofdadres>",
            "<Objecten-ref:NummeraanduidingRef>1884200000000002</Objecten-ref:NummeraanduidingRef>"
            "</Objecten:heeftAlsHoofdadres>",
        ),
        "main_refs refers to 2 objects",
    ),
    "no huisnummer": (num(9, house=""), "has no number"),
    "huisnummer 0": (num(9, house="0"), "is not a huisnummer"),
    "huisnummer with letter": (num(9, house="7a"), "number '7a' is not a number"),
    "huisnummer of six digits": (num(9, house="123456"), "is not a number of at most 5"),
    "huisletter of two": (num(9, letter="ab"), "letter 'ab'"),
    "toevoeging of five": (num(9, addition="12345"), "addition '12345'"),
    "postcode with space": (num(9, postcode="2371 A"), "postcode '2371 A'"),
    "postcode in lower case": (num(9, postcode="2371aa"), "postcode '2371aa'"),
    "postcode with zero": (num(9, postcode="0371AA"), "postcode '0371AA'"),
    "no name": (wpl("0009", name=""), "has no name"),
    "area of seven digits": (vbo(9, area="1234567"), "area '1234567'"),
    "built year with letters": (pnd(9, year="oud"), "built_year 'oud'"),
    "built year below zero": (pnd(9, year="-100"), "built_year '-100'"),
    "date in another shape": (pnd(9, voorkomen(start="20150101", known="x")), "start '20150101'"),
    "date of the ISO week": (pnd(9, voorkomen(start="2015-W01-1", known="x")), "is not a date"),
    "date that does not exist": (pnd(9, voorkomen(stop="2015-02-30")), "stop '2015-02-30'"),
    "no begin": (pnd(9, voorkomen(start="", known="x")), "has no beginGeldigheid"),
    "unknown attribute in onderzoek": (doubt(attribute="kleur", number=9), "attribute 'kleur'"),
    "neither J nor N": (doubt(flag="?", number=9), "in_doubt '?'"),
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_a_wrong_record_goes_to_quarantine_and_the_rest_is_used(case: str, tmp_path: Path) -> None:
    wrong, reason = WRONG[case]
    found = read_records(tmp_path, *village(), wrong)
    (bad,) = found.bad
    assert len(found.used) == 5
    assert (bad.file, bad.line) == ("part.xml", 10)
    assert re.search(reason, bad.reason), bad.reason
    assert bad.raw


def test_quarantine_keeps_what_the_record_said(tmp_path: Path) -> None:
    (bad,) = read_records(tmp_path, *village(), pnd(9, status="Kapot")).bad
    assert bad.record_id == "1884100000000009"
    assert bad.raw == {
        "beginGeldigheid": "2015-01-01",
        "geconstateerd": "N",
        "identificatie": "1884100000000009",
        "oorspronkelijkBouwjaar": "1978",
        "status": "Kapot",
        "tijdstipRegistratie": "2015-01-01T10:00:00.000",
        "tijdstipRegistratieLV": "2015-01-01T10:00:00.000",
        "voorkomenidentificatie": "1",
    }


def test_quarantined_records_count_as_records_not_as_objects(tmp_path: Path) -> None:
    notes = read_records(tmp_path, pnd(1), pnd(2, status="Kapot")).notes
    assert (notes["records/PND"], notes["objects/PND"]) == (2, 1)


def test_lost_zeros_come_back_in_ids_and_references_and_are_counted(tmp_path: Path) -> None:
    records = [
        num("221200000330151", street="221300000311239"),
        vbo("221010000330226", main="221200000330151", buildings=("221100000312938",)),
        pnd("221100000312938"),
        pnd("0221100000312939"),
    ]
    (file,) = write(tmp_path, {"a.xml": part(*records)})
    found = read(file, municipality="0221")
    assert found.notes["id_padded"] == 3
    assert found.row("unit_building") == {
        "object_id": "0221010000330226",
        "building_id": "0221100000312938",
    }
    assert found.row("address")["object_id"] == "0221010000330226"


def test_order_of_elements_does_not_matter(tmp_path: Path) -> None:
    text = pnd(1, year="1990")
    year = field("oorspronkelijkBouwjaar", "1990")
    turned = text.replace(year, "").replace("</Objecten:Pand>", f"{year}</Objecten:Pand>")
    assert read_records(tmp_path, turned).row("building")["built_year"] == 1990


def test_comments_inside_a_record_are_no_elements(tmp_path: Path) -> None:
    commented = vbo(1, main=1).replace(
        "</Objecten:identificatie>",
        "<!-- <Objecten:heeftAlsNevenadres/> --></Objecten:identificatie>",
    )
    assert len(read_records(tmp_path, commented).rows("address_unit")) == 1


def test_relations_that_cannot_be_read_go_to_quarantine(tmp_path: Path) -> None:
    rows = [
        ("3042", "1884", "2009-01-01", None, "definitief"),
        ("3043", "1884", "2009-01-01", None, "misschien"),
        ("3044", "GM1884", "2009-01-01", None, "definitief"),
        ("30445", "1884", "2009-01-01", None, "definitief"),
    ]
    found = read(*write(tmp_path, {"r.xml": relations(*rows)}))
    assert [bad.reason.split(": ")[1][:20] for bad in found.bad] == [
        "status 'misschien' i",
        "gemeentecode 'GM1884",
        "identificatie '30445",
    ]
    assert len(found.used) == 1


def test_text_keeps_its_diacritics(tmp_path: Path) -> None:
    found = read_records(tmp_path, wpl(name="Súdwest"), opr(name="Skûtsjeloane"), num())
    row = found.row("address")
    assert (row["street"], row["town"]) == ("Skûtsjeloane", "Súdwest")


def test_every_type_is_read(tmp_path: Path) -> None:
    records = [*village(), num(2), num(3), place("Ligplaats", main=2), place("Standplaats", main=3)]
    found = read_records(tmp_path, *records)
    assert [row["kind"] for row in found.rows("address_unit")] == ["unit", "berth", "pitch"]
    assert found.notes["stand"] == STAND
    assert found.row("unit_building")["object_id"] == "1884010000000001"
