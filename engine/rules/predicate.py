"""`hit_when`: one SQL boolean over a feature's facts, `location.*` and bound params.

SQL's three values are the rule's: true HIT, false NO_HIT, NULL UNKNOWN. What would turn an
unknown into an answer (CASE, COALESCE, IS NULL over facts) is refused.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB

from engine.features import codes, functions, guard
from engine.features.feature import LOCATION
from engine.yaml_file import Problem

LOCATION_TYPES = {column.name: column.type.value for column in LOCATION}
_HIDES = (exp.Case, exp.If, exp.Is, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Coalesce)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A checked predicate.

    Attributes:
        text: as written; it runs as it stands, between parentheses.
        facts: facts that it reads, sorted.
        location: columns of `location` that it reads, sorted.
        placeholders: bound values that it uses, sorted.
    """

    text: str
    facts: tuple[str, ...]
    location: tuple[str, ...]
    placeholders: tuple[str, ...]

    @property
    def sql(self) -> str:
        """The predicate as an operand; a closing comment cannot swallow what follows."""
        return f"(\n{self.text}\n)"


def check(
    text: str, facts: Collection[str], coded: codes.Coded = codes.NONE
) -> tuple[Predicate | None, list[Problem]]:
    """Check a predicate against the facts of its feature.

    Args:
        text: one SQL expression.
        facts: names of the facts; empty for a predicate on `location.*` alone.
        coded: facts that hold SBI codes, and facts that say their version.

    Returns:
        The predicate, None when it is refused, and what is wrong with it.
    """
    found, problems = _checked(text, frozenset(facts), coded)
    return found, list(problems)


@lru_cache(maxsize=1024)
def parsed(text: str) -> exp.Expr:
    """The tree of a checked predicate, to read only; the packs are checked at every edit."""
    (tree,) = DuckDB().parse(text)
    assert tree is not None
    return tree


@lru_cache(maxsize=1024)
def _checked(
    text: str, facts: Collection[str], coded: codes.Coded
) -> tuple[Predicate | None, Sequence[Problem]]:
    tree, problems = guard.expression(text, functions.in_predicates())
    if tree is None:
        return None, [*_explained(problems)]
    columns = list(tree.find_all(exp.Column))
    problems = [*_unknown(columns, facts), *_hidden(tree), *codes.in_predicate(tree, coded)]
    if problems:
        return None, problems
    return Predicate(
        text=text,
        facts=tuple(sorted({c.name for c in columns if not c.table})),
        location=tuple(sorted({c.name for c in columns if c.table})),
        placeholders=guard.placeholders(tree),
    ), []


def _explained(problems: list[Problem]) -> Iterator[Problem]:
    for problem in dict.fromkeys(problems):
        hides = "coalesce" in problem.what.lower() or "ifnull" in problem.what.lower()
        more = ": it hides unknowns; leave NULL, it means UNKNOWN" if hides else ""
        yield Problem(problem.line, problem.what + more)


def _unknown(columns: list[exp.Column], facts: Collection[str]) -> Iterator[Problem]:
    for column in columns:
        name = column.sql("duckdb")
        if column.args.get("db") or column.table not in ("", "location"):
            yield Problem(None, f"{name}: a predicate reads facts and location.* only")
        elif column.table and column.name not in LOCATION_TYPES:
            known = ", ".join(sorted(LOCATION_TYPES))
            yield Problem(None, f"{name} is no column of location; known: {known}")
        elif not column.table and column.name not in facts:
            known = ", ".join(sorted(facts)) or "none"
            yield Problem(None, f"{name} is no fact of the feature; known: {known}")


def _hidden(tree: exp.Expr) -> Iterator[Problem]:
    for node in tree.find_all(*_HIDES):
        if any(not column.table for column in node.find_all(exp.Column)):
            what = f"{node.sql('duckdb')[:60]} hides unknowns: leave NULL, it means UNKNOWN"
            yield Problem(None, what)
