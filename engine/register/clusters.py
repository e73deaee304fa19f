"""Counts enterprises that are one in practice as one: concerns, families, side branches.

A shared director alone joins nothing: that would hide companies put in the name of a straw
man. This holds for a company as director too, so a trust office does not join its clients.
Associations of owners, foundations and associations without known personnel, and pension
companies whose owner is not known, are left out: they get no row. Officers count only from
sources with a recorded compatibility check.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.register.holdings import components
from engine.register.privacy import checked_sources

WHY = ("ownership", "sole_shareholder", "farming_family", "branch", "single")
"""Why an enterprise is in its cluster; the first that holds is stored."""

_ENTERPRISES = """
WITH one AS (
    SELECT enterprise_id,
           arg_min(legal_form, source) AS legal_form,
           arg_min(statutory_name, source) AS name,
           min(coalesce(started_on::VARCHAR, started_on_partial)) AS started,
           max(employees) AS employees,
           bool_or(pension_company) AS is_pension
    FROM enterprise GROUP BY enterprise_id
), places AS (
    SELECT enterprise_id, count(DISTINCT branch_id) AS branches, max(employees) AS employees
    FROM branch GROUP BY enterprise_id
), known AS (
    SELECT one.*, coalesce(branches, 0) AS branches,
           coalesce(one.employees, places.employees, 0) = 0 AS staffless
    FROM one LEFT JOIN places USING (enterprise_id)
)
SELECT enterprise_id, coalesce(started, '9999'), branches > 1,
       coalesce(legal_form = 'owners_association', false)
       OR (staffless AND coalesce(legal_form IN ('foundation', 'association'), false)),
       staffless AND coalesce(legal_form IN ('bv', 'nv'), false)
       AND coalesce(is_pension, regexp_matches(lower(name), $pension), false)
FROM known ORDER BY enterprise_id
"""

_PENSION = r"\b(pensioen|stamrecht)(beheer|holding|maatschappij|vennootschap)?\b"
"""A pension company by its name, where no source says whether a company is one."""

_IN_FORCE = """
CREATE OR REPLACE TEMP TABLE officer_in_force AS
WITH ends AS (
    SELECT enterprise_id, max(coalesce(ended_on::VARCHAR, ended_on_partial)) AS ended
    FROM enterprise GROUP BY enterprise_id
), seen AS (
    SELECT o.enterprise_id, o.party_id, o.role, ends.ended AS enterprise_ended,
           coalesce(o.ended_on::VARCHAR, o.ended_on_partial) AS ended,
           coalesce(o.party_enterprise_id,
                    CASE WHEN o.party_kind = 'legal' THEN o.party_id END) AS company
    FROM officer o LEFT JOIN ends USING (enterprise_id)
    WHERE list_contains($checked, o.source)
)
SELECT enterprise_id, party_id, role, company,
       ended IS NULL OR coalesce(ended >= left(enterprise_ended, length(ended)), false) AS counts
FROM seen WHERE company IS DISTINCT FROM enterprise_id
"""

_OWNERSHIP = """
WITH mothers AS (
    SELECT enterprise_id, company FROM officer_in_force
    WHERE counts AND role = 'sole_shareholder' AND company IS NOT NULL
), owned AS (
    SELECT enterprise_id FROM officer_in_force WHERE counts AND role = 'sole_shareholder'
), one_company_directors AS (
    SELECT company, any_value(enterprise_id) AS enterprise_id, bool_or(counts) AS counts
    FROM officer_in_force WHERE role = 'director' AND company IS NOT NULL
    GROUP BY company HAVING count(DISTINCT enterprise_id) = 1
)
SELECT enterprise_id, company FROM mothers
UNION SELECT enterprise_id, company FROM one_company_directors
WHERE counts AND enterprise_id NOT IN (FROM owned)
ORDER BY ALL
"""

_SOLE_SHAREHOLDER = """
SELECT DISTINCT enterprise_id, min(enterprise_id) OVER (PARTITION BY party_id) AS other
FROM officer_in_force
WHERE counts AND role IN ('sole_shareholder', 'sole_trader') AND party_id IS NOT NULL
QUALIFY enterprise_id <> other
ORDER BY ALL
"""

_FARMING_FAMILY = """
WITH partnership AS (
    SELECT DISTINCT enterprise_id FROM enterprise
    WHERE legal_form IN ('general_partnership', 'limited_partnership', 'professional_partnership')
), works AS (
    SELECT DISTINCT b.enterprise_id, coalesce(b.location_id, b.object_id) AS place, a.version,
           left(replace(a.code, '.', ''), 2) AS division
    FROM branch b JOIN activity a USING (branch_id)
    WHERE a.version IS NOT NULL AND a.is_main IS DISTINCT FROM false AND a.code NOT LIKE '00%'
), people AS (
    SELECT DISTINCT enterprise_id, party_id FROM officer_in_force
    WHERE counts AND party_id IS NOT NULL
      AND role IN ('partner', 'director', 'sole_shareholder', 'sole_trader')
), together AS (
    SELECT *, enterprise_id IN (FROM partnership) AS is_partnership
    FROM works JOIN people USING (enterprise_id) WHERE place IS NOT NULL
)
SELECT DISTINCT enterprise_id,
       min(enterprise_id) FILTER (is_partnership)
           OVER (PARTITION BY place, version, division, party_id) AS other
