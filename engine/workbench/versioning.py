"""What differs between two states of a pack, and which version number that asks for.

Semantic versions: a change of text is a patch, a new rule a minor version, and a removed rule or
one that says or does something else a major version. Moving a rule between `test` and `stable`
changes nothing that a run computes, so it is a patch; switching it on or off is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from engine.rules.model import RuleText, Status
from engine.rules.versions import parts

TEXTS = frozenset(
    {
        *("title", "explain", "false_positives", "instruments", "barrier_step", "action"),
        *("legal_basis", "sources", "min_precision", "review_before", "suitability", "cases"),
    }
)
"""Keys of a rule that no outcome, score, list or route depends on."""


class Level(StrEnum):
    """Which number of a version goes up."""

    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"

    @property
    def label(self) -> str:
        """Why, in Dutch."""
        return _LABELS[self]


_LABELS = {
    Level.PATCH: "alleen tekst",
    Level.MINOR: "nieuwe regel",
    Level.MAJOR: "regel weg of betekenis gewijzigd",
}
_RISING = (Level.PATCH, Level.MINOR, Level.MAJOR)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs between two states of a pack.

    Attributes:
        rule_id: None for the head of the pack.
        key: such as `points` or `params.window_months`; empty when the whole rule came or went.
        before, after: plain values; None for what is not there.
        level: what it asks for by itself.
    """

    rule_id: str | None
    key: str
    before: object
    after: object
    level: Level


def differences(
    before: Sequence[RuleText], after: Sequence[RuleText]
) -> tuple[Difference, ...]:  # fmt: skip
    """Everything that differs between the rules of two states of a pack, by rule and key."""
    old, new = ({rule.id: rule for rule in rules} for rules in (before, after))
    found: list[Difference] = []
    for rule_id in sorted({*old, *new}):
        if rule_id not in new:
            found.append(Difference(rule_id, "", old[rule_id].title, None, Level.MAJOR))
        elif rule_id not in old:
            found.append(Difference(rule_id, "", None, new[rule_id].title, Level.MINOR))
        else:
            found += _in_rule(old[rule_id], new[rule_id])
    return tuple(found)


def level(found: Sequence[Difference]) -> Level:
    """The highest level that any of the differences asks for; a patch when there are none."""
    return max((one.level for one in found), key=_RISING.index, default=Level.PATCH)


def raised(version: str, by: Level, *, taken: Sequence[str] = ()) -> str:
    """The version that follows.

    Args:
        version: three numbers with points between.
        by: which of them goes up; those after it become 0.
        taken: versions of the pack that exist already; the next one is above all of them.
    """
    major, minor, patch = max(parts(one) for one in (version, *taken))
    if by is Level.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if by is Level.MINOR else f"{major}.{minor}.{patch + 1}"


def _in_rule(before: RuleText, after: RuleText) -> list[Difference]:
    old, new = (_flat(rule.model_dump(mode="json", by_alias=True)) for rule in (before, after))
    return [
        Difference(before.id, key, old.get(key), new.get(key), _level(key, before, after))
        for key in sorted({*old, *new})
        if old.get(key) != new.get(key)
    ]


def _level(key: str, before: RuleText, after: RuleText) -> Level:
    if key == "status":
        moved = {before.status, after.status} == {Status.TEST, Status.STABLE}
        return Level.PATCH if moved else Level.MAJOR
    return Level.PATCH if key.split(".")[0] in TEXTS else Level.MAJOR


def _flat(rule: Mapping[str, Any]) -> dict[str, object]:
    """Keys of a rule, with those of its params and card one level down."""
    flat: dict[str, object] = {}
    for key, value in rule.items():
        if isinstance(value, Mapping) and key in ("params", "suitability", "gate_parts"):
            flat |= {f"{key}.{name}": part for name, part in value.items()}
        else:
            flat[key] = value
    return flat
