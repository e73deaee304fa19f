"""Flows: a value is followed wherever it goes, and no further."""

import pytest

from engine.features import functions, guard
from engine.features.flows import Flows, of_predicate
from engine.features.lineage import trace


def follow(text: str) -> Flows:
    tree, problems = guard.statement(text, functions.in_features())
    assert tree is not None, problems
    reads, untraced = trace(tree)
    assert reads is not None, untraced
    return reads.flows


def compared(text: str) -> list[tuple[str, str, bool, bool]]:
    """Column, constant, denied and plain of every comparison."""
    found = follow(text).tests
    return [(t.column, t.constant.name, t.denies, t.is_plain) for t in found]


FROM = "FROM enterprise e"
FORM = "enterprise.legal_form"


@pytest.mark.parametrize(
    "condition",
    [
        pytest.param("e.legal_form = 'bv'", id="equal"),
        pytest.param("'bv' = e.legal_form", id="the other way round"),
        pytest.param("e.legal_form IN ('bv')", id="in a list"),
        pytest.param("list_contains(['bv'], e.legal_form)", id="in a list by function"),
        pytest.param("lower(trim(e.legal_form)) = 'bv'", id="in functions"),
        pytest.param("starts_with(e.legal_form, 'bv')", id="by its beginning"),
        pytest.param("e.legal_form LIKE 'bv'", id="by pattern"),
        pytest.param("CASE e.legal_form WHEN 'bv' THEN true END", id="in a case"),
        pytest.param("coalesce(e.legal_form, NULL) = 'bv'", id="in a default"),
        pytest.param("e.legal_form = (SELECT 'bv')", id="of a query"),
        pytest.param("EXISTS (SELECT 1 FROM branch b WHERE e.legal_form = 'bv')", id="from within"),
    ],
)
def test_comparison_with_a_text_is_found(condition: str) -> None:
    assert compared(f"SELECT 1 AS n {FROM} WHERE {condition}") == [(FORM, "bv", False, True)]


@pytest.mark.parametrize(
    "condition",
    ["e.legal_form <> 'bv'", "NOT e.legal_form = 'bv'", "e.legal_form NOT IN ('bv')",
     "NOT (e.legal_form = 'bv' AND true)", "e.legal_form IS DISTINCT FROM 'bv'"],
)  # fmt: skip
def test_denied_comparison_is_told(condition: str) -> None:
    assert compared(f"SELECT 1 AS n {FROM} WHERE {condition}") == [(FORM, "bv", True, True)]


def test_comparison_denied_twice_is_none() -> None:
    found = compared(f"SELECT 1 AS n {FROM} WHERE NOT e.legal_form <> 'bv'")
    assert found == [(FORM, "bv", False, True)]


@pytest.mark.parametrize(
    "steps",
    [
        "WITH s AS (SELECT e.legal_form AS q FROM enterprise e), t AS (SELECT s.q AS w FROM s)",
        "WITH t AS (SELECT max(e.legal_form) AS w FROM enterprise e GROUP BY e.rsin)",
        "WITH t AS (SELECT 'x' AS w UNION ALL SELECT e.legal_form FROM enterprise e)",
        "WITH s AS (SELECT list(e.legal_form) AS q FROM enterprise e),"
        " t AS (SELECT unnest(s.q) AS w FROM s)",
        "WITH t AS (SELECT CASE WHEN e.rsin IS NULL THEN e.legal_form END AS w FROM enterprise e)",
    ],
    ids=["two steps", "aggregate", "union", "list", "case"],
)
def test_column_is_followed_through_steps(steps: str) -> None:
    found = compared(f"{steps} SELECT 1 AS n FROM t WHERE t.w = 'bv'")
    assert (FORM, "bv") in [test[:2] for test in found]


def test_text_and_param_are_followed_through_steps() -> None:
    text = (
        "WITH w AS (SELECT 'bv' AS form UNION ALL SELECT unnest($forms))"
        f" SELECT 1 AS n {FROM} JOIN w ON w.form = e.legal_form"
    )
    assert {test[:2] for test in compared(text)} == {(FORM, "bv"), (FORM, "forms")}


@pytest.mark.parametrize(
    "condition",
    [
        pytest.param("length(e.legal_form) = 2", id="length"),
        pytest.param("e.legal_form IS NULL", id="known or not"),
        pytest.param("(SELECT count(x.legal_form) FROM enterprise x) > 2", id="count"),
        pytest.param("(SELECT bool_or(x.legal_form IS NULL) FROM enterprise x) = true", id="truth"),
        pytest.param("e.legal_form = e.rsin", id="two columns"),
    ],
)
def test_new_fact_carries_nothing_on(condition: str) -> None:
    assert compared(f"SELECT 1 AS n {FROM} WHERE {condition}") == []


def test_distance_is_not_plain_and_a_line_is() -> None:
    text = "SELECT 1 AS n FROM location l JOIN location k ON abs(l.x - k.x) < $radius_m"
    assert [test[3] for test in compared(text)] == [False]
    assert compared("SELECT 1 AS n FROM location l WHERE l.x > 5") == [
        ("location.x", "5", False, True)
    ]


def test_order_within_a_group_is_no_value_of_the_group() -> None:
    text = (
        "WITH s AS (SELECT row_number() OVER (PARTITION BY b.location_id) AS nr FROM branch b)"
        " SELECT 1 AS n FROM s WHERE s.nr = 1"
    )
    assert compared(text) == []


def test_result_says_what_it_is_made_of() -> None:
    flows = follow("SELECT max(t.holder_id) AS a, count(t.holder_id) AS b FROM title t")
    made = {name: sorted(atom.name for atom in atoms) for name, atoms in flows.result.items()}
    assert made == {"a": ["title.holder_id"], "b": []}


def test_used_leaves_out_what_is_only_counted() -> None:
    flows = follow("SELECT max(t.share) AS a, count(t.holder_id) AS b FROM title t")
    assert sorted(flows.used) == ["title.share"]


def test_predicate_compares_facts_by_what_they_are_made_of() -> None:
    flows = follow("SELECT max(e.legal_form) AS form FROM enterprise e")
    tree, _ = guard.expression("form = 'bv' OR location.town = $town", functions.in_predicates())
    assert tree is not None
    found = of_predicate(tree, flows.result)
    assert [(t.column, t.constant.name) for t in found] == [(FORM, "bv"), ("location.town", "town")]
