"""Hubs: nodes so busy that a path through them says nothing about either side.

An accountant's address, a shared office, a trust office or a professional director connects
hundreds of companies that know nothing of each other. A walk may end at a hub, never go on from
it, and what walks says which hubs stopped it.
"""

from datetime import date

from duckdb import DuckDBPyConnection

from engine.network.schema import RELATIONS
from engine.rule_settings import NetworkSettings

_DEGREE = """
SELECT '{kind}' AS kind, nid, count(DISTINCT other) AS degree FROM (
    SELECT from_nid AS nid, to_nid AS other FROM rel_{table} WHERE from_nid <> to_nid
    UNION ALL SELECT to_nid, from_nid FROM rel_{table} WHERE from_nid <> to_nid)
GROUP BY nid HAVING degree > $hub_limit
"""
_DECLARED = """
WITH entries AS (
    SELECT object_id, address_id, reason FROM given.declared_address
    WHERE list_contains($reasons, reason) AND expires_on >= $as_of
), places AS (
    SELECT n.nid, min(e.reason) AS reason
    FROM node_address n JOIN entries e ON e.object_id = n.object_id OR e.address_id = n.id
    GROUP BY n.nid
), busy AS (
    SELECT to_nid AS nid, count(DISTINCT from_nid) AS degree FROM rel_registered_at GROUP BY to_nid
)
SELECT nid, 'REGISTERED_AT' AS kind, coalesce(degree, 0) AS degree, 'declared:' || reason AS why
FROM places LEFT JOIN busy USING (nid)
"""


def mark(con: DuckDBPyConnection, *, as_of: date, settings: NetworkSettings) -> None:
    """Make `hub(nid, kind, degree, why)`: one row per hub and kind of relation, by nid and kind.

    The relations of that kind say so too, at the end where the hub is.

    `degree` counts the distinct neighbours by that kind, so that two sources or two functions do
    not make a hub; ended relations count. `why` is `declared:<reason>` for an address on the list
    of declared addresses that has not expired, whatever its degree, else `degree`.

    Args:
        con: has `node_<label>`, `rel_<kind>` and `given.declared_address`.
        as_of: an entry that expires on that day still holds.
        settings: the limit, and the reasons that make an address a hub.
    """
    by_degree = " UNION ALL ".join(
        _DEGREE.format(kind=kind, table=kind.lower()) for kind in sorted(RELATIONS)
    )
    con.execute(
        f"""
CREATE TABLE hub AS
WITH declared AS ({_DECLARED}), busy AS ({by_degree})
SELECT nid, kind, degree::BIGINT AS degree, why FROM declared
UNION ALL BY NAME
SELECT nid, kind, degree::BIGINT AS degree, 'degree' AS why FROM busy
ANTI JOIN declared USING (nid, kind)
ORDER BY nid, kind
""",
        {
            "hub_limit": settings.hub_limit,
            "reasons": list(settings.hub_reasons),
            "as_of": as_of,
        },
    )
    for (kind,) in con.execute("SELECT DISTINCT kind FROM hub ORDER BY kind").fetchall():
        con.execute(
            f"UPDATE rel_{kind.lower()} SET from_hub = from_nid IN (FROM busy), "
            "to_hub = to_nid IN (FROM busy) "
            "WHERE from_nid IN (FROM busy) OR to_nid IN (FROM busy)".replace(
                "(FROM busy)", f"(SELECT nid FROM hub WHERE kind = '{kind}')"
            )
        )
