"""Answers of ZGW API's as files: `.json` holds one, `.jsonl` one per line.

An answer is a page of a list, a list, one object, or an error. It may stand in an envelope that
says when it was received: `{_recorded: {status, uri, headers: {Date}}, body}`, or
`{_status, _request: {uri}, response}` of a test recording.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from operator import attrgetter
from pathlib import Path
from urllib.parse import urlsplit

from connectors import json_files
from connectors.cases.case import Unusable
from connectors.delivery import Quarantined
from connectors.zaken import objects, values
from connectors.zaken.clean import clean
from connectors.zaken.values import Body
from engine.errors import SourceChanged

SUFFIXES = (".json", ".jsonl", ".ndjson")
_LATER = (429, 500, 502, 503, 504)
_PAGE = frozenset({"count", "next", "previous", "results"})
_FAULT = frozenset({"code", "title", "status"})


@dataclass(frozen=True, slots=True)
class Found:
    """One object of an answer, after the drop-list.

    Attributes:
        index: its place in the answer, from 0.
        received: moment of the answer by its envelope, None without one.
    """

    file: str
    line: int
    index: int
    body: Body
    received: datetime | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        """File, line and place in the answer: the order in which objects are reported."""
        return self.file, self.line, self.index


@dataclass(slots=True)
class Answers:
    """Everything that a delivery holds.

    Attributes:
        found: objects, by file, line and place.
        bad: answers that cannot be read.
        empty: file and line of pages without objects.
        refused: file, line and collection of answers 403: no right to these.
        notes: what the run report must say, with counts.
    """

    found: list[Found] = field(default_factory=list)
    bad: list[Quarantined] = field(default_factory=list)
    empty: list[tuple[str, int]] = field(default_factory=list)
    refused: list[tuple[str, int, str]] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Envelope:
    body: object
    status: int = 200
    path: str = ""
    received: datetime | None = None


def load(files: Sequence[Path], *, source: str, names: frozenset[str]) -> Answers:
    """Read every answer of a delivery, by file name and line.

    Args:
        files: `.json`, `.jsonl` or `.ndjson`.
        source: id of the source, for errors.
        names: keys of the drop-list, in lower case.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: another kind of file, or the key was refused (401).
    """
    answers = Answers()
    for path in sorted(files, key=attrgetter("name", "parts")):
        if path.suffix.lower() not in SUFFIXES:
            known = ", ".join(SUFFIXES)
            what = f"no reader for {path.suffix or 'a file without extension'}; known: {known}"
            raise SourceChanged(source, what, file=path.name)
        for line, raw in json_files.parts(path, source=source):
            try:
                envelope = _open(clean(_decode(raw), names))
                if envelope.status == 401:
                    what = "the API answered 401: client id and secret are not accepted"
                    raise SourceChanged(source, what, file=path.name, line=line)
                _take(answers, path.name, line, envelope)
            except Unusable as error:
                answers.bad.append(Quarantined(path.name, line, None, str(error)))
    return answers


def _decode(raw: bytes) -> object:
    try:
        return json_files.decode(raw)
    except json_files.Unreadable as error:
        raise Unusable(str(error)) from error


def _open(value: object) -> _Envelope:
    """Take an answer out of its envelope, if it has one."""
    if not isinstance(value, Mapping):
        return _Envelope(value)
    if "_recorded" in value:
        told = values.member(value, "_recorded")
        return _Envelope(
            value.get("body"),
            _status(told, "status"),
            _path(told),
            _received(values.member(told, "headers")),
        )
    if "_status" in value and "response" in value:
        asked = values.member(value, "_request")
        return _Envelope(value["response"], _status(value, "_status"), _path(asked))
    if "url" not in value and value.keys() >= _FAULT:
        return _Envelope(value, _status(value, "status"))
    return _Envelope(value)


def _status(body: Body, key: str) -> int:
    status = body.get(key, 200)
    if not isinstance(status, int) or isinstance(status, bool):
        raise Unusable(f"{key} of the envelope is not a status")
    return status


def _path(told: Body) -> str:
    """The path that was asked; parameters may name people and are left out."""
    uri = values.text(told, "uri") or ""
    try:
        return urlsplit(uri).path
    except ValueError:
        return ""


def _received(headers: Body) -> datetime | None:
    word = values.text(headers, "Date") or values.text(headers, "date")
    if word is None:
        return None
    try:
        return parsedate_to_datetime(word)
    except ValueError as error:
        raise Unusable("the recorded Date header is not a date") from error


def _take(answers: Answers, file: str, line: int, envelope: _Envelope) -> None:
    """Sort one answer by what it is."""
    if envelope.status == 403:
        answers.refused.append((file, line, _collection(envelope.path)))
        return
    if envelope.status in _LATER:
        raise Unusable(f"temporary: the API answered {envelope.status}; fetch it again")
    if not 200 <= envelope.status < 300:
        raise Unusable(f"the API answered {envelope.status}")
    bodies = _bodies(answers, envelope.body)
    if not bodies:
        answers.empty.append((file, line))
    for index, body in enumerate(bodies):
        if not isinstance(body, Mapping):
            what = "an entry of the answer is not an object"
            answers.bad.append(Quarantined(file, line, None, what))
        else:
            answers.found.append(Found(file, line, index, body, envelope.received))


def _bodies(answers: Answers, body: object) -> Sequence[object]:
    if isinstance(body, list):
        return body
    if not isinstance(body, Mapping):
        raise Unusable("not an answer of a ZGW API: neither an object nor a list")
    if "results" not in body or "url" in body:
        return [body]
    results = body["results"]
    if not isinstance(results, list) or "count" not in body:
        raise Unusable(f"not a page of a ZGW API; its keys: {objects.listed(body)}")
    for key in sorted(body.keys() - _PAGE):
        answers.notes[f"unknown keys/page/{key[:40]}"] += 1
    _count_links(answers, body, results)
    return results


def _count_links(answers: Answers, body: Body, results: Sequence[object]) -> None:
    """Count links forward and back: with every page delivered there are as many of each."""
    first = results[0] if results else None
    try:
        name = objects.collection(first) if isinstance(first, Mapping) else "unknown"
    except Unusable:
        return
    for key, step in (("next", 1), ("previous", -1)):
        if body.get(key):
            answers.notes[f"pages not in the delivery/{name}"] += step


def _collection(path: str) -> str:
    """The collection of an address that was refused, by its path."""
    parts = [part for part in path.split("/") if part]
    known = {*objects.Kind, *objects.NOT_READ}
    return next((part for part in reversed(parts) if part in known), "not named")
