"""Points, caps and bands: from hits to one score per location, in SQL over Arrow.

Points and factors are decimal numbers here, so sums are exact, do not depend on order and can
be checked by hand; the results leave as DOUBLE. The score orders locations. It is no
probability and says nothing about a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa

from engine import duck
from engine.errors import RunError
from engine.features.spans import months_before
from engine.rules.model import Rule
from engine.scoring import eligibility, recency
from engine.settings import Settings

_APPLIED = """
CREATE TEMP TABLE applied AS
WITH weighed AS (
    SELECT h.row, h.location_id, h.rule_id, h.family, h.role, h.outcome, h.newest, h.filtered_by,
           h.reason, r.status, r.counts, r.is_combined, r.makes_eligible, r.correlated_group,
           r.expires_months, r.expires_from,
           CASE WHEN h.role = 'context' THEN least(coalesce(h.points, 0), $context_max)
                WHEN h.role = 'route' THEN 0
                ELSE coalesce(h.points, 0) END::DECIMAL(18, 6) AS base,
           s.factor::DECIMAL(9, 6) AS step
    FROM hits h
    JOIN rule r ON r.rule_id = h.rule_id
    ASOF LEFT JOIN step s ON h.newest > s.since
),
valued AS (
    SELECT *,
           CASE WHEN outcome <> 'HIT' OR filtered_by IS NOT NULL OR NOT counts THEN 0
                WHEN role = 'mitigating' THEN 1
                WHEN newest > expires_from THEN coalesce(step, 0)
                ELSE 0 END::DECIMAL(9, 6) * base AS value
    FROM weighed
),
ranked AS (
    SELECT *,
           first_value(rule_id) OVER (
               PARTITION BY location_id, correlated_group, sign(value)
               ORDER BY abs(value) DESC, rule_id
           ) AS winner
    FROM valued
)
SELECT row, location_id, rule_id, family, role, outcome, newest, counts, filtered_by,
       is_combined, makes_eligible,
       CASE WHEN correlated_group IS NULL OR winner = rule_id THEN value ELSE 0 END AS applied,
       CASE WHEN outcome <> 'HIT' OR reason IS NOT NULL THEN reason
            WHEN filtered_by IS NOT NULL THEN 'gefilterd door ' || filtered_by
            WHEN status = 'experimental' THEN 'regel draait mee op proef'
            WHEN NOT counts THEN 'regel is uitgeschakeld'
            WHEN role = 'route' THEN 'geen punten: gaat naar een medewerker'
            WHEN base = 0 OR role = 'mitigating' AND applied <> 0 THEN NULL
            WHEN value <> 0 AND applied = 0
                THEN 'telt niet dubbel: ' || winner || ' van dezelfde groep telt'
            WHEN newest IS NULL THEN 'datum van het nieuwste feit is niet bekend'
            WHEN newest <= expires_from
                THEN 'verlopen: nieuwste feit is ' || expires_months || ' maanden oud of ouder'
            END AS why
FROM ranked
"""

_SCORED = """
CREATE TEMP TABLE total AS
WITH by_family AS (
    SELECT location_id, least($family_cap, greatest(0, sum(applied))) AS points
    FROM applied
    WHERE family <> 'all'
    GROUP BY location_id, family
),
parts AS (
    FROM by_family
    UNION ALL BY NAME
    SELECT location_id, applied AS points
    FROM applied
    WHERE family = 'all'
)
SELECT location_id, least($total_cap, greatest(0, sum(points)))::DOUBLE AS score
FROM parts
GROUP BY location_id
"""

_LOCATIONS = """
SELECT coalesce(t.score, 0) AS score,
       CASE WHEN coalesce(t.score, 0) >= $high THEN 'high'
            WHEN t.score >= $medium THEN 'medium'
            WHEN t.score >= $low THEN 'low'
            ELSE 'none' END AS band,
       coalesce(e.eligible, false) AS eligible,
       coalesce(e.families, []) AS families,
       coalesce(e.registers, []) AS registers,
       e.newest_hit
