"""A rules folder on disk: two features, one pack, no filters; tests change one thing each."""

import copy
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection
from ruamel.yaml import YAML

from engine.rules import evaluate, loader
from engine.rules.evaluate import Evaluation
from tests.engine.features.world import (
    DAY,
    SETTINGS,
    STARTS,
    feature_sql,
    register,
    supply,
    write_feature,
)

Tree = dict[str, object]

CASES: list[Tree] = [
    {"name": "twee", "facts": {"branches": 2, "location.land_use": "dwelling"}, "expect": "HIT"},
    {"name": "een", "facts": {"branches": 1, "location.land_use": "dwelling"}, "expect": "NO_HIT"},
    {"name": "gebruik onbekend", "facts": {"branches": 2}, "expect": "UNKNOWN"},
]
RULE: Tree = {
    "id": "AAA-01",
    "title": "Bedrijven begonnen",
    "status": "test",
    "gate": "O",
    "purpose": ["toezicht"],
    "feature": "starts",
    "params": {"window_months": 24, "min_branches": 2},
    "hit_when": "location.land_use = 'dwelling' AND branches >= $min_branches",
    "points": 3,
    "explain": "{branches} bedrijven begonnen hier in {window_months} maanden.",
    "false_positives": ["verzamelgebouw"],
    "instruments": ["bezoek"],
    "sources": ["catalogus"],
    "cases": CASES,
}
REPORTS = feature_sql("count(*) AS reports", "report b", name="reports")
SECOND: Tree = {
    **RULE,
    "id": "AAA-02",
    "title": "Meldingen",
    "gate": "G1",
    "feature": "reports",
    "params": {"min_reports": 1},
    "hit_when": "reports >= $min_reports",
    "points": 1,
    "explain": "{reports} meldingen.",
    "cases": [
        {"name": "een", "facts": {"reports": 1}, "expect": "HIT"},
        {"name": "geen", "facts": {"reports": 0}, "expect": "NO_HIT"},
        {"name": "onbekend", "facts": {}, "expect": "UNKNOWN"},
    ],
}
BOTH: Tree = {
    "id": "AAA-K1",
    "title": "Beide",
    "status": "test",
    "gate": "G1",
    "purpose": ["toezicht"],
    "sources": ["catalogus"],
    "combine": {"all": ["AAA-01", "AAA-02"]},
    "makes_eligible": True,
    "cases": [
        {"name": "ja", "facts": {"AAA-01": "HIT", "AAA-02": "HIT"}, "expect": "HIT"},
        {"name": "nee", "facts": {"AAA-01": "HIT", "AAA-02": "NO_HIT"}, "expect": "NO_HIT"},
        {"name": "half", "facts": {"AAA-01": "HIT"}, "expect": "UNKNOWN"},
    ],
}
FILTER: Tree = {
    "id": "F1",
    "rule": "AAA-01",
    "locations": ["L1"],
    "owner": "regisseur",
    "reason": "verzamelgebouw",
    "starts_on": date(2026, 1, 1),
    "expires_on": date(2027, 1, 1),
}


def changed(tree: Tree, /, **keys: object) -> Tree:
    """A copy of a rule or filter with keys changed; None takes a key away."""
    both = {**copy.deepcopy(tree), **keys}
    return {key: value for key, value in both.items() if value is not None}


def write(
    folder: Path,
    *rules: Tree,
    filters: tuple[Tree, ...] = (),
    pack: str = "AAA",
    head: Tree | None = None,
) -> Path:
    """Write a rules folder with one pack of these rules, by default the three above."""
    write_feature(folder / "features", STARTS, "starts")
    write_feature(folder / "features", REPORTS, "reports")
    tree = {
        "pack": pack,
        "title": "Proefpack",
        "version": "1.0.0",
        "owner": "regisseur",
        **(head or {}),
        "rules": list(rules or (RULE, SECOND, BOTH)),
    }
    dump(folder / "packs" / f"{pack.lower()}.yml", tree)
    if filters:
        dump(folder / "filters" / "local.yml", {"filters": list(filters)})
    return folder


def dump(file: Path, tree: Tree) -> None:
    """Write a tree as YAML without anchors, by the emitter in C: a third of the time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    yaml = YAML(typ="safe", pure=False)
    yaml.representer.ignore_aliases = lambda _: True
    yaml.default_flow_style = False
    with file.open("w", encoding="utf-8") as handle:
        yaml.dump(tree, handle)


def complaints(folder: Path) -> list[str]:
    """Texts of the errors, without the file."""
    return [f.what for f in loader.lint(folder) if f.severity == "error"]


def scanned() -> DuckDBPyConnection:
    """Three locations with fresh, checked sources for branches and reports."""
    con = register(("L1", "dwelling"), ("L2", "office"), ("L3", None))
    supply(con, "branch")
    supply(con, "report", source="mel", register="MEL", privacy_check="PT-1")
    return con


def report(con: DuckDBPyConnection, report_id: str, location_id: str, day: str) -> None:
    """Add one report of the municipality's own."""
    con.execute(
        "INSERT INTO report (report_id, location_id, reported_on, delivered_on, record_key, source)"
        " VALUES (?, ?, ?::DATE, ?::DATE, ?, 'mel')",
        [report_id, location_id, day, day, f"mel:report:{report_id}"],
    )


def judge(con: DuckDBPyConnection, folder: Path, *, as_of: date = DAY) -> Evaluation:
    """Load a rules folder and judge it."""
    return evaluate.evaluate(con, loader.load(folder), as_of=as_of, settings=SETTINGS)


def outcomes(evaluation: Evaluation, rule_id: str) -> dict[str, str]:
    """Outcome by location of one rule; NO_HIT is the absence of a row."""
    rows = evaluation.hits.to_pylist()
    return {row["location_id"]: row["outcome"] for row in rows if row["rule_id"] == rule_id}
