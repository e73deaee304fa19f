"""What became of each rule: its hits in every run, how often people found it right, and lift.

Only judgements of the rule's present condition count for its precision: a threshold that was
moved must not be blamed for what the old one did. A change of texts or points keeps them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from engine import precision
from engine.casework import judged
from engine.casework.judged import Judged
from engine.casework.models import Verdict
from engine.precision import Lift, Share
from engine.rule_settings import PrecisionSettings
from engine.rules.model import Rule, Status
from engine.snapshot import Run
from engine.translatable import Amount, mark, sentence

DATA_WRONG = "gegevens kloppen niet"
OTHER_REASON = "andere reden"
LOWER = {Status.STABLE: Status.TEST, Status.TEST: Status.EXPERIMENTAL}
"""One step down; an experimental rule counts for nothing already."""


class Change(StrEnum):
    """How a rule in a run differs from the same rule in the run before."""

    NONE = "none"
    TEXT = "text"
    CONDITION = "condition"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The change in Dutch."""
        return _CHANGE_LABELS[self]


_CHANGE_LABELS = {
    Change.NONE: mark("ongewijzigd"),
    Change.TEXT: mark("tekst, punten of status gewijzigd"),
    Change.CONDITION: mark("voorwaarde gewijzigd"),
    Change.UNKNOWN: mark("gewijzigd"),
}


@dataclass(frozen=True, slots=True)
class InRun:
    """A rule in one run.

    Attributes:
        run: name of the run folder.
        hits, unknown: locations; None when that run did not judge the rule.
        hash: of everything the rule said then.
        change: against the run before it in which the rule stood.
    """

    run: str
    as_of: date
    version: str
    hash: str
    hits: int | None
    unknown: int | None
    change: Change


@dataclass(frozen=True, slots=True)
class Tally:
    """Judgements of listed locations where the rule hit, first ones only.

    Attributes:
        right, wrong: what precision counts.
        unclear, care_first: counted as neither.
        other_condition: judged when the rule had another condition, or one that was not kept.
        reasons: why it was wrong, with how often: the rule's own innocent explanations, most
            frequent first, then `DATA_WRONG` and `OTHER_REASON`.
    """

    right: int
    wrong: int
    unclear: int
    care_first: int
    other_condition: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Demotion:
    """A proposal to lower a rule one step, with the reason in Dutch; its owner decides."""

    rule_id: str
    old: Status
    new: Status
    reason: str


@dataclass(frozen=True, slots=True)
class RuleHistory:
    """Everything known about how one rule did.

    Attributes:
        runs: oldest first; runs in which the rule did not stand are left out.
        precision: right among right and wrong.
        lift: over the base rate of the random arm.
        demotion: None when nothing is proposed.
    """

    rule_id: str
    title: str
    status: Status
    min_precision: float | None
    runs: tuple[InRun, ...]
    tally: Tally
    precision: Share
    lift: Lift
    demotion: Demotion | None


@dataclass(frozen=True, slots=True)
class History:
    """The history of rules and what they are measured against.

    Attributes:
        base: how often a location of the random arm was found right.
        rules: by rule id.
    """

    base: Share
    rules: tuple[RuleHistory, ...]


def of_rules(
    session: Session,
    runs: Iterable[Run],
    rules: Sequence[Rule],
    *,
    settings: PrecisionSettings,
) -> History:
    """Tell how rules did.

    Args:
        session: casework; only read.
        runs: published runs, in any order.
        rules: the rules as they are now, each with its present condition.
        settings: block `precision`.
    """
    found = judged.listed(session)
    drawn = [one.is_right for one in found if one.is_random and one.is_right is not None]
    base = precision.share(sum(drawn), len(drawn), confidence=settings.confidence)
    ordered = sorted(runs, key=_moment)
    told = [_told(rule, ordered, found, base, settings) for rule in rules]
    return History(base, tuple(sorted(told, key=lambda one: one.rule_id)))


def _told(
    rule: Rule,
    runs: Sequence[Run],
    found: Sequence[Judged],
    base: Share,
    settings: PrecisionSettings,
) -> RuleHistory:
    tally = _tally(rule, [one for one in found if rule.id in one.rule_ids])
    share = precision.share(tally.right, tally.right + tally.wrong, confidence=settings.confidence)
    return RuleHistory(
        rule_id=rule.id,
        title=rule.title,
        status=rule.status,
        min_precision=rule.min_precision,
        runs=_in_runs(rule.id, runs),
        tally=tally,
        precision=share,
        lift=precision.lift(share, base, confidence=settings.confidence),
        demotion=propose_demotion(rule, share, settings=settings),
    )


