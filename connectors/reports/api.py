"""Answers of the API of Signalen: lists of reports and single reports.

A key that is not known is reported by name; its value is not kept.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from connectors import json_kinds
from connectors.json_files import Document, Unreadable
from connectors.json_text import Element
from connectors.reports import places
from connectors.reports.edge import PSEUDONYM, Edge
from connectors.reports.report import Bad, Report, day, moment
from engine.errors import SourceChanged
from engine.register_settings import BoundarySettings

_ID = re.compile(r"[0-9]{1,18}")
_LAST = re.compile(r"/([^/?]+)/?(?:\?.*)?$")
KEYS: Mapping[str, frozenset[str]] = {
    name: frozenset(keys.split())
    for name, keys in {
        "report": (
            "_links id id_display signal_id status location category priority type source "
            "created_at updated_at incident_date_start incident_date_end operational_date "
            "has_attachments directing_departments routing_departments parent has_parent "
            f"has_children session {PSEUDONYM}"
        ),
        "status": "state state_display target_api created_at send_email extern",
        "category": "sub sub_slug main main_slug category_url departments deadline "
        "deadline_factor_3 sub_category",
        "location": "id stadsdeel buurt_code area_type_code area_code area_name address "
        "address_text postcode geometrie bag_validated created_at updated_at",
        "address": "openbare_ruimte huisnummer huisletter huisnummer_toevoeging postcode "
        "woonplaats",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Api:
    """Reads answers of one delivery.

    Attributes:
        source: id of the source, for errors.
        edge: drops what may never be used.
        limits: ranges of degrees.
    """

    source: str
    edge: Edge
    limits: BoundarySettings

    def reports(self, document: Document) -> Iterator[Report | Bad]:
        """Yield the reports of a document.

        Raises:
            SourceChanged: the document holds no reports.
        """
        body = document.body
        if isinstance(body, Mapping) and isinstance(body.get("results"), list):
            elements = document.elements("results")
            first = body["results"][:1]
        elif isinstance(body, list):
            elements, first = document.elements(), body[:1]
        else:
            elements, first = iter([Element(document.line, body)]), [body]
        if first and not _is_report(first[0]):
            what = f"no reports: {json_kinds.name_of(body if not _is_list(body) else first[0])}"
            raise SourceChanged(self.source, what, file=document.file, line=document.line)
        for element in elements:
            yield self._report(document.file, element)

    def _report(self, file: str, element: Element) -> Report | Bad:
        if element.problem or not isinstance(element.value, Mapping):
            what = element.problem or "a report that is not an object"
            return Bad(file, element.line, None, what)
        body = self.edge.clean(element.value)
        report_id = _text(body.get("id"))
        if report_id is None or not _ID.fullmatch(report_id):
            return Bad(file, element.line, None, "report_id (id): not a number of a report")
        try:
            return self._read(file, element.line, report_id, body)
        except Unreadable as error:
            return Bad(file, element.line, report_id, str(error))

    def _read(self, file: str, line: int, report_id: str, body: Mapping[str, object]) -> Report:
        notes: Counter[str] = Counter()
        _surplus("report", body, notes)
        links = _inner(body, "_links")
        status, category = (_block(body, name, notes) for name in ("status", "category"))
        parent = _inner(links, "sia:parent").get("href") or body.get("parent")
        return Report(
            file,
            line,
            report_id,
            _category(category),
            _text(status.get("state")),
            day(body),
            moment(body.get("updated_at")),
            self._place(_block(body, "location", notes), notes),
            _last(parent),
            bool(body.get("has_children") or links.get("sia:children")),
            _text(body.get(PSEUDONYM)),
            notes,
        )

    def _place(self, location: Mapping[str, object], notes: Counter[str]) -> dict[str, object]:
        found = places.address(_block(location, "address", notes))
        if not found and (text := _text(location.get("address_text"))):
            found = {"address": text}
        shape = _inner(location, "geometrie")
        pair = shape.get("coordinates")
        if not shape:
            return found
        if shape.get("type") != "Point" or not isinstance(pair, list) or len(pair) < 2:
            notes["points that are none"] += 1
            return found
        return found | places.point(pair[0], pair[1], self.limits, notes)


def _is_report(body: object) -> bool:
    return isinstance(body, Mapping) and "id" in body and bool(body.keys() & {"category", "status"})


def _is_list(body: object) -> bool:
    return isinstance(body, Mapping) and "results" in body


def _category(category: Mapping[str, object]) -> str | None:
    main, sub = (_text(category.get(key)) for key in ("main_slug", "sub_slug"))
    return f"{main}/{sub}" if main and sub else None


def _block(body: Mapping[str, object], name: str, notes: Counter[str]) -> Mapping[str, object]:
    found = _inner(body, name)
    _surplus(name, found, notes)
    return found


def _surplus(name: str, body: Mapping[str, object], notes: Counter[str]) -> None:
    notes.update(f"unknown keys/{name}/{key[:60]}" for key in body.keys() - KEYS[name])


def _inner(body: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = body.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Unreadable(f"{name} is not an object")
    return value


def _text(value: object) -> str | None:
    if isinstance(value, bool | float | list | dict):
        return None
    return None if value is None else str(value).strip() or None


def _last(address: object) -> str | None:
    """Number at the end of an address, or the number itself."""
    text = _text(address)
    found = _LAST.search(text) if text else None
    return found[1] if found else text
