"""The ZGW connector as a whole: recorded answers, joining, and bad input."""

from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Used
from connectors.zaken.graph import CONFLICT, DUPLICATE, SUPERSEDED
from connectors.zaken.reading import CASE_LEFT_OUT, NO_CASE, NO_RIGHT, NOT_READ, STAFF
from engine.errors import SettingsError, SourceChanged, SourceRefused, SourceUnavailable
from tests.connectors.deliver import FIXTURES, quarantined
from tests.connectors.zaken.answers import (
    MARCH,
    OPTIONS,
    TYPES,
    Answer,
    case_object,
    case_type,
    cases,
    catalogue,
    facts,
    ignored,
    notes,
    page,
    part,
    prop,
    read,
    recorded,
    result,
    role,
    status,
    write,
    zaak,
)

SAMPLES = sorted((FIXTURES / "zgw").glob("*.jsonl"))
RECORDED: dict[str, object] = {
    "kinds": {"000000000/TEST": {"ZT-001": {"table": "permit", "kind": "other"}}},
    "statuses": {"Ontvangen": "requested"},
}
KEYS = (
    "inpBsn", "111222333", "123456782", "2000-12-31", "willemse@example.com", "0612345678",
    "Samsonweg", "Jan Willemse", "inzender formulier", "Maple Avenue", "Form 2",
)  # fmt: skip


def test_recorded_cases_become_permits_with_their_applicants() -> None:
    items = read(*SAMPLES, options=RECORDED, values={})
    found = {row["permit_id"]: row for row in facts(items)}
    assert len(found) == 7
    assert found["000000000/OF-2P5U6K"] == {
        "permit_id": "000000000/OF-2P5U6K",
        "kind": "other",
        "status": "requested",
        "requested_on": date(2026, 8, 17),
        "applicant_name": "Foo de Bar",
    }
    assert found["000000000/OF-RUR8PE"]["applicant_kvk"] == "12345678"
    assert found["000000000/OF-RUR8PE"]["applicant_name"] == "ACME"


def test_recorded_point_is_lon_lat_and_the_case_without_status_is_used() -> None:
    items = read(*SAMPLES, options=RECORDED, values={})
    (found,) = [row for row in facts(items) if "lat" in row]
    assert found == {
        "permit_id": "000000000/OF-J9N3BW",
        "kind": "other",
        "requested_on": date(2026, 8, 17),
        "lon": 4.893164274470299,
        "lat": 52.36673378967122,
    }


def test_recorded_branch_without_rsin_and_with_an_eight_digit_number_is_flagged() -> None:
    told = notes(read(*SAMPLES, options=RECORDED, values={}))
    key = "numbers of applicants/vestigingsNummer: 8 characters in place of 12 digits"
    assert told[key] == 1
    assert told["applicants by branch, without RSIN"] == 1
    assert told["check digits/bronorganisatie"] == 7


def test_recorded_versions_have_a_gap_of_two_days_and_no_overlap() -> None:
    told = notes(read(*SAMPLES, options=RECORDED, values={}))
    assert told["days without a version/000000000/TEST/ZT-001"] == 2
    assert not [key for key in told if key.startswith("versions that overlap")]


def test_recorded_objects_each_give_one_item() -> None:
    items = read(*SAMPLES, options=RECORDED, values={})
    counted = sum(getattr(item, "count", 1) for item in items if not hasattr(item, "key"))
    assert counted == 51
    assert quarantined(items) == []
    left = ignored(items)
    assert (left[NOT_READ], left[DUPLICATE]) == (4, 10)


def test_recorded_answers_leave_nothing_of_what_may_never_be_used() -> None:
    shown = str(read(*SAMPLES, options=RECORDED, values={}))
    assert [word for word in KEYS if word in shown] == []


