"""What rules must be to each other: ids once, parts that exist and can be evaluated, groups."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from engine.features.feature import Feature
from engine.features.findings import Finding, warning
from engine.rules.model import Combine, Outcome, Rule, Status
from engine.rules.packs import Entry

MAX_LEVELS = 5


def check(
    entries: Sequence[Entry], rules: Mapping[str, Rule], features: Mapping[str, Feature]
) -> Iterator[Finding]:
    """Everything wrong between rules.

    Args:
        entries: every rule as written, in file order.
        rules: rules by id, the first of those that share one.
        features: sound features by name.
    """
    yield from _ids(entries)
    for entry in entries:
        if entry.text.combine:
            yield from _parts(entry, rules)
            yield from _case_parts(entry, entry.text.combine)
        if (feature := features.get(entry.text.feature or "")) is not None:
            yield from _hits(entry, rules, feature)
    yield from _groups(entries)


def order(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Combined rules after their parts, otherwise by id; without a circle among them."""
    by_id = {rule.id: rule for rule in rules}
    done: dict[str, Rule] = {}

    def add(rule: Rule) -> None:
        for part in rule.combine.parts if rule.combine else ():
            if part in by_id and part not in done:
                add(by_id[part])
        done[rule.id] = rule

    for rule in sorted(rules, key=lambda r: r.id):
        if rule.id not in done:
            add(rule)
    return tuple(done.values())


def _ids(entries: Sequence[Entry]) -> Iterator[Finding]:
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.text.id, entry)
        if other is not entry:
            what = f"stands in {other.file.name}:{other.line('id')} too: an id is never reused"
            yield entry.error(what, "id")


def _parts(entry: Entry, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    combine = entry.text.combine
    assert combine is not None
    for key in ("all", "any", "none"):
        for index, part in enumerate(getattr(combine, key)):
            place = ("combine", key, index)
            if part not in rules:
                yield entry.error(f"part {part} is no rule of these packs", *place)
            elif rules[part].gate.rank > entry.text.gate.rank:
                what = f"claims gate {entry.text.gate}, but its part {part} has {rules[part].gate}"
                yield entry.error(what, *place)
            elif entry.text.status.counts and rules[part].status is Status.EXPERIMENTAL:
                what = (
                    f"{entry.text.id}: part {part} is experimental, so this rule is UNKNOWN there"
                )
                yield warning(entry.file, entry.line(*place), what)
    yield from _whole(entry, combine, rules)


def _hits(entry: Entry, rules: Mapping[str, Rule], feature: Feature) -> Iterator[Finding]:
    """What is wrong with the rules whose hits a feature reads."""
    if feature.hits and entry.text.gate.in_scan:
        what = f"its feature {feature.name} reads hits of rules: that needs gate G2 or stricter"
        yield entry.error(what, "gate")
    for rule_id in feature.hits:
        if rule_id not in rules:
            what = f"its feature {feature.name} reads hits of {rule_id}, which is no rule here"
            yield entry.error(what, "feature")
        elif not rules[rule_id].gate.in_scan:
            what = f"its feature {feature.name} reads hits of {rule_id}, which no run judges"
            yield entry.error(f"{what}: gate {rules[rule_id].gate}", "feature")


def _whole(entry: Entry, combine: Combine, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    named = [*combine.all, *combine.any, *combine.none]
    for part in sorted({part for part in named if named.count(part) > 1}):
        yield entry.error(f"part {part} stands in combine twice", "combine")
    if entry.text.id in _reached(entry.text.id, rules):
        yield entry.error("is a part of itself", "combine")
    elif _levels(entry.text.id, rules) > MAX_LEVELS:
        yield entry.error(f"is made of rules more than {MAX_LEVELS} levels deep", "combine")


def _case_parts(entry: Entry, combine: Combine) -> Iterator[Finding]:
    """A case of a combined rule gives outcomes of its parts, in the words of outcomes."""
    for index, case in enumerate(entry.text.cases):
        for name, value in case.facts.items():
            place = ("cases", index, "facts", name)
            if name not in combine.parts:
                yield entry.error(f"case {case.name!r}: {name} is no part of this rule", *place)
            elif value not in list(Outcome):
                words = ", ".join(Outcome)
                yield entry.error(f"case {case.name!r}: {name} is {value!r}, not {words}", *place)


def _reached(start: str, rules: Mapping[str, Rule]) -> set[str]:
    """Every rule that a combined rule is made of, through other combined rules too."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        rule = rules.get(waiting.pop())
        parts = rule.combine.parts if rule and rule.combine else ()
        waiting += [part for part in parts if part not in reached]
        reached.update(parts)
    return reached


def _levels(start: str, rules: Mapping[str, Rule]) -> int:
    """How many combined rules stand above each other, counted up to one too many."""
    level = {start}
    for depth in range(MAX_LEVELS + 1):
        combined = [c for rule_id in sorted(level) if (c := rules[rule_id].combine)]
        if not combined:
            return depth
        level = {part for c in combined for part in c.parts if part in rules}
    return MAX_LEVELS + 1


def _groups(entries: Sequence[Entry]) -> Iterator[Finding]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.text.correlated_group:
            groups[entry.text.correlated_group].append(entry)
    for name, members in sorted(groups.items()):
        if len(members) == 1:
            entry = members[0]
            what = f"{entry.text.id}: no other rule is in correlated_group {name}"
            yield warning(entry.file, entry.line("correlated_group"), what)
