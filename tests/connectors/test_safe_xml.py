"""XML is read without entities, doctype or network, and errors name their line."""

import io
from pathlib import Path

import pytest

from connectors.safe_xml import iterate, parse
from engine.errors import SourceChanged, SourceRefused

LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;"><!ENTITY z "&y;&y;&y;&y;">]>'
    b"<a><b>&z;</b></a>"
)


def records(data: bytes) -> list[str | None]:
    """Texts of every `b`."""
    found = iterate(io.BytesIO(data), ["b"], source="s", file="f.xml")
    return [element.text for element in found]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(LAUGHS, id="entities"),
        pytest.param(b"<!DOCTYPE a><a><b/></a>", id="doctype alone"),
        pytest.param(b"<!DOCTYPE a><a/>", id="doctype without a record"),
    ],
)
def test_a_doctype_is_refused(data: bytes) -> None:
    with pytest.raises(SourceRefused, match=r"f\.xml: has a DOCTYPE"):
        records(data)
    with pytest.raises(SourceRefused, match=r"f\.xml: has a DOCTYPE"):
        parse(data, source="s", file="f.xml")


def test_an_external_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("top")
    data = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a><b>&x;</b></a>'.encode()
    with pytest.raises(SourceRefused) as caught:
        records(data)
    assert "top" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"<a>\n<b>\n</a>", id="wrong end tag"),
        pytest.param(b"<a>\n<b>\n", id="cut off"),
        pytest.param("<a>\n<b>é</b></a>".encode("cp1252"), id="not UTF-8"),
        pytest.param(b"<a>\n<b x:y='1'/></a>", id="undeclared prefix"),
    ],
)
def test_errors_name_file_and_line(data: bytes) -> None:
    with pytest.raises(SourceChanged, match=r"f\.xml:\d: XML is not well-formed") as caught:
        records(data)
    assert caught.value.line in (2, 3)
    with pytest.raises(SourceChanged, match="not well-formed"):
        parse(data, source="s", file="f.xml")


def test_records_come_one_by_one_and_comments_are_left_out() -> None:
    data = b"<a><b>1</b><!-- <b>2</b> --><b>3<!-- x -->4</b></a>"
    assert records(data) == ["1", "34"]


def test_the_declared_encoding_is_respected() -> None:
    data = '<?xml version="1.0" encoding="ISO-8859-1"?><a><b>é</b></a>'.encode("latin-1")
    assert records(data) == ["é"]
    assert parse(data, source="s", file="f.xml")[0].text == "é"


def test_libxml2_keeps_its_limits() -> None:
    deep = b"<a>" * 300 + b"</a>" * 300
    with pytest.raises(SourceChanged, match="not well-formed"):
        parse(deep, source="s", file="f.xml")


def test_the_tree_does_not_grow() -> None:
    data = b"<a>" + b"<b>x</b>" * 20_000 + b"</a>"
    before = []
    for element in iterate(io.BytesIO(data), ["b"], source="s", file="f.xml"):
        parent = element.getparent()
        assert parent is not None
        before.append(parent.index(element))
    assert len(before) == 20_000
    assert max(before) <= 1
