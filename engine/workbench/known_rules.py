"""Every rule as a published run judged it, and where the packs say something else by now.

run.json keeps what scoring needs of a rule; what its predicate needs is in the packs. So a rule
that is the same in both can be judged again, and another one keeps what the run says of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.rule_settings import ScoreSettings
from engine.rules import record
from engine.rules.loader import RuleSet, resolve
from engine.rules.model import Rule
from engine.snapshot import Run
from engine.translatable import sentence
from engine.workbench import stored


@dataclass(frozen=True, slots=True)
class Known:
    """The rules of a run.

    Attributes:
        rules: by id.
        drifted: ids of rules that are other, or filtered otherwise, in the packs.
    """

    rules: Mapping[str, Rule]
    drifted: frozenset[str]


def of(run: Run, ruleset: RuleSet, *, score: ScoreSettings) -> Known:
    """Every rule as the run knows it, and which of them the packs say otherwise now."""
    rules: dict[str, Rule] = {}
    drifted = {one["rule"] for one in _other_filters(run, ruleset)}
    for kept in run.meta["rules"]:
        entry = ruleset.entries.get(kept["id"])
        rule = resolve(entry, ruleset.features, score) if entry else None
        if rule is None or not _is_same(rule, kept):
            rule = Rule.model_validate({"owner": "", **kept})
            drifted.add(rule.id)
        rules[rule.id] = rule
    return Known(rules, frozenset(drifted & rules.keys()))


def remarks(run: Run, drifted: frozenset[str]) -> tuple[str, ...]:
    """What a reader must know before trusting what is computed from this run, in Dutch."""
    found = []
    if drifted:
        named = ", ".join(sorted(drifted))
        found.append(
            sentence(
                "sinds de run veranderd in de packs of filters: {rules}; wat de run ervan zegt "
                "telt, tot u zo'n regel zelf wijzigt",
                rules=named,
            )
        )
    if stored.is_redacted(run):
        on = run.meta["redacted"]["on"]
        found.append(
            sentence(
                "de run is geschoond op {day}: gerekend is met wat er nog is, dus scores kunnen "
                "anders zijn dan toen de lijst werd gemaakt",
                day=str(on),
            )
        )
    return tuple(found)


def _is_same(rule: Rule, kept: Mapping[str, object]) -> bool:
    """A pack's version may move on without the rule."""
    now = record.of_rule(rule)
    return all(now[key] == value for key, value in kept.items() if key in now and key != "version")


def _other_filters(run: Run, ruleset: RuleSet) -> list[Mapping[str, str]]:
    """Filters that are in the run or in the packs, and not in both."""
    if "filters" not in run.meta:
        return []
    then, now = run.meta["filters"], record.filters(ruleset)
    return [one for one in (*then, *now) if (one in then) is not (one in now)]