def test_same_case_type_in_another_catalogue_is_not_mapped(tmp_path: Path) -> None:
    other = catalogue("WMO", number="c2")
    kind = case_type(number="elsewhere", catalogus=other["url"])
    items = cases(tmp_path, other, kind, zaak(kind="elsewhere"))
    assert facts(items) == []
    assert ignored(items) == {"zaaktype not mapped: 002564440/WMO/BOUW": 1}


def test_case_with_everything_becomes_one_row(tmp_path: Path) -> None:
    items = cases(
        tmp_path,
        zaak(einddatum="2026-06-01", status="x", zaakgeometrie=None),
        status("Ontvangen", "2026-03-01T09:00:00Z", "s1"),
        status("Besluit genomen", "2026-05-31T22:30:00Z", "x"),
        result("Verleend"),
        role("niet_natuurlijk_persoon", {"kvkNummer": "90000012", "statutaireNaam": "Proef B.V."}),
        case_object("adres", {"identificatie": "1884200000000001"}),
        prop("Oppervlakte", "12,5", "p1"),
        prop("Gebruik", "wonen", "p2"),
    )
    assert facts(items) == [
        {
            "permit_id": "Z1",
            "kind": "building",
            "bibob_hook": True,
            "status": "granted",
            "requested_on": MARCH,
            "decided_on": date(2026, 6, 1),
            "applicant_kvk": "90000012",
            "applicant_name": "Proef B.V.",
            "address_id": "1884200000000001",
            "floor_area_m2": 12.5,
            "use": "housing",
        }
    ]


@pytest.mark.parametrize(
    ("objects", "table", "expected"),
    [
        pytest.param(
            (zaak(kind="LOD"), status("Besluit genomen", "2026-04-02T10:00:00Z"),
             result("Opgelegd")),
            "measure",
            {"measure_id": "Z1", "kind": "penalty_order", "decided_on": date(2026, 4, 2)},
            id="measure on the day of its decision",
        ),
        pytest.param(
            (zaak(kind="CTRL", einddatum="2026-04-03"), result("Akkoord")),
            "inspection",
            {"inspection_id": "Z1", "domain": "fire", "held_on": date(2026, 4, 3),
             "outcome": "clean"},
            id="inspection",
        ),
        pytest.param(
            (zaak(kind="BAL"),),
            "environment_notification",
            {"notification_id": "Z1", "kind": "bal_notification", "activity": "livestock",
             "notified_on": MARCH},
            id="notification on the day it came in",
        ),
        pytest.param(
            (zaak(kind="EXPL", einddatum="2026-04-04"), result("Verleend"),
             role("vestiging", {"kvkNummer": "90000012", "handelsnaam": ["De Proef"]})),
            "licence",
            {"licence_id": "Z1", "kind": "operating", "status": "in_force",
             "valid_from": date(2026, 4, 4), "holder_kvk": "90000012",
             "holder_name": "De Proef"},
            id="licence from the day of its decision",
        ),
    ],
)  # fmt: skip
def test_mapping_says_which_table_a_case_fills(
    objects: tuple[Answer, ...], table: str, expected: Answer, tmp_path: Path
) -> None:
    assert facts(cases(tmp_path, *objects), table) == [expected]


@pytest.mark.parametrize(
    ("objects", "reason"),
    [
        pytest.param((zaak(kind="LOD"),), "no decision yet", id="measure"),
        pytest.param((zaak(kind="CTRL"),), "inspection not finished yet", id="inspection"),
        pytest.param(
            (zaak(), result("Niet nodig")),
            "case without a fact, by its result or status",
            id="result that is nothing",
        ),
        pytest.param(
            (zaak(vertrouwelijkheidaanduiding="vertrouwelijk"),),
            "more confidential than zaakvertrouwelijk",
            id="too confidential",
        ),
    ],
)
def test_case_without_a_fact_is_left_out_and_counted(
    objects: tuple[Answer, ...], reason: str, tmp_path: Path
) -> None:
    items = cases(tmp_path, *objects)
    assert (facts(items), ignored(items)[reason]) == ([], 1)


