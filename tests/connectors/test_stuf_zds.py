"""The StUF connector as a whole: recorded messages, merging, and bad input."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Used
from connectors.stuf.reading import AGAIN, DOCUMENT, REMOVED
from engine.errors import SourceChanged, SourceRefused
from tests.connectors.deliver import FIXTURES, quarantined
from tests.connectors.stuf.letters import (
    OPTIONS,
    address,
    case,
    cases,
    envelope,
    extra,
    initiator,
    letter,
    read,
    result,
    status,
    update,
    write,
)
from tests.connectors.zaken.answers import facts, ignored, notes

SAMPLES = sorted((FIXTURES / "stuf_zds").glob("*.xml"))
MARCH = date(2026, 3, 1)
GONE = 'StUF:noValue="geenWaarde" xsi:nil="true"'
FAULT = (
    '<StUF:Fo01Bericht xmlns:StUF="http://www.egem.nl/StUF/StUF0301"><StUF:body>'
    "<StUF:code>StUF055</StUF:code><StUF:omschrijving>Jan Voorbeeld bestaat niet"
    "</StUF:omschrijving></StUF:body></StUF:Fo01Bericht>"
)


def test_recorded_exchanges_give_one_case_and_leave_the_document_out() -> None:
    options = {"kinds": {"foo": {"table": "permit", "kind": "other"}}}
    items = read(SAMPLES, options=options, values={})
    assert facts(items) == [
        {"permit_id": "foo-zaak", "kind": "other", "requested_on": date(2026, 6, 1)}
    ]
    assert ignored(items) == {DOCUMENT: 1}
    told = notes(items)
    assert (told["messages/Bv03Bericht"], told["messages/zakLk01"]) == (2, 1)
    assert told["properties not mapped/language_code"] == 1
    assert [w for w in ("111222333", "Kingsfordweg", "1043GR") if w in str(items)] == []


def test_case_that_is_made_and_changed_is_one_row(tmp_path: Path) -> None:
    made = letter(case(status("Ontvangen"), address(), extra(gebruik="wonen")))
    decided = letter(
        update(),
        update(result("Akkoord"), "<ZKN:einddatum>20260401</ZKN:einddatum>"),
        change="W", sent="20260401090000", reference="r2",
    )  # fmt: skip
    items = cases(tmp_path, decided, made)
    assert facts(items) == [
        {
            "permit_id": "Z1",
            "kind": "demolition",
            "status": "notified",
            "requested_on": MARCH,
            "decided_on": date(2026, 4, 1),
            "use": "housing",
            "street": "Proefweg",
            "house_number": "12",
            "postcode": "2451AA",
            "town": "Leimuiden",
        }
    ]
    assert [item.file for item in items if isinstance(item, Used) and item.rows] == ["00.xml"]


def test_of_a_change_the_new_object_counts(tmp_path: Path) -> None:
    changed = letter(case(start="20260101"), case(start="20260201"), change="W")
    assert facts(cases(tmp_path, changed))[0]["requested_on"] == date(2026, 2, 1)


def test_messages_of_one_moment_go_made_before_changed(tmp_path: Path) -> None:
    changed = letter(update(result("Verleend")), change="W", reference="a")
    made = letter(case(kind="BRAND"), reference="b")
    assert facts(cases(tmp_path, changed, made))[0]["status"] == "granted"


def test_case_that_is_removed_gives_no_row(tmp_path: Path) -> None:
    gone = letter(update(), change="V", sent="20260501120000", reference="r9")
    items = cases(tmp_path, letter(case()), gone, letter(case(number="Z2"), reference="r3"))
    assert [row["permit_id"] for row in facts(items)] == ["Z2"]
    assert ignored(items) == {REMOVED: 2}


def test_message_sent_again_counts_once(tmp_path: Path) -> None:
    items = cases(tmp_path, letter(case()), letter(case()))
    assert (len(facts(items)), ignored(items)) == (1, {AGAIN: 1})


def test_message_after_as_of_does_not_exist(tmp_path: Path) -> None:
    late = letter(update(result("Verleend")), change="W", sent="20261102000000", reference="r2")
    items = cases(tmp_path, letter(case(kind="BRAND")), late)
    assert "status" not in facts(items)[0]
    assert ignored(items) == {"after as_of": 1}


def test_no_value_takes_a_value_away_or_says_nothing(tmp_path: Path) -> None:
    made = letter(case("<ZKN:einddatum>20260401</ZKN:einddatum>", result("Verleend"), kind="BRAND"))
    taken = letter(
        update(f"<ZKN:einddatum {GONE}/>", f"<ZKN:resultaat {GONE}/>",
               '<ZKN:startdatum StUF:noValue="nietGeautoriseerd"/>'),
        change="W", sent="20260601000000", reference="r2",
    )  # fmt: skip
    assert facts(cases(tmp_path, made, taken)) == [
        {"permit_id": "Z1", "kind": "fire_safe_use", "requested_on": MARCH}
    ]


@pytest.mark.parametrize(
    ("applicant", "expected"),
    [
        pytest.param(
            "<ZKN:natuurlijkPersoon><BG:inp.bsn>111222333</BG:inp.bsn>"
            "<BG:geslachtsnaam>Ünïcødé-Ďŏe</BG:geslachtsnaam>"
            "<BG:voorvoegselGeslachtsnaam>van 't</BG:voorvoegselGeslachtsnaam>"
            "<BG:voornamen>Zoë 山田</BG:voornamen></ZKN:natuurlijkPersoon>",
            {"applicant_name": "Zoë 山田 van 't Ünïcødé-Ďŏe"},
            id="name in Unicode",
        ),
        pytest.param(
            "<ZKN:nietNatuurlijkPersoon><BG:inn.nnpId>002564440</BG:inn.nnpId>"
            "<BG:statutaireNaam>Proef B.V.</BG:statutaireNaam></ZKN:nietNatuurlijkPersoon>",
            {"applicant_name": "Proef B.V."},
            id="a RSIN is no KVK number",
        ),
        pytest.param(
            "<ZKN:nietNatuurlijkPersoon><BG:inn.nnpId>90000012</BG:inn.nnpId>"
            "</ZKN:nietNatuurlijkPersoon>",
            {},
            id="KVK number as RSIN",
        ),
        pytest.param(
            "<ZKN:vestiging><BG:vestigingsNummer>000000000013</BG:vestigingsNummer>"
            "<BG:handelsnaam>De Proef</BG:handelsnaam></ZKN:vestiging>",
            {"applicant_name": "De Proef"},
            id="branch",
        ),
        pytest.param(
            "<ZKN:medewerker><ZKN:achternaam>Ambtenaar</ZKN:achternaam></ZKN:medewerker>",
            {},
            id="staff",
        ),
    ],
)
def test_applicant(applicant: str, expected: dict[str, object], tmp_path: Path) -> None:
    (row,) = facts(cases(tmp_path, letter(case(initiator(applicant)))))
    assert {k: v for k, v in row.items() if k.startswith("applicant")} == expected


def test_kvk_number_in_the_field_of_the_rsin_needs_an_option(tmp_path: Path) -> None:
    company = initiator(
        "<ZKN:nietNatuurlijkPersoon><BG:inn.nnpId>90000012</BG:inn.nnpId>"
        "</ZKN:nietNatuurlijkPersoon>"
    )
    plain = cases(tmp_path, letter(case(company)))
    key = "numbers of applicants/inn.nnpId: 8 characters in place of 9 digits"
    assert notes(plain)[key] == 1
    told = cases(tmp_path, letter(case(company)), options={**OPTIONS, "kvk_in_rsin": True})
    assert facts(told)[0]["applicant_kvk"] == "90000012"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param(
            address(more="<BG:identificatie>1884200000000001</BG:identificatie>"),
            {"address_id": "1884200000000001", "street": "Proefweg", "house_number": "12",
             "postcode": "2451AA", "town": "Leimuiden"},
            id="id and parts",
        ),
        pytest.param(extra(Xcoordinaat="100000", Ycoordinaat="470000"),
                     {"x": 100_000.0, "y": 470_000.0}, id="coordinates as extra elements"),
        pytest.param(
            '<ZKN:anderZaakObject><ZKN:lokatie><GML:Point srsName="http://www.opengis.net/def/crs/'
            'EPSG/0/4326"><GML:pos>4.6 52.2</GML:pos></GML:Point></ZKN:lokatie>'
            "</ZKN:anderZaakObject>",
            {"lon": 4.6, "lat": 52.2},
            id="point lon lat",
        ),
        pytest.param(
            '<ZKN:anderZaakObject><ZKN:lokatie><GML:Point srsName="EPSG:4326">'
            "<GML:pos>52.2 4.6</GML:pos></GML:Point></ZKN:lokatie></ZKN:anderZaakObject>",
            {"lon": 4.6, "lat": 52.2},
            id="point lat lon",
        ),
        pytest.param(
            '<ZKN:anderZaakObject><ZKN:lokatie><GML:Point srsName="urn:ogc:def:crs:EPSG::28992">'
            "<GML:pos>100000 470000</GML:pos></GML:Point></ZKN:lokatie></ZKN:anderZaakObject>",
            {"x": 100_000.0, "y": 470_000.0},
            id="point in RD",
        ),
        pytest.param(
            "<ZKN:anderZaakObject><ZKN:lokatie><GML:Polygon/></ZKN:lokatie></ZKN:anderZaakObject>",
            {},
            id="surface",
        ),
        pytest.param(address(attribute='StUF:verwerkingssoort="V"'), {}, id="taken away"),
    ],
)  # fmt: skip
def test_place(where: str, expected: dict[str, object], tmp_path: Path) -> None:
    (row,) = facts(cases(tmp_path, letter(case(where))))
    fixed = {"permit_id", "kind", "requested_on"}
    assert {k: v for k, v in row.items() if k not in fixed} == expected


def test_several_addresses_are_several_rows(tmp_path: Path) -> None:
    items = cases(tmp_path, letter(case(address("12"), address("14"))))
    assert [row["house_number"] for row in facts(items)] == ["12", "14"]


def test_prefixes_and_a_bare_message_give_the_same_row(tmp_path: Path) -> None:
    text = letter(case(address(), status("Ontvangen")), name="creeerZaak_ZakLk01")
    bare = text.split("<s:Body>")[1].split("</s:Body>")[0]
    other = bare.replace("ZKN:", "ns1:").replace("xmlns:ZKN", "xmlns:ns1")
    assert facts(cases(tmp_path, other)) == facts(cases(tmp_path, text))


def test_zip_of_messages_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for number in (1, 2):
            archive.writestr(f"{number}.xml", letter(case(number=f"Z{number}")))
    items = read([tmp_path / "b.zip"])
    assert [item.file for item in items if isinstance(item, Used)] == [
        "b.zip!1.xml", "b.zip!2.xml",
    ]  # fmt: skip


def test_error_message_goes_to_quarantine_with_its_code_only(tmp_path: Path) -> None:
    fault = envelope(f"<s:Fault><s:Detail>{FAULT}</s:Detail></s:Fault>")
    items = cases(tmp_path, letter(case()), envelope(FAULT), fault)
    reasons = {bad.reason for bad in quarantined(items)}
    assert reasons == {"an error message, StUF055: a message was refused"}
    assert "Voorbeeld" not in str(items)


def test_case_type_that_is_not_mapped_is_named_and_counted(tmp_path: Path) -> None:
    items = cases(tmp_path, letter(case(kind="PARKEER")))
    assert (facts(items), ignored(items)) == ([], {"zaaktype not mapped: PARKEER": 1})


def test_unknown_element_is_reported_by_name_without_its_value(tmp_path: Path) -> None:
    items = cases(tmp_path, letter(case("<ZKN:nieuw>geheim</ZKN:nieuw>")))
    assert notes(items)["unknown elements/nieuw"] == 1
    assert "geheim" not in str(items)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(letter(case(start="20260231")), "startdatum is not a date", id="31 February"),
        pytest.param(letter(case(start="2026-03-01")), "as jjjjmmdd", id="ISO date"),
        pytest.param(letter(update()), "says its zaaktype", id="change of an unknown case"),
        pytest.param(letter(case(number="")), "identificatie of the case is empty", id="no number"),
        pytest.param(letter(case(number="x" * 41)), "more than 40", id="long number"),
        pytest.param(letter(), "the message has no object", id="no object"),
        pytest.param(letter(case(), change="Q"), "mutatiesoort 'Q'", id="unknown mutation"),
        pytest.param(letter(case(), sent=""), "tijdstipBericht is missing", id="no moment"),
        pytest.param(
            letter(case('<ZKN:einddatum StUF:noValue="zomaar"/>')),
            "noValue 'zomaar' is not known",
            id="unknown reason",
        ),
        pytest.param(
            letter(case(initiator("<ZKN:robot/>"))), "robot is not known", id="unknown party"
        ),
        pytest.param(letter(case(extra(gebruik="dansen"))), "map it to `other`", id="word"),
        pytest.param("", "the file is empty", id="empty file"),
        pytest.param("{}", "not XML: this is JSON", id="JSON"),
        pytest.param("a;b", "not XML: the file does not start", id="CSV"),
        pytest.param("<html><p/></html>", "this is HTML", id="HTML"),
        pytest.param(letter(case())[:-40], "XML is not well-formed", id="cut off"),
        pytest.param(envelope("<x:npsLk01 xmlns:x='u'/>"), "npsLk01: not a StUF", id="person"),
        pytest.param(envelope(""), "the SOAP envelope has no message", id="no message"),
    ],
)
def test_one_bad_message_goes_to_quarantine_and_the_rest_is_used(
    text: str, reason: str, tmp_path: Path
) -> None:
    items = cases(tmp_path, text, letter(case(number="Z9"), reference="r9"))
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert [row["permit_id"] for row in facts(items)] == ["Z9"]


def test_bad_change_leaves_the_case_as_it_was(tmp_path: Path) -> None:
    bad = letter(
        update(result("Verleend"), "<ZKN:einddatum>20260231</ZKN:einddatum>"),
        change="W", sent="20260501000000", reference="r2",
    )  # fmt: skip
    items = cases(tmp_path, letter(case(kind="BRAND")), bad)
    assert "status" not in facts(items)[0]
    assert [b.record_id for b in quarantined(items)] == ["Z1"]


@pytest.mark.parametrize(
    ("letters", "what"),
    [
        pytest.param([""], "the file is empty", id="empty"),
        pytest.param(["<!-- x"], "not well-formed", id="cut off"),
        pytest.param(["<stand/>"], "stand: not a StUF message", id="other reader's file"),
        pytest.param([envelope(FAULT)], "no message about a case", id="only errors"),
    ],
)
def test_delivery_without_a_case_is_no_silent_success(
    letters: list[str], what: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceChanged, match=what):
        cases(tmp_path, *letters)


def test_doctype_is_refused(tmp_path: Path) -> None:
    text = '<!DOCTYPE x [<!ENTITY e "y">]>' + letter(case()).partition("\n")[2]
    with pytest.raises(SourceRefused, match="has a DOCTYPE"):
        cases(tmp_path, text)


def test_content_of_documents_is_dropped_and_never_kept(tmp_path: Path) -> None:
    document = letter("<ZKN:inhoud>R2VoZWlt</ZKN:inhoud>", name="edcLk01")
    items = cases(tmp_path, letter(case()), document)
    assert ignored(items) == {DOCUMENT: 1}
    assert "R2VoZWlt" not in str(items)


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    files = write(tmp_path, *(letter(case(number=f"Z{n}"), reference=f"r{n}") for n in range(4)))
    assert read(files) == read(files[::-1])
