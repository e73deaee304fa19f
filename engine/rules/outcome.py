"""SQL that judges one rule with a feature at every location, and writes the sentence."""

from collections.abc import Mapping
from datetime import date

from engine.duck import text
from engine.features import spans
from engine.features.completion import location_struct
from engine.features.spans import Value
from engine.rules import explain, fact_words
from engine.rules.binding import Compiled
from engine.rules.model import Rule

RESULT = """
CREATE TABLE result (
    location_id VARCHAR, rule_id VARCHAR, family VARCHAR, role VARCHAR, outcome VARCHAR,
    filtered_by VARCHAR, reason VARCHAR, points DOUBLE, newest DATE, facts VARCHAR,
    evidence VARCHAR[], member_ids VARCHAR[], explanation VARCHAR
)
"""
"""One row per location and rule that HIT or is UNKNOWN; NO_HIT is the absence of a row."""

UNDECIDED = "beslissend gegeven onbekend"


def bound(rule: Rule, compiled: Compiled) -> list[str]:
    """Names of the bound values that `statement` uses, sorted."""
    named = {n for n in explain.placeholders(rule.explain) if n in rule.values or n == "as_of"}
    return sorted({*compiled.predicate.placeholders, *_told(rule), *named})


def statement(rule: Rule, compiled: Compiled, facts_of: str) -> str:
    """SQL that inserts the rule's HIT and UNKNOWN rows into `result`.

    A location that the feature did not return, and where that means nothing is there, is a
    NO_HIT whatever the predicate says of zeros.

    Args:
        rule: the rule.
        compiled: its predicate and facts.
        facts_of: a table or view with the columns that `completion.view` names.
    """
    columns = {*compiled.predicate.location, *explain.location_columns(rule.explain)}
    facts = "".join(f', f."{fact}"' for fact in compiled.facts)
    join = "JOIN location l USING (location_id)" if columns else ""
    sentence = explain.sql(rule.explain, explain.sources(compiled.facts, rule.values))
    return f"""
INSERT INTO result
WITH placed AS (
    SELECT f.location_id, f.known, f.unknown_reason, f.newest, f.evidence,
           f.members{facts}, {location_struct(sorted(columns), "l")}
    FROM {facts_of} f
    {join}
),
judged AS (
    SELECT *, CASE WHEN NOT known THEN 'UNKNOWN'
                   WHEN {compiled.predicate.sql} THEN 'HIT'
                   WHEN NOT {compiled.predicate.sql} THEN 'NO_HIT'
                   ELSE 'UNKNOWN' END AS "rule outcome"
    FROM placed
)
SELECT location_id, {text(rule.id)}, {text(rule.family)}, {text(rule.role)}, "rule outcome", NULL,
       CASE WHEN "rule outcome" = 'UNKNOWN'
            THEN coalesce(unknown_reason, {_undecided(compiled)}) END,
       CASE WHEN "rule outcome" = 'HIT' THEN {rule.points!r} ELSE 0 END,
       newest, {_facts(rule, compiled, sorted(columns))}, evidence, members,
       CASE WHEN "rule outcome" = 'HIT' THEN {sentence} END
FROM judged
WHERE "rule outcome" <> 'NO_HIT'
"""


def _undecided(compiled: Compiled) -> str:
    """The facts that the predicate needs and that are NULL, in words."""
    names = [(f'"{fact}"', fact) for fact in compiled.predicate.facts]
    names += [(f'location."{c}"', f"location.{c}") for c in compiled.predicate.location]
    missing = [
        f"CASE WHEN {sql} IS NULL THEN {text(compiled.called(name))} END" for sql, name in names
    ]
    separator = text(fact_words.SEPARATOR)
    listed = f"nullif(concat_ws({separator}, {', '.join(missing)}), '')" if missing else "NULL"
    return f"{text(UNDECIDED)} || coalesce(': ' || {listed}, '')"


def _facts(rule: Rule, compiled: Compiled, columns: list[str]) -> str:
    """JSON of the facts, the single-valued params and the columns of `location` used, by name."""
    values = {fact: f'"{fact}"' for fact in compiled.facts}
    values |= {name: f"${name}::{kind}" for name, kind in _told(rule).items()}
    values |= {f"location.{column}": f'location."{column}"' for column in columns}
    pairs = ", ".join(f"{text(name)}, {values[name]}" for name in sorted(values))
    return f"json_object({pairs})::VARCHAR"


def _told(rule: Rule) -> Mapping[str, str]:
    """Params that stand in every row's facts; lists of codes stand with the rule only."""
    kinds = {name: explain.type_of(value) for name, value in rule.params.items()}
    return {name: kind for name, kind in kinds.items() if kind != "VARCHAR[]"}


def values(rule: Rule, compiled: Compiled, *, as_of: date) -> dict[str, Value]:
    """The bound values of `statement`, by name."""
    return spans.bindings(bound(rule, compiled), rule.values, as_of=as_of)
