"""Binds a rule to its feature: types of the facts, predicate, sentence, gate, params, cases."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from engine.errors import RulePackError
from engine.features import spans
from engine.features.completion import location_struct
from engine.features.database import FeatureDatabase
from engine.features.feature import REQUIRED, Feature
from engine.features.findings import Finding, error
from engine.rules import explain
from engine.rules.model import Rule
from engine.rules.packs import Entry
from engine.rules.predicate import LOCATION_TYPES, Predicate
from engine.rules.predicate import check as check_predicate

SCHEMA_DAY = date(2000, 1, 1)
"""Any day: packs are bound against tables without rows."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a rule with a feature needs to run.

    Attributes:
        feature: the feature.
        types: SQL types of the columns that the feature returns, by name.
        predicate: the checked `hit_when`.
        words: Dutch words by fact or `location.<column>`; one may be missing.
    """

    feature: Feature
    types: Mapping[str, str]
    predicate: Predicate
    words: Mapping[str, str]

    @property
    def facts(self) -> dict[str, str]:
        """Types of the facts alone, without the columns every feature has."""
        return {name: kind for name, kind in self.types.items() if name not in REQUIRED}

    def called(self, fact: str) -> str:
        """What a reviewer reads for a fact or `location.<column>`: its words, else its name."""
        return self.words.get(fact, fact)


def bind(
    entry: Entry,
    rule: Rule,
    features: Mapping[str, Feature],
    db: FeatureDatabase,
    *,
    words: Mapping[str, str],
) -> tuple[Compiled | None, list[Finding]]:
    """Bind a rule; None when it has no feature or does not fit it, and what is wrong.

    Args:
        entry: where the rule stands, for findings.
        rule: the rule with its defaults.
        features: sound features by name.
        db: a database of empty tables that may read every gate.
        words: of the rules folder, by fact.
    """
    if rule.feature is None or rule.hit_when is None:
        return None, []
    feature = features.get(rule.feature)
    if feature is None:
        known = ", ".join(sorted(features)) or "none"
        what = f"unknown feature {rule.feature!r}; known: {known}"
        return None, [entry.error(what, "feature")]
    findings = [*_gate(entry, rule, feature)]
    try:
        types = db.describe(feature, rule.values)
    except RulePackError as problem:
        return None, [*findings, entry.error(problem.what, "params")]
    facts = [name for name in types if name not in REQUIRED]
    predicate, problems = check_predicate(rule.hit_when, facts, feature.coded)
    findings += [entry.error(f"hit_when: {p.what}", "hit_when") for p in problems]
    findings += _sentence(entry, rule, facts)
    if predicate is None:
        return None, findings
    compiled = Compiled(feature, types, predicate, words)
    findings += [*_used(entry, rule, compiled), *_runs(entry, rule, compiled, db)]
    findings += _case_facts(entry, compiled)
    return compiled, findings


def _gate(entry: Entry, rule: Rule, feature: Feature) -> Iterator[Finding]:
    if rule.gate.rank < feature.gate.rank:
        what = f"claims gate {rule.gate}, but its feature {feature.name} reads {feature.gate} facts"
        yield entry.error(what, "gate")


def _sentence(entry: Entry, rule: Rule, facts: list[str]) -> Iterator[Finding]:
    known = {*facts, *rule.values, "newest", "as_of"}
    known |= {f"location.{name}" for name in LOCATION_TYPES}
    for name in explain.placeholders(rule.explain):
        if name not in known:
            what = f"explain: {{{name}}} is no fact and no param of this rule"
            yield entry.error(what, "explain")
    if explain.stray_brace(rule.explain):
        yield entry.error("explain: a brace stands alone", "explain")
    for name in sorted({*facts} & {*rule.params}):
        yield entry.error(f"param {name} has the name of a fact", "params", name)


def _used(entry: Entry, rule: Rule, compiled: Compiled) -> Iterator[Finding]:
    used = {*compiled.feature.params}
    for name in compiled.predicate.placeholders:
        param = spans.base(name, rule.values)
        used.add(param or name)
        if param is None and name != "as_of":
            yield entry.error(f"hit_when: ${name} is no param of this rule", "hit_when")
    for name in rule.params:
        if name not in used:
            yield entry.error(f"param {name} is used nowhere", "params", name)


def _runs(entry: Entry, rule: Rule, compiled: Compiled, db: FeatureDatabase) -> Iterator[Finding]:
    """Let DuckDB bind the predicate over typed columns: it must be a truth value."""
    try:
        bound = spans.bindings(compiled.predicate.placeholders, rule.values, as_of=SCHEMA_DAY)
        rows = db.con.execute(
            f"DESCRIBE SELECT {compiled.predicate.sql} AS hit FROM ({typed_row(compiled)})", bound
        ).fetchall()
    except ValueError as problem:
        yield entry.error(f"params: {problem}", "params")
    except duckdb.Error as problem:
        yield entry.error(f"hit_when: {str(problem).splitlines()[0]}", "hit_when")
    else:
        if rows[0][1] != "BOOLEAN":
            yield entry.error(f"hit_when is {rows[0][1]}, not true or false", "hit_when")


def known_when(feature: Feature, db: FeatureDatabase) -> Iterator[Finding]:
    """What is wrong with a feature's `known_when` over the columns of `location`."""
    if feature.known_when is None:
        return
    try:
        kind = type_of(f"(\n{feature.known_when}\n)", feature.known_columns, db)
    except duckdb.Error as problem:
        yield error(feature.file, 1, f"known_when: {str(problem).splitlines()[0]}")
    else:
        if kind != "BOOLEAN":
            yield error(feature.file, 1, f"known_when is {kind}, not true or false")


