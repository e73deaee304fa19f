"""Judges every rule of a scope at its locations, set-based, in the locked database.

`stable`, `test` and `experimental` rules are judged; by default those of the weekly scan, gate O
and G1, everywhere. Experimental rules run in shadow: their rows stand among the hits like any
other, and the score, which knows the status, gives them nothing. Deprecated rules, rules that
wait for an input, and rules of a gate that is not open are not judged.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from queue import SimpleQueue

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.errors import RulePackError
from engine.features.asking import OpenNetwork
from engine.features.completion import is_silent
from engine.features.database import FeatureDatabase, Planned
from engine.features.run_hits import RunHits
from engine.features.session import Session
from engine.progress import Progress, silent
from engine.rules import combined, filters, outcome, relations, scope
from engine.rules.loader import RuleSet
from engine.rules.model import Outcome, Rule
from engine.rules.scope import WEEKLY, Scope
from engine.settings import Settings

_COUNTS = "SELECT rule_id, outcome, count(*) FROM result GROUP BY ALL"
_UNPROVEN = """
SELECT rule_id, location_id
FROM result
WHERE outcome = 'HIT' AND role IN ('scenario', 'factor') AND len(evidence) = 0
ORDER BY rule_id, location_id
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
        network: size, hubs and gaps of the network, None when no pattern was asked.
    """

    hits: pa.Table
    features: dict[str, pa.Table]
    feature_of: dict[str, str]
    counts: dict[str, dict[str, int]]
    not_judged: dict[str, str]
    network: Mapping[str, object] | None = None


def evaluate(
    register_con: DuckDBPyConnection,
    ruleset: RuleSet,
    *,
    as_of: date,
    settings: Settings,
    progress: Progress = silent,
    within: Scope = WEEKLY,
    network: OpenNetwork | None = None,
    hits: RunHits | None = None,
) -> Evaluation:
    """Judge the rules of a scope, by default those of the weekly scan.

    Args:
        register_con: the register: canonical tables, `location` and `source_table`.
        ruleset: the loaded packs.
        as_of: last day of every window.
        settings: limits of the feature database and freshness of registers.
        progress: told after every rule.
        within: which rules are judged, and where.
        network: makes what answers patterns; by default they are answered embedded.
        hits: what the run found, for rules inside a case that read it.

    Raises:
        RunError: the register does not have the location of `within`.
        RulePackError: a feature or predicate does not run within its limits, or a scenario or
            factor hits without evidence.
    """
    judged = relations.order(scope.judged(ruleset, within))
    ids = sorted(rule.id for rule in judged)
    own = [rule for rule in judged if not rule.combine]
    with FeatureDatabase(
        register_con,
        settings=settings,
        as_of=as_of,
        ceiling=within.ceiling,
        network=network,
        hits=hits,
        location_id=within.location_id,
        withheld=within.withheld,
    ) as db:
        db.con.execute(outcome.RESULT)
        plans = {r.id: db.plan(ruleset.compiled[r.id].feature, r.values) for r in own}
        names = _names(ruleset, plans)
        features: dict[str, pa.Table] = {}
        done = 0
        for group, table in _judge_all(db, ruleset, plans, as_of, settings.features.sessions):
            features[names[plans[group[0].id].name]] = table
            done += len(group)
            progress("rules", done, len(judged))
        for rule in own:
            filters.mark(db.con, ruleset.filters, rule.id, as_of=as_of)
        for rule in (rule for rule in judged if rule.combine):
            entry = ruleset.entries[rule.id]
            with db.limited(f"rule {rule.id}", entry.file, entry.line("combine")):
                _judge_combined(db, ruleset, rule, ids)
            filters.mark(db.con, ruleset.filters, rule.id, as_of=as_of)
        progress("rules", len(judged), len(judged))
        _refuse_unproven(db.con, ruleset)
        return Evaluation(
            hits=db.con.sql("FROM result ORDER BY location_id, rule_id").to_arrow_table(),
            features=dict(sorted(features.items())),
            feature_of={rule_id: names[plan.name] for rule_id, plan in sorted(plans.items())},
            counts=_counts(db, ids),
            network=db.network,
            not_judged={
                r.id: why for r in ruleset.rules for why in scope.why_not(r, ruleset, within)
            },
        )


def _judge_all(
    db: FeatureDatabase,
    ruleset: RuleSet,
    plans: Mapping[str, Planned],
    as_of: date,
    sessions: int,
) -> Iterator[tuple[list[Rule], pa.Table]]:
    """Judge the rules of each feature, in as many sessions beside each other.

    Yields in the order of the plans, with the feature's completed table.
    """
    groups: dict[str, list[Rule]] = {}
    for rule_id, plan in plans.items():
        groups.setdefault(plan.name, []).append(ruleset.rule(rule_id))
    free: SimpleQueue[Session] = SimpleQueue()

    def judge(group: list[Rule]) -> pa.Table:
        session = free.get()
        try:
            return _judge(db, session, ruleset, plans[group[0].id], group, as_of)
        finally:
            free.put(session)

    with ExitStack() as stack:
        for _ in range(sessions):
            free.put(stack.enter_context(db.session()))
        with ThreadPoolExecutor(sessions) as pool:
            work = [(group, pool.submit(judge, group)) for group in groups.values()]
            for group, found in work:
                yield group, found.result()


def _judge(
    db: FeatureDatabase,
    session: Session,
    ruleset: RuleSet,
    plan: Planned,
    group: Sequence[Rule],
    as_of: date,
) -> pa.Table:
    """Add the rows of the rules of one feature; gives the feature's completed table."""
    returned = db.run(plan, session)
    for rule in () if is_silent(plan.feature, plan.reason, returned) else group:
        compiled, entry = ruleset.compiled[rule.id], ruleset.entries[rule.id]
        values = outcome.values(rule, compiled, as_of=as_of)
        with session.limited(f"rule {rule.id}", entry.file, entry.line("hit_when")):
            session.con.execute(outcome.statement(rule, compiled, plan.name), values)
    with session.limited(f"feature {plan.feature.name}", plan.feature.file):
        return db.complete(plan, session)


