"""EU sanctions: both layouts, nothing about persons, which row counts, and the download."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from connectors.delivery import Ignored, Item, Note
from connectors.sanction_list.designations import CONFLICT, DUPLICATE, SUPERSEDED
from connectors.sanction_list.layout import AMENDMENT, CONSOLIDATED, write
from connectors.sanctions import COPY
from engine.errors import SourceChanged, SourceUnavailable
from tests import shared
from tests.connectors import deliver
from tests.connectors.deliver import FIXTURES, quarantined, rows
from tests.connectors.live.orders import MemoryCopies, fetch, order, read_copies

BASE, LATER = FIXTURES / "sanctions" / "39991R0001.csv", FIXTURES / "sanctions" / "39992R0002.csv"
SHARED = shared.DATA / "kvk" / "sanctions"
GOOD = {
    "celex": "39991R0001", "recordId": "9", "programKey": "EU-DEMO", "annex": "I",
    "measure": "Asset freeze", "schema": "Organization", "name": "Verzonnen Bond",
}  # fmt: skip
AMENDED = GOOD | {"amendedCelex": "39991R0001", "amendmentCelex": "39992R0002"}


def _read(*files: Path) -> list[Item]:
    return deliver.read(files, id="eu", connector="sanctions", delivered_on="2026-10-31")


def _file(folder: Path, *cells: Mapping[str, str], name: str = "a.csv") -> Path:
    layout = AMENDMENT if "amendmentCelex" in cells[0] else CONSOLIDATED
    file = folder / name
    file.write_bytes(write(layout, [dict.fromkeys(layout, "") | dict(row) for row in cells]))
    return file


def _by_name(items: list[Item]) -> dict[object, Mapping[str, object]]:
    return {row.values.get("name"): row.values for row in rows(items)}


def _ignored(items: list[Item]) -> dict[str, int]:
    return {item.reason: item.count for item in items if isinstance(item, Ignored)}


def _notes(items: list[Item]) -> dict[str, int | str]:
    return {item.key: item.value for item in items if isinstance(item, Note)}


def test_layouts_have_45_and_46_columns() -> None:
    assert (len(CONSOLIDATED), len(AMENDMENT)) == (45, 46)


def test_organisation_has_names_and_identifiers_for_exact_matches() -> None:
    found = _by_name(_read(BASE))
    assert found["Stichting Verzonnen Doel"] == {
        "entity_id": "39991R0001/I.B/EU-DEMO/Asset freeze/Organization/1",
        "kind": "organisation",
        "programme": "EU-DEMO",
        "measure": "Asset freeze",
        "listed_on": date(2011, 2, 26),
        "name": "Stichting Verzonnen Doel",
        "other_names": ["SVD", "Doel; Verzonnen", "Stichting Oud Doel"],
        "identifiers": ["registration:99098201 (Nederland)", "lei:00000000000000000001"],
    }
    assert found["Verzonnen Handel B.V."]["identifiers"] == [
        "registration:99098211",
        "registration:99098228",
        "tax:NL000000000B01",
        "inn:7700000001",
        "ogrn:1000000000001",
        "kpp:770001001",
        "okpo:00000001",
        "bic:VERZNL00",
    ]


def test_vessel_of_an_amendment_is_read() -> None:
    found = _by_name(_read(LATER))["VERZINSEL"]
    assert found["kind"] == "vessel"
    assert found["identifiers"] == ["imo:0000001", "mmsi:000000001"]


def test_person_is_a_legal_context_and_a_date_only() -> None:
    items = _read(BASE)
    first, second = (row.values for row in rows(items) if row.values["kind"] == "person")
    assert first == {
        "entity_id": "39991R0001/I.A/EU-DEMO/Asset freeze/Person/1",
        "kind": "person",
        "programme": "EU-DEMO",
        "measure": "Asset freeze",
        "listed_on": date(2011, 2, 28),
    }
    assert second["listed_on_partial"] == "2011-02"
    told = str(items)
    for word in ("VERZONNEN", "Verzonnene", "1952", "Nergens", "X0000001", "1234567890", "villa"):
        assert word not in told, word


def test_entity_without_record_id_gets_a_mark_that_does_not_change() -> None:
    ids = [str(row.values["entity_id"]) for row in rows(_read(BASE))]
    marks = [one.rpartition("/")[2] for one in ids if "/I.C/" in one]
    assert len(set(marks)) == 2
    assert all(mark.startswith("#") and len(mark) == 17 for mark in marks)


def test_counts_stand_in_the_report() -> None:
    assert _notes(_read(BASE)) == {
        "designations/asset": 1,
        "designations/organisation": 3,
        "designations/person": 2,
    }


def test_line_is_where_the_row_starts_also_behind_a_cell_of_two_lines() -> None:
    lines = [item.line for item in _read(BASE) if not isinstance(item, Note | Ignored)]
    assert lines == [2, 3, 5, 6, 7, 8]


def test_amendment_replaces_the_row_of_the_act() -> None:
    items = _read(BASE, LATER)
    found = _by_name(items)["Verzonnen Handel B.V."]
    assert (found["listed_on"], found["identifiers"]) == (
        date(2026, 8, 7), ["registration:99098211"],
    )  # fmt: skip
    assert _ignored(items) == {SUPERSEDED: 1}
    assert len(rows(items)) == 7


def test_latest_amendment_counts(tmp_path: Path) -> None:
    new = AMENDED | {"amendmentCelex": "39992R0010", "startDate": "2026-09-01"}
    files = [_file(tmp_path, new, name="a.csv"), _file(tmp_path, AMENDED, name="b.csv")]
    items = _read(*files)
    assert [row.values["listed_on"] for row in rows(items)] == [date(2026, 9, 1)]
    assert _ignored(items) == {SUPERSEDED: 1}


def test_same_designation_twice_counts_once(tmp_path: Path) -> None:
    items = _read(_file(tmp_path, GOOD, GOOD))
    assert len(rows(items)) == 1
    assert _ignored(items) == {DUPLICATE: 1}


def test_designations_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    items = _read(_file(tmp_path, GOOD, GOOD | {"name": "Andere Bond"}))
    assert rows(items) == []
    assert [bad.reason for bad in quarantined(items)] == [CONFLICT, CONFLICT]


@pytest.mark.parametrize(
    ("printed", "column", "value"),
    [
        ("2011", "listed_on_partial", "2011"),
        ("2011-02", "listed_on_partial", "2011-02"),
        ("2011-02-28", "listed_on", date(2011, 2, 28)),
        ("28.2.2011", "listed_on", date(2011, 2, 28)),
        ("2 December 1985", "listed_on", date(1985, 12, 2)),
        ("26 Feb. 2011", "listed_on", date(2011, 2, 26)),
        ("26 Sept. 2011", "listed_on", date(2011, 9, 26)),
        ("1 May 2011", "listed_on", date(2011, 5, 1)),
    ],
)
def test_printed_dates_are_read(printed: str, column: str, value: object, tmp_path: Path) -> None:
    (row,) = rows(_read(_file(tmp_path, GOOD | {"startDate": printed})))
    assert row.values[column] == value


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"startDate": "31.4.2011"}, "startDate", id="31 April"),
        pytest.param({"startDate": "2011-02-29"}, "startDate", id="29 February"),
        pytest.param({"startDate": "4 Ma. 2011"}, "startDate", id="month of two letters"),
        pytest.param({"startDate": "spring 2011"}, "startDate", id="words"),
        pytest.param({"celex": "CELEX:39991R0001"}, "celex", id="act"),
        pytest.param({"programKey": ""}, "programKey is empty", id="no programme"),
        pytest.param({"measure": ""}, "measure is empty", id="no measure"),
        pytest.param({"name": ""}, "name is empty", id="no name"),
        pytest.param({"schema": "Airplane"}, "'Airplane'", id="unknown schema"),
    ],
)
def test_broken_row_goes_to_quarantine_and_the_rest_is_used(
    change: dict[str, str], says: str, tmp_path: Path
) -> None:
    items = _read(_file(tmp_path, GOOD | {"recordId": "8"} | change, GOOD))
    (bad,) = quarantined(items)
    assert says in bad.reason
    assert bad.line == 2
    assert len(rows(items)) == 1


@pytest.mark.parametrize("cells", ["a,b", ",".join(["x"] * 46)], ids=["short", "long"])
def test_row_of_another_length_goes_to_quarantine(cells: str, tmp_path: Path) -> None:
    file = _file(tmp_path, GOOD)
    file.write_bytes(file.read_bytes() + f"{cells}\r\n".encode())
    (bad,) = quarantined(_read(file))
    assert bad.reason == "another number of cells than the header"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"<html>", "HTML", id="HTML"),
        pytest.param(b'{"a": 1}', "JSON", id="JSON"),
        pytest.param("celex,naam\u00e9".encode("cp1252"), "not UTF-8", id="cp1252"),
        pytest.param(b"PK\x03\x04xx", "a zip", id="zip"),
        pytest.param(b"celex,recordId\r\n", "missing: address", id="columns missing"),
        pytest.param(",".join((*CONSOLIDATED, "bsn")).encode(), "not known: bsn", id="column new"),
        pytest.param(
            ",".join(("celex", *CONSOLIDATED)).encode(), "twice: celex", id="column twice"
        ),
        pytest.param(
            b"fileGenerationDate;Entity_LogicalId\n", "fileGenerationDate", id="other list"
        ),
        pytest.param(",".join(CONSOLIDATED).encode() + b'\r\n"a', "not a CSV", id="cut off"),
    ],
)
def test_file_of_no_layout_is_told_by_what_it_is(content: bytes, says: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(SourceChanged, match=says):
        _read(file)


def test_list_without_designations_is_no_silent_success(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(write(CONSOLIDATED, []))
    with pytest.raises(SourceChanged, match="no designation"):
        _read(file)
    assert len(rows(_read(file, BASE))) == 6


def test_columns_may_stand_in_another_order_and_behind_a_byte_order_mark(tmp_path: Path) -> None:
    layout = tuple(reversed(CONSOLIDATED))
    file = tmp_path / "a.csv"
    file.write_bytes(b"\xef\xbb\xbf" + write(layout, [dict.fromkeys(layout, "") | GOOD]))
    assert len(rows(_read(file))) == 1


def test_download_gives_the_same_rows_as_the_file(httpserver: HTTPServer, tmp_path: Path) -> None:
    content = BASE.read_bytes()
    httpserver.expect_request("/eu.csv").respond_with_data(content, content_type="text/csv")
    made = order(httpserver.url_for("/eu.csv"), connector="sanctions", copies=MemoryCopies())
    (note,) = fetch(made)
    assert (note.key, note.value) == ("fetch/designations", 6)
    live = [row.values for row in rows(read_copies(made, tmp_path))]
    assert live == [row.values for row in rows(_read(BASE))]


def test_copy_holds_nothing_about_persons(httpserver: HTTPServer) -> None:
    content = BASE.read_bytes()
    httpserver.expect_request("/eu.csv").respond_with_data(content, content_type="text/csv")
    made = order(httpserver.url_for("/eu.csv"), connector="sanctions", copies=MemoryCopies())
    fetch(made)
    kept = made.copies.get(COPY).decode()
    for word in ("VERZONNEN", "Verzonnene", "1952", "X0000001", "villa", "reden", "Nergens"):
        assert word not in kept, word


def test_row_of_another_length_is_told_by_the_download(httpserver: HTTPServer) -> None:
    content = BASE.read_bytes() + b"a,b\r\n"
    httpserver.expect_request("/eu.csv").respond_with_data(content, content_type="text/csv")
    notes = fetch(order(httpserver.url_for("/eu.csv"), connector="sanctions"))
    assert notes[-1].key == "fetch/rows with another number of cells than the header"


@pytest.mark.parametrize(
    ("status", "content", "media", "error"),
    [
        (200, b"<html>", "text/html", SourceChanged),
        (200, b"celex,recordId\r\n", "text/csv", SourceChanged),
        (200, write(CONSOLIDATED, []), "text/csv", SourceChanged),
        (403, b"", "text/csv", SourceChanged),
        (503, b"", "text/csv", SourceUnavailable),
    ],
    ids=["HTML", "other columns", "no designations", "refused", "down"],
)
def test_download_that_fails_leaves_the_copy_as_it_was(
    status: int, content: bytes, media: str, error: type[Exception], httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/eu.csv").respond_with_data(content, status, content_type=media)
    copies = MemoryCopies()
    copies.put(COPY, b"before")
    with pytest.raises(error):
        fetch(order(httpserver.url_for("/eu.csv"), connector="sanctions", copies=copies))
    assert copies.get(COPY) == b"before"


@shared.needs(SHARED)
def test_samples_of_both_layouts_are_read() -> None:
    items = _read(*sorted(SHARED.glob("*.csv")))
    assert _notes(items) == {
        "designations/organisation": 23,
        "designations/person": 13,
        "designations/vessel": 2,
    }
    assert quarantined(items) == []
    vessels = [row.values for row in rows(items) if row.values["kind"] == "vessel"]
    assert [values["listed_on"] for values in vessels] == [date(2026, 8, 7)] * 2
    named = [row.values["other_names"] for row in rows(items) if row.values["kind"] != "person"]
    assert sum(isinstance(names, list) and len(names) > 1 for names in named) == 8  # and 4 persons
