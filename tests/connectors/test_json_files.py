"""Answers as files: one document per file or line, and one clear message for what is none."""

from pathlib import Path

import pytest

from connectors.delivery import Quarantined
from connectors.json_files import Document, load
from engine.errors import SourceChanged, SourceUnavailable


def _load(folder: Path, content: bytes, name: str = "a.json") -> list[Document | Quarantined]:
    file = folder / name
    file.write_bytes(content)
    return list(load([file], source="s"))


def _values(document: Document | Quarantined, *steps: str) -> list[tuple[int, object]]:
    assert isinstance(document, Document)
    return [(element.line, element.value) for element in document.elements(*steps)]


def test_elements_of_a_file_keep_their_lines(tmp_path: Path) -> None:
    (document,) = _load(tmp_path, b'\xef\xbb\xbf\n{"a": {"b": [\n1,\n2]}}')
    assert _values(document, "a", "b") == [(3, 1), (4, 2)]


def test_elements_of_a_line_have_the_line(tmp_path: Path) -> None:
    first, second = _load(tmp_path, b'{"a": [1, 2]}\n\n[3]\n', "a.jsonl")
    assert _values(first, "a") == [(1, 1), (1, 2)]
    assert _values(second) == [(3, 3)]


def test_files_come_by_name(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("b.json", "a.json", "c.json")]
    for file in files:
        file.write_text("1")
    assert [part.file for part in load(files, source="s")] == ["a.json", "b.json", "c.json"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(b" \n", "the file is empty", id="blank"),
        pytest.param(b'{"a": 1, "b": {"c": 1}, "a": 2}', "has one key twice", id="one key twice"),
        pytest.param(b"9" * 5000, "a number without end", id="long number"),
        pytest.param(b"PK\x03\x04", "this is an archive or workbook", id="archive"),
        pytest.param(b"[1,\n2", "not JSON, or cut off: .* at line 2, character 5", id="cut off"),
    ],
)
def test_file_that_is_no_document_is_refused(content: bytes, what: str, tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=rf"a\.json: .*{what}"):
        _load(tmp_path, content)


def test_one_key_twice_inside_is_for_the_record_to_say(tmp_path: Path) -> None:
    (document,) = _load(tmp_path, b'[{"a": 1, "a": 2}]')
    assert isinstance(document, Document)
    assert [e.problem for e in document.elements()] == ["an object has one key twice"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"<html>", "not JSON: this is HTML or XML"),
        (b'{"a": ', "not JSON, or cut off: Expecting value at character 5"),
        (b'{"a": 1, "a": 2}', "an object has one key twice"),
        (b"\xff", "not UTF-8 at byte 0"),
        (b"[" * 100_000, "nested too deeply"),
    ],
    ids=["HTML", "cut off", "one key twice", "bytes", "depth"],
)
def test_line_that_is_no_document_goes_to_quarantine(
    line: bytes, what: str, tmp_path: Path
) -> None:
    bad, good = _load(tmp_path, line + b"\n{}\n", "a.ndjson")
    assert bad == Quarantined("a.ndjson", 1, None, what)
    assert isinstance(good, Document)


def test_other_kinds_and_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"no reader for \.txt; known: \.json, \.jsonl"):
        _load(tmp_path, b"{}", "a.txt")
    with pytest.raises(SourceUnavailable, match=r"b\.json: cannot be opened"):
        list(load([tmp_path / "b.json"], source="s"))
