"""The drop-list of the Kadaster: what never comes past the parser."""

import pytest
from lxml import etree

from connectors import about
from connectors.about import Scope
from connectors.brk import forget

DROPS = about.dropped("parcels", Scope.ALWAYS)


def test_field_of_one_parent_goes_and_elsewhere_stays() -> None:
    root = etree.fromstring(
        b"<a><Aantekening><omschrijving>weg</omschrijving><aard/></Aantekening>"
        b"<persoon><omschrijving>blijft</omschrijving></persoon></a>"
    )
    forget.from_xml(root, DROPS)
    assert etree.tostring(root) == (
        b"<a><Aantekening><aard/></Aantekening>"
        b"<persoon><omschrijving>blijft</omschrijving></persoon></a>"
    )


def test_namespace_does_not_matter() -> None:
    root = etree.fromstring(
        b'<a xmlns:b="urn:x"><b:GeboorteDatum/><b:geboortedatum>1</b:geboortedatum></a>'
    )
    forget.from_xml(root, DROPS)
    assert len(root) == 0


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("ingeschreven_natuurlijk_persoon", False),
        (None, False),
        ("iets nieuws", False),
        ("kadaster_natuurlijk_persoon", True),
        ("ingeschreven_niet_natuurlijk_persoon", True),
    ],
)
def test_number_of_a_person_stays_only_beside_a_type_that_makes_it_no_bsn(
    kind: str | None, kept: bool
) -> None:
    for parent in ("persoon", "hypotheekhouders", "beslagleggers"):
        person = {"identificatie": "999999990", **({"type": kind} if kind else {})}
        clean = forget.from_json({parent: [person]}, DROPS)
        assert ("999999990" in str(clean)) is kept


def test_number_of_an_object_stays() -> None:
    assert forget.from_json({"identificatie": "1", "type": "perceel"}, DROPS) == {
        "identificatie": "1",
        "type": "perceel",
    }


def test_links_to_persons_go_and_the_own_link_stays() -> None:
    links = {"self": {"href": "/a"}, "persoon": {"href": "/ingeschrevenpersonen/999999990"}}
    assert forget.from_json({"_links": links}, DROPS) == {"_links": {"self": {"href": "/a"}}}


def test_name_of_a_masked_person_goes() -> None:
    person = {"omschrijving": "Dirk", "geheimhoudingPersoonsgegevens": True}
    assert "Dirk" not in str(forget.from_json({"persoon": person}, DROPS))


@pytest.mark.parametrize("name", sorted(DROPS))
def test_every_field_of_the_list_goes_from_answers_and_messages(name: str) -> None:
    parent, dot, field = name.rpartition(".")
    holder = parent if dot else "iets"
    clean = forget.from_json({holder: {field: "geheim", "blijft": "1"}}, DROPS)
    assert "geheim" not in str(clean)
    assert ("blijft" in str(clean)) is (holder not in DROPS)
    root = etree.fromstring(f"<a><{holder}><{field}>geheim</{field}></{holder}></a>".encode())
    forget.from_xml(root, DROPS)
    assert b"geheim" not in etree.tostring(root)
