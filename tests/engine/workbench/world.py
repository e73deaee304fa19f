"""A small published run: twelve locations, two sources, and packs that tests change one by one."""

import copy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine import snapshot
from engine.register import supplies
from engine.rules import evaluate, loader, record
from engine.rules.loader import RuleSet
from engine.scoring import score, worklist
from engine.settings import load_settings
from engine.snapshot import Run
from engine.tables import TABLES
from engine.workbench.session import Session
from tests.engine.features.world import DAY, branch, register, supply
from tests.engine.rules import world as rules_world
from tests.engine.rules.world import CASES, RULE, SECOND, Tree, changed, report

SETTINGS = load_settings()
REGISTERS = {("kvk", "branch"): "HR", ("mel", "report"): "MEL"}
_OWN = {"facts": {}, "expect": "UNKNOWN", "name": "onbekend"}
STARTED = changed(RULE, role="scenario", points=3, correlated_group="business_churn")
REPORTED = changed(SECOND, id="BBB-01", family="BBB", points=2)
PROVED = changed(
    SECOND, id="BBB-02", family="BBB", points=2, status="experimental", params={"min_reports": 2},
    correlated_group="business_churn",
    cases=[
        {"name": "twee", "facts": {"reports": 2}, "expect": "HIT"},
        {"name": "een", "facts": {"reports": 1}, "expect": "NO_HIT"},
        {"name": "onbekend", "facts": {}, "expect": "UNKNOWN"},
    ],
)  # fmt: skip
LONG_HERE = changed(
    RULE, id="CTR-01", title="Lang hier", role="mitigating", family="all", points=-2,
    params={"window_months": 60, "min_branches": 3}, hit_when="branches >= $min_branches",
    cases=[
        {"name": "drie", "facts": {"branches": 3}, "expect": "HIT"},
        {"name": "twee", "facts": {"branches": 2}, "expect": "NO_HIT"},
        _OWN,
    ],
)  # fmt: skip
BOTH: Tree = changed(
    rules_world.BOTH, id="KOMBI-1", combine={"all": ["AAA-01"], "any": ["BBB-01", "BBB-02"]},
    cases=None,
)  # fmt: skip
CLEAN: Tree = changed(
    rules_world.BOTH, id="KOMBI-2", combine={"all": ["BBB-01"], "none": ["CTR-01"]},
    makes_eligible=None, role="context", cases=None,
)  # fmt: skip
WAITS: Tree = {
    "id": "NET-01", "title": "Wacht", "status": "test", "role": "scenario", "gate": "O",
    "points": 2, "purpose": ["toezicht"], "sources": ["catalogus"], "waits_for": ["netwerk"],
}  # fmt: skip
BEYOND: Tree = changed(RULE, id="DOS-01", gate="G3", cases=CASES)
RULES = (STARTED, REPORTED, PROVED, LONG_HERE, BOTH, CLEAN, WAITS, BEYOND)


def write(folder: Path, *rules: Tree, filters: tuple[Tree, ...] = ()) -> Path:
    """Write the packs of this world, or these rules in their place."""
    return rules_world.write(folder, *(rules or RULES), filters=filters)


def with_changes(*changes: tuple[str, str, Any]) -> tuple[Tree, ...]:
    """The rules as a pack would write them with `(rule id, key, value)` changed."""
    trees = copy.deepcopy(RULES)
    for rule_id, key, value in changes:
        tree = next(tree for tree in trees if tree["id"] == rule_id)
        params = tree.get("params", {})
        if isinstance(params, dict) and key in params:
            params[key] = value
        elif value is None:
            tree.pop(key, None)
        else:
            tree[key] = value
    return trees


def filled() -> DuckDBPyConnection:
    """Locations L00..L11 with 0 to 4 starts and 0 to 3 reports, of several ages."""
    uses = ("dwelling", "office", None)
    con = register(*((f"L{i:02}", uses[i % 3] if i % 4 else "dwelling") for i in range(12)))
    supply(con, "branch")
    supply(con, "report", source="mel", register="MEL", privacy_check="PT-1")
    for i in range(12):
        for n in range(i % 5):
            started = DAY - timedelta(days=40 + 150 * n + 60 * (i % 4))
            branch(con, f"B{i}-{n}", f"L{i:02}", str(started))
        for n in range(i % 4):
            report(con, f"R{i}-{n}", f"L{i:02}", str(DAY - timedelta(days=20 + 200 * n)))
    return con


def evaluated(
    con: DuckDBPyConnection, ruleset: RuleSet
) -> tuple[evaluate.Evaluation, score.Scored]:
    """A fresh evaluation of packs over a register, scored."""
    found = evaluate.evaluate(con, ruleset, as_of=DAY, settings=SETTINGS)
    places = con.sql("FROM location ORDER BY location_id").to_arrow_table()
    return found, score.score(
        found.hits, ruleset.rules, places, REGISTERS, as_of=DAY, settings=SETTINGS
    )


def publish(con: DuckDBPyConnection, folder: Path, out: Path, **meta: object) -> Run:
    """Judge a rules folder over a register and publish the run as `engine.run` would."""
    ruleset = loader.load(folder)
    found, scored = evaluated(con, ruleset)
    labels = pa.array([f"Dijk {name}" for name in scored.locations["location_id"].to_pylist()])
    at = scored.locations.column_names.index("label")
    locations = scored.locations.set_column(at, "label", labels)
    seed = "1884-2026-W44"
    week = worklist.draw(
        locations, scored.hits, worklist.control_population(con), (),
        as_of=DAY, settings=SETTINGS, seed=seed,
    )  # fmt: skip
    tables = {
        "locations": locations, "hits": scored.hits, "worklist": week,
        **{f"features/{name}": table for name, table in found.features.items()},
        **{f"tables/{n}": con.sql(f'FROM "{n}" ORDER BY ALL').to_arrow_table() for n in TABLES},
    }  # fmt: skip
    content = {
        "municipality": "1884",
        "settings": SETTINGS.model_dump(mode="json", exclude={"rules"}),
        "source_tables": supplies.of_run(con),
        "rules": [record.of_rule(rule) for rule in ruleset.rules],
        "filters": record.filters(ruleset),
        "fact_files": record.fact_files(ruleset, found.feature_of),
        "worklist_seed": seed,
        "published_at": "2026-11-02T08:00:00+00:00",
    }
    return snapshot.publish(out, as_of=DAY, tables=tables, meta={**content, **meta}).run


def open_session(run: Run, folder: Path) -> Session:
    """A session over a run with the packs of a folder."""
    return Session(run, loader.load(folder), SETTINGS)


def scored_of(locations: pa.Table) -> list[tuple[object, ...]]:
    """What two evaluations must agree on, by location."""
    rows = locations.sort_by("location_id").to_pylist()
    names = ("location_id", "score", "band", "eligible", "newest_hit")
    return [tuple(row[name] for name in names) for row in rows]
