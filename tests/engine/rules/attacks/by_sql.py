"""Attacks by the text of a feature: reading what is not the feature's, and hiding it."""

from tests.engine.rules.attacks.folder import EVIL, FULL, MARKS, ROW, Attack, sql, where

_NO_FUNCTION = "is not in rules/tables/allowed_functions.csv"
_ONE = "exactly one SELECT is allowed"
_NO_TABLE = "is not a canonical table"
_NO_STEP = "is no step here and no table"


def _inner(name: str, column: str) -> str:
    """Read `name` outside of the query in which a step has that name."""
    step = f"(WITH {name} AS (SELECT 1 AS a) SELECT a FROM {name}) y"
    return (
        f"SELECT b.location_id, max(t.{column}) AS n, {MARKS} FROM branch b"
        f" JOIN {step} ON true JOIN {name} t ON true GROUP BY b.location_id"
    )


FILES = (
    sql("csv", "SELECT location_id FROM read_csv('{secret}')", _NO_FUNCTION),
    sql("csv, auto", "SELECT location_id FROM read_csv_auto('{secret}')", _NO_FUNCTION),
    sql("parquet", "SELECT * FROM read_parquet('{secret}')", _NO_FUNCTION),
    sql("text", "SELECT content AS location_id FROM read_text('{secret}')", _NO_FUNCTION),
    sql("blob", "SELECT * FROM read_blob('{secret}')", _NO_FUNCTION),
    sql("json", "SELECT * FROM read_json('{secret}')", _NO_FUNCTION),
    sql("names of files", "SELECT file AS location_id FROM glob('/etc/p*')", _NO_FUNCTION),
    sql("a file in FROM", f"{ROW} JOIN '{{secret}}' f ON true GROUP BY ALL", "unknown table"),
    sql("a quoted file", f'{ROW} JOIN "{{secret}}" f ON true GROUP BY ALL', "unknown table"),
    sql(
        "a file as a step",
        f'WITH "{{secret}}" AS (SELECT 1 AS a) {ROW} JOIN "{{secret}}" f ON true GROUP BY ALL',
        "a step has a lower-case name",
        line=1,
    ),
    where("a text in a condition", "read_text('{secret}') IS NULL", _NO_FUNCTION),
    where("a quoted name", "\"read_text\"('{secret}') IS NULL", _NO_FUNCTION),
    where("by method", "('{secret}').read_text() IS NULL", _NO_FUNCTION),
    sql("copy out", f"COPY ({FULL}) TO 'out.csv'", _ONE, line=1),
    sql("copy in", "COPY branch FROM '{secret}'", _ONE, line=1),
    sql("export", "EXPORT DATABASE 'out'", "cannot be read"),
    sql("import", "IMPORT DATABASE 'out'", "cannot be read"),
    sql("attach", "ATTACH '{secret}' AS x", _ONE, line=1),
    sql("attached table", FULL.replace("branch b", "x.main.branch b"), _NO_TABLE),
)
NETWORK = (
    sql("address", "SELECT * FROM 'https://example.org/x.parquet'", "unknown table"),
    sql("csv by address", "SELECT * FROM read_csv('https://example.org/x')", _NO_FUNCTION),
    sql("bucket", "SELECT * FROM 's3://x/y.parquet'", "unknown table"),
    sql("install", "INSTALL httpfs", _ONE, line=1),
    sql("load", "LOAD httpfs", _ONE, line=1),
    sql("secret", "CREATE SECRET (TYPE s3)", "cannot be read"),
)
SETTINGS = (
    sql("pragma", "PRAGMA database_list", _ONE, line=1),
    sql("set", "SET memory_limit = '100GB'", _ONE, line=1),
    sql("reset", "RESET memory_limit", _ONE, line=1),
    sql("settings", "SELECT value AS location_id FROM duckdb_settings()", _NO_FUNCTION),
    sql("pragma function", "SELECT * FROM pragma_table_info('branch')", _NO_FUNCTION),
    sql("call", "CALL pragma_version()", _ONE, line=1),
    where("one setting", "current_setting('threads') = 1", _NO_FUNCTION),
    where("environment", "getenv('HOME') IS NULL", _NO_FUNCTION),
    where("variable", "getvariable('x') IS NULL", _NO_FUNCTION),
)
CATALOGUE = (
    sql("information schema", "SELECT * FROM information_schema.tables", _NO_TABLE),
    sql("sqlite_master", "SELECT sql FROM sqlite_master", "unknown table"),
    sql("catalogue view", "SELECT * FROM duckdb_tables", "unknown table"),
    sql("catalogue, by a step elsewhere", _inner("duckdb_tables", "sql"), _NO_STEP),
    sql("settings, by a step elsewhere", _inner("duckdb_settings", "value"), _NO_STEP),
    sql("master table, by a step elsewhere", _inner("sqlite_master", "sql"), _NO_STEP),
    sql("another feature's result", _inner("feature_0", "n"), _NO_STEP),
    sql("hits of other rules", _inner("result", "facts"), _NO_STEP),
    sql(
        "a step that reads its own name",
        f"WITH duckdb_views AS (SELECT v.sql FROM duckdb_views v) {ROW}"
        " JOIN duckdb_views d ON true GROUP BY b.location_id",
        _NO_STEP,
    ),
    sql("query by text", "SELECT * FROM query('SELECT 1')", _NO_FUNCTION),
    sql("table by text", "SELECT * FROM query_table('police_report')", _NO_FUNCTION),
    sql("a variable of the program", FULL.replace("branch b", "rows b"), "unknown table 'rows'"),
)
STATEMENTS = (
    sql("two", f"{FULL}; DROP TABLE branch", "exactly one", line=1),
    sql(
        "two, hidden on a line of their own",
        f"{FULL}\n;\nDELETE FROM branch",
        "exactly one",
        line=1,
    ),
    sql("comment that hides", f"{FULL} /* x */ WHERE true", "comments start with --"),
    sql("dollar quotes", FULL.replace("GROUP", "WHERE b.source = $$x$$ GROUP"), "single quotes"),
    sql("tagged quotes", FULL.replace("GROUP", "WHERE b.source = $q$x$q$ GROUP"), "single quotes"),
    sql("escape", FULL.replace("GROUP", "WHERE b.source = E'\\' GROUP"), "a backslash"),
    sql("macro", "CREATE MACRO f(a) AS a", _ONE, line=1),
    sql("table", "CREATE TABLE x AS SELECT 1 AS a", _ONE, line=1),
    sql("update", "UPDATE branch SET branch_id = '1'", _ONE, line=1),
    sql("delete", "DELETE FROM branch", _ONE, line=1),
    sql("insert", "INSERT INTO branch VALUES (1)", _ONE, line=1),
    sql(
        "insert in a step",
        f"WITH x AS (INSERT INTO branch VALUES (1) RETURNING *) {FULL}",
        "Insert",
    ),
    sql("prepared", "PREPARE p AS SELECT 1", _ONE, line=1),
)
LETTERS = (
    where("no width in a name", "b.is\u200b_main", "U+200B (ZERO WIDTH SPACE) cannot be seen"),
    where("no width in a text", "b.source = 'kv\u200bk'", "U+200B"),
    where("Cyrillic in a name", "b.s\u043eurce = 'kvk'", "names and signs are plain ASCII"),
    where("Cyrillic in a text", "b.source = 'kv\u043a'", "CYRILLIC SMALL LETTER KA"),
    where("wide letters", "b.source \uff1d 'x'", "names and signs are plain ASCII"),
    where("wide letters in a text", "b.source = '\uff4bvk'", "FULLWIDTH"),
    where("accent apart", "b.source = 'e\u0301'", "an accent stands apart"),
    sql("direction in a comment", f"{FULL}\n-- \u202e siht", "RIGHT-TO-LEFT OVERRIDE", line=4),
    sql("another line end", f"{ROW} -- x\u2028WHERE b.is_main\nGROUP BY ALL", "LINE SEPARATOR"),
    sql("old line end", f"{ROW} -- x\rWHERE b.is_main\nGROUP BY ALL", "cannot be seen"),
    sql("next line", f"{ROW} -- x\x85WHERE b.is_main\nGROUP BY ALL", "U+0085"),
    sql("null byte", f"{FULL} --\x00", "U+0000"),
    Attack("another encoding", "not UTF-8", EVIL, files={EVIL: "-- é".encode("cp1252")}),
)
SYNTAX = (
    sql(
        "recursion",
        f"WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) {FULL}",
        "RECURSIVE",
        line=1,
    ),
    where("lambda", "len(list_filter([1], lambda x: x > 0)) = 1", _NO_FUNCTION),
    where("arrow", "len(list_transform([1], x -> x)) = 1", _NO_FUNCTION),
    where("comprehension", "len([x for x in [1, 2]]) = 1", _NO_FUNCTION),
    where("regular expression", "b.branch_id ~ '(a+)+$'", _NO_FUNCTION),
    where("similar to", "b.branch_id SIMILAR TO '(a+)+'", _NO_FUNCTION),
    where("range", "len(range(1000000000)) > 0", _NO_FUNCTION),
    where("repeat", "len(repeat('x', 1000000000)) > 0", _NO_FUNCTION),
    sql("series", "SELECT * FROM generate_series(1, 1000000000)", _NO_FUNCTION),
    where("clock", "b.started_on > today()", _NO_FUNCTION),
    where("clock without brackets", "b.started_on > current_date", "is not used in rules"),
    where("chance", "random() > 0.5", _NO_FUNCTION),
    where("type of JSON", "CAST('{}' AS JSON) IS NULL", "type JSON is not used"),
    where(
        "calendar",
        "b.started_on > $as_of - CAST('3 months' AS INTERVAL)",
        "type INTERVAL",
    ),
    where("own type", "CAST('a' AS ENUM('a')) IS NULL", "is not used"),
    sql("sample", f"{FULL} USING SAMPLE 1", "TableSample is not used"),
    sql("pivot", "PIVOT branch ON is_main USING count(*)", _ONE, line=1),
)
GROUPS = {
    "reading files": FILES, "network": NETWORK, "settings": SETTINGS, "catalogue": CATALOGUE,
    "statements": STATEMENTS, "letters": LETTERS, "syntax": SYNTAX,
}  # fmt: skip
