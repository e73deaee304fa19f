"""Which source fills which table of a run, and how many of its rows lie at a location."""

from duckdb import DuckDBPyConnection

from engine.tables import TABLES

_SUPPLIES = """
WITH placed AS ({placed})
SELECT s.source, s.table_name AS "table", s.register, s.delivered_on::VARCHAR AS delivered_on,
  s.privacy_check, s.covers, s.rows, p.placed, p.matched
FROM source_table s LEFT JOIN placed p USING (source, table_name)
ORDER BY s.source, s.table_name
"""
_PLACED = """
SELECT source, '{table}' AS table_name,
  count(*) FILTER (place_match <> 'none' OR place_text IS NOT NULL OR x IS NOT NULL) AS placed,
  count(*) FILTER (location_id IS NOT NULL) AS matched
FROM {table} GROUP BY source
"""


def of_run(con: DuckDBPyConnection) -> list[dict[str, object]]:
    """Describe every pair of source and table, for run.json.

    Returns:
        By source and table: `source, table, register, delivered_on, privacy_check, covers,
        rows`, and for tables with places `placed` (rows that say where) and `matched` (rows at
        a location); these two are NULL for other tables, and without rows.
    """
    placed = "UNION ALL".join(
        _PLACED.format(table=table.name)
        for table in TABLES.values()
        if table.place and not table.derived
    )
    rows: list[dict[str, object]] = (
        con.sql(_SUPPLIES.format(placed=placed)).to_arrow_table().to_pylist()
    )
    return rows
