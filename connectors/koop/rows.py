"""Rows of `announcement`, and of `permit` where a case is certain.

A case is certain when its newest notice has a status and a kind, and an address or one point. An
area, several points, and a place beside an address give an announcement without a place.
"""

from collections import Counter
from datetime import date

import shapely

from connectors.items import Row
from connectors.koop.cases import Case
from connectors.koop.notices import Notice
from connectors.koop.publications import Address

_PERMIT_NOTICES = ("permit_request", "permit_decision", "notification")
_COLUMNS = {
    "street": "street", "number": "house_number", "letter": "house_letter",
    "addition": "house_addition", "postcode": "postcode", "town": "town",
}  # fmt: skip
_DATES = ("requested_on", "decided_on")


def announcements(notice: Notice, case: Case) -> list[Row]:
    """One row per address; one without a place when it has none."""
    publication, where, status = notice.publication, notice.where, notice.status
    values: dict[str, object] = {
        "publication_id": publication.publication_id,
        "kind": notice.kind.notice,
        "published_on": publication.published_on,
        "title": publication.title,
        "case_number": notice.number.number if notice.number else None,
        "geometry": None if where.shape is None else shapely.to_wkb(where.shape),
        "authority": publication.authority or None,
        "rubric": "; ".join(publication.rubrics) or None,
        "view_term_ends": publication.view_term_ends,
        "status": status.word,
        "status_rule": status.rule,
        "status_flag": status.flag or None,
        "status_text": status.text or None,
        "case_id": case.case_id,
        "grouped_by": case.grouped_by[publication.publication_id],
        "corrects_id": notice.corrects_id,
        "parcels": list(where.parcels) or None,
    }
    if publication.published_on is None:
        values["published_on_partial"] = publication.published_partial
    filled = {name: value for name, value in values.items() if value is not None}
    return [Row("announcement", {**filled, **place}) for place in _places(notice)]


def permits(case: Case, notes: Counter[str]) -> list[Row]:
    """Rows of the permit that a case is about, one per address; empty when it is not certain.

    Args:
        case: its notices in order.
        notes: is told why a case about a permit gives none.
    """
    last = case.last
    if last.kind.notice is not None and last.kind.notice not in _PERMIT_NOTICES:
        return []
    placed = next((n for n in reversed(case.notices) if n.where.is_certain), None)
    kind = next((n.kind.permit for n in reversed(case.notices) if n.kind.permit), None)
    certain = {"status": last.status.word, "kind": kind, "place": placed}
    if lacks := [name for name, value in certain.items() if value is None]:
        notes[f"cases that give no permit/{lacks[0]} not certain"] += 1
    if placed is None or lacks:
        return []
    values: dict[str, object] = {
        "permit_id": case.case_id,
        "kind": kind,
        "status": last.status.word,
        **_days(case),
    }
    if last.status.no_bibob:
        values["bibob_hook"] = False
    return [Row("permit", {**values, **place}) for place in _places(placed)]


def _days(case: Case) -> dict[str, date]:
    """Dates that the texts state; else the day of the notice that the table takes for it."""
    found: dict[str, date] = {}
    for name in _DATES:
        stated = [n.days[name] for n in case.notices if name in n.days]
        told = [
            n.publication.published_on
            for n in case.notices
            if n.publication.published_on and n.status.day_is == name
        ]
        if stated or told:
            found[name] = (stated or told)[0 if name == "requested_on" else -1]
    return found


def _places(notice: Notice) -> list[dict[str, object]]:
    if notice.where.addresses:
        return [_address(address) for address in notice.where.addresses]
    if notice.where.point is not None:
        x, y = notice.where.point
        return [{"x": x, "y": y}]
    return [{}]


def _address(address: Address) -> dict[str, object]:
    parts = {column: getattr(address, name) for name, column in _COLUMNS.items()}
    return {column: part for column, part in parts.items() if part}
