"""SUCCEEDS: a company starts where another went bankrupt or was wound up without assets.

Derived, and no judgement: a restart that the trustee approved looks the same. Which of its
properties must hold, is for the rule that reads it.
"""

import pyarrow as pa
from duckdb import DuckDBPyConnection
from rapidfuzz.distance import JaroWinkler

from engine.matching.companies import names as company_names
from engine.settings import Settings

_DECIMALS = 4

_ENDS = """
CREATE TABLE given.failure AS
WITH declared AS (
    SELECT enterprise_id, min(declared_on) AS ended_on FROM one.insolvency
    WHERE kind = 'bankruptcy' AND end_kind IS DISTINCT FROM 'annulled'
      AND enterprise_id IS NOT NULL AND declared_on IS NOT NULL
    GROUP BY enterprise_id
)
SELECT enterprise_id, ended_on, 'bankruptcy' AS end_kind FROM declared
UNION
SELECT enterprise_id, ended_on, end_kind FROM one.enterprise
WHERE ended_on IS NOT NULL
  AND (end_kind = 'turbo_liquidation'
       OR (end_kind = 'bankruptcy' AND enterprise_id NOT IN (SELECT enterprise_id FROM declared)))
"""
_STAYS = """
CREATE TABLE given.stay AS
WITH shown AS (
    SELECT branch_id, enterprise_id, object_id, started_on, started_on_partial, ended_on,
           ended_on_partial, source, record_key
    FROM one.branch
    WHERE object_id IS NOT NULL AND enterprise_id IS NOT NULL AND NOT coalesce(shielded, false)
)
SELECT *, (SELECT count(DISTINCT enterprise_id) FROM shown o WHERE o.object_id = s.object_id)
          > $hub_limit AS is_busy
FROM shown s
"""
_BUSY = """
INSERT INTO left_out
SELECT 'SUCCEEDS', 'hub', NULL, count(*) FROM (
    SELECT DISTINCT s.enterprise_id, s.object_id
    FROM given.stay s JOIN given.failure f USING (enterprise_id) WHERE s.is_busy)
HAVING count(*) > 0
"""
_PAIRS = """
CREATE TABLE given.pair AS
WITH here AS (
    SELECT f.enterprise_id AS old_id, f.ended_on, f.end_kind, s.object_id,
           list(s.branch_id) AS old_branches
    FROM given.failure f JOIN given.stay s USING (enterprise_id)
    WHERE NOT s.is_busy
      AND coalesce(s.started_on <= f.ended_on,
                   s.started_on_partial <= left(f.ended_on::VARCHAR, length(s.started_on_partial)),
                   true)
      AND coalesce(s.ended_on > f.ended_on - to_months($vacated_months::INT),
                   s.ended_on_partial
                   > left((f.ended_on - to_months($vacated_months::INT))::DATE::VARCHAR,
                          length(s.ended_on_partial)),
                   true)
    GROUP BY ALL
), starts AS (
    SELECT h.*, s.enterprise_id AS new_id, s.branch_id AS new_branch, s.started_on, s.source,
           s.record_key, s.started_on - h.ended_on AS days
    FROM here h JOIN given.stay s USING (object_id)
    WHERE s.enterprise_id <> h.old_id AND s.started_on >= h.ended_on
      AND s.started_on < h.ended_on + to_months($succession_months::INT)
      AND NOT EXISTS (
          FROM given.stay b
          WHERE b.enterprise_id = s.enterprise_id AND b.object_id = h.object_id
            AND (b.started_on < h.ended_on
                 OR (b.started_on IS NULL AND b.started_on_partial
                     < left(h.ended_on::VARCHAR, length(b.started_on_partial)))))
)
FROM starts
QUALIFY row_number() OVER (PARTITION BY new_id, old_id, object_id
                           ORDER BY started_on, days, new_branch, end_kind) = 1
"""
_LINK = """
CREATE TABLE link_succeeds AS
WITH officers AS (
    SELECT enterprise_id, list(DISTINCT party_id) FILTER (party_id IS NOT NULL) AS parties,
           bool_and(party_id IS NOT NULL) AS is_whole
    FROM given.officer WHERE role IS DISTINCT FROM 'liquidator' GROUP BY enterprise_id
), coded AS (
    SELECT branch_id, version, left(code, 4) AS code FROM given.main_activity
    WHERE length(code) >= 4
), activities AS (
    SELECT p.new_id, p.old_id, p.object_id, bool_or(n.code = o.code) AS same_activity4
    FROM given.pair p
    JOIN coded n ON n.branch_id = p.new_branch
    JOIN coded o ON list_contains(p.old_branches, o.branch_id) AND o.version = n.version
    GROUP BY ALL
), held AS (
    SELECT object_id, kind, holder_id AS party_id FROM given.licence
    WHERE status NOT IN ('requested', 'refused')
    UNION SELECT object_id, kind, operator_id FROM given.licence
    WHERE status NOT IN ('requested', 'refused')
), both_held AS (
    SELECT DISTINCT p.new_id, p.old_id, p.object_id
    FROM given.pair p
    JOIN held n ON n.object_id = p.object_id AND n.party_id = p.new_id
    JOIN held o ON o.object_id = p.object_id AND o.party_id = p.old_id AND o.kind = n.kind
), unread AS (
    SELECT DISTINCT object_id FROM given.licence
    WHERE status IS NULL OR kind IS NULL OR (holder_id IS NULL AND operator_id IS NULL)
)
SELECT 'Enterprise' AS from_label, p.new_id AS from_id, 'Enterprise' AS to_label, p.old_id AS to_id,
       p.started_on AS valid_from, NULL::DATE AS valid_to, NULL AS valid_from_partial,
       NULL AS valid_to_partial, p.source, p.record_key,
       concat_ws(':', 'SUCCEEDS', p.new_id, p.old_id, p.object_id) AS id,
       p.object_id, p.end_kind, p.days,
       CASE WHEN list_has_any(n.parties, o.parties) THEN true
            WHEN n.is_whole AND o.is_whole THEN false END AS shares_officer,
       s.name_similarity, a.same_activity4,
       CASE WHEN b.new_id IS NOT NULL THEN true
            WHEN $licences_known AND u.object_id IS NULL THEN false END AS same_licence,
       NULL AS reason
FROM given.pair p
LEFT JOIN officers n ON n.enterprise_id = p.new_id
LEFT JOIN officers o ON o.enterprise_id = p.old_id
LEFT JOIN given.likeness s ON s.new_id = p.new_id AND s.old_id = p.old_id
LEFT JOIN activities a ON a.new_id = p.new_id AND a.old_id = p.old_id AND a.object_id = p.object_id
LEFT JOIN both_held b ON b.new_id = p.new_id AND b.old_id = p.old_id AND b.object_id = p.object_id
LEFT JOIN unread u ON u.object_id = p.object_id
"""
_NAMES = """
WITH asked AS (SELECT DISTINCT new_id, old_id FROM given.pair), named AS (
    SELECT enterprise_id, list_append(coalesce(trade_names, []), statutory_name) AS names
    FROM one.enterprise WHERE list_contains($forms, legal_form)
)
SELECT a.new_id, a.old_id, n.names, o.names
FROM asked a JOIN named n ON n.enterprise_id = a.new_id JOIN named o ON o.enterprise_id = a.old_id
ORDER BY ALL
"""