def type_of(predicate: str, columns: Collection[str], db: FeatureDatabase) -> str:
    """SQL type of a predicate over these columns of `location`.

    Raises:
        duckdb.Error: the database cannot make sense of it.
    """
    location = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in LOCATION_TYPES.items())
    row = f"SELECT {location_struct(sorted(columns), 'l')} FROM (SELECT {location}) AS l"
    found = db.con.execute(f"DESCRIBE SELECT {predicate} AS met FROM ({row})").fetchall()
    return str(found[0][1])


def typed_row(compiled: Compiled) -> str:
    """SQL of one row of NULLs with the types of the facts and of `location`."""
    facts = "".join(f'NULL::{kind} AS "{name}", ' for name, kind in compiled.facts.items())
    location = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in LOCATION_TYPES.items())
    struct = location_struct(compiled.predicate.location, "l")
    return f"SELECT {facts}{struct} FROM (SELECT {location}) AS l"


def _case_facts(entry: Entry, compiled: Compiled) -> Iterator[Finding]:
    kinds = compiled.facts | {f"location.{name}": kind for name, kind in LOCATION_TYPES.items()}
    for index, case in enumerate(entry.text.cases):
        for name, value in case.facts.items():
            place = ("cases", index, "facts", name)
            if name not in kinds:
                known = ", ".join(sorted(compiled.facts))
                what = f"case {case.name!r}: {name} is no fact; known: {known} and location.*"
                yield entry.error(what, *place)
            elif not fits(value, kinds[name]):
                what = f"case {case.name!r}: {name} is {kinds[name]}, got {value!r}"
                yield entry.error(what, *place)


_FITS: Mapping[str, tuple[type, ...]] = {
    "BOOLEAN": (bool,),
    "BIGINT": (int,),
    "DOUBLE": (int, float),
    "DATE": (date,),
    "VARCHAR": (str,),
    "VARCHAR[]": (list,),
}


def fits(value: object, kind: str) -> bool:
    """True when a case's value may stand for a fact of that SQL type; NULL always may."""
    if value is None:
        return True
    if isinstance(value, bool) and kind != "BOOLEAN":
        return False
    return isinstance(value, _FITS[kind])
