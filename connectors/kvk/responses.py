"""Answers of the KVK API's as files: `.json` holds one, `.jsonl` one per line.

A page of a DSO-API holds several records, a `.csv` one changed address per line. An answer may
stand in an envelope `{_recorded: {status, uri, asked, headers: {Date}}, body}`, which dates it;
otherwise it is as old as the delivery.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from operator import attrgetter

from connectors import drops, json_files
from connectors.about import Scope, dropped
from connectors.delivery import Delivery, Quarantined
from connectors.kvk import address_changes, dso, values
from connectors.kvk.response import Response
from connectors.kvk.values import Body, Unreadable
from engine.errors import SourceChanged

__all__ = ["NAME", "SUFFIXES", "Response", "load"]

NAME = "kvk_api"
SUFFIXES = (".csv", ".json", ".jsonl", ".ndjson")
_REFUSED = (401, 403)
_LATER = (429, 500, 502, 503, 504)
_ENVELOPE = {"_recorded", "body"}


def load(delivery: Delivery) -> list[Response | Quarantined]:
    """Read every answer of a delivery, by file name and line, without its never-use fields.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: another kind of file, not one answer is JSON, or KVK refused the key.
    """
    source = delivery.source
    never = dropped(NAME, Scope.ALWAYS, rules=delivery.settings.rules)
    found: list[Response | Quarantined] = []
    for path in sorted(delivery.files, key=attrgetter("name", "parts")):
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            known = ", ".join(SUFFIXES)
            what = f"no reader for {path.suffix or 'a file without extension'}; known: {known}"
            raise SourceChanged(source, what, file=path.name)
        if suffix == ".csv":
            found += address_changes.load(path, delivery)
            continue
        for line, raw in json_files.parts(path, source=source):
            found += _responses(path.name, line, raw, delivery, never)
    if not any(isinstance(part, Response) for part in found):
        first = found[0] if found else None
        if isinstance(first, Quarantined):
            raise SourceChanged(source, first.reason, file=first.file, line=first.line)
        raise SourceChanged(source, "the delivery is empty: no answer in any file")
    return found


def _responses(
    file: str, line: int, raw: bytes, delivery: Delivery, never: frozenset[str]
) -> list[Response | Quarantined]:
    """Return the answer, or every record of it when it is a page of records."""
    try:
        answer = _response(file, line, _decode(raw, never), delivery)
        if not dso.is_page(answer.body):
            return [answer]
        bodies = list(dso.records(answer.body))
        has_next = dso.has_next(answer.body)
    except Unreadable as error:
        return [Quarantined(file, line, None, str(error))]
    parts = [replace(answer, body=body, part=n) for n, body in enumerate(bodies, start=1)]
    last = replace(parts[-1] if parts else answer, has_next=has_next)
    return [*parts[:-1], last]


def _response(file: str, line: int, body: Body, delivery: Delivery) -> Response:
    delivered_on = delivery.spec.delivered_on
    if set(body) != _ENVELOPE:
        return Response(file, line, body, delivered_on)
    recorded = values.member(body, "_recorded")
    inner = values.member(body, "body")
    _check_status(recorded, has_code="fout" in inner, place=(file, line, delivery.source))
    if not inner:
        raise Unreadable("the recorded answer has no body")
    recorded_on, uri = _date(recorded), values.text(recorded, "uri") or ""
    return Response(file, line, inner, recorded_on or delivered_on, recorded_on, uri)


def _decode(raw: bytes, never: frozenset[str]) -> Body:
    try:
        body = drops.from_json(json_files.decode(raw), never)
    except json_files.Unreadable as error:
        raise Unreadable(str(error)) from error
    if not isinstance(body, Mapping):
        raise Unreadable("not an answer: several answers go one per line into a .jsonl file")
    return body


def _check_status(recorded: Body, *, has_code: bool, place: tuple[str, int, str]) -> None:
    """Stop at a refused key; a status decides nothing where KVK gives an error code."""
    status = values.whole(recorded, "status")
    if status in _REFUSED:
        file, line, source = place
        what = f"KVK answered {status}: the key or the product is not allowed"
        raise SourceChanged(source, what, file=file, line=line)
    if status in _LATER and not has_code:
        raise Unreadable(f"temporary: KVK answered {status}; fetch it again")


def _date(recorded: Body) -> date | None:
    """Day of an answer: of the fetch it belongs to, else of its own Date header."""
    asked = values.text(recorded, "asked")
    if asked is not None:
        try:
            return datetime.fromisoformat(asked).date()
        except ValueError as error:
            raise Unreadable("the recorded moment of asking is not a date") from error
    word = values.text(values.member(recorded, "headers"), "Date")
    if word is None:
        return None
    try:
        return parsedate_to_datetime(word).date()
    except ValueError as error:
        raise Unreadable("the recorded Date header is not a date") from error
