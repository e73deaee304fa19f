"""Exports of announcements as JSON, made by third parties: `{"publications": [...]}`.

`description` is the title of the publication; `title` is its second text, or repeats the type or
the description. `type` mixes rubriek and activiteit. Times are UTC. `location` is a list of
`"lat lon"`, or one such text in the older form, which also knows days only.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from connectors.dates import dutch_day
from connectors.koop import geometry
from connectors.koop.fields import organisation_of, publication_id, text_of
from connectors.koop.geometry import NoShape
from connectors.koop.publications import Form, Marking, Publication, Unreadable
from engine.register_settings import BoundarySettings

LIST = "publications"
_KEYS = frozenset({"date", "urlDoc", "urlApi", "type", "title", "description", "location"})
_ID = re.compile(r"/([A-Za-z]+-[0-9]{4}-[0-9a-z-]+)(?:\.html)?/?$")
_WHITE = re.compile(r"[ \t\r\n]*")

Entry = Mapping[str, object]


def entries(data: bytes) -> Iterator[tuple[int, object]]:
    """Line and value of every record.

    Raises:
        Unreadable: not UTF-8, not JSON or cut off, or without a list of publications.
    """
    try:
        text = data.decode("utf-8-sig")
        whole = json.loads(text)
    except UnicodeDecodeError as error:
        raise Unreadable(f"byte {error.start} is not UTF-8") from error
    except json.JSONDecodeError as error:
        what = f"not JSON, or cut off: {error.msg} at line {error.lineno}"
        raise Unreadable(what) from error
    except RecursionError as error:
        raise Unreadable("not JSON that can be read: nested too deeply") from error
    if not isinstance(whole, dict) or not isinstance(whole.get(LIST), list):
        keys = sorted(str(key)[:40] for key in whole) if isinstance(whole, dict) else []
        found = f"its keys: {', '.join(keys[:20])}" if keys else "not an object"
        raise Unreadable(f"JSON, but no export of announcements: {found}")
    try:
        lines = _lines(text, len(whole[LIST]))
    except ValueError:  # that name stands in a value before the list, too
        lines = [1] * len(whole[LIST])
    yield from zip(lines, whole[LIST], strict=True)


def read(entry: object, *, file: str, line: int, ranges: BoundarySettings) -> Publication:
    """Read a record.

    Raises:
        Unreadable: no id, title or date that can be used.
    """
    if not isinstance(entry, Mapping):
        raise Unreadable("the record is not an object")
    number = publication_id(number_of(entry) or "")
    published, is_old = _published(entry)
    notes = [f"unknown keys/{str(key)[:60]}" for key in sorted(entry.keys() - _KEYS)]
    title = text_of(_string(entry, "description"), "description", required=True)
    kind, text = _string(entry, "type"), text_of(_string(entry, "title"), "title")
    return Publication(
        file=file,
        line=line,
        form=Form.OLD_EXPORT if is_old else Form.EXPORT,
        publication_id=number,
        title=title,
        text="" if text.casefold() in (title.casefold(), kind.casefold()) else text,
        rubrics=(kind.casefold(),) if kind else (),
        activities=(kind.casefold(),) if kind else (),
        organisation=organisation_of(number),
        published_on=published,
        markings=tuple(_markings(entry, ranges, notes)),
        notes=tuple(notes),
    )


def number_of(entry: Entry) -> str | None:
    """The id in the addresses of a record, None when they have none."""
    for key in ("urlDoc", "urlApi"):
        text = entry.get(key)
        if isinstance(text, str) and (found := _ID.search(re.sub(r"/1/xml/.*", "", text.strip()))):
            return found[1]
    return None


def _lines(text: str, count: int) -> list[int]:
    """1-based line on which each record starts; the text is known to be JSON."""
    at = text.index("[", text.index(f'"{LIST}"')) + 1
    decoder, lines, line, counted = json.JSONDecoder(), [], 1, 0
    for _ in range(count):
        at = _skip(text, at)
        line, counted = line + text.count("\n", counted, at), at
        lines.append(line)
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at) + 1
    return lines


def _skip(text: str, at: int) -> int:
    found = _WHITE.match(text, at)
    return found.end() if found else at


def _published(entry: Entry) -> tuple[date, bool]:
    """The day in the Netherlands, and whether the moment is midnight UTC, as in the older form."""
    text = _string(entry, "date")
    if not text:
        raise Unreadable("date: missing, and a publication needs it")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable("date: not a moment that exists") from None
    if moment.tzinfo is None:
        return moment.date(), False
    is_old = moment.timetz().isoformat().startswith("00:00:00+00")
    return dutch_day(moment), is_old


def _markings(entry: Entry, ranges: BoundarySettings, notes: list[str]) -> Iterator[Marking]:
    places = entry.get("location")
    for place in places if isinstance(places, list) else [places]:
        if place in (None, ""):
            continue
        try:
            if not isinstance(place, str):
                raise NoShape("location: not a text")
            yield Marking("Punt", geometry.point_of(place, ranges, "location"))
        except NoShape as error:
            notes.append(f"geometry not used/{error}")


def _string(entry: Entry, key: str) -> str:
    value = entry.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"{key}: not a text")
    return value.strip()
