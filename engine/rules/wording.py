"""Texts of a rule say what is seen: no word that accuses, no word of origin."""

from collections.abc import Iterator

from engine.features import words
from engine.features.findings import Finding
from engine.rules.model import Rule
from engine.rules.packs import Entry


def check(entry: Entry, rule: Rule) -> Iterator[Finding]:
    """Every word in the texts of a rule that accuses somebody or speaks of origin."""
    texts: dict[str, tuple[str, ...]] = {
        "title": (rule.title,),
        "explain": (rule.explain,),
        "false_positives": rule.false_positives,
        "instruments": rule.instruments,
        "action": (rule.action or "",),
    }
    for key, parts in texts.items():
        for index, text in enumerate(parts):
            place = (key, index) if len(parts) > 1 else (key,)
            for word in words.accusing(text):
                yield entry.error(f"{key}: {word!r} accuses: say what is seen", *place)
            for word, group in words.of_origin(text):
                yield entry.error(f"{key}: {word!r} speaks of {group}", *place)
