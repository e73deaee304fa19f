"""Messages of a delivery: opened, freed of never-use fields, and taken out of their envelopes.

A file holds one message or several, each in its own envelope or bare. Prefixes, envelopes and the
year in a namespace do not matter. What cannot be read as a message goes to quarantine; when nothing
can, the delivery is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from connectors import archives, drops, safe_xml
from connectors.archives import Entry
from connectors.delivery import Delivery, Ignored, Quarantined
from connectors.hr.elements import line_of, strip
from connectors.hr.names import KINDS
from connectors.kvk.values import Unreadable
from engine.errors import SourceChanged

JUNK = "left behind by an operating system"
_ENVELOPE = "Envelope"


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        spot: its number in the file, as several may stand on one line.
        kind: local name of its root.
        root: its tree with local names, without never-use fields.
    """

    file: str
    line: int
    spot: int
    kind: str
    root: etree._Element


def load(delivery: Delivery, never: frozenset[str]) -> Iterator[Message | Quarantined | Ignored]:
    """Read every message of a delivery, file by file.

    Args:
        delivery: loose XML files, zips, or zips in zips.
        never: local names that are dropped, in lower case.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceRefused: an unsafe archive, or XML with a doctype.
        SourceChanged: a damaged archive, or not one message in the whole delivery.
    """
    source, settings = delivery.source, delivery.settings
    is_read = False
    first: Quarantined | None = None
    for entry in archives.entries(delivery.files, source=source, limits=settings.archives):
        if entry.is_junk:
            yield Ignored(entry.name, JUNK)
            continue
        for found in _messages(entry, source, settings.live.max_answer_bytes, never):
            is_read = is_read or isinstance(found, Message)
            if first is None and isinstance(found, Quarantined):
                first = found
            yield found
    if is_read:
        return
    if first is None:
        raise SourceChanged(source, "the delivery is empty: no message in any file")
    raise SourceChanged(source, first.reason, file=first.file, line=first.line)


def parse(data: bytes, never: frozenset[str], *, source: str, file: str) -> etree._Element:
    """Parse a document and drop never-use fields; names keep their namespace.

    Raises:
        Unreadable: another format, or XML that is not well-formed.
        SourceRefused: it has a doctype.
    """
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        raise Unreadable("the file is empty")
    if start.startswith((b"<!doctype html", b"<html")):
        raise Unreadable("this is HTML, where a message of the Handelsregister was expected")
    if not start.startswith(b"<") and b"\x00" not in start:
        raise Unreadable("this is not XML: no message of the Handelsregister")
    try:
        root = safe_xml.parse(data, source=source, file=file)
    except SourceChanged as error:
        raise Unreadable(f"line {error.line}: {error.what}") from error
    drop(root, never)
    return root


def drop(root: etree._Element, never: frozenset[str]) -> None:
    """Remove never-use fields, also those that stand among the extra elements; changes `root`."""
    drops.from_xml(root, never)
    for element in list(root.iter("{*}extraElement")):
        parent = element.getparent()
        if parent is not None and str(element.get("naam")).lower() in never:
            parent.remove(element)


def message_in(root: etree._Element) -> etree._Element:
    """Return the message in an envelope, or the root itself; names are local.

    Raises:
        Unreadable: it holds no message that is known.
    """
    if root.tag == _ENVELOPE:
        body = root.find("Body")
        root = body[0] if body is not None and len(body) else root
        if root.tag == _ENVELOPE:
            raise Unreadable("an envelope without a message in it")
    if root.tag not in KINDS:
        name = str(root.tag)[:60]
        raise Unreadable(f"not a message of the Handelsregister: its root is {name}")
    return root


def _messages(
    entry: Entry, source: str, limit: int, never: frozenset[str]
) -> Iterator[Message | Quarantined]:
    try:
        if entry.size > limit:
            raise Unreadable(f"larger than {limit} bytes (live.max_answer_bytes)")
        with archives.reading(source, entry.name), entry.open() as stream:
            data = stream.read()
        root = parse(data, never, source=source, file=entry.name)
    except Unreadable as error:
        yield Quarantined(entry.name, 1, None, str(error))
        return
    strip(root)
    for spot, unit in enumerate(_units(root)):
        try:
            found = message_in(unit)
        except Unreadable as error:
            yield Quarantined(entry.name, line_of(unit), None, str(error))
        else:
            yield Message(entry.name, line_of(found), spot, str(found.tag), found)


def _units(root: etree._Element) -> list[etree._Element]:
    """The envelopes or bare messages of a document: its root, or those that a wrapper holds."""
    if root.tag == _ENVELOPE or root.tag in KINDS:
        return [root]
    return [unit for unit in root if unit.tag == _ENVELOPE or unit.tag in KINDS] or [root]
