"""From results per date to a report: who came, who went, and since when they could be seen."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engine.rules.loader import RuleSet
from engine.settings import Settings
from engine.workbench.backtest_report import (
    BacktestReport,
    Day,
    RuleCounts,
    SourceGap,
    Unknown,
    pack_hashes,
)

Eligible = Mapping[date, tuple[str, ...]]


def eligible(
    results: Sequence[Mapping[str, Any]], asked: Sequence[str]
) -> dict[date, tuple[str, ...]]:
    """Eligible locations at which a rule of the packs asked for counts, by date, sorted."""
    wanted = set(asked)
    return {
        date.fromisoformat(one["as_of"]): tuple(
            sorted(place for place, packs in one["eligible"].items() if wanted & set(packs))
        )
        for one in results
    }


def first_seen(eligible: Eligible) -> list[tuple[str, date]]:
    """First date of every location of the last date, longest ago first, then by location."""
    last = eligible[max(eligible)]
    first = {
        place: min(day for day, of_day in eligible.items() if place in of_day) for place in last
    }
    return sorted(first.items(), key=lambda item: (item[1], item[0]))


def report(
    ruleset: RuleSet,
    results: Sequence[Mapping[str, Any]],
    eligible: Eligible,
    *,
    municipality: str,
    settings: Settings,
    asked: Sequence[str],
    lead_days: tuple[int, ...],
) -> BacktestReport:
    """The report of these results.

    Args:
        ruleset: the packs that were tested.
        results: of every date, oldest first.
        eligible: eligible locations by date.
        municipality: of `sources.yaml`.
        settings: of the folder of packs.
        asked: packs to count.
        lead_days: of the locations of the last date, longest first.
    """
    rules = {rule.id: rule for rule in ruleset.rules}
    asked_rules = {rule_id for rule_id, rule in rules.items() if rule.pack in asked}
    days: list[Day] = []
    before: frozenset[str] | None = None
    for one in results:
        now = frozenset(eligible[date.fromisoformat(one["as_of"])])
        days.append(_day(one, asked_rules, now, before))
        before = now
    return BacktestReport(
        municipality=municipality,
        packs=pack_hashes(ruleset),
        versions={pack.pack: pack.version for pack in ruleset.packs},
        rules={rule_id: rule.condition_hash for rule_id, rule in sorted(rules.items())},
        asked=tuple(asked),
        settings=_settings_hash(settings),
        days=tuple(days),
        lead_days=lead_days,
    )


def stability(now: frozenset[str], before: frozenset[str]) -> float | None:
    """Jaccard: what both have, as a share of what either has, 0..1; None when both are empty."""
    either = now | before
    return round(len(now & before) / len(either), 6) if either else None


def _day(
    one: Mapping[str, Any],
    asked: set[str],
    now: frozenset[str],
    before: frozenset[str] | None,
) -> Day:
    return Day(
        as_of=date.fromisoformat(one["as_of"]),
        inputs=one["inputs"],
        locations=one["locations"],
        eligible=len(now),
        new_eligible=None if before is None else len(now - before),
        gone=None if before is None else len(before - now),
        stability=None if before is None else stability(now, before),
        bands=one["bands"],
        rules=tuple(
            RuleCounts(rule_id=k, hits=v["HIT"], no_hits=v["NO_HIT"], unknown=v["UNKNOWN"])
            for k, v in sorted(one["rules"].items())
            if k in asked
        ),
        unknown=tuple(
            Unknown(reason=part["reason"], rules=named)
            for part in one["unknown"]
            if (named := tuple(rule for rule in part["rules"] if rule in asked))
        ),
        gaps=tuple(SourceGap(source=gap["source"], why=gap["why"]) for gap in one["gaps"]),
    )


def _settings_hash(settings: Settings) -> str:
    content = settings.model_dump(mode="json", exclude={"rules"})
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
