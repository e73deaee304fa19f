"""Judges every rule of the weekly scan at every location, set-based, in the locked database.

`stable`, `test` and `experimental` rules of gate O and G1 are judged. Experimental rules run
in shadow: their rows stand among the hits like any other, and the score, which knows the
status, gives them nothing. Deprecated rules, rules that wait for an input, and rules of gate
G2 to G4 are not judged here.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.errors import RulePackError
from engine.features.completion import location_struct
from engine.features.database import FeatureDatabase
from engine.progress import Progress, silent
from engine.rules import combined, outcome, relations
from engine.rules.filters import LoadedFilter
from engine.rules.loader import RuleSet
from engine.rules.model import Outcome, Role, Rule, Status
from engine.settings import Settings

_COUNTS = """
SELECT count(*) FILTER (outcome = 'HIT'), count(*) FILTER (outcome = 'UNKNOWN'),
       (SELECT count(*) FROM location)
FROM result
WHERE rule_id = $rule
"""
_UNPROVEN = """
SELECT location_id
FROM result
WHERE rule_id = $rule AND outcome = 'HIT' AND len(evidence) = 0
ORDER BY location_id
LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the rules say.

    Attributes:
        hits: HIT and UNKNOWN rows by (location_id, rule_id), with the columns of `RESULT`.
        features: completed feature tables by file name: the feature's name, or with the first
            digits of a hash of its params when rules use it with different ones.
        feature_of: file name of the features table that a rule was judged on, by rule id.
        counts: locations per outcome, by rule id; judged rules only.
        not_judged: why a rule was not judged (Dutch), by rule id.
    """

    hits: pa.Table
    features: dict[str, pa.Table]
    feature_of: dict[str, str]
    counts: dict[str, dict[str, int]]
    not_judged: dict[str, str]


def evaluate(
    register_con: DuckDBPyConnection,
    ruleset: RuleSet,
    *,
    as_of: date,
    settings: Settings,
    progress: Progress = silent,
) -> Evaluation:
    """Judge the rules of the weekly scan.

    Args:
        register_con: the register: canonical tables, `location` and `source_table`.
        ruleset: the loaded packs.
        as_of: last day of every window.
        settings: limits of the feature database and freshness of registers.
        progress: told after every rule.

    Raises:
        RulePackError: a feature or predicate does not run within its limits, or a scenario or
            factor hits without evidence.
    """
    judged = relations.order([rule for rule in ruleset.rules if rule.is_scanned])
    counts: dict[str, dict[str, int]] = {}
    tables: dict[str, str] = {}
    with FeatureDatabase(register_con, settings=settings, as_of=as_of) as db:
        db.con.execute(outcome.RESULT)
        for done, rule in enumerate(judged, start=1):
            if rule.combine:
                _judge_combined(db, ruleset, rule)
            else:
                tables[rule.id] = _judge(db, ruleset, rule, as_of)
            _filter(db.con, ruleset.filters, rule, as_of)
            counts[rule.id] = _counts(db.con, rule)
            progress("rules", done, len(judged))
        names = _names(ruleset, tables)
        return Evaluation(
            hits=db.con.sql("FROM result ORDER BY location_id, rule_id").to_arrow_table(),
            features={
                name: db.con.sql(f"FROM {table} ORDER BY location_id").to_arrow_table()
                for table, name in sorted(names.items(), key=lambda item: item[1])
            },
            feature_of={rule_id: names[table] for rule_id, table in sorted(tables.items())},
            counts=dict(sorted(counts.items())),
            not_judged={r.id: why for r in ruleset.rules for why in _not_judged(r)},
        )


def _judge(db: FeatureDatabase, ruleset: RuleSet, rule: Rule, as_of: date) -> str:
    """Add the rows of a rule with a feature; gives the name of the feature's table."""
    compiled = ruleset.compiled[rule.id]
    table = db.compute(compiled.feature, rule.values)
    values = outcome.values(rule, compiled, as_of=as_of)
    entry = ruleset.entries[rule.id]
    with db.limited(f"rule {rule.id}", entry.file, entry.line("hit_when")):
        db.con.execute(outcome.statement(rule, compiled, table), values)
    _refuse_unproven(db.con, ruleset, rule)
    return table


