"""Rules whose params, facts or condition stand for what is never used."""

from collections.abc import Iterable, Iterator

from engine.features import flows, proxies, words
from engine.features.feature import Feature
from engine.features.findings import Finding
from engine.rules.binding import Compiled
from engine.rules.model import Rule
from engine.rules.packs import Entry
from engine.rules.predicate import parsed


def check(entry: Entry, rule: Rule, compiled: Compiled | None) -> Iterator[Finding]:
    """Everything in one rule that stands for a forbidden attribute, with the reason.

    Args:
        entry: where the rule stands.
        rule: the rule with its defaults.
        compiled: its feature and condition, None when it has none or a broken one.
    """
    for name, what in proxies.names(rule.params):
        yield entry.error(what, "params", name)
    for name, value in rule.values.items():
        for text in _texts(value):
            for word, group in words.of_origin(text):
                yield entry.error(f"param {name}: {word!r} speaks of {group}", "params", name)
    if compiled:
        yield from _of_feature(entry, rule, compiled.feature)
        yield from _of_condition(entry, rule, compiled)


def _of_feature(entry: Entry, rule: Rule, feature: Feature) -> Iterator[Finding]:
    """Comparisons of the feature with this rule's params."""
    for test in feature.tests:
        given = _texts(rule.values.get(test.constant.name))
        for what in proxies.complaints(feature.name, test, given):
            place = ("sbi",) if test.constant.name in ("sbi_2008", "sbi_2025") else ("params",)
            yield entry.error(what, *place)


def _of_condition(entry: Entry, rule: Rule, compiled: Compiled) -> Iterator[Finding]:
    for test in flows.of_predicate(parsed(compiled.predicate.text), compiled.feature.made_of):
        is_param = test.constant.kind == "param"
        known = _texts(rule.values.get(test.constant.name)) if is_param else None
        for what in proxies.complaints(rule.id, test, known):
            yield entry.error(f"hit_when: {what}", "hit_when")


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list) else []
