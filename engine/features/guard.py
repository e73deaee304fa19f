"""What a pack's SQL may be: one SELECT over canonical tables, or one expression.

Everything is an allow-list: kinds of syntax and types here, functions in `functions`, tables in
`engine.tables`; `lineage` sees to it that a name means the step or table it seems to mean. What
is not listed is refused before it runs; the database in which it runs has no files, no network
and a locked configuration besides.
"""

import logging
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import ParseError, SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

from engine import plain_text
from engine.features import limits, parsing
from engine.features.functions import Functions
from engine.features.limits import MAX_CHARACTERS
from engine.tables import TABLES
from engine.yaml_file import Problem

__all__ = ["MAX_CHARACTERS", "NAME", "expression", "line_of", "placeholders", "statement"]

logging.getLogger("sqlglot").setLevel(logging.ERROR)  # what it cannot read is refused here

NAME = re.compile(r"[a-z][a-z0-9_]*")
_TEXT = (
    (re.compile(r"\\"), "a backslash is not used: parsers differ on it"),
    (re.compile(r"/\*"), "comments start with --"),
    (re.compile(r"\$\w*\$"), "texts stand between single quotes, not between $$"),
)
_EXPRESSION = (
    exp.Column, exp.Identifier, exp.Literal, exp.Placeholder, exp.Paren, exp.Tuple, exp.Null,
    exp.Boolean, exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE,
    exp.In, exp.Between, exp.Is, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Like, exp.ILike, exp.Add,
    exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Neg, exp.DPipe, exp.Case, exp.If,
    exp.Cast, exp.DataType, exp.Any, exp.Var, exp.Array,
)  # fmt: skip
_STATEMENT = (
    *_EXPRESSION, exp.Select, exp.With, exp.CTE, exp.Union, exp.Except, exp.Intersect, exp.From,
    exp.Join, exp.Where, exp.Group, exp.Having, exp.Qualify, exp.Order, exp.Ordered,
    exp.Distinct, exp.Table, exp.TableAlias, exp.Subquery, exp.Alias, exp.Star, exp.Filter,
    exp.Window, exp.WindowSpec, exp.Exists, exp.Values, exp.Unnest, exp.Anonymous,
)  # fmt: skip
_T = exp.DataType.Type
_TYPES = frozenset({
    _T.BOOLEAN, _T.SMALLINT, _T.INT, _T.BIGINT, _T.FLOAT, _T.DOUBLE, _T.DECIMAL, _T.VARCHAR,
    _T.TEXT,
    _T.DATE, _T.TIMESTAMP, _T.TIMESTAMPNTZ, _T.ARRAY, _T.LIST,
})  # fmt: skip


def statement(
    text: str, functions: Functions, given: Collection[str] = ()
) -> tuple[exp.Query | None, list[Problem]]:
    """Check a feature's statement.

    Args:
        text: the whole file, so that lines count from its top.
        functions: what it may call.
        given: names of tables that it may read beside the canonical ones.

    Returns:
        The parsed SELECT, None when it cannot be traced further, and what is wrong with it.
    """
    tree, problems = _parse(text, text, functions)
    if tree is None:
        return None, problems
    if not isinstance(tree, exp.Query) or isinstance(tree, exp.Subquery):
        return None, [*problems, Problem(1, "exactly one SELECT is allowed")]
    problems += _syntax(tree, {*_STATEMENT, *functions.classes})
    problems += [*_steps(tree, given), *_tables(tree, given)]
    return (None if problems else tree), problems


def expression(text: str, functions: Functions) -> tuple[exp.Expr | None, list[Problem]]:
    """Check one expression without subqueries, such as `hit_when`.

    Returns:
        The parsed expression, None when it is refused, and what is wrong with it.
    """
    tree, problems = _parse(text, f"SELECT {text}\n", functions)
    if tree is None:
        return None, problems
    problems += _syntax(tree, {*_EXPRESSION, *functions.classes})
    return (None if problems else tree), problems


def placeholders(tree: exp.Expr) -> tuple[str, ...]:
    """Names of the bound values, sorted."""
    return tuple(sorted({node.name for node in tree.find_all(exp.Placeholder)}))


def line_of(node: exp.Expr) -> int:
    """1-based line of the first word, in a part of a statement or around it, that is placed."""
    around: exp.Expr | None = node
    while around is not None:
        for part in around.walk():
            if "line" in part.meta:
                return int(part.meta["line"])
        around = around.parent
    return 1


