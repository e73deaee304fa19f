"""Attacks and mistakes in a pack's SQL: all refused before anything runs."""

from pathlib import Path

import pytest

from engine.features import functions, guard
from tests.engine.features.world import feature_sql

MARKS = "list(b.record_key) AS evidence, []::VARCHAR[] AS members, max(b.delivered_on) AS newest"
FULL = f"SELECT b.location_id, {MARKS} FROM branch b GROUP BY b.location_id"

ATTACKS = {
    "read a file as csv": "SELECT * FROM read_csv('/etc/passwd')",
    "read a file by auto-detection": "SELECT * FROM read_csv_auto('/etc/passwd')",
    "read a file as text": "SELECT * FROM read_text('/etc/passwd')",
    "read a file as blob": "SELECT content AS location_id FROM read_blob('/etc/*')",
    "read parquet": "SELECT * FROM read_parquet('x.parquet')",
    "read json": "SELECT * FROM read_json('x.json')",
    "a file as a table": "SELECT * FROM 'x.csv'",
    "a quoted file as a table": 'SELECT * FROM "x.csv"',
    "an address as a table": "SELECT * FROM 'https://example.org/x.parquet'",
    "list files": "SELECT * FROM glob('/**')",
    "settings": "SELECT * FROM duckdb_settings()",
    "secrets": "SELECT * FROM duckdb_secrets()",
    "pragma function": "SELECT * FROM pragma_table_info('branch')",
    "pragma": "PRAGMA database_list",
    "attach": "ATTACH 'x.db' AS x",
    "detach": "DETACH x",
    "copy out": "COPY branch TO 'x.csv'",
    "copy from a query": "COPY (SELECT 1) TO 'x.csv'",
    "export": "EXPORT DATABASE 'x'",
    "install": "INSTALL httpfs",
    "load": "LOAD httpfs",
    "set": "SET threads = 4",
    "reset": "RESET threads",
    "set a variable": "SET VARIABLE a = 1",
    "call": "CALL pragma_version()",
    "drop": "DROP TABLE branch",
    "delete": "DELETE FROM branch",
    "update": "UPDATE branch SET branch_id = '1'",
    "insert": "INSERT INTO branch VALUES (1)",
    "create": "CREATE TABLE x AS SELECT 1",
    "create a macro": "CREATE MACRO f(a) AS a",
    "two statements": f"{FULL}; DROP TABLE branch",
    "two selects": f"{FULL}; {FULL}",
    "comment that hides a statement": f"{FULL} /* ; */",
    "unknown table": FULL.replace("branch b", "person b"),
    "a catalogue": "SELECT * FROM information_schema.tables",
    "another schema": FULL.replace("branch b", "main.branch b"),
    "another database": FULL.replace("branch b", "memory.main.branch b"),
    "internal tables": "SELECT * FROM duckdb_tables",
    "sqlite_master": "SELECT * FROM sqlite_master",
    "query by text": "SELECT * FROM query('SELECT 1')",
    "table by name": "SELECT * FROM query_table('branch')",
    "a step named as a table": f"WITH branch AS (SELECT * FROM permit) {FULL}",
    "two steps of one name": f"WITH s AS (SELECT 1 AS a), s AS (SELECT 2 AS a) {FULL}",
    "recursion": f"WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) {FULL}",
    "a counter without end": "SELECT * FROM range(1000000000000)",
    "a series": "SELECT * FROM generate_series(1, 1000000000)",
    "a long text": f"SELECT repeat('x', 1000000000) AS location_id, {MARKS} FROM branch b",
    "the environment": f"SELECT getenv('HOME') AS location_id, {MARKS} FROM branch b",
    "a setting": f"SELECT current_setting('threads') AS location_id, {MARKS} FROM branch b",
    "a variable": f"SELECT getvariable('a') AS location_id, {MARKS} FROM branch b",
    "the clock": f"SELECT now() AS location_id, {MARKS} FROM branch b",
    "the date of today": f"SELECT current_date AS location_id, {MARKS} FROM branch b",
    "the time without brackets": f"SELECT current_timestamp AS location_id, {MARKS} FROM branch b",
    "chance": f"SELECT random() AS location_id, {MARKS} FROM branch b",
    "a uuid": f"SELECT uuid() AS location_id, {MARKS} FROM branch b",
    "a sample": f"{FULL} USING SAMPLE 10",
    "a sampled table": FULL.replace("branch b", "branch b TABLESAMPLE 10%"),
    "a regular expression": f"{FULL} HAVING regexp_matches(max(b.branch_id), '(a+)+')",
    "string similarity": f"SELECT levenshtein('a', 'b') AS location_id, {MARKS} FROM branch b",
    "calendar function": f"SELECT to_months(3) AS location_id, {MARKS} FROM branch b",
    "interval": f"{FULL} HAVING max(b.started_on) > $as_of - INTERVAL 3 MONTHS",
    "a quoted function": f"""SELECT "getenv"('HOME') AS location_id, {MARKS} FROM branch b""",
    "a function of a schema": f"SELECT main.getenv('HOME') AS location_id, {MARKS} FROM branch b",
    "a method call": f"SELECT ('HOME').getenv() AS location_id, {MARKS} FROM branch b",
    "a lambda": f"SELECT list_transform([1], x -> x) AS location_id, {MARKS} FROM branch b",
    "every column by pattern": "SELECT COLUMNS('.*') FROM branch",
    "pivot": "PIVOT branch ON is_main USING count(*)",
    "a column by number": f"{FULL} HAVING #1 > 'a'",
    "natural join": FULL.replace("branch b", "branch b NATURAL JOIN enterprise e"),
    "positional join": FULL.replace("branch b", "branch b POSITIONAL JOIN enterprise e"),
    "positional value": f"{FULL} HAVING max(b.branch_id) > $1",
    "question mark": f"{FULL} HAVING max(b.branch_id) > ?",
    "renamed columns": FULL.replace(
        "branch b", "branch AS b(location_id, delivered_on, record_key)"
    ),
    "dollar quotes": f"{FULL} HAVING max(b.branch_id) > $$x$$",
    "tagged dollar quotes": f"{FULL} HAVING max(b.branch_id) > $a$x$a$",
    "escaped text": f"{FULL} HAVING max(b.branch_id) > E'\\'",
    "a null byte": f"{FULL} --\x00",
    "nothing": "",
    "a comment only": "-- niets",
    "a value": "1",
    "values": "VALUES (1)",
    "describe": "DESCRIBE branch",
    "explain": f"EXPLAIN ANALYZE {FULL}",
    "deep brackets": "SELECT " + "(" * 20_000 + "1" + ")" * 20_000,
    "too long": FULL + " " * 60_000,
    "unbalanced": "SELECT ((1) FROM branch",
}


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS.keys())
def test_refuses(text: str) -> None:
    tree, problems = guard.statement(text, functions.in_features())
    assert tree is None
    assert problems


