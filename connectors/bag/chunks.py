"""Cuts a part file between records into small documents that can be parsed side by side.

A piece is the file's own head, some records, and the end tags that are then open. A cut inside a
comment or CDATA leaves a piece that is not well-formed; such a file is read again as a whole,
which also gives the exact line of a real error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from lxml import etree

from connectors import safe_xml
from connectors.bag import codes
from engine.errors import SourceChanged

PIECE_BYTES = 2 << 20
HEAD_BYTES = 1 << 20
LONGEST_BYTES = 64 << 20
_FEED_BYTES = 4096
_CUTTABLE = (None, "UTF-8", "utf-8", "US-ASCII")
_HINTS = (
    ("bag-verstrekkingen/", "BAG 1.0; ask for BAG 2.0 Extract"),
    ("v20180601", "the withdrawn draft of 2018; ask for BAG 2.0 Extract, version 20200601"),
    ("extract-deelbestand-mutaties", "a mutation file; ask for the full extract (stand)"),
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the start of a part file says.

    Attributes:
        root: tag of the root element.
        stand: StandTechnischeDatum, None when it does not say.
        before: bytes up to the first record, None when the file cannot be cut.
        record: the record's tag as written (`sl:stand`).
        after: the end tags that close `before`.
    """

    root: str
    stand: date | None
    before: bytes | None = None
    record: bytes = b""
    after: bytes = b""


def read_head(start: bytes, *, source: str, file: str) -> Head:
    """Read what a file says before its first record.

    Args:
        start: the first `HEAD_BYTES` of the file, or all of it.
        source: id of the source, for messages.
        file: name of the file, for messages.

    Raises:
        SourceChanged: empty, not XML, or another root than BAG 2.0 Extract.
        SourceRefused: it has a doctype.
    """
    if not start.strip():
        raise SourceChanged(source, "is empty; ask for the delivery again", file=file)
    open_tags: list[etree._Element] = []
    root = ""
    stand: date | None = None
    try:
        for event, element in _events(start):
            if root and element.tag in codes.RECORD_TAGS:
                return _cut_head(start, open_tags, element, stand)
            if event == "start":
                open_tags.append(element)
                root = root or _checked_root(element, source=source, file=file)
            else:
                stand = _stand(open_tags.pop(), source=source, file=file) or stand
    except etree.XMLSyntaxError as error:
        # Inside the body the reader of the whole file meets the error again, in order.
        if not root:
            raise safe_xml.syntax_error(error, source=source, file=file) from error
    return Head(root, stand)


def cut(stream: BinaryIO, head: Head, start: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield pieces of a file as documents, with what to add to their line numbers.

    Args:
        stream: stands after `start`.
        head: of this file, with `before`.
        start: the bytes that `read_head` saw.

    A record longer than `LONGEST_BYTES` gives a piece that is not well-formed.
    """
    if head.before is None:
        raise ValueError("a head without a cut")
    end_tag = b"</" + head.record + b">"
    rest, shift = start[len(head.before) :], 0
    while True:
        block = stream.read(PIECE_BYTES)
        rest += block
        at = rest.rfind(end_tag)
        if not block or len(rest) > LONGEST_BYTES:
            yield head.before + rest, shift
            return
        if at >= 0 and len(rest) >= PIECE_BYTES:
            at += len(end_tag)
            piece, rest = rest[:at], rest[at:]
            yield head.before + piece + head.after, shift
            shift += piece.count(b"\n")


def line_of(element: etree._Element) -> int:
    """1-based line of an element in its document."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _events(start: bytes) -> Iterator[tuple[str, etree._Element]]:
    parser = safe_xml.pull_parser(("start", "end"))
    for at in range(0, len(start), _FEED_BYTES):
        try:
            parser.feed(start[at : at + _FEED_BYTES])
        finally:
            # Also before an error: what is wrong with another format is its root.
            yield from safe_xml.read_events(parser)


def _checked_root(root: etree._Element, *, source: str, file: str) -> str:
    if root.tag not in codes.ROOTS:
        name = etree.QName(root)
        space = name.namespace or "no namespace"
        hint = next((f": this is {what}" for part, what in _HINTS if part in space), "")
        what = f"root element {name.localname} of {space} is not BAG 2.0 Extract 20200601{hint}"
        raise SourceChanged(source, what, file=file, line=line_of(root))
    safe_xml.refuse_doctype(root, source=source, file=file)
    return str(root.tag)


def _stand(element: etree._Element, *, source: str, file: str) -> date | None:
    if element.tag != codes.STAND_DATE:
        return None
    try:
        return date.fromisoformat((element.text or "").strip())
    except ValueError as error:
        what = f"StandTechnischeDatum {element.text!r} is not a date jjjj-mm-dd"
        raise SourceChanged(source, what, file=file, line=line_of(element)) from error


def _cut_head(
    start: bytes, open_tags: list[etree._Element], record: etree._Element, stand: date | None
) -> Head:
    root = open_tags[0]
    tag = _written(record)
    found = re.search(b"<" + re.escape(tag) + rb"[\s>]", start)
    if found is None or root.getroottree().docinfo.encoding not in _CUTTABLE:
        return Head(root.tag, stand)
    after = b"".join(b"</" + _written(element) + b">" for element in reversed(open_tags))
    return Head(root.tag, stand, start[: found.start()], tag, after)


def _written(element: etree._Element) -> bytes:
    local = etree.QName(element).localname
    return f"{element.prefix}:{local}".encode() if element.prefix else local.encode()
