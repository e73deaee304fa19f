"""SBI codes: a condition on a code without one on its version does not load."""

from pathlib import Path

import pytest

from engine.features import functions, guard, library
from engine.features.codes import Coded, in_predicate
from engine.features.lineage import Reads, trace
from engine.settings import SHIPPED_RULES
from engine.yaml_file import Problem
from tests.engine.features.world import write_feature

JOIN = "FROM branch b JOIN activity a ON a.branch_id = b.branch_id"
FEATURE = f"""-- feature: sample
-- title: Proef
SELECT b.location_id, count(*) AS n, max(b.delivered_on) AS newest,
  list(b.record_key) AS evidence, []::VARCHAR[] AS members
{JOIN}
WHERE a.code = '0113'{{more}}
GROUP BY b.location_id
"""


def _trace(text: str) -> tuple[Reads, list[Problem]]:
    tree, problems = guard.statement(text, functions.in_features())
    assert tree is not None, problems
    reads, problems = trace(tree)
    assert reads is not None
    return reads, problems


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SELECT a.branch_id FROM activity a WHERE a.code = '0113'", id="equal"),
        pytest.param("SELECT branch_id FROM activity WHERE code IN ('0113')", id="no alias"),
        pytest.param(
            "SELECT a.branch_id FROM activity a WHERE starts_with(a.code, '01')", id="start"
        ),
        pytest.param("SELECT a.branch_id FROM activity a WHERE a.code LIKE '01%'", id="like"),
        pytest.param("SELECT a.code = '0113' AS x FROM activity a", id="in the result"),
        pytest.param("SELECT CASE a.code WHEN '0113' THEN 1 END AS x FROM activity a", id="case"),
        pytest.param(
            "SELECT count(*) FILTER (WHERE left(a.code, 2) = '01') AS n FROM activity a",
            id="part of it, in a filter",
        ),
        pytest.param(
            "SELECT a.branch_id FROM activity a WHERE list_contains($codes, a.code)", id="in a list"
        ),
        pytest.param(
            "SELECT a.branch_id FROM activity a JOIN activity c ON a.code = c.code",
            id="two codes",
        ),
        pytest.param(
            "SELECT a.branch_id FROM activity a JOIN activity c ON a.code = c.code"
            " WHERE c.version = '2025'",
            id="version of the other one",
        ),
        pytest.param(
            "SELECT a.branch_id FROM activity a WHERE a.code = '0113' AND a.version IS NOT NULL",
            id="version is only known",
        ),
        pytest.param(
            "WITH s AS (SELECT a.code AS c FROM activity a) SELECT 1 AS x FROM s WHERE s.c = '0'",
            id="a step later under another name",
        ),
        pytest.param(
            "WITH s AS (SELECT code FROM activity UNION ALL SELECT code FROM activity)"
            " SELECT 1 AS x FROM s WHERE s.code = '0113'",
            id="behind a union",
        ),
        pytest.param(
            "SELECT b.branch_id FROM branch b WHERE EXISTS (SELECT 1 FROM activity a"
            " WHERE a.branch_id = b.branch_id AND a.code = '0113')",
            id="in a subquery",
        ),
        pytest.param(
            "WITH k AS (SELECT unnest($codes) AS prefix)"
            " SELECT 1 AS x FROM activity a JOIN k ON starts_with(a.code, k.prefix)",
            id="codes of a param",
        ),
    ],
)
def test_code_without_its_version_is_refused(text: str) -> None:
    _, problems = _trace(text)
    assert problems
    assert "compared without its version" in problems[0].what


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "SELECT a.branch_id FROM activity a WHERE a.code = '0113' AND a.version = '2025'",
            id="both",
        ),
        pytest.param(
            "WITH k AS (SELECT '2008' AS version, unnest($codes) AS prefix) SELECT 1 AS x"
            " FROM activity a JOIN k ON k.version = a.version AND starts_with(a.code, k.prefix)",
            id="joined on both",
        ),
        pytest.param(
            "WITH s AS (SELECT code, branch_id FROM activity WHERE version = '2025')"
            " SELECT 1 AS x FROM s WHERE s.code = '01130'",
            id="version fixed a step before",
        ),
        pytest.param(
            "WITH s AS (SELECT code, version FROM activity)"
            " SELECT 1 AS x FROM s WHERE s.code = '01130' AND s.version = '2025'",
            id="version a step later",
        ),
        pytest.param(
            "SELECT count(a.code) > 0 AS known, list(a.code) AS codes FROM activity a", id="counted"
        ),
        pytest.param("SELECT a.code IS NULL AS gone FROM activity a", id="known or not"),
        pytest.param(
            "SELECT v.object_code = '1' AS x FROM valuation v", id="a code of another table"
        ),
    ],
)
def test_code_with_its_version_or_without_a_condition_is_fine(text: str) -> None:
    assert _trace(text)[1] == []


def test_feature_that_compares_a_bare_code_does_not_load_and_says_the_line(tmp_path: Path) -> None:
    feature, problems = library.read(write_feature(tmp_path, FEATURE.format(more="")))
    assert feature is None
    assert [problem.line for problem in problems] == [6]
    more = " AND a.version = '2008'"
    assert library.read(write_feature(tmp_path, FEATURE.format(more=more)))[0] is not None


def test_codes_and_versions_that_come_out_are_known() -> None:
    reads, _ = _trace("SELECT max(a.code) AS sbi, max(a.version) AS sbi_version FROM activity a")
    assert reads.coded == Coded(frozenset({"sbi"}), frozenset({"sbi_version"}))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("sbi = '0113'", 1, id="code alone"),
        pytest.param("sbi = '0113' AND sbi_version = '2008'", 0, id="code and version"),
        pytest.param("n > 1", 0, id="another fact"),
        pytest.param("starts_with(sbi, '01') OR n > 1", 1, id="first digits"),
    ],
)
def test_rule_compares_a_code_only_with_its_version(text: str, count: int) -> None:
    tree, _ = guard.expression(text, functions.in_predicates())
    assert tree is not None
    coded = Coded(frozenset({"sbi"}), frozenset({"sbi_version"}))
    assert len(list(in_predicate(tree, coded))) == count


def test_shipped_features_keep_to_it() -> None:
    assert library.scan(SHIPPED_RULES / "features")[1] == []