def link(con: DuckDBPyConnection, *, settings: Settings, licences_known: bool) -> None:
    """Make `link_succeeds`: per pair of companies and object the first start that succeeds.

    The end is the day of the bankruptcy (from the insolvency register, else the end in the
    Handelsregister) or of the turbo-liquidation; an annulled bankruptcy is none. The earlier
    company was on the object by then and left it less than `vacated_months` before. The later
    one starts a branch there from that day on (closed) until `succession_months` later (open,
    the end of a month clamped), and had none there before. An object with more companies than
    `hub_limit` gives none, which is counted in `left_out`.

    * days: from the end to the start, 0 or more.
    * shares_officer: any function at any time, the trustee's left out; NULL when the officers of
      one of both are not known.
    * name_similarity: Jaro-Winkler 0..1 of the pair of names that is most alike; NULL unless both
      are legal persons with a name of some length.
    * same_activity4: first four digits of the main activity there, within one version of the
      SBI; NULL when no version is known of both.
    * same_licence: both held, or operated under, a licence of one kind on the object; NULL when
      licences are not known.

    Args:
        con: has the schemas `given` and `one`.
        settings: `network`, `names`, and the rules folder.
        licences_known: a source of licences with a recorded compatibility check exists.

    Raises:
        SettingsError: the list of legal forms cannot be read.

    Source: register.md, Network; domain catalogue GEN-07.
    """
    chosen = settings.network
    con.execute(_ENDS)
    con.execute(_STAYS, {"hub_limit": chosen.hub_limit})
    con.execute(_BUSY)
    months = {
        "succession_months": chosen.succession_months,
        "vacated_months": chosen.vacated_months,
    }
    con.execute(_PAIRS, months)
    con.register("incoming", _likeness(con, settings))
    con.execute("CREATE TABLE given.likeness AS FROM incoming")
    con.unregister("incoming")
    con.execute(_LINK, {"licences_known": licences_known})


def _likeness(con: DuckDBPyConnection, settings: Settings) -> pa.Table:
    """Columns `new_id`, `old_id`, `name_similarity`, for pairs of which both have a name."""
    known = company_names.load(settings.rules, min_letters=settings.names.min_letters)
    forms = list(company_names.LEGAL_PERSONS)
    rows: list[tuple[str, str, float]] = []
    for new_id, old_id, new_names, old_names in con.execute(_NAMES, {"forms": forms}).fetchall():
        pairs = [
            JaroWinkler.similarity(one, other)
            for one in known.comparable(new_names)
            for other in known.comparable(old_names)
        ]
        if pairs:
            rows.append((new_id, old_id, round(max(pairs), _DECIMALS)))
    return pa.table(
        {
            "new_id": pa.array([row[0] for row in rows], pa.string()),
            "old_id": pa.array([row[1] for row in rows], pa.string()),
            "name_similarity": pa.array([row[2] for row in rows], pa.float64()),
        }
    )
