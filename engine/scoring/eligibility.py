"""When a location may stand on the weekly list: enough registers, families and a fresh fact.

Only scenario and factor hits with points count. One hit of a combined rule that is marked
`makes_eligible` is enough when its evidence is fresh and comes from enough registers.
"""

from collections.abc import Mapping
from datetime import date

import duckdb
import pyarrow as pa

from engine.features.spans import months_before
from engine.rule_settings import EligibilitySettings

_ELIGIBLE = """
CREATE TEMP TABLE eligible AS
WITH proving AS (
    SELECT row, location_id, family, role, newest,
           role IN ('scenario', 'factor') AND applied > 0 AS scores,
           is_combined AND makes_eligible AND counts AND filtered_by IS NULL AS suffices
    FROM applied
    WHERE outcome = 'HIT' AND (scores OR suffices)
),
cited AS (
    SELECT DISTINCT p.row, p.location_id, p.scores, g.register
    FROM proving p
    JOIN hits h ON h.row = p.row
    CROSS JOIN unnest(h.evidence) AS e(record_key)
    JOIN register g ON g.source = split_part(e.record_key, ':', 1)
                   AND g.table_name = split_part(e.record_key, ':', 2)
),
of_hit AS (
    SELECT row, count(*) AS registers FROM cited GROUP BY row
),
of_location AS (
    SELECT location_id, list_sort(list(DISTINCT register)) AS registers
    FROM cited WHERE scores GROUP BY location_id
),
gathered AS (
    SELECT p.location_id,
           coalesce(list_sort(list(DISTINCT p.family) FILTER (p.scores)), []) AS families,
           count(*) FILTER (p.scores AND p.role = 'scenario') AS scenarios,
           coalesce(bool_or(p.scores AND p.newest > $recent_from), false) AS is_recent,
           coalesce(bool_or(p.suffices AND p.newest > $recent_from
                            AND h.registers >= $combined_min_registers), false) AS suffices,
           coalesce(max(p.newest) FILTER (p.scores), max(p.newest)) AS newest_hit
    FROM proving p
    LEFT JOIN of_hit h USING (row)
    GROUP BY p.location_id
)
SELECT g.location_id, g.families, coalesce(l.registers, []) AS registers, g.newest_hit,
       g.suffices OR (len(g.families) >= $min_families
                      AND len(coalesce(l.registers, [])) >= $min_registers
                      AND g.scenarios >= $min_scenarios AND g.is_recent) AS eligible
FROM gathered g
LEFT JOIN of_location l USING (location_id)
"""


def create(
    con: duckdb.DuckDBPyConnection,
    registers: Mapping[tuple[str, str], str],
    *,
    as_of: date,
    settings: EligibilitySettings,
) -> None:
    """Create the table `eligible` beside `applied` and `hits`.

    Args:
        con: holds `hits` with evidence and `applied`, joined by `row`.
        registers: (source, table) -> register.
        as_of: "newer than 6 months" means `newest > as_of - 6 months`.
        settings: how many registers, families and scenarios.
    """
    rows = sorted(registers.items())
    table = pa.table(
        {
            "source": pa.array([source for (source, _), _ in rows], pa.string()),
            "table_name": pa.array([name for (_, name), _ in rows], pa.string()),
            "register": pa.array([register for _, register in rows], pa.string()),
        }
    )
    con.register("register", table)
    needed = settings.model_dump(exclude={"source", "verified", "recent_months"})
    recent_from = months_before(as_of, settings.recent_months)
    con.execute(_ELIGIBLE, needed | {"recent_from": recent_from})