def test_parts_of_a_case_that_is_left_out_are_left_out_too(tmp_path: Path) -> None:
    secret = zaak(vertrouwelijkheidaanduiding="geheim")
    items = cases(tmp_path, secret, result("Verleend"), status("Ontvangen", "2026-03-01T09:00:00Z"))
    assert ignored(items)[CASE_LEFT_OUT] == 2


def test_limit_of_confidentiality_can_be_lowered(tmp_path: Path) -> None:
    options = {**OPTIONS, "confidentiality": "openbaar"}
    items = cases(tmp_path, zaak(vertrouwelijkheidaanduiding="intern"), options=options)
    assert ignored(items) == {"more confidential than openbaar": 1}


def test_confidentiality_of_the_case_type_counts_when_the_case_has_none(tmp_path: Path) -> None:
    kind = case_type(number="secret", vertrouwelijkheidaanduiding="geheim")
    items = cases(tmp_path, kind, zaak(kind="secret", vertrouwelijkheidaanduiding=""))
    assert ignored(items) == {"more confidential than zaakvertrouwelijk": 1}


def test_case_of_another_organisation_goes_by_both_numbers(tmp_path: Path) -> None:
    other = zaak("Z1", bronorganisatie="123456782", url="https://a.nl/zaken/api/v1/zaken/z9")
    items = cases(tmp_path, zaak("Z1"), other)
    assert [row["permit_id"] for row in facts(items)] == ["Z1", "123456782/Z1"]


def test_staff_is_never_an_applicant(tmp_path: Path) -> None:
    staff = role("medewerker", {"achternaam": "Ambtenaar", "identificatie": "M1"})
    unit = role("organisatorische_eenheid", {"naam": "Team VTH"}, "rol2")
    items = cases(tmp_path, zaak(), staff, unit)
    assert ignored(items) == {STAFF: 2}
    assert "applicant_name" not in facts(items)[0]
    assert "Ambtenaar" not in str(items)


def test_result_that_is_not_mapped_leaves_the_status_unknown(tmp_path: Path) -> None:
    items = cases(
        tmp_path,
        zaak(einddatum="2026-05-01"),
        status("Ontvangen", "2026-03-01T09:00:00Z"),
        result("Anders"),
    )
    (row,) = facts(items)
    assert "status" not in row
    assert row["decided_on"] == date(2026, 5, 1)
    assert notes(items)["results not mapped/Anders"] == 1


def test_latest_status_that_is_not_mapped_hides_the_one_before(tmp_path: Path) -> None:
    items = cases(
        tmp_path,
        zaak(),
        status("Ontvangen", "2026-03-01T09:00:00Z", "s1"),
        status("Afgerond", "2026-04-01T09:00:00Z", "s2"),
    )
    assert "status" not in facts(items)[0]
    assert notes(items)["statuses not mapped/Afgerond"] == 1


@pytest.mark.parametrize("key", ["status", "resultaat"])
def test_part_that_was_not_delivered_leaves_the_status_unknown(key: str, tmp_path: Path) -> None:
    case = zaak(**{key: "https://zaken.example.nl/zaken/api/v1/x/1"})
    items = cases(tmp_path, case, status("Ontvangen", "2026-03-01T09:00:00Z"))
    assert "status" not in facts(items)[0]
    assert notes(items)[f"missing parts/{key}"] == 1


def test_case_without_status_can_be_given_a_word(tmp_path: Path) -> None:
    options = {**OPTIONS, "statuses": {"": "requested"}}
    assert facts(cases(tmp_path, zaak(), options=options))[0]["status"] == "requested"