def test_accepts_what_the_attacks_were_made_from() -> None:
    assert guard.statement(FULL, functions.in_features())[1] == []


def test_accepts_steps_windows_unions_and_lists() -> None:
    text = """
WITH given AS (SELECT l.location_id, unnest(l.object_ids) AS object_id FROM location l),
ranked AS (
    SELECT g.location_id, row_number() OVER (PARTITION BY g.location_id ORDER BY g.object_id) AS nr
    FROM given g
    WHERE EXISTS (SELECT 1 FROM branch b WHERE b.object_id = g.object_id)
    UNION ALL
    SELECT p.location_id, 1 FROM permit p WHERE p.kind IN ('storage', 'use_change')
)
SELECT r.location_id, count(*) FILTER (WHERE r.nr = 1) AS n FROM ranked r GROUP BY ALL
"""
    assert guard.statement(text, functions.in_features())[1] == []


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT b.area_id AS location_id, {MARKS.replace('delivered_on', 'value')} "
        "FROM area_figure b GROUP BY b.area_id",
        FULL.replace("branch b", "branch b JOIN area_figure a ON a.area_id = b.branch_id"),
        f"WITH f AS (SELECT a.value FROM area_figure a) {FULL}",
        FULL.replace("branch b", "branch b LEFT JOIN (SELECT value FROM area_figure) a ON true"),
        FULL.replace("GROUP", "WHERE EXISTS (SELECT 1 FROM area_figure) GROUP"),
    ],
    ids=["from", "join", "step", "inner select", "condition"],
)
def test_figures_of_an_area_are_never_read_as_a_fact_about_a_location(text: str) -> None:
    tree, problems = guard.statement(text, functions.in_features())
    assert tree is None
    assert [problem.what for problem in problems] == [
        "area_figure is context for people, never a fact about a location"
    ]


def test_says_the_line_of_what_it_refuses() -> None:
    text = feature_sql("getenv('HOME') AS n")
    (problem, *_) = guard.statement(text, functions.in_features())[1]
    assert (problem.line, "getenv" in problem.what) == (3, True)


def test_says_the_line_behind_bound_values() -> None:
    text = "SELECT b.x\nFROM branch b\nWHERE b.a > $x_from\n  AND b.c <= $as_of\n"
    text += "  AND getenv('x') > 'y'"
    (problem, *_) = guard.statement(text, functions.in_features())[1]
    text = text.replace("getenv('x')", "b.d COLLATE NOCASE")
    (other,) = guard.statement(text, functions.in_features())[1]
    assert (problem.line, other.line) == (5, 5)


def test_says_the_line_of_a_syntax_error() -> None:
    text = "SELECT a\nFROM branch b\nWHERE AND"
    assert guard.statement(text, functions.in_features())[1][0].line == 3


EXPRESSIONS = {
    "a subquery": "n > (SELECT 1)",
    "a subquery in a list": "n IN (SELECT 1)",
    "exists": "EXISTS (SELECT 1)",
    "a statement": "SELECT 1",
    "a second statement": "n > 1; DROP TABLE branch",
    "closing the bracket": "n > 1) FROM branch WHERE (1 = 1",
    "a file": "read_text('/etc/passwd') = ''",
    "an aggregate": "count(n) > 1",
    "a window": "row_number() OVER () = 1",
    "a star": "*",
    "a second column": "n > 1, 2",
    "an alias": "n > 1 AS x",
    "the clock": "started < current_date",
    "a pattern": "regexp_matches(n, '(a+)+')",
}


@pytest.mark.parametrize("text", EXPRESSIONS.values(), ids=EXPRESSIONS.keys())
def test_refuses_an_expression_that_is_more(text: str) -> None:
    tree, problems = guard.expression(text, functions.in_predicates())
    assert tree is None
    assert problems


def test_accepts_an_expression_with_a_closing_comment() -> None:
    assert guard.expression("n > $x -- waarom", functions.in_predicates())[1] == []


def test_the_list_of_functions_is_sorted_and_says_why() -> None:
    file = Path(__file__).parents[3] / "rules" / "tables" / "allowed_functions.csv"
    head, *rows = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
    assert head == ["function", "in_predicate", "why"]
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    assert all(len(row) == 3 and row[1] in ("yes", "no") and row[2] for row in rows)
