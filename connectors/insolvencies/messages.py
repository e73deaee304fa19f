"""Answers of the insolvency register as messages: what is in the envelope, and when it was said.

SOAP 1.1 and 1.2, other prefixes and answers without an envelope give the same message. What may
never be used is dropped before anything else looks at an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from pathlib import Path

from lxml import etree

from connectors import archives, drops, safe_xml
from connectors.insolvencies import values
from connectors.insolvencies.values import Unreadable, local
from connectors.items import Quarantined
from engine.errors import SourceChanged
from engine.settings import Settings


class Kind(StrEnum):
    """What an answer holds, by the local name of its content."""

    CASE = "inspubWebserviceInsolvente"
    CASES = "publicatieLijst"
    REMOVED = "verwijderdePublicatieLijst"
    REPORTS = "beschikbareVerslagen"
    UPDATE = "lastUpdate"


class SoapFault(Unreadable):
    """A fault in place of an answer; `code` has no prefix, codes below it stand behind `/`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"SOAP Fault {code}: no answer of the register")


@dataclass(frozen=True, slots=True)
class Message:
    """One answer.

    Attributes:
        file: file name inside the delivery.
        content: its element; dropped fields are gone.
        said_at: when the register said it, None when the answer does not tell.
        exception: error code of an answer without content, None when it has content.
    """

    file: str
    kind: Kind
    content: etree._Element
    said_at: datetime | None = None
    exception: str | None = None


def load(
    files: Sequence[Path], *, source: str, settings: Settings, dropped: frozenset[str]
) -> list[Message | Quarantined]:
    """Read every answer of a delivery, loose or in zips; one file holds one answer.

    Args:
        files: XML files and zips.
        source: id of the source, for errors.
        settings: limits of archives, and of the size of an answer.
        dropped: elements that are dropped, by local name in lower case.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceRefused: a document has a doctype, or an archive is not safe.
        SourceChanged: not one file is an answer of the register.
    """
    found: list[Message | Quarantined] = []
    ordered = sorted(files, key=attrgetter("name", "parts"))
    for entry in archives.entries(ordered, source=source, limits=settings.archives):
        if entry.is_junk:
            continue
        try:
            content = _content(entry, source, settings.live.max_answer_bytes)
            found.append(parse(content, source=source, file=entry.name, dropped=dropped))
        except SourceChanged as error:
            found.append(Quarantined(entry.name, error.line or 1, None, error.what))
        except Unreadable as error:
            found.append(Quarantined(entry.name, 1, None, str(error)))
    if not any(isinstance(part, Message) for part in found):
        first = found[0] if found else None
        if isinstance(first, Quarantined):
            raise SourceChanged(source, first.reason, file=first.file, line=first.line)
        raise SourceChanged(source, "the delivery is empty: no answer of the register in it")
    return found


def parse(content: bytes, *, source: str, file: str, dropped: frozenset[str]) -> Message:
    """Read one answer.

    Raises:
        SourceRefused: it has a doctype.
        SourceChanged: it is not well-formed XML.
        Unreadable: it is something else, a SOAP Fault, or has no content.
    """
    _refuse_others(content)
    root = safe_xml.parse(content, source=source, file=file)
    drops.from_xml(root, dropped)
    payload = _payload(root)
    try:
        kind = Kind(local(payload))
    except ValueError as error:
        known = ", ".join(Kind)
        what = f"no answer of the register: found {local(payload)[:60]}; known: {known}"
        raise Unreadable(what) from error
    said = payload.get("extractiedatum")
    said_at = values.moment(said, "extractiedatum") if said else _created(root)
    exception = values.child(payload, "exceptie")
    code = None if exception is None else exception.get("errorcode", "").strip()
    return Message(file, kind, payload, said_at, code)


def _content(entry: archives.Entry, source: str, limit: int) -> bytes:
    if entry.size > limit:
        raise SourceChanged(source, f"more than {limit} bytes, too large for one answer")
    with archives.reading(source, entry.name), entry.open() as handle:
        return handle.read()


def _refuse_others(content: bytes) -> None:
    """Name what is no XML of the register at all."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if not start:
        raise Unreadable("the file is empty")
    if start.startswith((b"<!doctype html", b"<html")):
        raise Unreadable("HTML in place of an answer of the register")
    if start.startswith(b"%pdf"):
        raise Unreadable("a PDF in place of an answer of the register")
    if start.startswith((b"{", b"[")):
        raise Unreadable("JSON in place of an answer of the register")


def _payload(root: etree._Element) -> etree._Element:
    """What stands in Body, response and result; the root itself when there is no envelope."""
    if local(root) != "Envelope":
        return root
    body = values.child(root, "Body")
    answer = None if body is None else next(iter(body), None)
    if answer is None:
        raise Unreadable("the envelope is empty: no content in Body")
    if local(answer) == "Fault":
        raise SoapFault(_fault_code(answer))
    if not local(answer).endswith("Response"):
        raise Unreadable(f"a question, not an answer: {local(answer)[:60]}")
    content = next((part for result in answer for part in result), None)
    if content is None:
        raise Unreadable(f"{local(answer)[:60]} has no content")
    return content


def _fault_code(fault: etree._Element) -> str:
    """Code of a fault in SOAP 1.1 (`faultcode`) or 1.2 (`Code/Value`), without prefix."""
    codes = [part for part in fault.iter() if local(part) in ("faultcode", "Value")]
    words = [(code.text or "").strip().rpartition(":")[2] for code in codes]
    return "/".join(word[:60] for word in words if word) or "without a code"


def _created(root: etree._Element) -> datetime | None:
    """Moment of the answer by the timestamp in its security header."""
    header = values.child(root, "Header")
    stamps = [] if header is None else [e for e in header.iter() if local(e) == "Created"]
    return values.moment(stamps[0].text, "Created") if stamps else None
