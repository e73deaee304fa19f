"""What run.json keeps of the rules, and of the facts that they were judged on."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from engine.features.feature import Feature
from engine.rules.filters import described
from engine.rules.loader import RuleSet
from engine.rules.model import Rule

_KEPT = frozenset(
    {
        *("id", "pack", "version", "hash", "title", "status", "role", "gate", "purpose"),
        *("family", "points", "correlated_group", "expires_months", "explain", "combine"),
        *("false_positives", "instruments", "barrier_step", "legal_basis", "action"),
        *("sources", "waits_for", "makes_eligible", "route_to", "feature", "params"),
        *("hit_when", "sbi", "condition_hash", "min_precision"),
    }
)


def of_rule(rule: Rule) -> Mapping[str, object]:
    """What a reader needs to explain this rule's hits when the pack has moved on."""
    return rule.model_dump(mode="json", include=set(_KEPT))


def fact_files(ruleset: RuleSet, feature_of: Mapping[str, str]) -> list[dict[str, object]]:
    """Which feature, with which text and params, each file of `features/` holds.

    Args:
        ruleset: the packs of the run.
        feature_of: file name by rule id.

    Returns:
        By `file`: `feature`, `hash` (of its text) and `params` (those that its text uses).
    """
    found: dict[str, dict[str, object]] = {}
    for rule_id, file in sorted(feature_of.items()):
        feature = ruleset.compiled[rule_id].feature
        found[file] = {"file": file, **fact_key(feature, ruleset.rule(rule_id))}
    return [found[file] for file in sorted(found)]


def fact_key(feature: Feature, rule: Rule) -> dict[str, object]:
    """What the facts of a rule depend on besides deliveries and date, as run.json writes it."""
    used = {name: rule.values[name] for name in feature.params}
    params = json.loads(json.dumps(used, sort_keys=True, default=str))
    return {"feature": feature.name, "hash": feature.digest, "params": params}


def filters(ruleset: RuleSet) -> list[dict[str, str]]:
    """Which local exclusions held, by id, with a hash of what each says."""
    return [
        {
            "id": one.filter.id,
            "rule": one.filter.rule,
            "hash": hashlib.sha256(one.filter.model_dump_json().encode()).hexdigest(),
        }
        for one in ruleset.filters
    ]


def filter_states(
    ruleset: RuleSet, filtered_by: Iterable[str | None], *, as_of: date
) -> list[dict[str, object]]:
    """Every local exclusion with its state on a day and the hits that it set aside, by id.

    Args:
        ruleset: the packs of the run.
        filtered_by: of every hit the filter that set it aside, None when none did.
        as_of: the run's day.
    """
    aside = Counter(filtered_by)
    return [{**described(one, as_of), "hits": aside[one.filter.id]} for one in ruleset.filters]
