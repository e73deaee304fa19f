"""What became of every rule in a run: counted, in shadow, waiting or kept for a case.

Read from run.json, so that an old run tells of the rules as they were then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from engine.snapshot import Run
from engine.tables import Gate


class Standing(StrEnum):
    """What a rule was in a run."""

    COUNTS = "counts"
    SHADOW = "shadow"
    WAITS = "waits"
    CASE_ONLY = "case_only"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class RuleState:
    """One rule in one run.

    Attributes:
        points: of a hit that is newer than 6 months; 0 for combined rules and routes.
        standing: what it was in the run.
        waits_for: inputs that nothing delivers yet.
        hits, unknown: locations, filtered hits included; None when it was not judged.
        is_combined: it joins other rules.
        unverified: texts of law that nobody has checked.
    """

    id: str
    title: str
    pack: str
    version: str
    status: str
    role: str
    gate: str
    family: str
    points: float
    standing: Standing
    waits_for: tuple[str, ...]
    hits: int | None
    unknown: int | None
    barrier_step: str | None
    is_combined: bool
    unverified: int


def states(run: Run) -> tuple[RuleState, ...]:
    """Every rule of the run, by id."""
    outcomes = run.meta["outcomes"]
    found = [_state(rule, outcomes.get(rule["id"])) for rule in run.meta["rules"]]
    return tuple(sorted(found, key=lambda state: state.id))


def _state(rule: Mapping[str, Any], counts: Mapping[str, int] | None) -> RuleState:
    return RuleState(
        **{key: rule[key] for key in ("id", "title", "pack", "version", "status", "role")},
        **{key: rule[key] for key in ("gate", "family", "points", "barrier_step")},
        standing=_standing(rule),
        waits_for=tuple(rule["waits_for"]),
        hits=counts["HIT"] if counts else None,
        unknown=counts["UNKNOWN"] if counts else None,
        is_combined=rule["combine"] is not None,
        unverified=sum(not basis["verified"] for basis in rule["legal_basis"]),
    )


def _standing(rule: Mapping[str, Any]) -> Standing:
    if rule["status"] == "deprecated":
        return Standing.OFF
    if rule["waits_for"]:
        return Standing.WAITS
    if not Gate(rule["gate"]).in_scan:
        return Standing.CASE_ONLY
    return Standing.SHADOW if rule["status"] == "experimental" else Standing.COUNTS