def _parse(text: str, whole: str, functions: Functions) -> tuple[exp.Expr | None, list[Problem]]:
    if len(text) > MAX_CHARACTERS:
        return None, [Problem(1, f"longer than {MAX_CHARACTERS} characters")]
    if odd := list(_odd(text)):
        return None, odd
    try:
        tokens = _tokens(text)
        if odd := list(_look_alikes(tokens)):
            return None, odd
        trees = [tree for tree in DuckDB().parser().parse(tokens, text) if tree is not None]
    except (SqlglotError, RecursionError) as error:
        return None, [_unread(error)]
    if len(trees) != 1:
        return None, [Problem(1, "exactly one statement is allowed")]
    if large := list(limits.problems(trees[0])):
        return None, large
    return trees[0], parsing.problems(whole, functions)


def _tokens(text: str) -> list[Token]:
    """The words of a text with their lines; the tokenizer miscounts them after a `$`."""
    tokens = list(DuckDB().tokenize(text))
    ends = [found.start() for found in re.finditer("\n", text)]
    for token in tokens:
        token.line = bisect_left(ends, token.start) + 1
    return tokens


def _unread(error: SqlglotError | RecursionError) -> Problem:
    if isinstance(error, RecursionError):
        return Problem(1, limits.TOO_DEEP)
    if isinstance(error, ParseError) and error.errors:
        first = error.errors[0]
        what = str(first.get("description")).partition(" for <class")[0]
        return Problem(first.get("line") or 1, f"cannot be read: {what}")
    return Problem(1, f"cannot be read: {str(error).splitlines()[0]}")


def _odd(text: str) -> Iterator[Problem]:
    for pattern, what in _TEXT:
        for found in pattern.finditer(text):
            yield Problem(text.count("\n", 0, found.start()) + 1, what)
    for line, what in plain_text.hidden(text):
        yield Problem(line, what)


def _look_alikes(tokens: list[Token]) -> Iterator[Problem]:
    """Names are plain letters; texts between quotes hold no letter that looks like another."""
    for token in tokens:
        if token.token_type is TokenType.STRING:
            yield from (Problem(token.line, what) for _, what in plain_text.foreign(token.text))
        elif not token.text.isascii():
            yield Problem(token.line, f"{token.text[:60]!r}: names and signs are plain ASCII")


def _syntax(tree: exp.Expr, allowed: Collection[type[exp.Expr]]) -> Iterator[Problem]:
    for node in tree.walk():
        if type(node) not in allowed:
            kind = type(node).__name__
            yield Problem(line_of(node), f"{kind} is not used in rules: {node.sql('duckdb')[:60]}")
        elif isinstance(node, exp.Placeholder) and not NAME.fullmatch(node.name):
            yield Problem(line_of(node), "bound values have a name, such as $as_of")
        elif isinstance(node, exp.Join) and node.args.get("method"):
            yield Problem(line_of(node), "a join says its columns with ON or USING")
        elif isinstance(node, exp.DataType) and node.this not in _TYPES:
            yield Problem(line_of(node.parent or node), f"type {node.sql('duckdb')} is not used")
        elif isinstance(node, exp.Star) and not _is_column_list(node):
            yield Problem(line_of(node.parent or node), "* stands alone or in count(*)")


def _is_column_list(star: exp.Star) -> bool:
    """True for `SELECT *`, `SELECT t.*` and the bare star of `count(*)`."""
    parent = star.parent
    if isinstance(parent, exp.Column):
        parent = parent.parent
    elif isinstance(parent, exp.Count):
        return not any(star.args.values())
    return isinstance(parent, exp.Select)


def _steps(tree: exp.Query, given: Collection[str]) -> Iterator[Problem]:
    steps = [cte.alias for cte in tree.find_all(exp.CTE)]
    taken = {name for name in steps if name in TABLES or name in given or steps.count(name) > 1}
    for name in sorted(taken):
        yield Problem(1, f"WITH {name}: choose a name that no table and no other step has")
    for name in sorted({name for name in steps if not NAME.fullmatch(name)}):
        yield Problem(1, f"WITH {name!r}: a step has a lower-case name")
    if any(cte.args.get("materialized") is not None for cte in tree.find_all(exp.CTE)):
        yield Problem(1, "MATERIALIZED is not said: how a step is computed is for the engine")


def _tables(tree: exp.Query, given: Collection[str]) -> Iterator[Problem]:
    steps = {*given, *(cte.alias for cte in tree.find_all(exp.CTE))}
    for table in tree.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier) or table.args.get("db"):
            yield Problem(line_of(table), f"{table.sql('duckdb')[:60]} is not a canonical table")
        elif table.name not in TABLES and table.name not in steps:
            yield Problem(line_of(table), f"unknown table {table.name!r}: see docs on tables")
        elif table.name in TABLES and TABLES[table.name].context:
            what = "is context for people, never a fact about a location"
            yield Problem(line_of(table), f"{table.name} {what}")
        elif table.args.get("alias") and table.args["alias"].args.get("columns"):
            yield Problem(line_of(table), f"{table.name}: give the columns their name in SELECT")