def _judge_combined(db: FeatureDatabase, ruleset: RuleSet, rule: Rule) -> None:
    rules = {r.id: r for r in ruleset.rules}
    titles = {rule_id: r.title for rule_id, r in rules.items()}
    usable = combined.usable_parts(rule, rules)
    forgiven = combined.forgiven_parts(rule, rules)
    db.con.execute(combined.statement(rule, titles, usable, forgiven))


def _refuse_unproven(con: DuckDBPyConnection, ruleset: RuleSet, rule: Rule) -> None:
    """A fact without a source is no fact: points need evidence."""
    if rule.role not in (Role.SCENARIO, Role.FACTOR):
        return
    for found in con.execute(_UNPROVEN, {"rule": rule.id}).fetchall():
        entry = ruleset.entries[rule.id]
        what = f"{rule.id} hits {found[0]} without evidence: its feature must return record keys"
        raise RulePackError(what, file=entry.file, line=entry.line("feature"))


def _filter(
    con: DuckDBPyConnection, filters: tuple[LoadedFilter, ...], rule: Rule, as_of: date
) -> None:
    for one in filters:
        if one.filter.rule != rule.id or not one.is_active(as_of):
            continue
        when = one.when.sql if one.when else "false"
        columns = one.when.location if one.when else ()
        con.execute(
            f"""
WITH placed AS (SELECT l.*, {location_struct(columns, "l")} FROM location l),
excluded AS (
    SELECT location_id FROM placed
    WHERE {when} OR list_contains($locations, location_id)
       OR list_has_any(coalesce(object_ids, []), $objects)
       OR list_has_any(coalesce(building_ids, []), $objects)
)
UPDATE result SET filtered_by = $filter, reason = $reason, points = 0
FROM excluded
WHERE result.location_id = excluded.location_id AND rule_id = $rule AND outcome = 'HIT'
  AND filtered_by IS NULL
""",
            {
                "filter": one.filter.id,
                "reason": f"gefilterd door {one.filter.owner}: {one.filter.reason}",
                "rule": rule.id,
                "locations": ["", *one.filter.locations],
                "objects": ["", *one.filter.objects],
            },
        )


def _counts(con: DuckDBPyConnection, rule: Rule) -> dict[str, int]:
    hit, unknown, all_ = con.execute(_COUNTS, {"rule": rule.id}).fetchall()[0]
    by_outcome = {Outcome.HIT: hit, Outcome.NO_HIT: all_ - hit - unknown, Outcome.UNKNOWN: unknown}
    return {str(name): int(count) for name, count in by_outcome.items()}


def _names(ruleset: RuleSet, tables: Mapping[str, str]) -> dict[str, str]:
    """File names of the feature tables, by table."""
    features = {table: ruleset.compiled[rule_id].feature for rule_id, table in tables.items()}
    variants = [feature.name for feature in features.values()]
    names: dict[str, str] = {}
    for rule_id, table in sorted(tables.items()):
        feature = features[table]
        values = ruleset.rule(rule_id).values
        used = json.dumps({p: values[p] for p in feature.params}, sort_keys=True, default=str)
        digest = hashlib.sha256(used.encode()).hexdigest()[:8]
        is_only = variants.count(feature.name) == 1
        names.setdefault(table, feature.name if is_only else f"{feature.name}-{digest}")
    return names


def _not_judged(rule: Rule) -> Iterator[str]:
    if rule.status is Status.DEPRECATED:
        yield "regel is uitgeschakeld"
    elif rule.waits_for:
        yield f"wacht op: {', '.join(rule.waits_for)}"
    elif not rule.gate.in_scan:
        yield f"poort {rule.gate}: alleen binnen een dossier"