def test_expanded_answer_gives_the_rows_of_separate_answers(tmp_path: Path) -> None:
    words = {t["url"]: t for t in TYPES}
    s, r = status("Besluit genomen", "2026-05-01T09:00:00Z"), result("Verleend")
    who = role("natuurlijk_persoon", {"geslachtsnaam": "Voorbeeld", "voorletters": "A."})
    where = case_object("pand", {"identificatie": "1884100000000001"})
    own = prop("Plaatsen", "8")
    case = zaak(status=s["url"], resultaat=r["url"], einddatum="2026-05-01")
    inside: Answer = {
        "zaaktype": words[case["zaaktype"]],
        "status": {**s, "_expand": {"statustype": words[s["statustype"]]}},
        "resultaat": {**r, "_expand": {"resultaattype": words[r["resultaattype"]]}},
        "rollen": [who],
        "zaakobjecten": [where],
        "eigenschappen": [own],
        "hoofdzaak": zaak("Z2"),
    }
    apart = facts(cases(tmp_path, case, s, r, who, where, own))
    file = write(tmp_path, catalogue(), page({**case, "_expand": inside}), name="b.jsonl")
    items = read(file)
    assert facts(items) == apart
    assert apart[0]["object_id"] == "1884100000000001"


def test_answer_received_last_counts(tmp_path: Path) -> None:
    old = recorded(zaak(startdatum="2026-01-01"), "Thu, 20 Aug 2026 06:00:00 GMT")
    new = recorded(zaak(startdatum="2026-02-01"), "Fri, 21 Aug 2026 06:00:00 GMT")
    items = read(write(tmp_path, *TYPES, new, old))
    assert facts(items)[0]["requested_on"] == date(2026, 2, 1)
    assert ignored(items) == {SUPERSEDED: 1}


def test_case_changed_last_counts_when_no_answer_says_when_it_came(tmp_path: Path) -> None:
    old = zaak(startdatum="2026-01-01", laatstGemuteerd="2026-08-20T06:00:00Z")
    new = zaak(startdatum="2026-02-01", laatstGemuteerd="2026-08-21T06:00:00Z")
    items = cases(tmp_path, old, new)
    assert facts(items)[0]["requested_on"] == date(2026, 2, 1)


def test_two_answers_that_disagree_and_are_as_new_are_both_refused(tmp_path: Path) -> None:
    items = cases(tmp_path, zaak(), zaak(startdatum="2026-02-01"), zaak("Z2"))
    assert [bad.reason for bad in quarantined(items)] == [CONFLICT, CONFLICT]
    assert [row["permit_id"] for row in facts(items)] == ["Z2"]


def test_answer_after_as_of_does_not_exist(tmp_path: Path) -> None:
    late = recorded(zaak(), "Mon, 02 Nov 2026 06:00:00 GMT")
    items = read(write(tmp_path, *TYPES, late, recorded(zaak("Z2"))))
    assert [row["permit_id"] for row in facts(items)] == ["Z2"]
    assert ignored(items) == {"after as_of": 1}


def test_pages_lists_and_single_objects_are_read_alike(tmp_path: Path) -> None:
    apart = facts(cases(tmp_path, zaak(), zaak("Z2")))
    paged = read(write(tmp_path, page(*TYPES), page(zaak(), zaak("Z2")), name="p.jsonl"))
    listed = read(write(tmp_path, [*TYPES], [zaak(), zaak("Z2")], name="l.jsonl"))
    assert facts(paged) == facts(listed) == apart


def test_missing_pages_of_a_list_are_counted(tmp_path: Path) -> None:
    first = page(zaak(), next="https://zaken.example.nl/zaken/api/v1/zaken?page=2")
    last = page(zaak("Z3"), previous="https://zaken.example.nl/zaken/api/v1/zaken?page=1")
    whole = read(write(tmp_path, *TYPES, first, last))
    assert "pages not in the delivery/zaken" not in notes(whole)
    cut = read(write(tmp_path, *TYPES, first, name="b.jsonl"))
    assert notes(cut)["pages not in the delivery/zaken"] == 1


