"""Decos JOIN: recorded answers, conflicting decisions, spellings, and what is not read."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.delivery import Item
from connectors.vth.decos_items import day
from engine.errors import SourceChanged
from tests.connectors.deliver import FIXTURES, quarantined
from tests.connectors.vth.cases import DECOS, ignored, item, items, notes, read, values, write

RECORDED = sorted((FIXTURES / "vth").glob("decos-*.json"))
CASES = FIXTURES / "vth" / "decos-vergunningen-zaken-response.json"


def _read(folder: Path, *content: dict[str, object], **more: object) -> list[Item]:
    return read(write(folder, items(*content)), DECOS, **more)


def test_67_records_of_75_are_reported() -> None:
    found = read(CASES, DECOS)
    assert len(values(found)) == 67
    assert quarantined(found) == []
    where = "count is not the length/decos-vergunningen-zaken-response.json:1"
    assert notes(found)[where] == "75 announced, 67 delivered"


def test_two_conflicts_are_kept_and_no_decision_is_taken() -> None:
    found = read(CASES, DECOS)
    told = notes(found)
    assert told["cases with more than one decision"] == 2
    for number in ("Z/24/2243238", "Z/24/2438721"):
        both = [row for row in values(found) if row["permit_id"] == number]
        assert len(both) == 2
        assert not any("status" in row for row in both)
        assert told[f"cases with more than one decision/{number}"] == 2


def test_places_of_conflicting_records_stay_two_places() -> None:
    both = [row for row in values(read(CASES, DECOS)) if row["permit_id"] == "Z/24/2243238"]
    assert [row["address"] for row in both] == [
        "Amstel 1, 1011 PN Amsterdam",
        "Amstel 2, 1011 PN Amsterdam",
    ]


@pytest.mark.parametrize("name", ["subject1", "SUBJECT1", "Subject1 "])
def test_subject1_in_two_spellings_is_one_field(name: str) -> None:
    columns = {"permit_id": "mark", "applicant_name": name}
    found = read(CASES, DECOS, columns=columns, values={}, ignore=[], options={})
    filled = [row["applicant_name"] for row in values(found) if "applicant_name" in row]
    assert len(filled) == 16
    assert "fields that sources.yaml does not name/subject1" not in notes(found)


def test_documents_workflows_and_the_address_book_are_never_read() -> None:
    found = read(RECORDED, DECOS)
    assert ignored(found) == {
        "item of type DOCUMENT: not read": 14,
        "workflow: not read": 1,
        "step of a workflow: not read": 2,
        "address book: not read": 1,
    }
    assert notes(found)["misspelled keys/worklfowType"] == 1
    assert ".pdf" not in str(found)


def test_contact_details_are_nowhere_in_the_output() -> None:
    found = read(RECORDED, DECOS)
    assert notes(found)["dropped fields/email1"] == 2
    assert notes(found)["dropped fields/phone1"] == 10
    for secret in ("myemailadres", "0612345678"):
        assert secret not in str(found)


def test_start_before_the_request_is_reported() -> None:
    assert notes(read(CASES, DECOS))["start before request"] == 2


def test_decision_is_the_mapped_field_and_processed_decides_nothing(tmp_path: Path) -> None:
    granted = item("Z1", dfunction="Verleend", processed=False)
    running = item("Z2", dfunction="In behandeling", processed=True)
    silent = item("Z3", processed=True)
    found = values(_read(tmp_path, granted, running, silent))
    assert [row.get("status") for row in found] == ["granted", "requested", None]
    assert not any("decided_on" in row for row in found)


def test_decision_that_is_not_mapped_is_named(tmp_path: Path) -> None:
    (bad,) = quarantined(_read(tmp_path, item(dfunction="Deels verleend")))
    assert 'status (column dfunction): unlisted word "Deels verleend"' in bad.reason
    assert bad.record_id == "Z/24/2231961"


def test_two_words_for_one_decision_are_no_conflict(tmp_path: Path) -> None:
    words = ("Ingetrokken", "Ingetrokken door aanvrager")
    found = _read(tmp_path, *(item(dfunction=word) for word in words))
    assert [row["status"] for row in values(found)] == ["withdrawn", "withdrawn"]
    assert "cases with more than one decision" not in notes(found)


def test_conflict_leaves_unknown_all_that_differs_and_nothing_else(tmp_path: Path) -> None:
    one = item(dfunction="Verleend", document_date="2024-01-25T00:00:00", date5="2024-02-01")
    two = item(dfunction="Niet verleend", document_date="2024-01-25T00:00:00", date5="2024-03-01")
    assert (
        values(_read(tmp_path, one, two))
        == [{"permit_id": "Z/24/2231961", "requested_on": date(2024, 1, 25)}] * 2
    )


def test_conflict_does_not_depend_on_the_order(tmp_path: Path) -> None:
    records = [item(dfunction="Verleend"), item(dfunction="Niet verleend"), item("Z9")]
    first = _read(tmp_path, *records)
    second = _read(tmp_path, *reversed(records))
    assert sorted(map(str, values(first))) == sorted(map(str, values(second)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("2024-01-25T00:00:00", date(2024, 1, 25), id="without zone is local"),
        pytest.param("2024-07-25T23:30:00", date(2024, 7, 25), id="late in the evening"),
        pytest.param("2024-07-25T22:30:00Z", date(2024, 7, 26), id="with a zone"),
        pytest.param("2024-06-06", date(2024, 6, 6), id="day alone"),
    ],
)
def test_date_without_a_zone_is_local(text: str, found: date, tmp_path: Path) -> None:
    assert values(_read(tmp_path, item(document_date=text)))[0]["requested_on"] == found


@given(st.dates(), st.times())
def test_any_moment_without_a_zone_is_its_own_day(at: date, time: object) -> None:
    assert day(f"{at}T{time}") == at


@pytest.mark.parametrize("bad", ["2024-02-31T00:00:00", "2024-13-01", "31-02-2024", 5, True])
def test_date_that_does_not_exist_goes_to_quarantine(bad: object, tmp_path: Path) -> None:
    found = _read(tmp_path, item(document_date=bad), item("Z2"))
    assert quarantined(found)[0].reason == (
        "requested_on (column document_date): not a date that exists"
    )
    assert [row["permit_id"] for row in values(found)] == ["Z2"]


def test_numbers_are_read_with_a_decimal_comma(tmp_path: Path) -> None:
    columns = {"permit_id": "mark", "floor_area_m2": "text21", "capacity": "num22"}
    found = _read(tmp_path, item(text21="2,38", num22=12.0), columns=columns, values={}, options={})
    assert values(found)[0] == {"permit_id": "Z/24/2231961", "floor_area_m2": 2.38, "capacity": 12}


def test_own_key_of_an_item_can_be_mapped(tmp_path: Path) -> None:
    columns = {"permit_id": "key"}
    found = _read(tmp_path, item(key="F1"), columns=columns, values={}, options={})
    assert values(found) == [{"permit_id": "F1"}]


def test_spellings_that_say_two_things_go_to_quarantine(tmp_path: Path) -> None:
    found = _read(
        tmp_path, item(subject1="a", SUBJECT1="b"), item("Z2", subject1="a", SUBJECT1="a")
    )
    (bad,) = quarantined(found)
    assert bad.reason == "field subject1 stands there in two spellings and says two things"
    assert bad.record_id == "A1"
    assert [row["permit_id"] for row in values(found)] == ["Z2"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        pytest.param("text", "an item that is not an object", id="no object"),
        pytest.param({"key": "A"}, "an item without fields", id="no fields"),
        pytest.param({"key": "A", "fields": []}, "an item without fields", id="fields is a list"),
        pytest.param({"key": "A", "fields": {}}, "permit_id (column mark): empty", id="no number"),
    ],
)
def test_item_that_is_none_goes_to_quarantine(record: object, reason: str, tmp_path: Path) -> None:
    body = {"count": 2, "content": [record, item()]}
    found = read(write(tmp_path, body), DECOS)
    assert reason in quarantined(found)[0].reason
    assert len(values(found)) == 1


def test_item_types_that_are_cases_are_configured(tmp_path: Path) -> None:
    records = [item("Z1", itemtype_key="ZAAK"), item("Z2", itemtype_key="TERMIJNEN")]
    found = _read(tmp_path, *records, options={"itemtypes": ["ZAAK"]})
    assert [row["permit_id"] for row in values(found)] == ["Z1"]
    assert ignored(found) == {"item of type TERMIJNEN: not read": 1}


def test_field_that_nobody_named_is_reported_without_its_value(tmp_path: Path) -> None:
    found = _read(tmp_path, item(text99="geheim", Geboortedatum="geheim") | {"nieuw": "geheim"})
    assert notes(found)["fields that sources.yaml does not name/text99"] == 1
    assert notes(found)["dropped fields/geboortedatum"] == 1
    assert notes(found)["unknown keys/item/nieuw"] == 1
    assert "geheim" not in str(found)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        pytest.param([], "not an answer of Decos JOIN: an empty list", id="list"),
        pytest.param(
            {"mainTableName": "ZAKEN", "records": []}, "an answer of PowerBrowser", id="pb"
        ),
        pytest.param({"count": 0, "content": []}, "the delivery is empty: no record", id="nothing"),
        pytest.param({"count": 1}, "an object with keys: count", id="no content"),
        pytest.param(7, "a JSON int", id="number"),
    ],
)
def test_document_that_is_no_answer_is_refused_and_named(
    body: object, what: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceChanged, match=what):
        read(write(tmp_path, body), DECOS)
