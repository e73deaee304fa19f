"""Rules whose params, facts or condition stand for what is never used."""

from collections.abc import Iterable, Iterator

from sqlglot.dialects.duckdb import DuckDB

from engine.features import flows, proxies, words
from engine.features.findings import Finding
from engine.features.flows import Test
from engine.features.library import Feature
from engine.rules.model import Rule
from engine.rules.packs import Entry


def check(entry: Entry, rule: Rule, feature: Feature | None) -> Iterator[Finding]:
    """Everything in one rule that stands for a forbidden attribute, with the reason.

    Args:
        entry: where the rule stands.
        rule: the rule with its defaults.
        feature: its feature, None when it has none or a broken one.
    """
    for name, what in proxies.names(rule.params):
        yield entry.error(what, "params", name)
    for name, value in rule.values.items():
        for text in _texts(value):
            for word, group in words.of_origin(text):
                yield entry.error(f"param {name}: {word!r} speaks of {group}", "params", name)
    if feature:
        yield from _tests(entry, rule, feature)


def _tests(entry: Entry, rule: Rule, feature: Feature) -> Iterator[Finding]:
    """Comparisons of the feature with this rule's params, and those of `hit_when`."""
    for test in feature.tests:
        given = _texts(rule.values.get(test.constant.name))
        for what in proxies.complaints(feature.name, test, given):
            place = ("sbi",) if test.constant.name in ("sbi_2008", "sbi_2025") else ("params",)
            yield entry.error(what, *place)
    for test in _of_condition(rule, feature):
        values = (
            _texts(rule.values.get(test.constant.name)) if test.constant.kind == "param" else None
        )
        for what in proxies.complaints(rule.id, test, values):
            yield entry.error(f"hit_when: {what}", "hit_when")


def _of_condition(rule: Rule, feature: Feature) -> tuple[Test, ...]:
    (tree,) = DuckDB().parse(rule.hit_when or "true")
    return flows.of_predicate(tree, feature.made_of) if tree else ()


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list) else []
