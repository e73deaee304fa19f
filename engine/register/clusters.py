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

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.register.cluster_names import UNKNOWN, Link, join
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
SELECT enterprise_id, coalesce(started, $unknown), branches > 1,
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
           coalesce(o.started_on::VARCHAR, o.started_on_partial, $unknown) AS since,
           coalesce(o.ended_on::VARCHAR, o.ended_on_partial) AS ended,
           coalesce(o.party_enterprise_id,
                    CASE WHEN o.party_kind = 'legal' THEN o.party_id END) AS company
    FROM officer o LEFT JOIN ends USING (enterprise_id)
    WHERE list_contains($checked, o.source)
)
SELECT enterprise_id, party_id, role, company, since,
       ended IS NULL OR coalesce(ended >= left(enterprise_ended, length(ended)), false) AS counts
FROM seen WHERE company IS DISTINCT FROM enterprise_id
"""

_OWNERSHIP = """
WITH mothers AS (
    SELECT enterprise_id, company, since FROM officer_in_force
    WHERE counts AND role = 'sole_shareholder' AND company IS NOT NULL
), owned AS (
    SELECT enterprise_id FROM officer_in_force WHERE counts AND role = 'sole_shareholder'
), one_company_directors AS (
    SELECT company, any_value(enterprise_id) AS enterprise_id, min(since) FILTER (counts) AS since
    FROM officer_in_force WHERE role = 'director' AND company IS NOT NULL
    GROUP BY company HAVING count(DISTINCT enterprise_id) = 1
), jointly_directed AS (
    SELECT enterprise_id FROM officer_in_force
    WHERE counts AND role = 'director' AND company IS NOT NULL
    GROUP BY enterprise_id HAVING count(DISTINCT company) > 1
)
SELECT enterprise_id, company, since FROM mothers
UNION SELECT enterprise_id, company, since FROM one_company_directors
WHERE since IS NOT NULL AND enterprise_id NOT IN (FROM owned)
  AND enterprise_id NOT IN (FROM jointly_directed)
ORDER BY ALL
"""

_SOLE_SHAREHOLDER = """
SELECT enterprise_id, 'owner ' || party_id, min(since)
FROM officer_in_force
WHERE counts AND role IN ('sole_shareholder', 'sole_trader') AND party_id IS NOT NULL
GROUP BY enterprise_id, party_id
QUALIFY count(*) OVER (PARTITION BY party_id) > 1
ORDER BY ALL
"""

# A company that is a partner itself is the shared party of its partnership.
_FARMING_FAMILY = """
WITH partnership AS (
    SELECT DISTINCT enterprise_id FROM enterprise
    WHERE legal_form IN ('general_partnership', 'limited_partnership', 'professional_partnership')
), works AS (
    SELECT b.enterprise_id, coalesce(b.location_id, b.object_id) AS place, a.version,
           left(replace(a.code, '.', ''), 2) AS division,
           min(coalesce(b.started_on::VARCHAR, b.started_on_partial, '')) AS since
    FROM branch b JOIN activity a USING (branch_id)
    WHERE a.version IS NOT NULL AND a.is_main IS DISTINCT FROM false AND a.code NOT LIKE '00%'
      AND coalesce(b.location_id, b.object_id) IS NOT NULL
    GROUP BY ALL
), people AS (
    SELECT enterprise_id, party_id, min(since) AS since FROM officer_in_force
    WHERE counts AND party_id IS NOT NULL
      AND role IN ('partner', 'director', 'sole_shareholder', 'sole_trader')
    GROUP BY ALL
    UNION ALL SELECT DISTINCT enterprise_id, enterprise_id, '' FROM enterprise
), together AS (
    SELECT enterprise_id, enterprise_id IN (FROM partnership) AS is_partnership,
           concat_ws(' ', 'family', place, version, division, party_id) AS family,
           greatest(works.since, people.since) AS since
    FROM works JOIN people USING (enterprise_id)
)
SELECT enterprise_id, family, since FROM together
QUALIFY bool_or(is_partnership) OVER (PARTITION BY family)
    AND min(enterprise_id) OVER (PARTITION BY family)
        <> max(enterprise_id) OVER (PARTITION BY family)
ORDER BY ALL
"""

_LINKS = (
    ("ownership", _OWNERSHIP),
    ("sole_shareholder", _SOLE_SHAREHOLDER),
    ("farming_family", _FARMING_FAMILY),
)


@dataclass(frozen=True, slots=True)
class _Enterprise:
    """An enterprise with what decides about its cluster; `started` sorts."""

    enterprise_id: str
    started: str
    has_branches: bool
    left_out: bool
    is_pension: bool


def build(con: DuckDBPyConnection) -> None:
    """Fill `enterprise_cluster`: one row per enterprise that counts, ended ones included.

    `cluster_id` is `C` and the number of one member: of the two that came together first, as the
    register dates their officers, the one that started first (ties: the lowest number; unknown
    starts last). So it stays when members join, younger or older ones, and of two clusters that
    join one keeps it. Where no date of an officer is known it is the member that started first.
    `why` is one of `WHY`. Ownership counts while it is in force, for an ended enterprise at its
    end.

    * ownership: a mother as sole shareholder; a company that is director of this one only,
      unless someone else is sole shareholder or another company is director too: then nobody
      is known to control it alone.
    * sole_shareholder: one person owns all of them (as sole shareholder or sole trader).
    * farming_family: a partnership and others at one location with a shared partner, director
      or owner (a company that is a partner itself included), and a shared two-digit main
      activity within one SBI version.
    * branch: alone, and its side branches do not count apart. single: alone.

    Args:
        con: register with `enterprise`, `branch`, `activity`, `officer` and `source_table`;
            `branch.location_id` is filled.

    Source: canonical tables, Clusters; domain document, design rule 8.
    """
    known = {"unknown": UNKNOWN}
    con.execute(_IN_FORCE, {"checked": checked_sources(con, "officer"), **known})
    found = con.execute(_ENTERPRISES, {"pension": _PENSION, **known}).fetchall()
    enterprises = [_Enterprise(*row) for row in found]
    links = [
        Link(why, one, other, since or UNKNOWN)
        for why, sql in _LINKS
        for one, other, since in con.execute(sql).fetchall()
    ]
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


def _rows(enterprises: Sequence[_Enterprise], links: Sequence[Link]) -> list[tuple[str, str, str]]:
    reasons: dict[str, set[str]] = defaultdict(set)
    for link in links:
        reasons[link.one].add(link.why)
        reasons[link.other].add(link.why)
    namesake = join({e.enterprise_id: e.started for e in enterprises if not e.left_out}, links)
    clusters: dict[str, list[_Enterprise]] = defaultdict(list)
    for enterprise in enterprises:
        if not enterprise.left_out:
            clusters[namesake[enterprise.enterprise_id]].append(enterprise)
    return sorted(
        (member.enterprise_id, f"C{name}", _why(member, members, reasons))
        for name, members in clusters.items()
        for member in members
        if not member.is_pension or len(members) > 1
    )


def _why(
    member: _Enterprise, members: Sequence[_Enterprise], reasons: Mapping[str, set[str]]
) -> str:
    if len(members) == 1:
        return "branch" if member.has_branches else "single"
    return min(reasons[member.enterprise_id], key=WHY.index)
