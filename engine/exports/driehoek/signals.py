"""What is established, what somebody told and what is not known about the location of a case.

A signal rests on the hits that the case holds, on the case's newest scan, and on the run, where
its hits may be seen. Routes to care or protection never stand in a paper for the driehoek, nor
does what a local exclusion explains or a rule on trial says.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from engine.casework.case_models import CaseScan
from engine.casework.process.models import CaseHit
from engine.exports import care
from engine.exports.assessment import Assessment
from engine.exports.outcomes import RuleOutcome
from engine.exports.words import word
from engine.rules.model import Status
from engine.snapshot import Run
from engine.tables import Gate

_MITIGATING = "mitigating"


class Standing(StrEnum):
    """How firm it is."""

    ESTABLISHED = "vastgesteld"
    REPORTED = "gemeld"
    UNKNOWN = "niet bekend"


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal, mitigating fact or thing that is not known.

    Attributes:
        gate: strictest gate of what it rests on.
        sources: registers or tables in Dutch, sorted.
        newest: day of the newest fact; None when it has none.
        explanations: what can explain it innocently.
    """

    rule_id: str
    version: str
    text: str
    standing: Standing
    is_mitigating: bool
    gate: Gate
    sources: tuple[str, ...]
    newest: date | None
    explanations: tuple[str, ...]
    instruments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is read together: by whom it was told first.

    Attributes:
        run: for the texts and gates of rules.
        reported: tables in which somebody tells something.
        closing: codes of instruments that close premises; empty when closing may be suggested.
    """

    run: Run
    reported: Collection[str]
    closing: Collection[str]


def collect(
    known: Known,
    *,
    hits: Sequence[CaseHit],
    scan: CaseScan | None,
    assessment: Assessment | None,
) -> tuple[Signal, ...]:
    """Everything that is told about a location, each rule once, the newest telling; by rule id.

    Args:
        known: run and words.
        hits: that the case holds, in any order.
        scan: newest scan of the case; None when there is none.
        assessment: what the run says; None when it may not be seen yet.
    """
    found: dict[str, Signal] = {}
    told: list[Iterator[Signal]] = [_of_hits(known, hits)]
    if assessment is not None:
        told.append(_of_run(known, assessment))
    if scan is not None:
        told.append(_of_scan(known, scan))
    for signals in told:
        for signal in signals:
            found[signal.rule_id] = signal
    return tuple(found[rule_id] for rule_id in sorted(found))


def _of_hits(known: Known, hits: Sequence[CaseHit]) -> Iterator[Signal]:
    rules = {rule["id"]: rule for rule in known.run.meta["rules"]}
    for hit in sorted(hits, key=lambda one: (one.found_on, one.rule_id)):
        if hit.role == care.ROUTE:
            continue
        rule = rules.get(hit.rule_id, {})
        yield Signal(
            hit.rule_id,
            hit.version,
            hit.explanation,
            _standing(hit.evidence, known),
            hit.role == _MITIGATING,
            Gate(rule.get("gate", Gate.G1)),
            _sources(hit.evidence),
            hit.newest,
            tuple(rule.get("false_positives", ())),
            _kept(rule.get("instruments", ()), known),
        )


def _of_run(known: Known, found: Assessment) -> Iterator[Signal]:
    rules = {rule["id"]: rule for rule in known.run.meta["rules"]}
    for outcome in (*found.hits, *found.mitigating):
        if outcome.filtered_by is not None or _on_trial(rules.get(outcome.rule_id, {})):
            continue
        keys = [one.record_key for one in outcome.evidence]
        yield _outcome(known, rules, outcome, _standing(keys, known))
    for outcome in found.unknown:
        if outcome.role != care.ROUTE and not _on_trial(rules.get(outcome.rule_id, {})):
            yield _outcome(known, rules, outcome, Standing.UNKNOWN)


def _outcome(
    known: Known, rules: Mapping[str, Any], outcome: RuleOutcome, standing: Standing
) -> Signal:
    text = outcome.sentence
    if standing is Standing.UNKNOWN:
        text = f"{outcome.title}: {outcome.reason}"
    return Signal(
        outcome.rule_id,
        outcome.version,
        text,
        standing,
        outcome.role == _MITIGATING,
        Gate(rules.get(outcome.rule_id, {}).get("gate", Gate.G1)),
        _sources(one.record_key for one in outcome.evidence),
        outcome.newest,
        outcome.false_positives,
        _kept(outcome.instruments, known),
    )


def _of_scan(known: Known, scan: CaseScan) -> Iterator[Signal]:
    for one in scan.outcomes:
        if one["outcome"] == "NO_HIT" or one.get("filtered_by") or one["role"] == care.ROUTE:
            continue
        if _on_trial(one):
            continue
        is_hit = one["outcome"] == "HIT"
        text = one["explanation"] if is_hit else f"{one['title']}: {one['reason']}"
        yield Signal(
            one["rule_id"],
            one["version"],
            text or one["title"],
            _standing(one["evidence"], known) if is_hit else Standing.UNKNOWN,
            one["role"] == _MITIGATING,
            Gate(one["gate"]),
            _sources(one["evidence"]),
            date.fromisoformat(one["newest"]) if one["newest"] else None,
            tuple(one["false_positives"]),
            _kept(one.get("instruments", ()), known),
        )


def _on_trial(rule: Mapping[str, Any]) -> bool:
    return rule.get("status") == Status.EXPERIMENTAL


def _standing(evidence: Collection[str], known: Known) -> Standing:
    """Established when records of registers show it, and nobody's word is among them."""
    tables = {key.split(":", 2)[1] for key in evidence}
    if tables and not tables & set(known.reported):
        return Standing.ESTABLISHED
    return Standing.REPORTED


def _sources(evidence: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({word("table", key.split(":", 2)[1]) for key in evidence}))


def _kept(instruments: Sequence[str], known: Known) -> tuple[str, ...]:
    return tuple(t for t in instruments if t.partition(":")[0].strip() not in known.closing)
