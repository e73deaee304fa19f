"""From the answer of a network pattern to one row per location, as a feature returns it."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from engine.features.pattern_feature import SUBJECT, family, is_fact
from engine.network.patterns import Column, Pattern
from engine.tables import Type

_TYPES = {
    Type.TEXT: pa.string(),
    Type.DATE: pa.date32(),
    Type.INT: pa.int64(),
    Type.REAL: pa.float64(),
    Type.BOOL: pa.bool_(),
}
_LIST = pa.list_(pa.string())
_PARTS = ("newest", "evidence", "members")


def per_location(rows: pa.Table, pattern: Pattern) -> pa.Table:
    """One row per location, by `location_id`.

    Args:
        rows: the answer of any backend, with the columns of the pattern.
        pattern: says which columns there are.

    Returns:
        `location_id, newest, evidence, members` and the facts: lists united and sorted, the
        latest date, NULL when no date is known. Of several subjects at one location the one with
        the largest facts counts, in the order of the columns, then the first by its id; a fact
        that is not known is smaller than any that is.
    """
    facts = [c for c in pattern.columns if is_fact(c.name)]
    best: dict[str, Mapping[str, object]] = {}
    for row in sorted(rows.to_pylist(), key=lambda row: str(row.get(SUBJECT))):
        place = row["location_id"]
        if place not in best or _strength(row, facts) > _strength(best[place], facts):
            best[place] = row
    parts = {kind: [c.name for c in pattern.columns if family(c.name) == kind] for kind in _PARTS}
    found = [_row(best[place], parts, facts) for place in sorted(best)]
    return pa.Table.from_pylist(found, schema=_schema(facts))


def nothing(pattern: Pattern) -> pa.Table:
    """The same columns without a single location."""
    return _schema([c for c in pattern.columns if is_fact(c.name)]).empty_table()


def _schema(facts: Sequence[Column]) -> pa.Schema:
    return pa.schema(
        [
            ("location_id", pa.string()),
            ("newest", pa.date32()),
            ("evidence", _LIST),
            ("members", _LIST),
            *((c.name, _LIST if c.is_list else _TYPES[c.type]) for c in facts),
        ]
    )


def _strength(row: Mapping[str, object], facts: Sequence[Column]) -> tuple[object, ...]:
    values = (row[fact.name] for fact in facts)
    sizes = (len(value) if isinstance(value, list) else value for value in values)
    return tuple(part for size in sizes for part in ((size is not None), size or 0))


def _row(
    row: Mapping[str, object], parts: Mapping[str, Sequence[str]], facts: Sequence[Column]
) -> dict[str, object]:
    given = {kind: [row[name] for name in parts[kind] if row[name] is not None] for kind in _PARTS}
    lists = {
        kind: sorted({text for part in given[kind] for text in part})  # type: ignore[attr-defined]
        for kind in ("evidence", "members")
    }
    newest = max(given["newest"], default=None)  # type: ignore[type-var]
    own = {fact.name: row[fact.name] for fact in facts}
    return {"location_id": row["location_id"], "newest": newest, **lists, **own}