def propose_demotion(rule: Rule, share: Share, *, settings: PrecisionSettings) -> Demotion | None:
    """A proposal when the interval's lower bound is under the rule's `min_precision`.

    None as well: without a `min_precision`, with fewer than `min_judgements` judgements, and for
    a rule that counts for nothing already.
    """
    new = LOWER.get(rule.status)
    if new is None or rule.min_precision is None or share.low is None:
        return None
    if share.judged < settings.min_judgements or share.low >= rule.min_precision:
        return None
    confidence = f"{settings.confidence:.0%}"
    reason = sentence(
        "Van {judged} beoordeelde locaties met deze regel waren er {right} terecht ({share}%). "
        "De ondergrens van het {confidence}-interval is {low}%, onder de norm van {least}%. "
        "Voorstel: van {old} naar {new}; de eigenaar ({owner}) beslist.",
        judged=str(share.judged),
        right=str(share.right),
        share=Amount(100 * (share.value or 0), 1),
        confidence=confidence,
        low=Amount(100 * share.low, 1),
        least=Amount(100 * rule.min_precision, 0),
        old=str(rule.status),
        new=str(new),
        owner=str(rule.owner),
    )
    return Demotion(rule.id, rule.status, new, reason)


def _tally(rule: Rule, hits: Sequence[Judged]) -> Tally:
    now = [one for one in hits if one.conditions.get(rule.id) == rule.condition_hash]
    verdicts = Counter(one.verdict for one in now)
    wrong = [one for one in now if one.is_right is False]
    return Tally(
        right=sum(verdicts[verdict] for verdict in judged.RIGHT),
        wrong=len(wrong),
        unclear=verdicts[Verdict.UNCLEAR],
        care_first=verdicts[Verdict.CARE_FIRST],
        other_condition=len(hits) - len(now),
        reasons=reasons(rule.false_positives, wrong),
    )


def reasons(explanations: Iterable[str], wrong: Iterable[Judged]) -> tuple[tuple[str, int], ...]:
    """Why a rule was wrong, with how often; see `Tally`.

    Args:
        explanations: the rule's own innocent ones.
        wrong: judgements of locations where it hit, that found it wrong.
    """
    own = {text.strip().casefold(): text for text in explanations}
    counts = Counter(_reason(own, one) for one in wrong)
    listed = sorted(own.values(), key=lambda text: (-counts[text], text))
    return tuple((text, counts[text]) for text in (*listed, DATA_WRONG, OTHER_REASON))


def _reason(own: Mapping[str, str], one: Judged) -> str:
    """The first explanation named that is the rule's own; others explain another rule."""
    for text in one.explanations:
        if text.strip().casefold() in own:
            return own[text.strip().casefold()]
    return DATA_WRONG if one.verdict is Verdict.DATA_ERROR else OTHER_REASON


def _in_runs(rule_id: str, runs: Sequence[Run]) -> tuple[InRun, ...]:
    found: list[InRun] = []
    before: Mapping[str, Any] | None = None
    for run in runs:
        rule = next((r for r in run.meta.get("rules", ()) if r["id"] == rule_id), None)
        if rule is None:
            continue
        counts = run.meta.get("outcomes", {}).get(rule_id, {})
        found.append(
            InRun(
                run=run.path.name,
                as_of=run.as_of,
                version=rule["version"],
                hash=rule["hash"],
                hits=counts.get("HIT"),
                unknown=counts.get("UNKNOWN"),
                change=_change(before, rule),
            )
        )
        before = rule
    return tuple(found)


def _change(before: Mapping[str, Any] | None, rule: Mapping[str, Any]) -> Change:
    if before is None or before["hash"] == rule["hash"]:
        return Change.NONE
    conditions = [one.get("condition_hash") for one in (before, rule)]
    if None in conditions:
        return Change.UNKNOWN
    return Change.TEXT if conditions[0] == conditions[1] else Change.CONDITION


def _moment(run: Run) -> tuple[date, str, str]:
    return run.as_of, run.meta.get("published_at", ""), run.path.name
