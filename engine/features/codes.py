"""No comparison of SBI codes across versions: a condition on a code needs one on its version.

SBI 2008 and SBI 2025 share codes that mean something else (`rules/tables/sbi_mapping.csv`), so
that `activity.code` alone says nothing. A statement is followed from step to step: a code that
comes out of one step is still a code in the next.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from engine.features import sources
from engine.features.guard import line_of
from engine.yaml_file import Problem

_TESTS = (exp.Predicate, exp.StartsWith, exp.EndsWith, exp.Nullif)
_NO_TESTS = (exp.Is, exp.Exists)
_FIXES = (exp.EQ, exp.In, exp.NullSafeEQ)
_COUNTS = (exp.Count, exp.CountIf, exp.Is)


@dataclass(frozen=True, slots=True)
class Coded:
    """What comes out of a statement or a step of it.

    Attributes:
        codes: columns that hold SBI codes of more than one version.
        versions: columns that say the version of a code.
    """

    codes: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset()


NONE = Coded()


def trace(full: exp.Query, given: Mapping[str, Coded] | None = None) -> tuple[Coded, list[Problem]]:
    """Follow codes through a statement.

    Args:
        full: a qualified statement: every column names its table.
        given: what tables hold that are no canonical ones, by name.

    Returns:
        What its result holds, and every condition on a code without one on its version.
    """
    known: dict[int, Coded] = {}
    problems: list[Problem] = []
    for scope in traverse_scope(full):
        step = _Step(scope, known, given or {})
        problems += step.problems()
        known[id(scope.expression)] = step.result()
    return known[id(full)], problems


def in_predicate(tree: exp.Expr, coded: Coded) -> Iterator[Problem]:
    """Conditions of a rule on a fact that is a code, without one on a fact that is its version."""
    fixes = {c.name for node in tree.find_all(*_FIXES) for c in node.find_all(exp.Column)}
    if fixes & coded.versions:
        return
    for column in tree.find_all(exp.Column):
        if not column.table and column.name in coded.codes and _test_above(column):
            yield Problem(None, _what(column.name, "a fact that is its version"))


class _Step:
    """One SELECT of a statement."""

    def __init__(self, scope: Scope, known: dict[int, Coded], given: Mapping[str, Coded]) -> None:
        self.scope, self.known, self.given = scope, known, given
        columns = [c for c in scope.columns if isinstance(c, exp.Column)]
        self.codes = [c for c in columns if self._is(c, "code") and not _is_counted(c)]
        self.versions = [c for c in columns if self._is(c, "version")]

    def problems(self) -> Iterator[Problem]:
        """Conditions on a code of a table whose version has no condition here."""
        fixed = {c.table for c in self.versions if c.find_ancestor(*_FIXES)}
        for column in self.codes:
            if column.table not in fixed and _test_above(column):
                what = _what(column.sql("duckdb"), f"{column.table}.version")
                yield Problem(line_of(column), what)

    def result(self) -> Coded:
        """Columns that come out; codes of a version that was fixed are of one version."""
        tree = self.scope.expression
        if isinstance(tree, exp.SetOperation):
            sides = (tree.left.unnest(), tree.right.unnest())
            parts = [self.known[id(side)] for side in sides]
            return Coded(
                frozenset().union(*(part.codes for part in parts)),
                frozenset().union(*(part.versions for part in parts)),
            )
        settled = {c.table for c in self.versions if _is_fixed_by_text(c)}
        codes = {_output(c, tree) for c in self.codes if c.table not in settled}
        versions = {_output(c, tree) for c in self.versions}
        return Coded(frozenset(codes) - {""}, frozenset(versions) - {""})

    def _is(self, column: exp.Column, name: str) -> bool:
        """True for `activity.code`, or for a column of a step that holds it."""
        source = sources.of(column.table, self.scope)
        if isinstance(source, Scope):
            coded = self.known.get(id(source.expression), NONE)
        elif source is not None and source.name in self.given:
            coded = self.given[source.name]
        else:
            return sources.canonical(source) == "activity" and column.name == name
        return column.name in (coded.codes if name == "code" else coded.versions)


def _output(column: exp.Column, tree: exp.Expr) -> str:
    """Name of the result's column that holds this one's value, empty when none does."""
    if _test_above(column):
        return ""
    for projection in tree.selects if isinstance(tree, exp.Select) else ():
        if any(node is column for node in projection.walk()):
            return str(projection.alias_or_name)
    return ""


def _test_above(column: exp.Column) -> bool:
    """True when the value ends in a condition."""
    node: exp.Expr = column
    while (parent := node.parent) is not None and not isinstance(parent, exp.Query):
        if isinstance(parent, _TESTS) and not isinstance(parent, _NO_TESTS):
            return True
        if isinstance(parent, exp.Case) and parent.this is node:
            return True
        node = parent
    return False


def _is_counted(column: exp.Column) -> bool:
    found = column.find_ancestor(*_COUNTS, exp.Query)
    return isinstance(found, _COUNTS)


def _is_fixed_by_text(column: exp.Column) -> bool:
    test = column.find_ancestor(*_FIXES)
    if isinstance(test, exp.EQ | exp.NullSafeEQ):
        return isinstance(test.this, exp.Literal) or isinstance(test.expression, exp.Literal)
    return False


def _what(name: str, version: str) -> str:
    return (
        f"{name} is compared without its version: SBI 2008 and 2025 use codes for different "
        f"activities; add a condition on {version}"
    )
