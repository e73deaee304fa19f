"""Part files that cannot be cut are read as one stream, with the same result."""

from pathlib import Path

import pytest

from connectors.bag import chunks, parts
from engine.errors import SourceChanged
from tests.connectors.bag.world import part, pnd, read, write


@pytest.mark.parametrize("encoding", ["UTF-16", "ISO-8859-1"])
def test_another_declared_encoding_gives_the_same_rows(encoding: str, tmp_path: Path) -> None:
    plain, other = write(
        tmp_path,
        {"a.xml": part(pnd(1), pnd(2)), "b.xml": part(pnd(1), pnd(2), encoding=encoding)},
    )
    assert read(other).rows("building") == read(plain).rows("building")


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param("<!-- </sl:stand> -->", id="in a comment"),
        pytest.param("<sl:dataset><![CDATA[</sl:stand>]]></sl:dataset>", id="in CDATA"),
    ],
)
def test_an_end_tag_that_is_none_does_no_harm(
    hidden: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "PIECE_BYTES", 1500)
    monkeypatch.setattr(parts, "HEAD_BYTES", 1200)
    monkeypatch.setattr(parts, "_RECORDS_PER_BATCH", 7)
    records = [pnd(n) + hidden for n in range(30)]
    (file,) = write(tmp_path, {"a.xml": part(*records)})
    found = read(file)
    assert len(found.rows("building")) == found.records == 30
    assert [item.line for item in found.used] == list(range(5, 35))


def test_an_error_in_a_later_piece_names_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "PIECE_BYTES", 1500)
    records = [pnd(n) for n in range(30)]
    records[20] = records[20].replace("</Objecten:Pand>", "</Objecten:Pant>")
    (file,) = write(tmp_path, {"a.xml": part(*records)})
    with pytest.raises(SourceChanged, match=r"a\.xml:25: XML is not well-formed"):
        read(file)


def test_the_first_file_that_is_wrong_is_named(tmp_path: Path) -> None:
    files = write(tmp_path, {n: part(pnd())[:-60] for n in ("a.xml", "b.xml")})
    with pytest.raises(SourceChanged, match=r"a\.xml"):
        read(*files)


def test_a_long_comment_before_the_first_record_is_no_obstacle(tmp_path: Path) -> None:
    comment = "<!-- " + "x" * (chunks.HEAD_BYTES + 10) + " -->"
    (file,) = write(tmp_path, {"a.xml": part(comment, pnd())})
    assert len(read(file).rows("building")) == 1