FROM locations l
LEFT JOIN total t USING (location_id)
LEFT JOIN eligible e USING (location_id)
ORDER BY l.row
"""


@dataclass(frozen=True, slots=True)
class Scored:
    """What scoring adds to a run.

    Attributes:
        hits: the hits with `applied_points` after `points`, by (location_id, rule_id). For a HIT
            without points although its rule has them, `reason` says why, in Dutch.
        locations: the locations with `score` (0..40), `band`, `eligible`, `families`,
            `registers` and `newest_hit`, by location_id.
    """

    hits: pa.Table
    locations: pa.Table


def score(
    hits: pa.Table,
    rules: Sequence[Rule],
    locations: pa.Table,
    registers: Mapping[tuple[str, str], str],
    *,
    as_of: date,
    settings: Settings,
    database: duckdb.DuckDBPyConnection | None = None,
) -> Scored:
    """Add applied points to hits, and score, band and eligibility to locations.

    Args:
        hits: as the rules produce them; HIT and UNKNOWN rows, one per location and rule.
        rules: the rules that the hits name, in any order.
        locations: one row per location.
        registers: (source, table) -> register. Evidence of a source that is not in it (a zones
            file) counts for no register.
        as_of: day from which age is counted.
        settings: blocks `score` and `eligibility`.
        database: an open database to work in, which stays as it is; a new one when left out,
            which takes longer than scoring a few locations.

    Returns:
        Both tables with their new columns. `families`, `registers` and `newest_hit` are those of
        the scenario and factor hits that have points.

    Raises:
        RunError: a hit names a rule or a location that is not given.
    """
    hits = hits.sort_by([("location_id", "ascending"), ("rule_id", "ascending")])
    locations = locations.sort_by("location_id")
    _refuse_strangers(hits, rules, locations)
    with duck.connect() if database is None else database.cursor() as con:
        con.register("hits", _numbered(hits))
        con.register("locations", _numbered(locations.select(["location_id"])))
        con.register("rule", _rule_table(rules, as_of=as_of, settings=settings))
        con.register("step", recency.steps(settings.score, as_of))
        con.execute(_APPLIED, {"context_max": _decimal(settings.score.context_max_points)})
        caps = {"family_cap": settings.score.family_cap, "total_cap": settings.score.total_cap}
        con.execute(_SCORED, {name: _decimal(cap) for name, cap in caps.items()})
        eligibility.create(con, registers, as_of=as_of, settings=settings.eligibility)
        applied = con.sql(
            "SELECT applied::DOUBLE AS applied, why FROM applied ORDER BY row"
        ).to_arrow_table()
        added = con.sql(_LOCATIONS, params=settings.score.bands.model_dump()).to_arrow_table()
    for column in added.column_names:
        locations = locations.append_column(column, added[column])
    return Scored(_with_points(hits, applied), locations)


def _refuse_strangers(hits: pa.Table, rules: Sequence[Rule], locations: pa.Table) -> None:
    known = {rule.id for rule in rules}
    strange = sorted(set(hits["rule_id"].to_pylist()) - known)
    if strange:
        raise RunError(f"hits of rules that are not in the rule set: {', '.join(strange)}")
    lost = sorted(set(hits["location_id"].to_pylist()) - set(locations["location_id"].to_pylist()))
    if lost:
        raise RunError(f"hits at {len(lost)} locations that do not exist, such as {lost[0]}")


def _numbered(table: pa.Table) -> pa.Table:
    return table.append_column("row", pa.array(range(table.num_rows), pa.int64()))


def _rule_table(rules: Sequence[Rule], *, as_of: date, settings: Settings) -> pa.Table:
    months = [rule.expires_months or settings.score.expires_months for rule in rules]
    return pa.table(
        {
            "rule_id": pa.array([rule.id for rule in rules], pa.string()),
            "status": pa.array([str(rule.status) for rule in rules], pa.string()),
            "counts": pa.array([rule.status.counts for rule in rules], pa.bool_()),
            "is_combined": pa.array([rule.combine is not None for rule in rules], pa.bool_()),
            "makes_eligible": pa.array([rule.makes_eligible for rule in rules], pa.bool_()),
            "correlated_group": pa.array([rule.correlated_group for rule in rules], pa.string()),
            "expires_months": pa.array(months, pa.int64()),
            "expires_from": pa.array([months_before(as_of, m) for m in months], pa.date32()),
        }
    )


def _with_points(hits: pa.Table, applied: pa.Table) -> pa.Table:
    after = hits.column_names.index("points") + 1
    hits = hits.add_column(after, "applied_points", applied["applied"])
    return hits.set_column(hits.column_names.index("reason"), "reason", applied["why"])


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))
