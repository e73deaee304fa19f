"""What each rule said at one location, with the rule's texts of that run."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.snapshot import Run


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source record behind a hit: its key, register and date of delivery."""

    record_key: str
    register: str | None
    delivered_on: date | None


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """A HIT or UNKNOWN of one rule at the location, with the rule's texts of that run.

    Attributes:
        sentence: what was found, Dutch; empty when UNKNOWN.
        reason: why it is unknown, or why a hit has no points; None when it simply counts.
        members: BAG ids of the units and buildings concerned.
        unverified: texts of law that nobody has checked yet.
        route_to: who gets it, for a rule that sends the location to a person.
    """

    rule_id: str
    version: str
    title: str
    family: str
    role: str
    sentence: str
    reason: str | None
    filtered_by: str | None
    points: float
    applied_points: float
    newest: date | None
    facts: Mapping[str, Any]
    evidence: tuple[Evidence, ...]
    members: tuple[str, ...]
    false_positives: tuple[str, ...]
    instruments: tuple[str, ...]
    legal_basis: tuple[str, ...]
    unverified: tuple[str, ...]
    action: str | None
    route_to: str | None


def read(hit: Mapping[str, Any], run: Run) -> RuleOutcome:
    """The outcome in one row of `hits`, explained by the rules and sources of its run."""
    rule = next(rule for rule in run.meta["rules"] if rule["id"] == hit["rule_id"])
    return RuleOutcome(
        rule_id=hit["rule_id"],
        version=rule["version"],
        title=rule["title"],
        family=hit["family"],
        role=hit["role"],
        sentence=hit["explanation"] or "",
        reason=hit["reason"],
        filtered_by=hit["filtered_by"],
        points=hit["points"],
        applied_points=hit["applied_points"],
        newest=hit["newest"],
        facts=json.loads(hit["facts"]) if hit["facts"] else {},
        evidence=tuple(_evidence(key, run) for key in hit["evidence"] or ()),
        members=tuple(hit["member_ids"] or ()),
        false_positives=tuple(rule["false_positives"]),
        instruments=tuple(rule["instruments"]),
        legal_basis=tuple(_law(item) for item in rule["legal_basis"]),
        unverified=tuple(_law(item) for item in rule["legal_basis"] if not item["verified"]),
        action=rule["action"],
        route_to=rule["route_to"],
    )


def _law(item: Mapping[str, Any]) -> str:
    text = str(item["text"])
    return f"{text}, art. {item['article']}" if item["article"] else text


def _evidence(record_key: str, run: Run) -> Evidence:
    source, table, _ = record_key.split(":", 2)
    rows: Sequence[Mapping[str, Any]] = run.meta["source_tables"]
    known: Mapping[str, Any] = next(
        (r for r in rows if (r["source"], r["table"]) == (source, table)), {}
    )
    day = known.get("delivered_on")
    return Evidence(record_key, known.get("register"), date.fromisoformat(day) if day else None)
