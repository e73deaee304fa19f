"""What rules of any gate say on a register, as a scan of a case judges them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from engine.features.database import FeatureDatabase
from engine.features.run_hits import RunHits
from engine.rules import outcome
from engine.rules.loader import RuleSet
from engine.settings import load_settings
from engine.tables import Gate


def judge(
    register: DuckDBPyConnection,
    ruleset: RuleSet,
    rule_ids: Iterable[str],
    *,
    as_of: date,
    hits: RunHits | None = None,
) -> list[dict[str, Any]]:
    """HIT and UNKNOWN rows of these rules, with the columns of a run's hits."""
    with FeatureDatabase(
        register, settings=load_settings(), as_of=as_of, ceiling=Gate.G4, hits=hits
    ) as db:
        db.con.execute(outcome.RESULT)
        for rule_id in rule_ids:
            rule, compiled = ruleset.rule(rule_id), ruleset.compiled[rule_id]
            planned = db.ready(compiled.feature, rule.values)
            values = outcome.values(rule, compiled, as_of=as_of)
            db.con.execute(outcome.statement(rule, compiled, planned.name), values)
        found = db.con.sql("FROM result ORDER BY location_id, rule_id").to_arrow_table()
        return list(found.to_pylist())
