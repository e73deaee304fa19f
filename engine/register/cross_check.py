"""Compares the rows of one source with those of the others of its register, and keeps none.

Two products of one register differ when a delivery is incomplete, stale or read wrongly. The
difference is told in the run's report, by id; nothing of the compared source stays.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from connectors.bag.codes import END_STATUSES
from engine.register.report import Json, SourceReport
from engine.tables import TABLES, Table

COMPARED = "compared, not stored"
"""Reason under which the rows of a compared source are counted."""

_EQUAL, _STATUS, _HERE, _THERE, _ENDED = (
    "in_both",
    "other_status",
    "only_in_this_source",
    "only_in_the_register",
    "ended_in_the_register",
)

_OF_UNIT = "(SELECT min(u.status) FROM address_unit u WHERE u.object_id = t.object_id)"
"""A relation has no status of its own: it has ended when its unit has."""

_VERDICTS = """
WITH here AS (
  SELECT {key} AS id, min({status}) AS status FROM {table} WHERE source = $source GROUP BY ALL
), there AS (
  SELECT {key} AS id, min({there}) AS status FROM {table} t WHERE list_contains($others, source)
  GROUP BY ALL
)
SELECT id, CASE
    WHEN there.id IS NULL THEN '{only_here}'
    WHEN here.id IS NULL AND list_contains($ended, there.status) THEN '{is_ended}'
    WHEN here.id IS NULL THEN '{only_there}'
    WHEN here.status <> there.status THEN '{other}'
    ELSE '{equal}' END AS verdict
FROM here FULL JOIN there USING (id)
ORDER BY verdict, id
"""


@dataclass(frozen=True, slots=True)
class Check:
    """What is compared.

    Attributes:
        source: id of the source of which nothing stays.
        others: ids of the sources that it is compared with.
        tables: what its connector can fill.
        shown_ids: how many differing ids are told per table and kind of difference.
    """

    source: str
    others: Sequence[str]
    tables: Collection[str]
    shown_ids: int


def compare(con: DuckDBPyConnection, check: Check, report: SourceReport) -> None:
    """Tell the differences in `report.notes`, and take the source's rows out of the register.

    Objects that have ended in the register's own delivery may be absent from a product of the
    present state: they are counted apart and are no difference.

    Args:
        con: register in which the source was just stored.
        check: what is compared.
        report: of that source; its kept rows become ignored ones.
    """
    told: dict[str, Json] = {}
    for name in sorted(check.tables):
        told[name] = _differences(con, TABLES[name], check)
    for name, counts in sorted(report.tables.items()):
        _take_out(con, TABLES[name], check.source)
        if counts.kept:
            counts.ignored[COMPARED] += counts.kept
            report.reasons[COMPARED] += counts.kept
            counts.kept = 0
    report.compared = True
    report.notes["cross_check"] = told
    report.notes["cross_check_with"] = ", ".join(check.others) or "nothing: no other source"


def _differences(con: DuckDBPyConnection, table: Table, check: Check) -> dict[str, Json]:
    """Count per kind of difference, and the first ids of each."""
    columns = {column.name for column in table.columns}
    key = " || '/' || ".join(f"coalesce({column}, '')" for column in table.key)
    has_status = "status" in columns
    query = _VERDICTS.format(
        table=table.name,
        key=key,
        status="status" if has_status else "NULL::VARCHAR",
        there="status" if has_status else _OF_UNIT if "object_id" in columns else "NULL::VARCHAR",
        only_here=_HERE,
        only_there=_THERE,
        is_ended=_ENDED,
        other=_STATUS,
        equal=_EQUAL,
    )
    values = {
        "source": check.source,
        "others": list(check.others),
        "ended": sorted(END_STATUSES),
    }
    ids: dict[str, list[Json]] = {_EQUAL: [], _STATUS: [], _HERE: [], _THERE: [], _ENDED: []}
    for found, verdict in con.execute(query, values).fetchall():
        ids[verdict].append(found)
    told: dict[str, Json] = {verdict: len(found) for verdict, found in ids.items()}
    for verdict in (_STATUS, _HERE, _THERE):
        if ids[verdict]:
            told[f"{verdict}_ids"] = ids[verdict][: check.shown_ids]
    return told


def _take_out(con: DuckDBPyConnection, table: Table, source: str) -> None:
    con.execute(f"DELETE FROM {table.name} WHERE source = $source", {"source": source})
    if table.place:
        con.execute(
            "DELETE FROM place_input WHERE table_name = $table AND starts_with(record_key, $key)",
            {"table": table.name, "key": f"{source}:{table.name}:"},
        )
