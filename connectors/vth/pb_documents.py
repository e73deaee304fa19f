"""Answers of PowerBrowser: cases, addresses and statuses are read, every other table is not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from connectors import drops, json_kinds
from connectors.json_files import Document, Unreadable
from connectors.json_text import Element
from connectors.vth.pb_fields import PbRecord, Value, day, parse
from engine.errors import SourceChanged

CASES = frozenset({"ZAKEN", "GFO_ZAKEN"})
ADDRESSES = "ADRESSEN"
LINK = "K_MAINID"
_STATUS_KEYS = frozenset({"omschrijving", "datum"})


@dataclass(frozen=True, slots=True)
class Status:
    """One status that a case had; `case_id` None when nothing says of which."""

    file: str
    line: int
    case_id: str | None
    name: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Linked:
    """An address of a case."""

    case_id: str | None
    record: PbRecord


@dataclass(frozen=True, slots=True)
class Left:
    """A record of a table that is not read."""

    file: str
    line: int
    table: str


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that cannot be used."""

    file: str
    line: int
    reason: str


Part = PbRecord | Linked | Status | Left | Bad


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens documents of one delivery.

    Attributes:
        source: id of the source, for errors.
        dropped: never-use fields, in lower case.
        case_in_name: finds the case that a file is about in its name (group `id`), if any.
    """

    source: str
    dropped: frozenset[str]
    case_in_name: re.Pattern[str] | None = None

    def parts(self, document: Document) -> Iterator[Part]:
        """Yield the records of a document.

        Raises:
            SourceChanged: the document is none of PowerBrowser.
        """
        body = document.body
        if isinstance(body, Mapping) and isinstance(body.get("mainTableName"), str):
            records = body.get("records")
            elements = document.elements("records") if isinstance(records, list) else ()
            for element in elements:
                yield self._part(document, element, body["mainTableName"])
        elif isinstance(body, list) and _is_list(body):
            for element in document.elements():
                yield self._part(document, element, None)
        elif isinstance(body, Mapping) and isinstance(body.get("fields"), list):
            yield self._part(document, Element(document.line, body), None)
        else:
            what = f"not an answer of PowerBrowser: {json_kinds.name_of(body)}"
            raise SourceChanged(self.source, what, file=document.file, line=document.line)

    def _part(self, document: Document, element: Element, table: str | None) -> Part:
        file, line = document.file, element.line
        if element.problem:
            return Bad(file, line, element.problem)
        body = drops.from_json(element.value, self.dropped)
        try:
            if isinstance(body, Mapping) and body.keys() & _STATUS_KEYS:
                return _status(body, file, line, self._case_of(file))
            own = body.get("mainTableName") if isinstance(body, Mapping) else None
            name = table or (own if isinstance(own, str) else "ZAKEN")
            if name not in CASES and name != ADDRESSES:
                return Left(file, line, name)
            record = parse(body, file, line, self.dropped)
        except Unreadable as error:
            return Bad(file, line, str(error))
        if name in CASES:
            return record
        linked = record.values.get(LINK)
        return Linked((linked and linked.value) or self._case_of(file), record)

    def _case_of(self, file: str) -> str | None:
        found = self.case_in_name.search(file) if self.case_in_name else None
        return found["id"] if found else None


def _is_list(body: list[object]) -> bool:
    """True for a list of records, a list of statuses, and an empty list."""
    first = body[0] if body else {"fields": []}
    return isinstance(first, Mapping) and ("fields" in first or first.keys() >= _STATUS_KEYS)


def _status(body: Mapping[str, object], file: str, line: int, case_id: str | None) -> Status:
    name, moment = body.get("omschrijving"), body.get("datum")
    if not isinstance(name, str) or not name.strip():
        raise Unreadable("a status without omschrijving")
    if not isinstance(moment, str | None):
        raise Unreadable("datum of a status is not a text")
    found = day(Value(None, moment))
    if isinstance(found, str):
        raise Unreadable("datum of a status is not a date that exists")
    return Status(file, line, case_id, name.strip(), found)
