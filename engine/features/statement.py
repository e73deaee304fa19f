"""What DuckDB runs for a feature: its SQL, with the rows of its patterns as tables beside it.

The tables are the session's own and last until the feature has run, so that features that run
beside each other never read each other's rows.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.features import answer
from engine.features.feature import Feature
from engine.features.spans import Value
from engine.network.answer import schema
from engine.network.patterns import Pattern

Ask = Callable[[Pattern], pa.Table]
"""Gives the rows of a pattern, as `Backend.rows` does."""

_ANSWER = "incoming_rows"


@contextmanager
def ready(
    con: DuckDBPyConnection, feature: Feature, bound: Mapping[str, Value], ask: Ask | None
) -> Iterator[tuple[str, dict[str, Value]]]:
    """What stands behind FROM for a feature, with the values that it needs, inside the block.

    Args:
        con: the session in which it runs.
        feature: a checked feature.
        bound: values of its placeholders.
        ask: answers its patterns; None gives no row of any, for its types.
    """
    tables = {name: rows for name, rows in _rows(feature, ask)}
    for name, rows in tables.items():
        con.register("incoming", rows)
        con.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS FROM incoming')
        con.unregister("incoming")
    try:
        if feature.pattern is not None:
            yield _ANSWER, {}
        elif feature.fold is not None:
            own = {name: bound[name] for name in feature.fold.placeholders}
            yield f"({feature.fold.text}\n)", own
        else:
            yield f"({feature.text}\n)", dict(bound)
    finally:
        for name in tables:
            con.execute(f'DROP TABLE IF EXISTS temp."{name}"')


def tables(feature: Feature) -> tuple[str, ...]:
    """Canonical tables that the SQL of a feature reads itself, sorted."""
    if feature.fold is not None:
        return feature.fold.tables
    return feature.tables if feature.pattern is None else ()


def _rows(feature: Feature, ask: Ask | None) -> Iterator[tuple[str, pa.Table]]:
    """Every table that stands beside the statement, by name."""
    if feature.pattern is not None:
        pattern = feature.pattern
        rows = answer.per_location(ask(pattern), pattern) if ask else answer.nothing(pattern)
        yield _ANSWER, rows
    for name, pattern in feature.fold.patterns.items() if feature.fold else ():
        yield name, ask(pattern) if ask else schema(pattern).empty_table()
