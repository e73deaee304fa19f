"""Sheets of queries and answers: what is read, what is refused with file and line, what is left."""

from pathlib import Path

import pytest

from engine.errors import MatchingError
from engine.matching import sheet
from engine.matching.answer import Answer, Candidate, nothing


def _read(tmp_path: Path, content: bytes) -> sheet.Sheet:
    file = tmp_path / "q.csv"
    file.write_bytes(content)
    return sheet.read(file, key="query_id")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"query_id,name\n1,Molen\n", id="commas"),
        pytest.param(b"query_id;name\r\n1;Molen\r\n", id="semicolons and CRLF"),
        pytest.param(b"query_id\tname\n1\tMolen\n", id="tabs"),
        pytest.param(b"\xef\xbb\xbfquery_id,name\n1,Molen\n", id="byte order mark"),
        pytest.param(b" Query_ID , Name\n 1 , Molen \n", id="case and blanks"),
        pytest.param(b'"query_id","name"\n"1","Molen"', id="quotes, no line end"),
        pytest.param(b"query_id,name\n\n1,Molen\n\n", id="empty lines"),
    ],
)
def test_reads_a_sheet_in_any_usual_form(tmp_path: Path, content: bytes) -> None:
    found = _read(tmp_path, content)
    assert found.columns == ("query_id", "name")
    assert found.rows == (("1", "Molen"),)
    assert found.column("name") == ["Molen"]


def test_a_row_over_two_lines_keeps_the_line_where_it_begins(tmp_path: Path) -> None:
    found = _read(tmp_path, b'query_id,name\n1,"De\nMolen"\n2,Sluis\n')
    assert found.lines == (2, 4)
    assert found.column("name") == ["De\nMolen", "Sluis"]


def test_a_sheet_with_a_header_only_has_no_rows(tmp_path: Path) -> None:
    assert _read(tmp_path, b"query_id,name\n").rows == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "is empty: a header line with query_id is needed", id="empty"),
        pytest.param(b"id,name\n1,a\n", ":1: lacks the column query_id; it has id, name", id="key"),
        pytest.param(b"query_id,a,A\n", ":1: names a column twice: a", id="column twice"),
        pytest.param(b"query_id,a\n1\n", ":2: 1 cells beside 2 columns", id="short row"),
        pytest.param(b"query_id,a\n1,b,c\n", ":2: 3 cells beside 2 columns", id="long row"),
        pytest.param(b"query_id,a\n1,b\n,c\n", ":3: query_id is empty", id="no id"),
        pytest.param(
            b"query_id,a\n1,b\n1,c\n", ":3: query_id '1' stands on line 2 too", id="twice"
        ),
        pytest.param(b"query_id,a\n1,\xe9\n", "not UTF-8: save it as 'CSV UTF-8'", id="latin-1"),
        pytest.param(b'query_id,a\n1,"b\n2,c\n', ":2: cannot be read: ", id="open quote"),
    ],
)
def test_a_broken_sheet_is_refused_with_its_line(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(MatchingError) as caught:
        _read(tmp_path, content)
    assert says in str(caught.value)
    assert str(tmp_path / "q.csv") in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MatchingError, match=r"none\.csv: cannot be opened: No such file"):
        sheet.read(tmp_path / "none.csv", key="id")


def test_an_unknown_column_is_a_fault_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        _read(tmp_path, b"query_id\n1\n").column("street")


def test_answers_stand_in_the_order_given_and_none_has_an_empty_id(tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    given = [
        Answer("b", "x", "exact", 1.0, 0.25, (Candidate("y", 0.75),)),
        nothing("a"),
    ]
    assert sheet.write(given, out) == 1
    assert out.read_text("utf-8") == (
        "query_id,id,method,score,margin\nb,x,exact,1.0000,0.2500\na,,none,0.0000,0.0000\n"
    )


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(MatchingError, match="cannot be written: No such file"):
        sheet.write([], tmp_path / "none" / "o.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_fault_half_way_leaves_the_earlier_answers(tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    sheet.write([nothing("a")], out)
    before = out.read_bytes()

    def broken() -> object:
        yield nothing("b")
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        sheet.write(broken(), out)  # type: ignore[arg-type]
    assert out.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["o.csv"]
