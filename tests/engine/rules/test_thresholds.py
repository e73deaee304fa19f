"""Thresholds: a side that no case shows is told, and no side is told that a case shows."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.rules import loader
from tests.engine.features.world import feature_sql, write_feature
from tests.engine.rules.world import RULE, Tree, changed, write

FACTS = (
    "count(*) AS n, count(DISTINCT b.enterprise_id) AS m, avg(b.employees) AS mean,"
    " max(b.started_on) AS day"
)


def told(folder: Path, condition: str, params: Tree, *cases: Mapping[str, object]) -> list[str]:
    """What is said about the thresholds of a rule with these cases, without its id."""
    rule = changed(
        RULE,
        feature="sample",
        params=params,
        hit_when=condition,
        explain="{n}",
        cases=[
            {"name": f"{index}", "facts": dict(facts), "expect": outcome}
            for index, facts in enumerate(cases)
            for outcome in ["HIT" if index == 0 else "NO_HIT" if index == 1 else "UNKNOWN"]
        ],
    )
    write(folder, rule)
    write_feature(folder / "features", feature_sql(FACTS), "sample")
    findings = [f for f in loader.lint(folder) if "threshold" in f.what]
    assert {str(f.severity) for f in findings} <= {"warning"}
    return [f.what.removeprefix("AAA-01: no case ") for f in findings]


def n(*values: float | None) -> list[dict[str, object]]:
    return [{"n": value} for value in values]


@pytest.mark.parametrize(
    ("condition", "values", "missing"),
    [
        pytest.param("n >= $min_n", (3, 2), [], id="at least, both sides"),
        pytest.param("n >= $min_n", (9, 2), ["exactly at"], id="at least, far above"),
        pytest.param("n >= $min_n", (3, 9), ["below"], id="at least, nothing below"),
        pytest.param("n >= $min_n", (9, 8), ["below", "exactly at"], id="at least, neither"),
        pytest.param("n > $min_n", (4, 3), [], id="more than, both sides"),
        pytest.param("n > $min_n", (4, 2), ["exactly at"], id="more than, far below"),
        pytest.param("n > $min_n", (2, 3), ["above"], id="more than, nothing above"),
        pytest.param("n <= $min_n", (3, 4), [], id="at most, both sides"),
        pytest.param("n <= $min_n", (3, 2), ["above"], id="at most, nothing above"),
        pytest.param("n < $min_n", (2, 3), [], id="less than, both sides"),
        pytest.param("n < $min_n", (4, 3), ["below"], id="less than, nothing below"),
        pytest.param("$min_n <= n", (3, 2), [], id="the other way round"),
        pytest.param("NOT n < $min_n", (3, 2), [], id="denied"),
        pytest.param("n >= $min_n", (None, 2), ["exactly at"], id="unknown shows nothing"),
        pytest.param("n >= $min_n OR m >= $min_n", (3, 2), [], id="one of two facts"),
        pytest.param("n * 2 >= $min_n + 3", (3, 2), [], id="computed"),
    ],
)
def test_side_without_a_case_is_told(
    tmp_path: Path, condition: str, values: tuple[float | None, ...], missing: list[str]
) -> None:
    found = told(tmp_path, condition, {"min_n": 3}, *n(*values), {})
    assert found == [f"{side} the threshold min_n = 3" for side in missing]


def test_every_param_has_its_own_sides(tmp_path: Path) -> None:
    facts: list[dict[str, object]] = [{"n": 3, "m": 9}, {"n": 2, "m": 9}, {}]
    found = told(tmp_path, "n >= $min_n AND m < $below_m", {"min_n": 3, "below_m": 9}, *facts)
    assert found == ["below the threshold below_m = 9"]


def test_range_has_two_bounds(tmp_path: Path) -> None:
    params: Tree = {"min_n": 3, "max_n": 5}
    found = told(tmp_path, "n BETWEEN $min_n AND $max_n", params, *n(3, 2, 5))
    assert found == ["above the threshold max_n = 5"]
    assert told(tmp_path, "n BETWEEN $min_n AND $max_n", params, *n(3, 2, 5, 6)) == []


def test_whole_number_cannot_stand_on_half_a_bound(tmp_path: Path) -> None:
    assert told(tmp_path, "n >= $min_n", {"min_n": 2.5}, *n(3, 2), {}) == []
    found = told(tmp_path, "n >= $min_n", {"min_n": 2.5}, *n(3, 4), {})
    assert found == ["below the threshold min_n = 2.5"]


def test_bound_that_depends_on_another_fact(tmp_path: Path) -> None:
    params: Tree = {"above_ratio": 3}
    facts: list[dict[str, object]] = [{"n": 7, "m": 2}, {"n": 6, "m": 2}, {}]
    assert told(tmp_path, "n > $above_ratio * m", params, *facts) == []
    found = told(tmp_path, "n > $above_ratio * m", params, facts[0], {"n": 5, "m": 2}, {})
    assert found == ["exactly at the threshold above_ratio = 3"]


@pytest.mark.parametrize(
    ("condition", "params"),
    [
        pytest.param("day > $window_months_from", {"window_months": 3}, id="a window"),
        pytest.param("n = $wanted_n", {"wanted_n": 3}, id="no bound"),
        pytest.param(
            "n > 3 AND location.kind = $kind", {"kind": "yard"}, id="a number written out"
        ),
        pytest.param("$min_n < 3 AND n > 1", {"min_n": 1}, id="no fact"),
    ],
)
def test_what_is_no_threshold_is_not_told(tmp_path: Path, condition: str, params: Tree) -> None:
    assert told(tmp_path, condition, params, *n(9, 8), {}) == []


def test_finding_stands_at_the_param(tmp_path: Path) -> None:
    told(tmp_path, "n >= $min_n", {"min_n": 3}, *n(9, 2), {})
    (finding,) = [f for f in loader.lint(tmp_path) if "threshold" in f.what]
    lines = finding.file.read_text("utf-8").splitlines()
    assert "min_n: 3" in lines[finding.line - 1]
