"""What became of every rule in a run."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.exports import rule_report
from engine.exports.rule_report import Standing
from engine.snapshot import Run


def _rule(**values: Any) -> dict[str, Any]:
    rule = {
        "id": "GEN-01", "title": "Titel", "pack": "GEN", "version": "1.0.0", "status": "test",
        "role": "scenario", "gate": "O", "family": "GEN", "points": 3.0, "barrier_step": "B2",
        "waits_for": [], "combine": None,
        "legal_basis": [{"verified": False}, {"verified": True}],
    }  # fmt: skip
    return {**rule, **values}


def _run(tmp_path: Path, *rules: dict[str, Any], outcomes: dict[str, Any] | None = None) -> Run:
    meta = {"rules": list(rules), "outcomes": outcomes or {}}
    (tmp_path / "run.json").write_text(json.dumps(meta), "utf-8")
    return Run(tmp_path)


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        ({}, Standing.COUNTS),
        ({"status": "stable"}, Standing.COUNTS),
        ({"status": "experimental"}, Standing.SHADOW),
        ({"waits_for": ["netwerk"]}, Standing.WAITS),
        ({"gate": "G2"}, Standing.CASE_ONLY),
        ({"gate": "G2", "waits_for": ["netwerk"]}, Standing.WAITS),
        ({"status": "deprecated", "gate": "G2"}, Standing.OFF),
    ],
)
def test_standing_says_why_a_rule_did_not_count(
    tmp_path: Path, values: dict[str, Any], standing: Standing
) -> None:
    (state,) = rule_report.states(_run(tmp_path, _rule(**values)))
    assert state.standing is standing
    assert (state.hits, state.unknown) == (None, None)


def test_counts_are_those_of_the_run_and_rules_stand_by_id(tmp_path: Path) -> None:
    outcomes = {"GEN-01": {"HIT": 2, "NO_HIT": 7, "UNKNOWN": 1}}
    combined = _rule(id="ABC", combine={"all": ["GEN-01"]})
    found = rule_report.states(_run(tmp_path, _rule(), combined, outcomes=outcomes))
    assert [(s.id, s.hits, s.unknown, s.is_combined, s.unverified) for s in found] == [
        ("ABC", None, None, True, 1),
        ("GEN-01", 2, 1, False, 1),
    ]


def test_a_run_without_rules_has_none(tmp_path: Path) -> None:
    assert rule_report.states(_run(tmp_path)) == ()
