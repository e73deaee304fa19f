"""The cases of a rule as rows of typed facts, over which SQL can be evaluated."""

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from engine.features import spans
from engine.rules.binding import SCHEMA_DAY, Compiled
from engine.rules.model import Rule
from engine.rules.predicate import LOCATION_TYPES


def evaluate(
    con: DuckDBPyConnection, rule: Rule, compiled: Compiled, expressions: Sequence[str]
) -> list[tuple[object, ...]]:
    """Values of SQL expressions over the facts of each case, in the order of the cases.

    Args:
        con: any database; nothing stored in it is read.
        rule: its cases, and the values of its params.
        compiled: the types of its facts.
        expressions: SQL over facts, `location.*` and params; together they use every param
            that the predicate uses. A fact that a case leaves out is NULL.

    Raises:
        duckdb.Error: an expression fails on a case.
    """
    bound: dict[str, object] = dict(
        spans.bindings(compiled.predicate.placeholders, rule.values, as_of=SCHEMA_DAY)
    )
    rows = [_row(index, compiled, case.facts, bound) for index, case in enumerate(rule.cases)]
    if not rows:
        return []
    return con.execute(
        f"""
WITH given AS ({" UNION ALL ".join(rows)})
SELECT {", ".join(expressions)} FROM given ORDER BY "case"
""",
        bound,
    ).fetchall()


def _row(
    index: int, compiled: Compiled, facts: Mapping[str, object], bound: dict[str, object]
) -> str:
    """SQL of one case as a row of typed facts; adds its values to `bound`."""
    columns = [f'{index} AS "case"']
    location = []
    for name in compiled.predicate.facts:
        columns.append(f'{_value(index, name, compiled.facts[name], facts, bound)} AS "{name}"')
    for name in compiled.predicate.location:
        given = _value(index, f"location.{name}", LOCATION_TYPES[name], facts, bound)
        location.append(f'"{name}" := {given}')
    columns.append(
        f"struct_pack({', '.join(location)}) AS location" if location else "0 AS location"
    )
    return "SELECT " + ", ".join(columns)


def _value(
    index: int, name: str, kind: str, facts: Mapping[str, object], bound: dict[str, object]
) -> str:
    if facts.get(name) is None:
        return f"NULL::{kind}"
    key = f"case_{index}_{name.replace('.', '_of_')}"
    bound[key] = facts[name]
    return f"${key}::{kind}"
