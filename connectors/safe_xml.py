"""XML from outside, read so that it can neither reach out nor blow up.

No entities, no doctype, no network, libxml2's own limits on; every error names file and line.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Literal

from lxml import etree

from engine.errors import SourceChanged, SourceError, SourceRefused

BLOCK_BYTES = 1 << 20


def new_parser() -> etree.XMLParser:
    """A parser for a document that fits in memory; comments are left out of the tree."""
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
    )


def pull_parser(
    events: Sequence[Literal["start", "end"]], tags: Sequence[str] | None = None
) -> etree.XMLPullParser:
    """A parser that is fed in blocks and reports `events` of elements `tags`."""
    return etree.XMLPullParser(
        events=events,
        tag=tags,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
    )


def read_events(parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    """Take the events that a pull parser has ready."""
    for event, element in parser.read_events():
        if isinstance(element, etree._Element):
            yield event, element


def parse(data: bytes, *, source: str, file: str) -> etree._Element:
    """Root element of a document in memory.

    Raises:
        SourceRefused: it has a doctype.
        SourceChanged: it is not well-formed, or its bytes are not its declared encoding.
    """
    try:
        root = etree.fromstring(data, new_parser())
    except etree.XMLSyntaxError as error:
        raise syntax_error(error, source=source, file=file) from error
    refuse_doctype(root, source=source, file=file)
    return root


def iterate(
    stream: BinaryIO, tags: Sequence[str], *, source: str, file: str
) -> Iterator[etree._Element]:
    """Yield each element of `tags` when it is complete; it is emptied when the next is asked.

    Memory does not grow with the length of the stream.

    Raises:
        SourceRefused: the document has a doctype.
        SourceChanged: it is not well-formed, or its bytes are not its declared encoding.
    """
    parser = pull_parser(("end",), tags)
    try:
        while block := stream.read(BLOCK_BYTES):
            parser.feed(block)
            for _, element in read_events(parser):
                refuse_doctype(element, source=source, file=file)
                yield element
                _forget(element)
        refuse_doctype(parser.close(), source=source, file=file)
    except etree.XMLSyntaxError as error:
        raise syntax_error(error, source=source, file=file) from error


def refuse_doctype(element: etree._Element, *, source: str, file: str) -> None:
    """Raise SourceRefused when the document of `element` has a doctype."""
    info = element.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        what = "has a DOCTYPE; documents with a DTD or entities are refused, ask for one without"
        raise SourceRefused(source, what, file=file)


def syntax_error(error: etree.XMLSyntaxError, *, source: str, file: str) -> SourceError:
    """The error to raise for a document that is not well-formed."""
    what = f"XML is not well-formed: {error.msg}"
    return SourceChanged(source, what, file=file, line=error.lineno or 1)


def _forget(element: etree._Element) -> None:
    """Empty `element` and drop what stands before it, so that the tree stays small."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        del parent[: parent.index(element)]
