"""StUF messages of a delivery: loose `.xml` files, or zips of them, one message per file.

A message stands in a SOAP envelope or alone. Its kind follows from its local name; what it says
about a case stands in its last `object`, as a change gives the old one first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from lxml import etree

from connectors import archives, drops, safe_xml
from connectors.cases.case import Unusable
from connectors.delivery import Quarantined
from connectors.stuf.elements import attribute, child, children, name, text
from engine.errors import SourceChanged
from engine.register_settings import ArchiveSettings

_SENT = re.compile(r"[0-9]{8}(?:[0-9]{4,9})?")
_FAULT = re.compile(r"fo0[0-9]", re.IGNORECASE)
_KINDS = (
    (re.compile(r"(?:.*_)?zaklk01$", re.IGNORECASE), "CASE"),
    (re.compile(r".*edc(?:lk01|lv01|la01|di02|du02)$", re.IGNORECASE), "DOCUMENT"),
    (re.compile(r"fo0[0-9]bericht$", re.IGNORECASE), "FAULT"),
    (re.compile(r"(?:bv0[0-9]bericht|.*_d[iu]0[0-9])$", re.IGNORECASE), "EMPTY"),
)


class Kind(Enum):
    """What a message is: about a case, a document, an error, or without content."""

    CASE = "case"
    DOCUMENT = "document"
    FAULT = "fault"
    EMPTY = "empty"


class Change(Enum):
    """What happened to the case (`mutatiesoort`), in the order of one moment."""

    MADE = "T"
    CHANGED = "W"
    REMOVED = "V"


@dataclass(frozen=True, slots=True)
class Message:
    """One message, after the drop-list.

    Attributes:
        line: where its element starts.
        local: its local name.
        element: the message itself.
    """

    file: str
    line: int
    kind: Kind
    local: str
    element: etree._Element


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """A message about a case.

    Attributes:
        sent: moment of sending as digits, local time.
        reference: number of the message.
        number: number of the case.
        about: the case as it is after the message.
    """

    message: Message
    change: Change
    sent: str
    reference: str
    number: str
    about: etree._Element

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Order in which messages of one case took effect."""
        at_once = list(Change).index(self.change)
        return self.sent.ljust(17, "0"), at_once, self.reference, self.message.file


def load(
    files: Sequence[Path], *, source: str, limits: ArchiveSettings, names: frozenset[str]
) -> list[Message | Quarantined]:
    """Read every message of a delivery, by file name.

    Args:
        files: `.xml` files, or zips of them.
        source: id of the source, for errors.
        limits: against archives that explode.
        names: local names of the drop-list, in lower case.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceRefused: a document has a doctype, or an archive is unsafe.
        SourceChanged: not one StUF message in any file.
    """
    ordered = sorted(files, key=lambda path: (path.name, path.parts))
    found: list[Message | Quarantined] = []
    for entry in archives.entries(ordered, source=source, limits=limits):
        if entry.is_junk:
            continue
        with archives.reading(source, entry.name), entry.open() as handle:
            data = handle.read()
        found.append(_message(data, entry.name, source, names))
    found.sort(key=lambda part: (part.file, part.line))
    if not any(isinstance(part, Message) for part in found):
        first = next((part for part in found if isinstance(part, Quarantined)), None)
        if first is None:
            raise SourceChanged(source, "the delivery is empty: no message in any file")
        raise SourceChanged(source, first.reason, file=first.file, line=first.line)
    return found


def _message(data: bytes, file: str, source: str, names: frozenset[str]) -> Message | Quarantined:
    try:
        _refuse_other(data)
        root = safe_xml.parse(data, source=source, file=file)
        drops.from_xml(root, names)
        element = _inside(root)
        local = name(element)
        kind = next((word for pattern, word in _KINDS if pattern.match(local)), None)
        if kind is None:
            raise Unusable(f"{local[:60]}: not a StUF message about cases")
        line = element.sourceline
        at = line if isinstance(line, int) else 1
        return Message(file, at, Kind[kind], local, element)
    except SourceChanged as error:
        return Quarantined(file, error.line or 1, None, error.what)
    except Unusable as error:
        return Quarantined(file, 1, None, str(error))


def _refuse_other(data: bytes) -> None:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if not start:
        raise Unusable("the file is empty")
    if start in (b"{", b"["):
        raise Unusable("not XML: this is JSON")
    if start != b"<" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unusable("not XML: the file does not start with <")


def _inside(root: etree._Element) -> etree._Element:
    """The message in an envelope, or the root itself; the error inside a SOAP fault."""
    if name(root).lower() == "html":
        raise Unusable("not StUF: this is HTML")
    if name(root) != "Envelope":
        return root
    body = child(root, "Body")
    element = None if body is None else next(iter(body), None)
    if element is None:
        raise Unusable("the SOAP envelope has no message")
    if name(element) != "Fault":
        return element
    inner = next((e for e in element.iter() if _FAULT.match(name(e))), None)
    if inner is None:
        raise Unusable("a SOAP fault: the receiver refused a message")
    return inner


def about_case(message: Message) -> CaseMessage:
    """Read the frame of a message about a case.

    Raises:
        Unusable: moment, mutation, object or number is missing or not known.
    """
    element = message.element
    sent = text(element, "stuurgegevens", "tijdstipBericht")
    if sent is None or not _SENT.fullmatch(sent):
        raise Unusable("tijdstipBericht is missing or no moment, so its order is not known")
    mutation = text(element, "parameters", "mutatiesoort")
    if mutation not in {change.value for change in Change}:
        raise Unusable(f"mutatiesoort {str(mutation)[:20]!r} is not known")
    about = list(children(element, "object"))
    if not about or attribute(about[-1], "noValue") is not None:
        raise Unusable("the message has no object")
    number = text(about[-1], "identificatie")
    if number is None:
        raise Unusable("identificatie of the case is empty")
    if len(number) > 40:
        raise Unusable("identificatie has more than 40 characters")
    reference = text(element, "stuurgegevens", "referentienummer") or ""
    return CaseMessage(message, Change(mutation), sent, reference, number, about[-1])


def fault_code(message: Message) -> str:
    """The code of an error message (`StUF055`); its texts may name people and are left out."""
    code = text(message.element, "body", "code")
    return code[:20] if code and re.fullmatch(r"[A-Za-z]*[0-9]+", code) else "without a code"
