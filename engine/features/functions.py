"""The functions a feature or predicate may call, from `rules/tables/allowed_functions.csv`.

Always the list that came with the installation: a pack from elsewhere cannot bring its own.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from engine.settings import SHIPPED_RULES

OPERATORS = frozenset({"+", "-", "*", "/", "//", "%", "||", "~~", "!~~", "~~*", "!~~*"})
"""DuckDB's names of the operators that may be used, among them LIKE and ILIKE."""


@dataclass(frozen=True, slots=True)
class Functions:
    """One allow-list, in DuckDB's own names and as the classes sqlglot reads them into."""

    names: frozenset[str]
    classes: frozenset[type[exp.Expr]]


@cache
def in_features() -> Functions:
    """Functions that a feature's SELECT may call."""
    return _functions(frozenset(_rows()))


@cache
def in_predicates() -> Functions:
    """Functions that `hit_when` and `known_when` may call: NULL in gives NULL out."""
    return _functions(frozenset(name for name, allowed in _rows().items() if allowed))


@cache
def _rows() -> dict[str, bool]:
    with (SHIPPED_RULES / "tables" / "allowed_functions.csv").open(encoding="utf-8") as handle:
        return {row["function"]: row["in_predicate"] == "yes" for row in csv.DictReader(handle)}


def _functions(names: frozenset[str]) -> Functions:
    return Functions(names, frozenset(cls for name in sorted(names) for cls in _classes(name)))


def _classes(name: str) -> Iterator[type[exp.Expr]]:
    for arguments in ("a", "a, b", "'day', a, b", ""):
        try:
            call = sqlglot.parse_one(f"{name}({arguments})", dialect="duckdb")
        except SqlglotError:
            continue
        yield from (type(n) for n in call.walk() if isinstance(n, exp.Func))