def test_403_is_no_right_and_not_missing_data(tmp_path: Path) -> None:
    fault = {"code": "permission_denied", "title": "x", "status": 403, "detail": "y"}
    refused = recorded(fault, status=403)
    items = read(write(tmp_path, *TYPES, refused, zaak()))
    assert ignored(items) == {NO_RIGHT: 1}
    assert notes(items)["no right/zaken"] == 1


def test_delivery_of_403_alone_is_no_silent_success(tmp_path: Path) -> None:
    refused = recorded({"code": "permission_denied", "title": "x", "status": 403}, status=403)
    with pytest.raises(SourceChanged, match=r"no right to zaken \(403\), and no case"):
        read(write(tmp_path, *TYPES, refused))


def test_unknown_key_is_reported_by_name_without_its_value(tmp_path: Path) -> None:
    items = cases(tmp_path, zaak(nieuw="geheime waarde"))
    assert notes(items)["unknown keys/zaken/nieuw"] == 1
    assert "geheime waarde" not in str(items)
    assert facts(items)[0]["permit_id"] == "Z1"


@pytest.mark.parametrize(
    ("object_", "reason"),
    [
        pytest.param(zaak(identificatie=""), "identificatie is empty", id="no number"),
        pytest.param(zaak(identificatie="x" * 41), "more than 40 characters", id="long number"),
        pytest.param(zaak(bronorganisatie="1234"), "not a RSIN", id="short rsin"),
        pytest.param(zaak(startdatum="2026-02-31"), "startdatum is not a date", id="31 February"),
        pytest.param(zaak(startdatum="2024-13-01"), "startdatum is not a date", id="month 13"),
        pytest.param(zaak(startdatum=20240101.5), "startdatum is not a text", id="number"),
        pytest.param(zaak(kind="WEG"), "its zaaktype, or the catalogus", id="unknown type"),
        pytest.param(
            zaak(vertrouwelijkheidaanduiding="top"), "'top' is not known", id="unknown level"
        ),
        pytest.param(zaak(zaakgeometrie={"type": 1}), "not GeoJSON", id="no geometry"),
        pytest.param(part("tovenaars", "1"), "tovenaars: no collection", id="other collection"),
        pytest.param({"id": 4, "naam": "x"}, "no url of one; its keys: id, naam", id="no address"),
        pytest.param(role("robot", {}), "betrokkeneType 'robot' is not known", id="unknown party"),
        pytest.param(
            role("vestiging", {}, omschrijvingGeneriek="chef"),
            "omschrijvingGeneriek 'chef'",
            id="unknown role",
        ),
        pytest.param(
            part("statussen", "1") | {"zaak": None}, "zaak is empty", id="part of no case"
        ),
        pytest.param(
            case_type(number="q", catalogus="https://x.nl/catalogi/api/v1/catalogussen/weg"),
            "the catalogus of this zaaktype is not in the delivery",
            id="type without catalogue",
        ),
    ],
)
def test_one_bad_object_goes_to_quarantine_and_the_rest_is_used(
    object_: Answer, reason: str, tmp_path: Path
) -> None:
    items = cases(tmp_path, object_, zaak("Z9"))
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert [row["permit_id"] for row in facts(items)] == ["Z9"]


def test_object_type_that_is_not_known_refuses_its_case(tmp_path: Path) -> None:
    items = cases(tmp_path, zaak(), case_object("ruimteschip", {}))
    (bad,) = quarantined(items)
    assert bad.reason == "objectType 'ruimteschip' is not known"
    assert bad.record_id == "Z1"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("veel", 'floor_area_m2 (property Oppervlakte): not a number with decimal sign "."'),
        ("1.2.3", 'floor_area_m2 (property Oppervlakte): not a number with decimal sign "."'),
    ],
)
def test_property_that_cannot_be_read_refuses_its_case(
    value: str, reason: str, tmp_path: Path
) -> None:
    (bad,) = quarantined(cases(tmp_path, zaak(), prop("Oppervlakte", value)))
    assert bad.reason == reason


