"""Hubs: nodes so busy that a path through them says nothing about either side.

An accountant's address, a shared office, a trust office or a professional director connects
hundreds of companies that know nothing of each other. A walk may end at a hub, never go on from
it, and what walks says which hubs stopped it.
"""

from datetime import date

from duckdb import DuckDBPyConnection

from engine.rule_settings import NetworkSettings

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
# Few nodes have as many relations: only their neighbours are told apart.
_HUB = f"""
CREATE TABLE hub AS
WITH declared AS ({_DECLARED}), neighbour AS (
    SELECT kind, from_nid AS nid, to_nid AS other FROM ends WHERE from_nid <> to_nid
    UNION ALL SELECT kind, to_nid, from_nid FROM ends WHERE from_nid <> to_nid
), related AS (
    SELECT kind, nid FROM neighbour GROUP BY ALL HAVING count(*) > $hub_limit
), busy AS (
    SELECT kind, nid, count(DISTINCT other) AS degree
    FROM neighbour SEMI JOIN related USING (kind, nid)
    GROUP BY ALL HAVING degree > $hub_limit
)
SELECT nid, kind, degree::BIGINT AS degree, why FROM declared
UNION ALL BY NAME
SELECT nid, kind, degree::BIGINT AS degree, 'degree' AS why FROM busy
ANTI JOIN declared USING (nid, kind)
ORDER BY nid, kind
"""


def mark(con: DuckDBPyConnection, *, as_of: date, settings: NetworkSettings) -> None:
    """Make `hub(nid, kind, degree, why)`: one row per hub and kind of relation, by nid and kind.

    The relations of that kind say so too, at the end where the hub is.

    `degree` counts the distinct neighbours by that kind, so that two sources or two functions do
    not make a hub; ended relations count. `why` is `declared:<reason>` for an address on the list
    of declared addresses that has not expired, whatever its degree, else `degree`.

    Args:
        con: has `node_<label>`, `rel_<kind>`, `ends` and `given.declared_address`.
        as_of: an entry that expires on that day still holds.
        settings: the limit, and the reasons that make an address a hub.
    """
    con.execute(
        _HUB,
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
