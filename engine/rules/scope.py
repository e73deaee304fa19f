"""Which rules are judged, and where: those of the scan everywhere, those of a case at its place.

A case opens gates one by one: what a partner sent (G4) opens no Bibob file (G3). So a rule is
held against every gate of what it reads, not against the strictest alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.features.feature import Feature
from engine.rules.loader import RuleSet
from engine.rules.model import Rule, Status
from engine.tables import TABLES, Gate

_SCAN = frozenset(gate for gate in Gate if gate.in_scan)


@dataclass(frozen=True, slots=True)
class Scope:
    """What one evaluation is about.

    Attributes:
        gates: gates whose rules are judged.
        purposes: a rule is judged when it may be used for one of these; None: for any.
        location_id: the one location that is judged, None for all of them.
        withheld: why what a feature reads is not known (Dutch), by (table, column); the column
            is empty for a whole table.
    """

    gates: frozenset[Gate]
    purposes: frozenset[str] | None = None
    location_id: str | None = None
    withheld: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def opened(self) -> frozenset[Gate]:
        """Gates of everything that may be read: what the scan reads is always open."""
        return self.gates | _SCAN

    @property
    def ceiling(self) -> Gate:
        """The widest of these gates."""
        return max(self.opened, key=lambda gate: gate.rank)

    def asks(self, rule: Rule) -> bool:
        """True when a rule belongs here by gate and purpose, whether it can be judged or not."""
        fits = self.purposes is None or not self.purposes.isdisjoint(rule.purpose)
        return rule.gate in self.gates and fits


WEEKLY = Scope(_SCAN)
"""The weekly scan: rules of gate O and G1, at every location."""


def asked(ruleset: RuleSet, scope: Scope) -> list[Rule]:
    """Rules that are asked and can be judged, by id."""
    found = [rule for rule in ruleset.rules if scope.asks(rule) and _may(rule, ruleset, scope)]
    return sorted(found, key=lambda rule: rule.id)


def judged(ruleset: RuleSet, scope: Scope) -> list[Rule]:
    """The same rules and, of combined ones, the parts that can be judged too, by id."""
    found = {rule.id: rule for rule in asked(ruleset, scope)}
    waiting = list(found.values())
    while waiting:
        rule = waiting.pop()
        for part in _parts(rule, ruleset):
            if part.id not in found and part.gate in scope.opened and _may(part, ruleset, scope):
                found[part.id] = part
                waiting.append(part)
    return [found[rule_id] for rule_id in sorted(found)]


def why_not(rule: Rule, ruleset: RuleSet, scope: Scope) -> Iterator[str]:
    """Why a rule is not judged, in Dutch; nothing when it is."""
    beyond = _beyond(rule, ruleset, scope)
    if rule.status is Status.DEPRECATED:
        yield "regel is uitgeschakeld"
    elif rule.waits_for:
        yield f"wacht op: {', '.join(rule.waits_for)}"
    elif rule.gate not in scope.gates and scope is WEEKLY:
        yield f"poort {rule.gate}: alleen binnen een dossier"
    elif rule.gate not in scope.gates:
        yield f"poort {rule.gate}: opent deze zaak niet"
    elif not scope.asks(rule):
        yield f"doel {', '.join(rule.purpose)}: past niet bij deze zaak"
    elif beyond:
        yield f"leest gegevens van poort {', '.join(beyond)}: opent deze zaak niet"


def _may(rule: Rule, ruleset: RuleSet, scope: Scope) -> bool:
    return rule.is_on and not _beyond(rule, ruleset, scope)


def _beyond(rule: Rule, ruleset: RuleSet, scope: Scope) -> list[Gate]:
    """Gates of what the rule's feature reads and that are not open, from wide to strict."""
    compiled = ruleset.compiled.get(rule.id)
    read = set() if compiled is None else gates_of(compiled.feature)
    return sorted(read - scope.opened, key=lambda gate: gate.rank)


def gates_of(feature: Feature) -> set[Gate]:
    """Every gate of the tables and columns that a feature reads, and its own."""
    of_tables = {TABLES[table].gate for table in feature.tables}
    return {feature.gate} | of_tables | {TABLES[t].gate_of(c) for t, c in feature.columns}


def _parts(rule: Rule, ruleset: RuleSet) -> Iterable[Rule]:
    return (ruleset.rule(part) for part in (rule.combine.parts if rule.combine else ()))