FROM together
QUALIFY enterprise_id <> other
ORDER BY ALL
"""

_LINKS = (
    ("ownership", _OWNERSHIP),
    ("sole_shareholder", _SOLE_SHAREHOLDER),
    ("farming_family", _FARMING_FAMILY),
)


@dataclass(frozen=True, slots=True)
class _Enterprise:
    """An enterprise with what decides about its cluster; `started` sorts, 9999 is unknown."""

    enterprise_id: str
    started: str
    has_branches: bool
    left_out: bool
    is_pension: bool


def build(con: DuckDBPyConnection) -> None:
    """Fill `enterprise_cluster`: one row per enterprise that counts, ended ones included.

    `cluster_id` is `C` and the number of the member that started first (ties: the lowest
    number; unknown starts last), so it stays when a younger member joins. `why` is one of
    `WHY`. Ownership counts while it is in force, for an ended enterprise at its end.

    * ownership: a mother as sole shareholder; a company that is director of this one only,
      unless someone else is sole shareholder.
    * sole_shareholder: one person owns all of them (as sole shareholder or sole trader).
    * farming_family: a partnership and others at one location with a shared partner, director
      or owner, and a shared two-digit main activity within one SBI version.
    * branch: alone, and its side branches do not count apart. single: alone.

    Args:
        con: register with `enterprise`, `branch`, `activity`, `officer` and `source_table`;
            `branch.location_id` is filled.

    Source: canonical tables, Clusters; domain document, design rule 8.
    """
    con.execute(_IN_FORCE, {"checked": checked_sources(con, "officer")})
    found = con.execute(_ENTERPRISES, {"pension": _PENSION}).fetchall()
    enterprises = [_Enterprise(*row) for row in found]
    links = [(why, a, b) for why, sql in _LINKS for a, b in con.execute(sql).fetchall()]
    con.execute("DROP TABLE officer_in_force")
    rows = _rows(enterprises, links)
    names = ("enterprise_id", "cluster_id", "why")
    columns = {
        name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(names)
    }
    con.execute("DELETE FROM enterprise_cluster")
    con.register("incoming_clusters", pa.table(columns))
    con.execute("INSERT INTO enterprise_cluster BY NAME FROM incoming_clusters")
    con.unregister("incoming_clusters")


def _rows(
    enterprises: Sequence[_Enterprise], links: Sequence[tuple[str, str, str]]
) -> list[tuple[str, str, str]]:
    reasons: dict[str, set[str]] = defaultdict(set)
    for why, one, other in links:
        reasons[one].add(why)
        reasons[other].add(why)
    rows = []
    for members in _clusters(enterprises, links):
        kept = _kept(members)
        for member in kept:
            first = min(kept, key=lambda m: (m.started, m.enterprise_id))
            why = _why(member, kept, reasons)
            rows.append((member.enterprise_id, f"C{first.enterprise_id}", why))
    return sorted(rows)


def _clusters(
    enterprises: Sequence[_Enterprise], links: Sequence[tuple[str, str, str]]
) -> list[list[_Enterprise]]:
    """Group by links; a party that is not in the register itself still links its companies."""
    linked = {end for _, one, other in links for end in (one, other)}
    number = {i: n for n, i in enumerate(sorted(linked | {e.enterprise_id for e in enterprises}))}
    edges = np.array([(number[a], number[b]) for _, a, b in links], dtype=np.int64).reshape(-1, 2)
    label = components(len(number), edges).tolist()
    groups: dict[int, list[_Enterprise]] = defaultdict(list)
    for enterprise in enterprises:
        groups[label[number[enterprise.enterprise_id]]].append(enterprise)
    return [groups[key] for key in sorted(groups)]


def _kept(members: Sequence[_Enterprise]) -> list[_Enterprise]:
    """Drop what never counts, and a pension company that stands alone."""
    counted = [member for member in members if not member.left_out]
    return [member for member in counted if not member.is_pension or len(counted) > 1]


def _why(member: _Enterprise, kept: Sequence[_Enterprise], reasons: Mapping[str, set[str]]) -> str:
    if len(kept) == 1:
        return "branch" if member.has_branches else "single"
    return min(reasons[member.enterprise_id], key=WHY.index)
