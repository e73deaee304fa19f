"""Two versions of the packs, in Dutch lines for the terminal and as plain data."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from engine.exports.words import WORDS
from engine.workbench import effect_text
from engine.workbench.changes import shown
from engine.workbench.comparison import OTHER, Comparison, FieldChange, RuleChange

_KINDS = {"added": "nieuw", "removed": "vervallen", "changed": "gewijzigd", "same": "gelijk"}
_LONG = 60


def to_text(comparison: Comparison) -> str:
    """Rules that differ, locations that move, work and list; ends without a newline."""
    told = [rule for rule in comparison.rules if not rule.is_quiet]
    quiet = len(comparison.rules) - len(told)
    lines = [f"{comparison.run}: {comparison.before} tegen {comparison.after}", "\nRegels"]
    for rule in told:
        lines += _rule(rule)
    lines.append(f"  {quiet} regels zijn gelijk en zeggen hetzelfde")
    lines += effect_text.location_lines(comparison.moved)
    lines += effect_text.load_lines(comparison.load_before, comparison.load_after)
    lines += _week(comparison)
    lines += effect_text.remark_lines(comparison.remarks)
    return "\n".join(lines)


def to_data(comparison: Comparison) -> dict[str, Any]:
    """The same as plain data for JSON."""
    return {
        "run": comparison.run,
        "before": comparison.before,
        "after": comparison.after,
        "rules": [dataclasses.asdict(rule) for rule in comparison.rules],
        "locations": [dataclasses.asdict(one) for one in comparison.moved],
        "hits": comparison.hits.to_pylist(),
        "week": {
            "before": comparison.week_before.to_pylist(),
            "after": comparison.week_after.to_pylist(),
        },
        "load": {
            "before": dataclasses.asdict(comparison.load_before),
            "after": dataclasses.asdict(comparison.load_after),
            "is_too_much": comparison.load_after.is_too_much,
        },
        "remarks": list(comparison.remarks),
    }


def _rule(rule: RuleChange) -> Iterator[str]:
    versions = [v for v in (rule.version_before, rule.version_after) if v is not None]
    named = " -> ".join(dict.fromkeys(versions))
    yield f"  {rule.rule_id} {rule.title}: {_KINDS[rule.kind]} (pack {named})"
    hits = f"treffers {rule.hits_before} -> {rule.hits_after} (+{rule.gained}, -{rule.lost})"
    yield f"    {hits}; onbekend {rule.unknown_before} -> {rule.unknown_after}"
    yield from (f"    {_field(one)}" for one in rule.fields)


def _field(one: FieldChange) -> str:
    if one.name == OTHER:
        return "iets dat een run niet bewaart: gevallen, eigenaar, herziening of kaart"
    if one.name == "feature_text":
        return "de SQL van het kenmerk"
    return f"{one.name}: {_short(one.before)} -> {_short(one.after)}"


def _week(comparison: Comparison) -> Iterator[str]:
    sides = [
        {row["location_id"]: row["arm"] for row in week.to_pylist()}
        for week in (comparison.week_before, comparison.week_after)
    ]
    yield f"\nDe lijst van deze week: {len(sides[0])} -> {len(sides[1])} locaties"
    for title, here, there in (("erbij", sides[1], sides[0]), ("eraf", sides[0], sides[1])):
        for location_id in sorted(here.keys() - there.keys()):
            yield f"  {title}: {location_id} ({WORDS['arm'][here[location_id]]})"


def _short(value: object) -> str:
    is_plain = not isinstance(value, dict | list)
    text = shown(value) if is_plain else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
