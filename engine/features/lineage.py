"""Which tables and columns a statement reads, and the strictest gate among them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sqlglot import exp
from sqlglot.errors import OptimizeError
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope
from sqlglot.schema import MappingSchema

from engine.features import codes, flows, sources
from engine.features.flows import Flows
from engine.features.given import Given
from engine.features.guard import line_of
from engine.features.limits import TOO_DEEP
from engine.tables import TABLES, Gate, Type
from engine.yaml_file import Problem

SCHEMA: Mapping[str, Mapping[str, str]] = {
    table.name: {c.name: c.type.value for c in table.stored() if c.type is not Type.GEOMETRY}
    for table in TABLES.values()
}
"""Columns that features may read: all stored ones but geometry."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What a statement reads.

    Attributes:
        tables: canonical tables, sorted; also those that only stand in a LEFT JOIN.
        columns: (table, column), sorted.
        gate: strictest gate of any table or column read.
        result: names of the columns that come out, in order.
        coded: which of these hold SBI codes, and which their version.
        flows: what is compared with what, and what the result is made of.
    """

    tables: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    gate: Gate
    result: tuple[str, ...]
    coded: codes.Coded
    flows: Flows


def trace(
    tree: exp.Query, given: Mapping[str, Given] | None = None
) -> tuple[Reads | None, list[Problem]]:
    """Trace a checked statement back to the canonical columns it reads.

    `*` counts as every column. A name means the table or step that it has at its place. An SBI
    code that is compared without its version is a problem of a statement that can be traced.

    Args:
        tree: as `guard.statement` passed it.
        given: tables that it may read beside the canonical ones, by name; their columns and gates
            are not among what is found.
    """
    more = given or {}
    try:
        full = qualify(
            tree.copy(), schema=_schema_with(more), dialect="duckdb", quote_identifiers=False
        )
        strangers = list(_strangers(full, more))
    except OptimizeError as error:
        return None, [_untraced(error, tree)]
    except RecursionError:
        return None, [Problem(1, TOO_DEEP)]
    if strangers:
        return None, strangers
    rows = [n for n in full.find_all(exp.TableColumn)]
    if rows:
        what = f"{rows[0].name} names a whole row: name its columns"
        return None, [Problem(line_of(rows[0]), what)]
    columns = _columns(full)
    tables = sorted({t.name for t in full.find_all(exp.Table) if t.name in TABLES})
    gates = [TABLES[t].gate for t in tables] + [TABLES[t].gate_of(c) for t, c in columns]
    gate = max(gates, key=lambda g: g.rank, default=Gate.O)
    result = tuple(full.named_selects)
    coded, problems = codes.trace(full, {name: one.coded for name, one in more.items()})
    followed = flows.trace(full, {name: one.made_of for name, one in more.items()})
    return Reads(tuple(tables), tuple(sorted(columns)), gate, result, coded, followed), problems


def _untraced(error: OptimizeError, tree: exp.Query) -> Problem:
    what, _, place = str(error).splitlines()[0].partition(" Line: ")
    line = place.partition(",")[0]
    name = what.rpartition(" ")[2]
    named = (line_of(column) for column in tree.find_all(exp.Column) if column.name == name)
    found = int(line) if line.isdigit() else min(named, default=1)
    return Problem(found, f"a column cannot be traced: {what}")


@cache
def _schema() -> MappingSchema:
    """The canonical tables as sqlglot reads them; they are the same for every feature."""
    tables: dict[str, object] = {table: dict(columns) for table, columns in SCHEMA.items()}
    return MappingSchema(tables, dialect="duckdb")


def _schema_with(given: Mapping[str, Given]) -> MappingSchema:
    """The canonical tables and those that are given."""
    if not given:
        return _schema()
    tables: dict[str, object] = {table: dict(columns) for table, columns in SCHEMA.items()}
    tables |= {name: dict(one.types) for name, one in given.items()}
    return MappingSchema(tables, dialect="duckdb")


def _strangers(tree: exp.Query, given: Mapping[str, Given]) -> Iterator[Problem]:
    """Names in FROM that mean no canonical table, none that is given, and no step at that place.

    A step is known inside the query that writes it only. Outside of it, or within itself, its
    name would mean whatever the database has by that name, such as a list of its settings.
    """
    steps: set[int] = set()
    for scope in traverse_scope(tree):
        for node, source in scope.selected_sources.values():
            if isinstance(source, Scope):
                steps.add(id(node))
    for table in tree.find_all(exp.Table):
        if id(table) in steps or table.name in given:
            continue
        if table.name not in TABLES or TABLES[table.name].context:
            what = f"{table.name} is no step here and no table: a step is known in its own query"
            yield Problem(line_of(table), what)


def _columns(tree: exp.Query) -> set[tuple[str, str]]:
    """Columns by what their table's name means where they stand.

    Where that cannot be said, the name counts for every table that bears it in the statement, so
    that a gate is never found wider than it is.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for table in tree.find_all(exp.Table):
        if table.name in TABLES:
            names[table.alias_or_name].add(table.name)
    found: set[tuple[str, str]] = set()
    for column, source in sources.within(tree):
        one = sources.canonical(source)
        tables = {one} if one else names.get(column.table, set()) if source is None else set()
        found |= {(table, column.name) for table in tables if column.name in SCHEMA[table]}
    return found
