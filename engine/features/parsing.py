"""What DuckDB's own parser reads in a text, before anything of it runs.

sqlglot checks and traces a feature; DuckDB runs it. Reading it with both leaves no room
between two parsers, and gives the functions under the names that would be called.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import duckdb

from engine.features.functions import OPERATORS, Functions
from engine.yaml_file import Problem

_REFUSED = {
    "RECURSIVE_CTE_NODE": "WITH RECURSIVE is not used in features",
    "LAMBDA": "lambda functions are not used in features",
    "POSITIONAL_REFERENCE": "name the column instead of #1",
    "STAR_EXPRESSION": "COLUMNS(…) is not used: name the columns",
}


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, and the line of a byte in it."""

    raw: bytes

    def line(self, offset: int) -> int:
        return self.raw.count(b"\n", 0, offset) + 1

    def holds(self, offset: object) -> bool:
        return isinstance(offset, int) and 0 <= offset <= len(self.raw)


def problems(text: str, functions: Functions) -> list[Problem]:
    """Everything that DuckDB's parse of `text` shows and a pack may not do.

    Args:
        text: one statement, comments included.
        functions: what it may call.

    Returns:
        Problems with their line in `text`: no single SELECT, a function or operator outside
        the allow-list, a table function, recursion, a lambda, a sample.
    """
    with _parser().cursor() as con:
        found = con.execute("SELECT json_serialize_sql($text::VARCHAR)", {"text": text}).fetchall()
    tree = json.loads(found[0][0])
    if tree.get("error"):
        what = str(tree.get("error_message")).splitlines()[0]
        line = _Text(text.encode()).line(int(tree.get("position") or 0))
        return [Problem(line, f"DuckDB cannot read this: {what}")]
    if len(tree["statements"]) != 1:
        return [Problem(1, "exactly one SELECT is allowed")]
    place = _Text(text.encode())
    return [
        Problem(place.line(offset), what)
        for node, offset in _nodes(tree, place)
        for what in _complaints(node, functions)
    ]


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    """An empty database whose parser is used; nothing runs in it but this one function."""
    return duckdb.connect(":memory:", config={"autoload_known_extensions": False})


def _nodes(tree: object, place: _Text) -> Iterator[tuple[Mapping[str, object], int]]:
    """Every node with where it stands, which is where its parent stands when it does not say."""
    stack = [(tree, 0)]
    while stack:
        node, offset = stack.pop()
        if isinstance(node, dict):
            own = node.get("query_location")
            offset = own if isinstance(own, int) and place.holds(own) else offset
            yield node, offset
            stack.extend((child, offset) for child in node.values())
        elif isinstance(node, list):
            stack.extend((child, offset) for child in node)


def _complaints(node: Mapping[str, object], functions: Functions) -> Iterator[str]:
    kind = str(node.get("type", ""))
    if kind in _REFUSED and (kind != "STAR_EXPRESSION" or node.get("columns")):
        yield _REFUSED[kind]
    if node.get("sample"):
        yield "a sample is not repeatable"
    name = node.get("function_name")
    if isinstance(name, str) and _plain(name) not in _allowed(node, functions):
        yield f"function {name} is not in rules/tables/allowed_functions.csv"


def _plain(name: str) -> str:
    return "count" if name == "count_star" else name.lower()


def _allowed(node: Mapping[str, object], functions: Functions) -> frozenset[str]:
    return OPERATORS if node.get("is_operator") else functions.names
