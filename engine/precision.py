"""How often a rule is right, and how much more often than chance, each with its interval.

Intervals: Wilson for a share, Katz for a ratio of shares. What cannot be known is None, never 0.
"""

from dataclasses import dataclass

from scipy.stats import binomtest
from scipy.stats.contingency import relative_risk

from engine.translatable import sentence

NOTHING_JUDGED = sentence("nog geen oordelen")
NOTHING_DRAWN = sentence("nog geen oordelen over aselect getrokken locaties")
NEVER_RIGHT_BY_CHANCE = sentence("in de aselecte groep was nog niets terecht")


@dataclass(frozen=True, slots=True)
class Share:
    """A share of judgements and its interval.

    Attributes:
        right: judgements that say "terecht".
        judged: judgements that count, right or wrong.
        value: `right / judged`, 0..1; None when nothing was judged.
        low, high: closed bounds of the interval; None together with `value`.
    """

    right: int
    judged: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Lift:
    """How many times as often a rule is right as the random arm.

    Attributes:
        value: 0 or more; None when it is not known.
        low, high: closed bounds; None when the data give no such bound.
        unknown: why `value` is None, in Dutch; None when it is known.
    """

    value: float | None
    low: float | None
    high: float | None
    unknown: str | None = None


def share(right: int, judged: int, *, confidence: float) -> Share:
    """The share that is right, with its Wilson interval.

    Args:
        right: 0..judged.
        judged: 0 or more; with 0 nothing is known.
        confidence: of the interval, open 0..1.

    Raises:
        ValueError: `right` is not in 0..judged.

    Source: Wilson 1927, as `scipy.stats.binomtest` computes it.
    """
    if not 0 <= right <= judged:
        raise ValueError(f"right must be 0..{judged}, got {right}")
    if judged == 0:
        return Share(0, 0, None, None, None)
    interval = binomtest(right, judged).proportion_ci(confidence, method="wilson")
    return Share(right, judged, right / judged, float(interval.low), float(interval.high))


def lift(rule: Share, base: Share, *, confidence: float) -> Lift:
    """The ratio of two shares, with its Katz interval.

    Unknown without judgements on either side, and when nothing in the base is right: then any
    ratio fits. A rule that is never right has lift 0, of which Katz gives no upper bound; two
    groups in which everything is right give no bounds either.

    Args:
        rule: share of the rule. Locations of the random arm where the rule hits are in both
            groups, which makes the interval wider than need be, never narrower.
        base: share of the random arm.
        confidence: of the interval, open 0..1.

    Source: Katz 1978, as `scipy.stats.contingency.relative_risk` computes it.
    """
    if rule.judged == 0:
        return Lift(None, None, None, NOTHING_JUDGED)
    if base.judged == 0:
        return Lift(None, None, None, NOTHING_DRAWN)
    if base.right == 0:
        return Lift(None, None, None, NEVER_RIGHT_BY_CHANCE)
    if rule.right == 0:
        return Lift(0.0, 0.0, None)
    found = relative_risk(rule.right, rule.judged, base.right, base.judged)
    if rule.right == rule.judged and base.right == base.judged:
        return Lift(float(found.relative_risk), None, None)
    interval = found.confidence_interval(confidence)
    return Lift(float(found.relative_risk), float(interval.low), float(interval.high))
