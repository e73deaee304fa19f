"""JSON and JSON lines: where the records are, inner objects, and broken records."""

import json
from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Used
from engine.errors import SourceChanged, SourceRefused
from tests.connectors.deliver import quarantined, read, rows

ENTRY: dict[str, object] = {
    "table": "enterprise",
    "columns": {"enterprise_id": "kvk", "trade_names": "namen", "started_on": "start.op"},
}
RECORD = {"kvk": "12345678", "namen": ["A", "B"], "start": {"op": "2020-01-02"}}
VALUES = {
    "enterprise_id": "12345678",
    "trade_names": ["A", "B"],
    "started_on": date(2020, 1, 2),
}


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def _lines(folder: Path, *records: object) -> Path:
    return _write(folder, "a.jsonl", "\n".join(json.dumps(record) for record in records))


def test_inner_object_is_a_column_with_a_dot(tmp_path: Path) -> None:
    assert rows(read(_lines(tmp_path, RECORD), **ENTRY))[0].values == VALUES


def test_missing_member_is_unknown(tmp_path: Path) -> None:
    items = read(_lines(tmp_path, RECORD, {"kvk": "12345679"}), **ENTRY)
    assert rows(items)[1].values == {"enterprise_id": "12345679"}


@pytest.mark.parametrize("records", ["", "data", "data.regels"])
def test_records_are_found_at_their_path_with_their_lines(records: str, tmp_path: Path) -> None:
    content: object = [RECORD, RECORD]
    for step in reversed(records.split(".") if records else []):
        content = {"meta": {"regels": [], "n": 1}, step: content, "later": "x"}
    text = json.dumps(content, indent=1)
    file = _write(tmp_path, "a.json", "\ufeff" + text)
    items = read(file, **ENTRY, format={"records": records or None})
    starts = [n for n, line in enumerate(text.splitlines(), 1) if line.endswith("{")]
    lines = [item.line for item in items if isinstance(item, Used)]
    assert [row.values for row in rows(items)] == [VALUES, VALUES]
    assert set(lines) <= set(starts)
    assert lines[1] - lines[0] == 10


@pytest.mark.parametrize("content", ["[]", " [ ] "])
def test_list_without_records_is_an_empty_delivery(content: str, tmp_path: Path) -> None:
    assert read(_write(tmp_path, "a.json", content), **ENTRY) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b'{"kvk": ', "not JSON: ", id="cut off"),
        pytest.param(b"<html>", "not JSON: ", id="HTML"),
        pytest.param(b"[1]", "the record is not a JSON object", id="list"),
        pytest.param(b'{"kvk": "1", "kvk": "2"}', "an object has one key twice", id="twice"),
        pytest.param(b'{"kvk": NaN}', "not JSON: NaN is not a JSON number", id="NaN"),
        pytest.param(b'{"kvk": "\xe9"}', "byte 9 of the line is not UTF-8", id="bytes"),
        pytest.param(b"[" * 100_000, "nested too deeply", id="depth"),
    ],
)
def test_broken_line_goes_to_quarantine(line: bytes, reason: str, tmp_path: Path) -> None:
    good = json.dumps(RECORD).encode()
    items = read(_write(tmp_path, "a.jsonl", good + b"\n" + line + b"\n" + good), **ENTRY)
    bad = quarantined(items)[0]
    assert (bad.line, bad.raw) == (2, None)
    assert reason in bad.reason
    assert len(rows(items)) == 2


@pytest.mark.parametrize(
    ("name", "content", "form", "what"),
    [
        ("a.jsonl", b" \n", {}, r"a\.jsonl: the file is empty"),
        ("a.json", b" \n", {}, r"a\.json: the file is empty"),
        ("a.json", b"<html>", {}, r"a\.json:1: no list of records at the top level"),
        ("a.json", b'{"a": 1}', {}, r"no list of records at the top level"),
        ("a.json", b'{"a": 1}', {"records": "b"}, r"format.records: no 'b'"),
        ("a.json", b'{"a": []}', {"records": "a.b"}, r"format.records: no 'b'"),
        ("a.json", b'{"a" 1}', {"records": "b"}, r"not JSON: a colon is missing"),
        ("a.json", b'{"a": [{"kvk": "1"}', {"records": "a"}, r"not JSON: the list does not end"),
        ("a.json", b'[\n{"kvk": \n', {}, r"a\.json:3: not JSON: "),
        ("a.json", b'[{"kvk": "\xe9"}]', {}, r"a\.json:1: byte 10 is not UTF-8"),
        ("a.json", b"[" * 100_000, {}, r"nested too deeply"),
    ],
)
def test_document_that_cannot_be_read_is_refused(
    name: str, content: bytes, form: object, what: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceChanged, match=what):
        read(_write(tmp_path, name, content), **ENTRY, format=form)


def test_record_with_a_repeated_key_does_not_stop_a_document(tmp_path: Path) -> None:
    content = '[{"kvk": "1", "kvk": "2"},\n' + json.dumps(RECORD) + "]"
    items = read(_write(tmp_path, "a.json", content), **ENTRY)
    assert quarantined(items)[0].line == 1
    assert len(rows(items)) == 1


def test_new_member_is_refused_at_the_line_where_it_first_stands(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r'a\.jsonl:2: .*does not name: "nieuw\.x"'):
        read(_lines(tmp_path, RECORD, RECORD | {"nieuw": {"x": 1}}), **ENTRY)


def test_ignored_object_covers_its_members(tmp_path: Path) -> None:
    items = read(_lines(tmp_path, RECORD | {"nieuw": {"x": 1}}), **ENTRY, ignore=["nieuw"])
    assert len(rows(items)) == 1


@pytest.mark.parametrize("inner", [{"bsn": "1"}, [{"bsn": "1"}], {"a": [{"x": {"bsn": 1}}]}])
def test_never_use_member_is_found_however_deep(inner: object, tmp_path: Path) -> None:
    file = _lines(tmp_path, RECORD, RECORD | {"eigenaar": inner})
    with pytest.raises(SourceRefused, match=r"bsn \(BSN or RNI\)"):
        read(file, **ENTRY, ignore=["eigenaar"])


def test_geojson_features_have_properties_and_a_geometry(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "properties": {"nr": "P1"},
        "geometry": {"type": "Point", "coordinates": [4.65, 52.2]},
    }
    file = _write(tmp_path, "a.geojson", json.dumps({"features": [feature]}))
    entry = {
        "table": "parcel",
        "columns": {"parcel_id": "properties.nr", "geometry": "geometry"},
        "ignore": ["type"],
        "format": {"records": "features"},
    }
    values = rows(read(file, **entry))[0].values
    assert values["parcel_id"] == "P1"
    assert isinstance(values["geometry"], bytes)
