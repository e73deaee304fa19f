"""CSV: encodings, quotes, line numbers, and files that are not what they seem."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.delivery import Used
from connectors.tabular import csv_file
from engine.errors import SourceChanged
from tests.connectors.deliver import quarantined, read, rows

ENTRY: dict[str, object] = {
    "table": "announcement",
    "columns": {"publication_id": "id", "published_on": "op", "title": "titel"},
}
HEADER = b"id,op,titel\n"


def _write(folder: Path, content: bytes) -> Path:
    file = folder / "a.csv"
    file.write_bytes(content)
    return file


def _titles(file: Path, **form: object) -> list[object]:
    return [row.values.get("title") for row in rows(read(file, **ENTRY, format=form))]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        pytest.param(HEADER + "1,2026-01-01,Café €\n".encode(), {}, id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + HEADER + "1,2026-01-01,Café €".encode(), {}, id="mark"),
        pytest.param(
            HEADER + "1,2026-01-01,Café €\n".encode("cp1252"), {"encoding": "cp1252"}, id="cp1252"
        ),
        pytest.param(
            "id,op,titel\n1,2026-01-01,Café €\n".encode("utf-16"),
            {"encoding": "utf-16"},
            id="utf-16",
        ),
        pytest.param(
            "id;op;titel\r\n1;2026-01-01;Café €\r\n".encode(), {"delimiter": ";"}, id="crlf"
        ),
        pytest.param(
            "id\top\ttitel\n1\t2026-01-01\t Café € \n".encode(), {"delimiter": "\t"}, id="tab"
        ),
    ],
)
def test_same_text_in_every_encoding(content: bytes, form: object, tmp_path: Path) -> None:
    assert isinstance(form, dict)
    assert _titles(_write(tmp_path, content), **form) == ["Café €"]


def test_line_is_where_the_record_starts(tmp_path: Path) -> None:
    content = (
        HEADER + b'1,2026-01-01,"two\r\nlines"\r\n\r\n2,2026-01-01,x\n3,2026-01-01,"\n\n"\n4,y\n'
    )
    items = read(_write(tmp_path, content), **ENTRY)
    lines = [item.line for item in items if isinstance(item, Used)]
    assert lines == [2, 5, 6]
    assert quarantined(items)[0].line == 9


def test_quoted_cell_holds_delimiters_and_quotes(tmp_path: Path) -> None:
    assert _titles(_write(tmp_path, HEADER + b'1,2026-01-01,"a, ""b"""\n')) == ['a, "b"']


def test_text_after_a_quoted_cell_spoils_its_record_only(tmp_path: Path) -> None:
    content = HEADER + b'1,2026-01-01,"a"b\n2,2026-01-01,good\n'
    items = read(_write(tmp_path, content), **ENTRY)
    assert "followed by text" in quarantined(items)[0].reason
    assert [row.values["title"] for row in rows(items)] == ["good"]


@pytest.mark.parametrize(
    ("content", "form", "what"),
    [
        pytest.param(b"", {}, r"a\.csv: the file is empty, not even a header", id="empty"),
        pytest.param(b"\n\n", {}, r"the header line is empty", id="only line ends"),
        pytest.param(b",,\n", {}, r"a\.csv:1: the header line is empty", id="blank header"),
        pytest.param(
            b"id,op,titel,id\n", {}, r"a\.csv:1: columns that stand twice.*: id", id="twice"
        ),
        pytest.param(b"PK\x03\x04", {}, r"archive or workbook", id="workbook"),
        pytest.param(b"id;op;titel\n", {}, r"the header has ';': set format.delimiter", id="sign"),
        pytest.param(
            b"\xef\xbb\xbf" + HEADER, {"encoding": "cp1252"}, r"set encoding: utf-8", id="mark"
        ),
        pytest.param("id".encode("utf-16"), {}, r"set encoding: utf-16", id="utf-16 mark"),
        pytest.param(
            HEADER + b"1,2026-01-01,ok\n2,2026-01-01,caf\xe9\n",
            {},
            r"a\.csv:3: byte 44 is not utf-8: set format.encoding",
            id="wrong bytes",
        ),
        pytest.param(
            HEADER + b"1,2026-01-01,caf\xc3", {}, r"a\.csv:2: byte 29 is not utf-8", id="cut off"
        ),
        pytest.param(HEADER + b"1,2026-01-01,\x00\n", {}, r"a\.csv:2: NUL byte", id="NUL"),
        pytest.param(
            HEADER + b'1,2026-01-01,x\n2,2026-01-01,"open\n3,2026-01-01,y\n',
            {},
            r"a\.csv:3: a quoted cell that starts here or below is never closed",
            id="quote that is never closed",
        ),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_its_place(
    content: bytes, form: object, what: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceChanged, match=what):
        read(_write(tmp_path, content), **ENTRY, format=form)


def test_cell_beyond_the_limit_counts_as_a_quote_that_is_never_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "MAX_CELL", 1_000)
    content = HEADER + b'1,2026-01-01,"' + b"x" * 2_000 + b'"\n'
    with pytest.raises(SourceChanged, match=r"a\.csv:2: .*never closed"):
        read(_write(tmp_path, content), **ENTRY)


def test_column_without_a_name_may_be_ignored_as_such(tmp_path: Path) -> None:
    file = _write(tmp_path, b"id,op,titel,\n1,2026-01-01,x,\n")
    with pytest.raises(SourceChanged, match=r'does not name: ""'):
        read(file, **ENTRY)
    assert len(rows(read(file, **ENTRY, ignore=[""]))) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), max_size=5)
)
def test_every_text_comes_back_without_surrounding_blanks(texts: list[str], tmp_path: Path) -> None:
    lines = (f'{n},2026-01-01,"{t.replace(chr(34), chr(34) * 2)}"\n' for n, t in enumerate(texts))
    file = _write(tmp_path, HEADER + "".join(lines).encode())
    assert _titles(file) == [text.strip() or None for text in texts]
