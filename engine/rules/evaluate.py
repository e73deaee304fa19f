"""Judges every rule of the weekly scan at every location, set-based, in the locked database.

`stable`, `test` and `experimental` rules of gate O and G1 are judged. Experimental rules run
in shadow: their rows stand among the hits like any other, and the score, which knows the
status, gives them nothing. Deprecated rules, rules that wait for an input, and rules of gate
G2 to G4 are not judged here.
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
from engine.features.completion import is_silent
from engine.features.database import FeatureDatabase, OpenNetwork, Planned
from engine.features.run_hits import RunHits
from engine.features.session import Session
from engine.progress import Progress, silent
from engine.rules import combined, filters, outcome, relations
from engine.rules.loader import RuleSet
from engine.rules.model import Outcome, Rule, Status
from engine.settings import Settings
from engine.tables import Gate

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
    opened: Collection[Gate] = (),
    network: OpenNetwork | None = None,
    hits: RunHits | None = None,
) -> Evaluation:
    """Judge the rules of the weekly scan, or with `opened` those of stricter gates instead.

    Args:
        register_con: the register: canonical tables, `location` and `source_table`.
        ruleset: the loaded packs.
        as_of: last day of every window.
        settings: limits of the feature database and freshness of registers.
        progress: told after every rule.
        opened: gates beyond the scan that a person opened, for a case only; rules of the scan
            are then judged where one of these combines them.
        network: makes what answers patterns; by default they are answered embedded.
        hits: what the run found, for rules inside a case that read it.

    Raises:
        RulePackError: a feature or predicate does not run within its limits, or a scenario or
            factor hits without evidence.
    """
    judged = relations.order(_wanted(ruleset, opened))
    own = [rule for rule in judged if not rule.combine]
    ceiling = max((Gate.G1, *opened), key=lambda gate: gate.rank)
    with FeatureDatabase(
        register_con, settings=settings, as_of=as_of, ceiling=ceiling, network=network, hits=hits
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
                _judge_combined(db, ruleset, rule, opened)
            filters.mark(db.con, ruleset.filters, rule.id, as_of=as_of)
        progress("rules", len(judged), len(judged))
        _refuse_unproven(db.con, ruleset)
        return Evaluation(
            hits=db.con.sql("FROM result ORDER BY location_id, rule_id").to_arrow_table(),
            features=dict(sorted(features.items())),
            feature_of={rule_id: names[plan.name] for rule_id, plan in sorted(plans.items())},
            counts=_counts(db.con, sorted(rule.id for rule in judged)),
            network=db.network,
            not_judged={r.id: why for r in ruleset.rules for why in _not_judged(r, opened)},
        )


def _wanted(ruleset: RuleSet, opened: Collection[Gate]) -> list[Rule]:
    """The rules to judge, with the parts of those that combine others."""
    judged = {rule.id: rule for rule in ruleset.rules if rule.is_judged(opened)}
    if not opened:
        return list(judged.values())
    wanted: dict[str, Rule] = {}
    waiting = [rule for rule in judged.values() if not rule.gate.in_scan]
    while waiting:
        rule = waiting.pop()
        wanted[rule.id] = rule
        parts = rule.combine.parts if rule.combine else ()
        waiting += [judged[part] for part in parts if part in judged and part not in wanted]
    return list(wanted.values())


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
    db: FeatureDatabase, ruleset: RuleSet, rule: Rule, opened: Collection[Gate]
) -> None:
    rules = {r.id: r for r in ruleset.rules}
    titles = {rule_id: r.title for rule_id, r in rules.items()}
    usable = combined.usable_parts(rule, rules, opened)
    forgiven = combined.forgiven_parts(rule, rules)
    db.con.execute(combined.statement(rule, titles, usable, forgiven))


def _refuse_unproven(con: DuckDBPyConnection, ruleset: RuleSet) -> None:
    """A fact without a source is no fact: points need evidence."""
    for rule_id, location_id in con.execute(_UNPROVEN).fetchall():
        entry = ruleset.entries[rule_id]
        what = f"{rule_id} hits {location_id} without evidence: its feature must return record keys"
        raise RulePackError(what, file=entry.file, line=entry.line("feature"))


def _counts(con: DuckDBPyConnection, rule_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Locations per outcome of each of these rules."""
    all_ = con.execute("SELECT count(*) FROM location").fetchall()[0][0]
    counts = {rule_id: {str(name): 0 for name in Outcome} for rule_id in rule_ids}
    for rule_id in rule_ids:
        counts[rule_id][Outcome.NO_HIT] = all_
    for rule_id, outcome_, count in con.execute(_COUNTS).fetchall():
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


def _not_judged(rule: Rule, opened: Collection[Gate]) -> Iterator[str]:
    if rule.status is Status.DEPRECATED:
        yield "regel is uitgeschakeld"
    elif rule.waits_for:
        yield f"wacht op: {', '.join(rule.waits_for)}"
    elif not rule.is_judged(opened):
        yield f"poort {rule.gate}: alleen binnen een dossier"
