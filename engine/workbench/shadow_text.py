"""Rules in shadow, in Dutch lines for the terminal and as plain data."""

from typing import Any

from engine.workbench import effect_text
from engine.workbench.shadow import Shadow, ShadowRule


def to_text(shadow: Shadow) -> str:
    """One paragraph per rule, then all of them together; ends without a newline."""
    lines = [f"{shadow.run}: regels op proef: {len(shadow.rules)}"]
    for rule in shadow.rules:
        lines += _rule(rule)
    for rule_id, why in shadow.not_tried:
        lines.append(f"\n{rule_id} is niet te proberen: {why}")
    if shadow.together is None:
        return "\n".join(
            [*lines, "Zet een regel op status experimental om hem mee te laten lopen."]
        )
    if len(shadow.rules) > 1:
        lines.append("\nAls alle meetelden")
        lines += effect_text.location_lines(shadow.together.moved)
    lines += effect_text.load_lines(shadow.together.load_before, shadow.together.load_after)
    lines += effect_text.remark_lines(shadow.together.remarks)
    return "\n".join(lines)


def to_data(shadow: Shadow) -> dict[str, Any]:
    """The same as plain data for JSON."""
    return {
        "run": shadow.run,
        "rules": [
            {
                "rule_id": rule.rule_id,
                "title": rule.title,
                "hits": rule.hits,
                "unknown": rule.unknown,
                "effect": effect_text.to_data(rule.effect),
            }
            for rule in shadow.rules
        ],
        "together": shadow.together and effect_text.to_data(shadow.together),
        "not_tried": [{"rule_id": rule_id, "why": why} for rule_id, why in shadow.not_tried],
    }


def _rule(rule: ShadowRule) -> list[str]:
    hits = f"treffers {rule.hits}, onbekend {rule.unknown}"
    lines = [f"\n{rule.rule_id} {rule.title}: {hits}; als deze regel meetelde:"]
    return [*lines, *effect_text.location_lines(rule.effect.moved)]
