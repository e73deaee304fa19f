"""What the data of a rule may be used for, from `rules/tables/purposes.csv`.

Always the list that came with the installation: a pack from elsewhere cannot widen it.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache

from engine.features.feature import Feature
from engine.features.findings import Finding
from engine.rules.model import Rule
from engine.rules.packs import Entry
from engine.settings import SHIPPED_RULES

_ANY = "*"


def check(
    entry: Entry, rule: Rule, features: Mapping[str, Feature], rules: Mapping[str, Rule]
) -> Iterator[Finding]:
    """Every purpose that a rule claims and that is unknown, or not allowed for what it reads.

    Args:
        entry: where the rule stands.
        rule: a rule with its defaults.
        features: sound features by name.
        rules: every rule by id; a combined rule reads what its parts read.
    """
    known = _allowed()[_ANY, ""]
    for index, purpose in enumerate(rule.purpose):
        place = ("purpose", index)
        if purpose not in known:
            words = ", ".join(sorted(known))
            yield entry.error(f"purpose {purpose!r} is unknown; known: {words}", *place)
            continue
        for table, column in sorted(_read(rule, features, rules)):
            allowed = _allowed()[table, column]
            if purpose not in allowed:
                what = f"{table}.{column}" if column else table
                words = ", ".join(sorted(allowed))
                yield entry.error(f"{what} is not used for {purpose}, only for {words}", *place)


def _read(
    rule: Rule, features: Mapping[str, Feature], rules: Mapping[str, Rule]
) -> set[tuple[str, str]]:
    """Tables and columns with a line of their own that the rule, or a part of it, reads."""
    found: set[tuple[str, str]] = set()
    seen: set[str] = set()
    waiting = [rule]
    while waiting:
        one = waiting.pop()
        feature = features.get(one.feature or "")
        if feature:
            found |= {(table, "") for table in feature.tables} | {*feature.columns}
        for part in one.combine.parts if one.combine else ():
            if part in rules and part not in seen:
                seen.add(part)
                waiting.append(rules[part])
    return found & _allowed().keys()


@cache
def _allowed() -> Mapping[tuple[str, str], frozenset[str]]:
    """Allowed purposes by (table, column); the column is empty for a whole table."""
    with (SHIPPED_RULES / "tables" / "purposes.csv").open(encoding="utf-8") as handle:
        return {
            (row["table"], row["column"]): frozenset(row["purposes"].split(";"))
            for row in csv.DictReader(handle)
        }