def test_part_without_its_case_is_left_out(tmp_path: Path) -> None:
    items = cases(tmp_path, zaak(), result("Verleend", case="Z7"))
    assert ignored(items) == {NO_CASE: 1}


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        pytest.param("a.json", b"", "the answer is empty", id="empty file"),
        pytest.param("a.jsonl", b"\n \n", "no answer in any file", id="blank lines"),
        pytest.param("a.json", b"<!DOCTYPE html><p>", "this is HTML or XML", id="error page"),
        pytest.param("a.json", b'{"url": "https', "cut off", id="cut off"),
        pytest.param("a.json", b'{"a": "\xff"}', "not UTF-8 at byte", id="other encoding"),
        pytest.param("a.json", b"[" * 100_000, "nested too deeply", id="nested too deeply"),
        pytest.param("a.json", b'{"kvkNummer": "90000012"}', "keys: kvkNummer", id="KVK"),
        pytest.param("a.json", b'{"count": 1, "content": []}', "keys: content, count", id="Decos"),
        pytest.param("a.json", b'{"results": []}', "its keys: results", id="no page"),
        pytest.param("a.json", b"12", "neither an object nor a list", id="a number"),
        pytest.param("a.csv", b"a;b", "no reader for .csv", id="csv"),
        pytest.param("a.json", b"PK\x03\x04..", "an archive or workbook", id="xlsx"),
    ],
)
def test_file_that_is_something_else_is_named(
    name: str, content: bytes, what: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(SourceChanged, match=what):
        read(file)


def test_catalogue_alone_is_no_silent_success(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="no zaak in any file; there are: 1 catalogussen"):
        read(write(tmp_path, *TYPES))


def test_empty_page_is_a_real_zero(tmp_path: Path) -> None:
    items = read(write(tmp_path, *TYPES, page()))
    assert notes(items)["empty pages"] == 1
    assert Used("a.jsonl", len(TYPES) + 1) in items


def test_refused_key_stops_the_delivery(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="the API answered 401"):
        read(write(tmp_path, recorded({}, status=401)))


def test_temporary_answer_is_told_as_such(tmp_path: Path) -> None:
    items = read(write(tmp_path, *TYPES, zaak(), recorded({}, status=503)))
    assert "temporary: the API answered 503" in quarantined(items)[0].reason


def test_file_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="cannot be opened"):
        read(tmp_path / "weg.json")


def test_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    file = write(tmp_path, *TYPES, zaak())
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert facts(read(file))[0]["permit_id"] == "Z1"


def test_order_of_files_and_answers_does_not_matter(tmp_path: Path) -> None:
    objects = [*TYPES, zaak(), zaak("Z2"), result("Verleend"), prop("Plaatsen", "4")]
    first = facts(read(write(tmp_path, *objects)))
    turned = facts(read(write(tmp_path, *reversed(objects), name="b.jsonl")))
    key = "permit_id"
    assert sorted(first, key=lambda r: str(r[key])) == sorted(turned, key=lambda r: str(r[key]))


def test_property_that_may_never_be_read_is_refused(tmp_path: Path) -> None:
    options = {**OPTIONS, "properties": {"Nationaliteit aanvrager": "use"}}
    with pytest.raises(SourceRefused, match="may never be read: Nationaliteit aanvrager"):
        cases(tmp_path, zaak(), options=options, values={})


def test_values_for_a_column_that_nothing_fills_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="values for kind, which no property fills"):
        cases(tmp_path, zaak(), values={"kind": {"x": "building"}})


def test_ten_megabytes_of_text_are_not_kept(tmp_path: Path) -> None:
    items = cases(tmp_path, zaak(toelichting="x" * 10_000_000, omschrijving="y" * 1000))
    assert len(str(items)) < 10_000
    assert facts(items)[0]["permit_id"] == "Z1"
