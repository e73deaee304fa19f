"""A case, or a row of the board, as plain data for JSON; people are users, never names."""

import json
from datetime import date, datetime
from typing import Any

from engine.casework.process.board import Row
from engine.exports.case_file import CaseFile


def dumps(data: object) -> str:
    """JSON of plain data; moments and days as ISO 8601."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain)


def row(found: Row) -> dict[str, Any]:
    """One row of the board."""
    return {name: getattr(found, name) for name in Row.__slots__}


def case(file: CaseFile) -> dict[str, Any]:
    """Everything of a case."""
    of = file.case
    return {
        "id": of.id,
        "kind": of.kind.value,
        "state": of.state,
        "outcome": of.outcome,
        "origin": of.origin.value,
        "version": of.version,
        "owner": of.owner and of.owner.subject,
        "is_victim": of.is_victim,
        "location_id": of.place.location_id,
        "bag_ids": list(of.place.bag_ids),
        "purpose": of.purpose,
        "opened_by": of.opened_by.subject,
        "opened_at": of.opened_at,
        "taken_on_at": of.taken_on_at,
        "last_activity_at": of.last_activity_at,
        "closed_at": of.closed_at,
        "history": [
            {
                "from": one.from_state, "to": one.to_state, "outcome": one.outcome,
                "by": one.user.subject if one.user else "system", "role": one.role,
                "reason": one.reason, "at": one.moved_at, "checks": one.checks,
            }
            for one in file.history
        ],
        "weighings": [
            {
                "step": one.step, "is_met": one.is_met, "answers": one.answers,
                "reason": one.reason, "by": one.user.subject, "at": one.weighed_at,
            }
            for one in file.weighings
        ],
        "privacy_checks": [
            {
                "step": one.step, "allows": one.allows, "answers": one.answers,
                "by": one.user.subject, "at": one.checked_at,
            }
            for one in file.checks
        ],
        "requests": [
            {
                "id": one.id, "partner": one.partner, "question": one.question,
                "asked_at": one.asked_at, "answer": one.answer, "content": one.content,
            }
            for one in file.requests
        ],
        "notes": [
            {"text": one.text, "by": one.user.subject, "at": one.written_at} for one in file.notes
        ],
        "tasks": [
            {"id": one.id, "title": one.title, "due_on": one.due_on, "done_at": one.done_at}
            for one in file.tasks
        ],
        "measures": [
            {
                "instrument": one.instrument, "decided_on": one.decided_on,
                "starts_on": one.starts_on, "ends_on": one.ends_on, "reason": one.reason,
                "by": one.user.subject,
            }
            for one in file.measures
        ],
        "hits": [
            {
                "rule_id": one.rule_id, "version": one.version, "role": one.role,
                "explanation": one.explanation, "newest": one.newest, "run": one.run,
                "found_on": one.found_on, "evidence": one.evidence,
            }
            for one in file.hits
        ],
        "links": [
            {
                "case": one.case_id, "other": one.other_id, "kind": one.kind.value,
                "reason": one.reason, "at": one.linked_at,
            }
            for one in file.links
        ],
        "merged_into": of.merged_into_id,
        "scans": [
            {
                "run": scan.run, "as_of": scan.as_of, "scanned_by": scan.scanned_by.subject,
                "scanned_at": scan.scanned_at, "outcomes": scan.outcomes,
                "not_judged": scan.not_judged,
            }
            for scan in file.scans
        ],
    }  # fmt: skip


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")
