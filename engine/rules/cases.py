"""Runs the cases written in the packs against the same predicates that a run uses."""

from collections.abc import Iterator
from dataclasses import replace

import duckdb

from engine import duck
from engine.errors import BrokenCase
from engine.features.findings import Finding
from engine.rules import case_rows, combined
from engine.rules.loader import RuleSet
from engine.rules.model import Outcome, Rule

_WORDS = {True: Outcome.HIT, False: Outcome.NO_HIT, None: Outcome.UNKNOWN}
_VALUES = {word: value for value, word in _WORDS.items()}


def check_cases(ruleset: RuleSet) -> list[Finding]:
    """Every case that does not hold, sorted; a fact that a case leaves out is unknown.

    Combined rules are judged on the outcomes of parts that the case gives.
    """
    findings: list[Finding] = []
    with duck.connect(config={"threads": 1}) as con:
        con.execute("SET enable_external_access = false")
        for rule in ruleset.rules:
            try:
                findings += _failures(ruleset, rule, _outcomes(con, ruleset, rule))
            except duckdb.Error as problem:
                what = f"hit_when fails on a case: {str(problem).splitlines()[0]}"
                findings.append(ruleset.entries[rule.id].error(what, "cases"))
    return sorted(findings)


def _outcomes(con: duckdb.DuckDBPyConnection, ruleset: RuleSet, rule: Rule) -> list[Outcome | None]:
    """What the rule says of each of its cases, in their order; None where it cannot say."""
    if rule.combine:
        parts = [{k: _VALUES.get(v) for k, v in c.facts.items()} for c in rule.cases]  # type: ignore[call-overload]
        forgiven = combined.forgiven_parts(rule, {r.id: r for r in ruleset.rules})
        return [_WORDS[combined.judge(rule.combine, outcomes, forgiven)] for outcomes in parts]
    compiled = ruleset.compiled.get(rule.id)
    if compiled is None:
        return []
    found = case_rows.evaluate(con, rule, compiled, [compiled.predicate.sql])
    return [_WORDS[value] for (value,) in found]  # type: ignore[index]


def _failures(ruleset: RuleSet, rule: Rule, outcomes: list[Outcome | None]) -> Iterator[Finding]:
    entry = ruleset.entries[rule.id]
    for index, (case, got) in enumerate(zip(rule.cases, outcomes, strict=False)):
        if got is not case.expect:
            what = f"case {case.name!r} expects {case.expect}, the rule says {got}"
            broken = BrokenCase(rule.id, case.name, case.expect, got)
            yield replace(entry.error(what, "cases", index), case=broken)
