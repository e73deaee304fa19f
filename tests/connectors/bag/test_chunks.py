"""Files are cut between records, and put together the pieces say what the file says."""

import io
from datetime import date

import pytest
from lxml import etree

from connectors.bag import chunks, codes
from connectors.bag.chunks import cut, line_of, read_head
from engine.errors import SourceChanged
from tests.connectors.bag.world import part, pnd, relations


def pieces(data: bytes) -> list[tuple[bytes, int]]:
    """The pieces of a file, with what to add to their lines."""
    head = read_head(data[: chunks.HEAD_BYTES], source="bag", file="f")
    start, rest = data[: chunks.HEAD_BYTES], data[chunks.HEAD_BYTES :]
    return list(cut(io.BytesIO(rest), head, start))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heads of 4 kB and pieces of 3 kB."""
    monkeypatch.setattr(chunks, "HEAD_BYTES", 4096)
    monkeypatch.setattr(chunks, "PIECE_BYTES", 3000)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("count", [1, 2, 3, 50])
def test_pieces_hold_every_record_once_at_its_own_line(count: int) -> None:
    data = part(*(pnd(n) + "\n<!-- note -->" for n in range(count)))
    whole = etree.fromstring(data)
    tag = f"{codes.OBJECT}identificatie"
    expected = [(e.text, line_of(e)) for e in whole.iter(tag)]
    found = []
    cuts = pieces(data)
    for document, shift in cuts:
        root = etree.fromstring(document)
        found += [(e.text, line_of(e) + shift) for e in root.iter(tag)]
    assert found == expected
    assert len(cuts) > count // 6


@pytest.mark.usefixtures("small")
def test_relations_are_cut_too() -> None:
    rows = [(f"{n:04d}", "1884", "2009-01-01", None, "definitief") for n in range(100)]
    documents = [etree.fromstring(document) for document, _ in pieces(relations(*rows))]
    assert len(documents) > 3
    tag = codes.RECORD_TAGS[1]
    assert sum(1 for root in documents for _ in root.iter(tag)) == 100


def test_any_prefix_is_understood() -> None:
    data = part(pnd()).replace(b"sl:", b"q:").replace(b"xmlns:sl=", b"xmlns:q=")
    head = read_head(data, source="bag", file="f")
    assert (head.record, head.after) == (b"q:stand", b"</q:standBestand></sb:bagStand>")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(part(), id="no record"),
        pytest.param(part(pnd(), encoding="UTF-16"), id="not UTF-8"),
    ],
)
def test_what_cannot_be_cut_has_no_place_to_cut(data: bytes) -> None:
    head = read_head(data, source="bag", file="f")
    assert (head.before, head.stand) == (None, date(2026, 10, 8))
    with pytest.raises(ValueError, match="without a cut"):
        list(cut(io.BytesIO(), head, data))


def test_a_record_without_end_is_not_gathered_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "LONGEST_BYTES", 10_000)
    monkeypatch.setattr(chunks, "PIECE_BYTES", 3000)
    start = part(pnd())
    opened = start[: start.index(b"<sl:stand>")] + b"<sl:stand>"
    stream = io.BytesIO(b"x" * 1_000_000)
    head = read_head(opened, source="bag", file="f")
    ((document, _),) = cut(stream, head, opened)
    assert len(document) < 20_000
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(document)


def test_a_stand_that_is_no_date_is_refused() -> None:
    with pytest.raises(SourceChanged, match="'8-10-2026' is not a date"):
        read_head(part(pnd(), stand="8-10-2026"), source="bag", file="f")


def test_a_record_as_root_is_refused() -> None:
    data = b'<s:stand xmlns:s="http://www.kadaster.nl/schemas/standlevering-generiek/1.0"/>'
    with pytest.raises(SourceChanged, match="root element stand of"):
        read_head(data, source="bag", file="f")
