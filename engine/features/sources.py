"""What a table's name means at one place of a statement: a canonical table, or a step of it."""

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from engine.tables import TABLES

Source = exp.Table | Scope


def within(tree: exp.Query) -> Iterator[tuple[exp.Column, Source | None]]:
    """Every column of a qualified statement with what its table is there; None when not known.

    A name in a FROM hides the same name further out, and a step of that name that this SELECT
    does not read. What lies outside every SELECT comes last, as not known.
    """
    seen: set[int] = set()
    for scope in traverse_scope(tree):
        for node in scope.walk():
            if isinstance(node, exp.Column) and id(node) not in seen:
                seen.add(id(node))
                yield node, of(node.table, scope)
    for column in tree.find_all(exp.Column):
        if id(column) not in seen:
            yield column, None


def of(name: str, scope: Scope) -> Source | None:
    """The table or step that a name means in one SELECT or around it, None when neither."""
    around: Scope | None = scope
    while around is not None:
        if name in around.selected_sources:
            source: Source = around.selected_sources[name][1]
            return source
        around = around.parent
    return None


def canonical(source: Source | None) -> str | None:
    """Name of the canonical table that a source is, None when it is none."""
    return source.name if isinstance(source, exp.Table) and source.name in TABLES else None
