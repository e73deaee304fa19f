"""Where a rule hits more often than elsewhere: by village, legal form and kind of object.

A skew is a question, not an answer: a rule about greenhouses hits where greenhouses are. It is
told when a group's share of hits lies outside the norm of the base's share and chance does not
explain it, so that somebody looks whether the rule stands in for something that it may not use.
It stays told until the owner writes down why it is right. Source: REQ-RUL-4.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine import precision
from engine.precision import Share
from engine.rule_settings import SkewSettings
from engine.snapshot import Run
from engine.workbench.skew_reasons import Reason

KINDS = ("town", "legal_form", "kind")
"""Village of the location, legal form of a business in it, kind of the location."""

_GROUPS = """
CREATE TEMP TABLE member AS
SELECT DISTINCT 'town' AS by_kind, town AS name, location_id FROM locations WHERE town IS NOT NULL
UNION ALL
SELECT DISTINCT 'kind', kind, location_id FROM locations WHERE kind IS NOT NULL
UNION ALL
SELECT DISTINCT 'legal_form', e.legal_form, b.location_id
FROM branch b
JOIN enterprise e ON e.enterprise_id = b.enterprise_id
WHERE b.location_id IS NOT NULL AND e.legal_form IS NOT NULL
  AND coalesce(b.ended_on, e.ended_on) IS NULL
"""
_COUNTS = """
WITH population AS (
    SELECT by_kind, count(DISTINCT location_id) AS locations FROM member GROUP BY by_kind
),
of_rule AS (
    SELECT m.by_kind, h.rule_id,
           count(*) FILTER (h.outcome = 'HIT') AS hits,
           count(*) FILTER (h.outcome = 'UNKNOWN') AS unknown
    FROM hits h JOIN (SELECT DISTINCT by_kind, location_id FROM member) m USING (location_id)
    GROUP BY ALL
),
of_group AS (
    SELECT by_kind, name, count(*) AS locations FROM member GROUP BY ALL
),
in_group AS (
    SELECT m.by_kind, m.name, h.rule_id,
           count(*) FILTER (h.outcome = 'HIT') AS hits,
           count(*) FILTER (h.outcome = 'UNKNOWN') AS unknown
    FROM hits h JOIN member m USING (location_id)
    GROUP BY ALL
)
SELECT r.rule_id, r.by_kind, g.name, coalesce(i.hits, 0),
       g.locations - coalesce(i.unknown, 0) AS inside,
       r.hits, p.locations - r.unknown AS population
FROM of_rule r
JOIN of_group g USING (by_kind)
JOIN population p USING (by_kind)
LEFT JOIN in_group i ON i.by_kind = r.by_kind AND i.name = g.name AND i.rule_id = r.rule_id
WHERE r.hits >= $min_hits AND inside >= $min_locations AND population - inside >= $min_locations
ORDER BY r.rule_id, r.by_kind, g.name
"""


@dataclass(frozen=True, slots=True)
class Skew:
    """One rule in one group, beside all other locations that are in some group of that kind.

    Attributes:
        by_kind: one of `KINDS`.
        group: name of the village, legal form or kind.
        inside, outside: locations with a HIT among those of the group, and among the others;
            those where the rule is UNKNOWN are in neither.
        norm: lowest and highest ratio that is no skew, both included.
        justified: why the owner finds it right; None when nobody wrote that down.
    """

    rule_id: str
    by_kind: str
    group: str
    inside: Share
    outside: Share
    norm: tuple[float, float]
    justified: str | None = None

    @property
    def is_open(self) -> bool:
        """True for a skew that nobody justified."""
        return self.is_skewed and self.justified is None

    @property
    def ratio(self) -> float | None:
        """Share of hits in the group over that of the base; None without hits or locations."""
        hits = self.inside.right + self.outside.right
        if not hits or not self.inside.judged:
            return None
        base = hits / (self.inside.judged + self.outside.judged)
        return self.inside.right / self.inside.judged / base

    @property
    def is_skewed(self) -> bool:
        """True when the ratio is outside the norm and the intervals do not overlap."""
        inside, outside, ratio = self.inside, self.outside, self.ratio
        if ratio is None or self.norm[0] <= ratio <= self.norm[1]:
            return False
        if None in (inside.low, inside.high, outside.low, outside.high):
            return False
        return inside.low > outside.high or inside.high < outside.low  # type: ignore[operator]


def of_run(run: Run, settings: SkewSettings, reasons: Sequence[Reason] = ()) -> tuple[Skew, ...]:
    """Every rule with enough hits in every group with enough locations, by rule, kind and group.

    Args:
        run: a published run; filtered hits count, since the rule found them.
        settings: block `skew`.
        reasons: justifications; those whose last day lies before the run's day count no more.
    """
    return tuple(_skews(run, settings, reasons))


def _skews(run: Run, settings: SkewSettings, reasons: Sequence[Reason]) -> Iterator[Skew]:
    norm = (settings.min_ratio, settings.max_ratio)
    limits = {"min_hits": settings.min_hits, "min_locations": settings.min_locations}
    with run.connect() as con:
        con.execute(_GROUPS)
        rows = con.execute(_COUNTS, limits).fetchall()
    for rule_id, by_kind, group, hits, judged, all_hits, population in rows:
        inside = precision.share(hits, judged, confidence=settings.confidence)
        rest = (all_hits - hits, population - judged)
        outside = precision.share(*rest, confidence=settings.confidence)
        right = (r for r in reasons if r.answers(rule_id, by_kind, group, as_of=run.as_of))
        why = next((f"{reason.why} ({reason.owner})" for reason in right), None)
        yield Skew(rule_id, by_kind, group, inside, outside, norm, why)
