"""Cases of one number with more than one decision: all are kept, and no decision is taken."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from connectors.delivery import Quarantined, Row, Used
from connectors.tabular import keys
from engine.tables import TABLES

_DECISION = "status"


def settle(
    items: Sequence[Used | Quarantined],
) -> tuple[list[Used | Quarantined], Counter[str]]:
    """Leave unknown what the cases of one number contradict each other about.

    Rows of one number with different decisions lose every value in which they differ, except
    where they are: two places of one case stay two places.

    Args:
        items: at most one row each.

    Returns:
        The items in the same order, and what the run report must say.
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        for row in item.rows if isinstance(item, Used) else ():
            groups[TABLES[row.table].record_id(dict(row.values))].append(index)
    settled, notes = list(items), Counter[str]()
    for number, indexes in groups.items():
        rows = [_row(items[index]) for index in indexes]
        decisions = {row.values.get(_DECISION) for row in rows}
        if len(decisions) < 2:
            continue
        notes["cases with more than one decision"] += 1
        notes[f"cases with more than one decision/{number[:80]}"] += len(rows)
        unknown = _different(rows)
        for index, row in zip(indexes, rows, strict=True):
            kept = {name: value for name, value in row.values.items() if name not in unknown}
            settled[index] = replace(_used(items[index]), rows=(replace(row, values=kept),))
    return settled, notes


def _different(rows: Sequence[Row]) -> set[str]:
    """Columns in which the rows differ, except key and place."""
    names = {name for row in rows for name in row.values}
    fixed = keys.PLACE | set(TABLES[rows[0].table].key)
    return {name for name in names - fixed if _differs(name, [row.values for row in rows])}


def _differs(name: str, values: Sequence[Mapping[str, object]]) -> bool:
    return any(value.get(name) != values[0].get(name) for value in values)


def _used(item: Used | Quarantined) -> Used:
    assert isinstance(item, Used)
    return item


def _row(item: Used | Quarantined) -> Row:
    return _used(item).rows[0]
