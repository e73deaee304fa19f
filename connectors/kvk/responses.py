"""Answers of the KVK API's as files: `.json` holds one, `.jsonl` one per line.

An answer may stand in an envelope `{_recorded: {status, uri, headers: {Date}}, body}`, which
dates it; otherwise it is as old as the delivery.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from operator import attrgetter
from pathlib import Path

from connectors.delivery import Quarantined
from connectors.kvk import values
from connectors.kvk.values import Body, Unreadable
from engine.errors import SourceChanged, SourceUnavailable

SUFFIXES = (".json", ".jsonl", ".ndjson")
_REFUSED = (401, 403)
_LATER = (429, 500, 502, 503, 504)
_ENVELOPE = {"_recorded", "body"}


@dataclass(frozen=True, slots=True)
class Response:
    """One answer, and where and when it was received.

    Attributes:
        fetched_on: day of the answer by its envelope, else the day of the delivery.
        recorded_on: day by its envelope only; an answer without is taken as the older one.
        uri: the address that was asked, empty when not recorded.
    """

    file: str
    line: int
    body: Body
    fetched_on: date | None = None
    recorded_on: date | None = None
    uri: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """File and line: the order in which answers are reported."""
        return self.file, self.line


def load(
    files: Sequence[Path], *, source: str, delivered_on: date | None
) -> list[Response | Quarantined]:
    """Read every answer of a delivery, by file name and line.

    Args:
        files: `.json`, `.jsonl` or `.ndjson`.
        source: id of the source, for errors.
        delivered_on: day of answers that do not say it themselves.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: another kind of file, not one answer is JSON, or KVK refused the key.
    """
    found: list[Response | Quarantined] = []
    for path in sorted(files, key=attrgetter("name", "parts")):
        if path.suffix.lower() not in SUFFIXES:
            known = ", ".join(SUFFIXES)
            what = f"no reader for {path.suffix or 'a file without extension'}; known: {known}"
            raise SourceChanged(source, what, file=path.name)
        for line, raw in _parts(path, source):
            found.append(_response(path.name, line, raw, delivered_on, source))
    if not any(isinstance(part, Response) for part in found):
        first = found[0] if found else None
        if isinstance(first, Quarantined):
            raise SourceChanged(source, first.reason, file=first.file, line=first.line)
        raise SourceChanged(source, "the delivery is empty: no answer in any file")
    return found


def _parts(path: Path, source: str) -> Iterator[tuple[int, bytes]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        what = f"cannot be opened: {error.strerror}"
        raise SourceUnavailable(source, what, file=path.name) from error
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if path.suffix.lower() == ".json":
        yield 1, raw
        return
    for line, part in enumerate(raw.split(b"\n"), start=1):
        if part.strip():
            yield line, part


def _response(
    file: str, line: int, raw: bytes, delivered_on: date | None, source: str
) -> Response | Quarantined:
    try:
        body = _decode(raw)
        if set(body) != _ENVELOPE:
            return Response(file, line, body, delivered_on)
        recorded = values.member(body, "_recorded")
        _check_status(recorded, file, line, source)
        inner = values.member(body, "body")
        if not inner:
            raise Unreadable("the recorded answer has no body")
        recorded_on, uri = _date(recorded), values.text(recorded, "uri") or ""
        return Response(file, line, inner, recorded_on or delivered_on, recorded_on, uri)
    except Unreadable as error:
        return Quarantined(file, line, None, str(error))


def _decode(raw: bytes) -> Body:
    if not raw.strip():
        raise Unreadable("the answer is empty")
    if raw.lstrip().startswith(b"<"):
        raise Unreadable("not JSON: this is HTML or XML")
    try:
        body = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON, or cut off: {error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise Unreadable("not JSON that can be read: nested too deeply") from error
    if not isinstance(body, Mapping):
        raise Unreadable("not an answer: several answers go one per line into a .jsonl file")
    return body


def _check_status(recorded: Body, file: str, line: int, source: str) -> None:
    status = values.whole(recorded, "status")
    if status in _REFUSED:
        what = f"KVK answered {status}: the key or the product is not allowed"
        raise SourceChanged(source, what, file=file, line=line)
    if status in _LATER:
        raise Unreadable(f"temporary: KVK answered {status}; fetch it again")


def _date(recorded: Body) -> date | None:
    word = values.text(values.member(recorded, "headers"), "Date")
    if word is None:
        return None
    try:
        return parsedate_to_datetime(word).date()
    except ValueError as error:
        raise Unreadable("the recorded Date header is not a date") from error
