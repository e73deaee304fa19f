"""PowerBrowser: recorded answers, dates, numbers, codes, links, and what is not read."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Item, Used
from engine.errors import SourceChanged, SourceUnavailable
from tests.connectors.deliver import FIXTURES, quarantined
from tests.connectors.vth.cases import (
    POWERBROWSER,
    address,
    answer,
    case,
    field,
    ignored,
    notes,
    read,
    values,
    write,
)

RECORDED = sorted((FIXTURES / "vth").glob("powerbrowser-*.json"))
CASES = FIXTURES / "vth" / "powerbrowser-personen-zaken.json"


def _read(folder: Path, *records: object, **more: object) -> list[Item]:
    return read(write(folder, list(records)), POWERBROWSER, **more)


def test_every_record_of_the_recorded_answers_is_accounted_for() -> None:
    found = read(RECORDED, POWERBROWSER)
    assert len(values(found)) == 28
    assert ignored(found) == {
        "table that is not read: PERSONEN": 1,
        "address of a case that is not delivered": 1,
        "status of a case that is not delivered": 2,
    }
    assert quarantined(found) == []


def test_all_91_filled_dates_equal_their_text() -> None:
    found = notes(read(CASES, POWERBROWSER))
    compared = {k.rpartition("/")[2]: v for k, v in found.items() if k.startswith("dates compared")}
    planned = [compared.pop("EINDDATUM_GEPLAND"), compared.pop("EINDDATUM_UITERLIJK")]
    assert sum(int(count) for count in compared.values()) == 91
    assert planned == [1, 1]
    assert not [key for key in found if key.startswith("dates that differ")]


def test_moment_of_23_hours_is_not_rounded_to_the_next_day() -> None:
    rows = {row["permit_id"]: row for row in values(read(CASES, POWERBROWSER))}
    assert rows["Z2024-WK001232"]["valid_until"] == date(2025, 2, 1)
    assert rows["Z2026-000227"]["requested_on"] == date(2026, 2, 18)


def test_missing_number_is_the_record_id_and_flagged() -> None:
    found = read(CASES, POWERBROWSER)
    assert "126088686" in {row["permit_id"] for row in values(found)}
    assert notes(found)["cases without ZAAK_IDENTIFICATIE, known by their record id"] == 1


def test_number_of_the_caption_is_never_used() -> None:
    found = read(CASES, POWERBROWSER)
    assert "Z2024-WK123456" not in {row["permit_id"] for row in values(found)}
    assert notes(found)["captions with another number than ZAAK_IDENTIFICATIE"] == 24


def test_result_721_is_mapped_on_its_text_and_the_code_is_kept() -> None:
    found = read(CASES, POWERBROWSER)
    told = notes(found)
    assert told["codes/RESULTAAT_ID/721/Verleend met overgangsrecht"] == 1
    assert told["codes/RESULTAAT_ID/721/Van rechtswege verleend"] == 1
    assert told["codes with more than one text/RESULTAAT_ID/721"] == 2
    assert told["codes/RESULTAAT_ID/722/Verleend zonder overgangsrecht"] == 1
    assert told["codes/RESULTAAT_ID/123/Verleend zonder overgangsrecht"] == 1
    statuses = Counter(row.get("status") for row in values(found))
    assert statuses == {
        "requested": 18,
        "granted": 4,
        "refused": 3,
        "withdrawn": 1,
        "lapsed": 1,
        None: 1,
    }


def test_three_forms_of_numbers_are_kept_as_they_are() -> None:
    numbers = {row["permit_id"] for row in values(read(CASES, POWERBROWSER))}
    assert {"Z2024-WK000249", "Z/23/2126936", "Z2026-000227"} <= numbers


def test_kind_comes_from_the_caption_by_the_configured_pattern(tmp_path: Path) -> None:
    caption = "Z1 BenB aanvragen - Dam 1 03-10-2024 Intake Vergunningaanvraag behandelen B "
    columns = {"permit_id": "ZAAK_IDENTIFICATIE", "kind": "FMT_CAPTION.kind"}
    words = {"kind": {"BenB aanvragen": "rental"}}
    records = [
        case(field("FMT_CAPTION", caption, "10337")),
        case(field("FMT_CAPTION", "anders"), number="Z2"),
    ]
    options = {"caption": POWERBROWSER["options"]["caption"]}  # type: ignore[index]
    found = _read(tmp_path, *records, columns=columns, values=words, options=options)
    assert [row.get("kind") for row in values(found)] == ["rental", None]
    assert notes(found)["captions that options.caption does not fit"] == 1


def test_negative_record_ids_join_a_case_with_its_address(tmp_path: Path) -> None:
    files = [
        write(tmp_path, [case(record="-126087903")], "zaken.json"),
        write(
            tmp_path,
            answer(
                "ADRESSEN", address("Voorbeeldweg 3 2371AA Roelofarendsveen", record="-126087903")
            ),
            "adres.json",
        ),
    ]
    found = read(files, POWERBROWSER)
    assert values(found)[0]["address"] == "Voorbeeldweg 3 2371AA Roelofarendsveen"
    assert [len(part.rows) for part in found if isinstance(part, Used)] == [0, 1]


def test_two_addresses_of_one_case_are_two_rows_of_it(tmp_path: Path) -> None:
    both = answer("ADRESSEN", address("Dorpsstraat 53"), address("Dorpsstraat 53 A"))
    files = [write(tmp_path, [case()], "a.json"), write(tmp_path, both, "b.json")]
    assert [row["address"] for row in values(read(files, POWERBROWSER))] == [
        "Dorpsstraat 53",
        "Dorpsstraat 53 A",
    ]


def test_statuses_belong_to_a_case_by_the_name_of_their_file(tmp_path: Path) -> None:
    recorded = json.loads((FIXTURES / "vth" / "powerbrowser-zaak-status.json").read_text("utf-8"))
    files = [
        write(tmp_path, [case()], "zaken.json"),
        write(tmp_path, recorded, "zaak_126088696_status.json"),
    ]
    columns = {"permit_id": "ZAAK_IDENTIFICATIE", "status": "STATUS", "decided_on": "STATUS.datum"}
    options = {"case_in_name": r"^zaak_(?P<id>-?\d+)_"}
    words = {"status": {"Gereed": "granted", "In behandeling": "requested"}}
    found = read(files, POWERBROWSER, columns=columns, options=options, values=words)
    assert values(found) == [
        {"permit_id": "Z2024-WK000249", "status": "granted", "decided_on": date(2024, 7, 31)}
    ]
    assert ignored(found) == {}


@pytest.mark.parametrize(
    ("moment", "text", "day", "differs"),
    [
        pytest.param(
            "2024-10-03T22:00:00.0000000Z", "04-10-2024", date(2024, 10, 4), 0, id="summer"
        ),
        pytest.param(
            "2025-01-31T23:00:00.0000000Z", "01-02-2025", date(2025, 2, 1), 0, id="winter"
        ),
        pytest.param("2024-10-03T22:00:00Z", "03-10-2024", date(2024, 10, 4), 1, id="text differs"),
        pytest.param("", "04-10-2024 13:30", date(2024, 10, 4), 0, id="text alone"),
    ],
)
def test_day_follows_from_the_moment_and_is_compared_with_the_text(
    moment: str, text: str, day: date, differs: int, tmp_path: Path
) -> None:
    start: dict[str, object] = {
        "fieldName": "STARTDATUM",
        "text": text,
        "fieldValue": moment or None,
    }
    found = _read(tmp_path, case(start))
    assert values(found)[0]["requested_on"] == day
    assert notes(found).get("dates that differ from their text/STARTDATUM", 0) == differs


@pytest.mark.parametrize("bad", ["31-02-2024", "2024-13-01", "morgen"])
def test_date_that_does_not_exist_sends_only_its_case_to_quarantine(
    bad: str, tmp_path: Path
) -> None:
    found = _read(tmp_path, case(field("STARTDATUM", bad)), case(number="Z2", record="2"))
    (wrong,) = quarantined(found)
    assert wrong.reason == "requested_on (column STARTDATUM): not a date that exists"
    assert wrong.record_id == "Z2024-WK000249"
    assert [row["permit_id"] for row in values(found)] == ["Z2"]


def test_word_that_is_not_mapped_is_named(tmp_path: Path) -> None:
    (wrong,) = quarantined(_read(tmp_path, case(field("RESULTAAT_ID", "Half verleend", "9"))))
    assert 'unlisted word "Half verleend"' in wrong.reason


def test_case_without_number_and_id_has_no_key(tmp_path: Path) -> None:
    (wrong,) = quarantined(_read(tmp_path, {"fields": [field("STARTDATUM", "04-10-2024")]}))
    assert "permit_id (column ZAAK_IDENTIFICATIE): empty, and a row needs it" in wrong.reason


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        pytest.param(
            {"id": "1", "fields": {"a": 1}}, "a record without a list of fields", id="fields"
        ),
        pytest.param(
            {"id": "1", "fields": [{"text": "x"}]}, "a field without fieldName", id="name"
        ),
        pytest.param(
            {"id": "1", "fields": [field("A", "1"), field("A", "2")]}, "says two things", id="twice"
        ),
        pytest.param({"id": 1.5, "fields": []}, "id is not a text", id="id"),
        pytest.param("text", "a record without a list of fields", id="no object"),
        pytest.param(
            {"omschrijving": "", "datum": None}, "a status without omschrijving", id="status"
        ),
        pytest.param(
            {"omschrijving": "x", "datum": "ooit"}, "datum of a status is not a date", id="datum"
        ),
        pytest.param(
            {"omschrijving": "x", "datum": 5}, "datum of a status is not a text", id="number"
        ),
    ],
)
def test_record_that_is_none_goes_to_quarantine(
    record: object, reason: str, tmp_path: Path
) -> None:
    found = _read(tmp_path, case(), record)
    assert reason in quarantined(found)[0].reason
    assert len(values(found)) == 1


def test_field_that_nobody_named_is_reported_without_its_value(tmp_path: Path) -> None:
    found = _read(tmp_path, case(field("NIEUW_VELD", "geheim")) | {"nieuw": "geheim"})
    assert notes(found)["fields that sources.yaml does not name/NIEUW_VELD"] == 1
    assert notes(found)["unknown keys/record/nieuw"] == 1
    assert "geheim" not in str(found)


@pytest.mark.parametrize(
    "name", ["BURGERSERVICENUMMER", "GEBOORTEDATUM", "TELEFOON", "BSN_AANVRAGER"]
)
def test_never_use_field_is_dropped_and_counted(name: str, tmp_path: Path) -> None:
    found = _read(tmp_path, case(field(name, "999995182")))
    assert notes(found)[f"dropped fields/{name}"] == 1
    assert "999995182" not in str(found)


def test_people_companies_and_documents_are_not_read(tmp_path: Path) -> None:
    person: dict[str, object] = {
        "id": "1",
        "fmtCpn": "B. Voorbeeld",
        "fields": [field("NAAM", "Voorbeeld")],
    }
    files = [
        write(tmp_path, [case()], "a.json"),
        *(
            write(tmp_path, answer(t, person), f"{t}.json")
            for t in ("PERSONEN", "MAATSCHAP", "DOCLINK")
        ),
    ]
    found = read(files, POWERBROWSER)
    assert sum(ignored(found).values()) == 3
    assert "Voorbeeld" not in str(found)


def test_applicant_is_for_the_vault_and_never_in_a_reason(tmp_path: Path) -> None:
    columns = {"permit_id": "ZAAK_IDENTIFICATIE", "applicant_name": "AANVRAGER", "decided_on": "D"}
    fields = (field("AANVRAGER", "Jan Voorbeeld"), field("D", "31-02-2024"))
    found = _read(tmp_path, case(*fields), columns=columns, values={}, options={})
    (wrong,) = quarantined(found)
    assert wrong.people == {"applicant_name": "Jan Voorbeeld"}
    assert "Voorbeeld" not in wrong.reason + str(wrong.raw)


@pytest.mark.parametrize("table", ["measure", "inspection", "licence"])
def test_other_tables_are_filled_by_the_same_fields(table: str, tmp_path: Path) -> None:
    day = {"measure": "decided_on", "inspection": "held_on", "licence": "valid_from"}[table]
    columns = {f"{table}_id": "ZAAK_IDENTIFICATIE", day: "STARTDATUM"}
    record = case(field("STARTDATUM", "04-10-2024"))
    found = _read(tmp_path, record, table=table, columns=columns, values={}, options={})
    assert values(found) == [{f"{table}_id": "Z2024-WK000249", day: date(2024, 10, 4)}]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(b"", r"a\.json: the file is empty", id="empty"),
        pytest.param(b'[{"id": "12', r"not JSON, or cut off: .* line 1", id="cut off"),
        pytest.param(b"<!DOCTYPE html><html>", r"not JSON: this is HTML or XML", id="HTML"),
        pytest.param(b'{"a": "\xe9"}', r"not UTF-8 at byte 7", id="cp1252"),
        pytest.param(b"[" * 100_000, r"nested too deeply", id="depth"),
        pytest.param(b"[]", r"the delivery is empty: no record in any file", id="no record"),
        pytest.param(b'{"count": 1, "content": []}', r"an answer of Decos JOIN", id="Decos"),
        pytest.param(b'{"kvkNummer": "1"}', r"an answer of the KVK API's", id="KVK"),
        pytest.param(b'{"a": NaN}', r"NaN is not a JSON number", id="NaN"),
    ],
)
def test_delivery_that_is_no_answer_is_refused_and_named(
    content: bytes, what: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(content)
    with pytest.raises(SourceChanged, match=what):
        read(file, POWERBROWSER)


def test_record_with_one_key_twice_goes_to_quarantine_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('[\n{"id": "1", "fields": []},\n{"id": "2", "id": "3", "fields": []}\n]')
    found = read(file, POWERBROWSER)
    assert [(bad.line, bad.reason) for bad in quarantined(found)] == [
        (3, "an object has one key twice")
    ]
    assert [row["permit_id"] for row in values(found)] == ["1"]


def test_lines_hold_one_answer_each_and_a_broken_one_is_quarantined(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f"{json.dumps(answer('GFO_ZAKEN', case()))}\n\n<html>\n{{\n", encoding="utf-8")
    found = read(file, POWERBROWSER)
    assert [bad.line for bad in quarantined(found)] == [3, 4]
    assert len(values(found)) == 1


def test_file_of_another_kind_and_one_that_is_gone_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    with pytest.raises(SourceChanged, match=r"no reader for \.csv; known: \.json, "):
        read(tmp_path / "a.csv", POWERBROWSER)
    with pytest.raises(SourceUnavailable, match="cannot be opened"):
        read(tmp_path / "b.json", POWERBROWSER)


def test_text_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    found = _read(tmp_path, case(field("OMSCHRIJVING_KORT", "x" * 10_000_000)))
    assert len(values(found)) == 1