def _judge_combined(
    db: FeatureDatabase, ruleset: RuleSet, rule: Rule, judged: Collection[str]
) -> None:
    rules = {r.id: r for r in ruleset.rules}
    titles = {rule_id: r.title for rule_id, r in rules.items()}
    usable = combined.usable_parts(rule, rules, judged)
    forgiven = combined.forgiven_parts(rule, rules)
    db.con.execute(combined.statement(rule, titles, usable, forgiven, places=db.places))


def _refuse_unproven(con: DuckDBPyConnection, ruleset: RuleSet) -> None:
    """A fact without a source is no fact: points need evidence."""
    for rule_id, location_id in con.execute(_UNPROVEN).fetchall():
        entry = ruleset.entries[rule_id]
        what = f"{rule_id} hits {location_id} without evidence: its feature must return record keys"
        raise RulePackError(what, file=entry.file, line=entry.line("feature"))


def _counts(db: FeatureDatabase, rule_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Locations per outcome of each of these rules."""
    all_ = db.con.execute(f"SELECT count(*) FROM {db.places}").fetchall()[0][0]
    counts = {rule_id: {str(name): 0 for name in Outcome} for rule_id in rule_ids}
    for rule_id in rule_ids:
        counts[rule_id][Outcome.NO_HIT] = all_
    for rule_id, outcome_, count in db.con.execute(_COUNTS).fetchall():
        counts[rule_id][outcome_] = count
        counts[rule_id][Outcome.NO_HIT] -= count
    return counts


def _names(ruleset: RuleSet, plans: Mapping[str, Planned]) -> dict[str, str]:
    """File names of the feature tables, by plan."""
    by_plan = {plan.name: plan.feature.name for plan in plans.values()}
    variants = Counter(by_plan.values())
    names: dict[str, str] = {}
    for rule_id, plan in sorted(plans.items()):
        feature, values = plan.feature, ruleset.rule(rule_id).values
        used = json.dumps({p: values[p] for p in feature.params}, sort_keys=True, default=str)
        digest = hashlib.sha256(used.encode()).hexdigest()[:8]
        is_only = variants[feature.name] == 1
        names.setdefault(plan.name, feature.name if is_only else f"{feature.name}-{digest}")
    return names
