// feature: repeated_yard_signals
// title: Erven van één rechthebbende waar een nieuwe gebruiker of jonge lege onderneming is gezien
// params: window_months
// hits: DRG-01, DRG-04
// hits_within: window_months
// absent: zero
// The right holder is a cluster of companies, or a person within one source. A yard where a rule is unknown may
// have hit, and a yard of an unknown holder may be anybody's. The signals themselves stand with each yard.

// pattern: rights
// Who has a right today: a person, or a company that stands for its cluster.
MATCH (p)-[r:HOLDS_RIGHT]->(y)
WHERE r.valid_to IS NULL AND r.valid_to_partial IS NULL
RETURN DISTINCT r.record_key AS title_key, r.source AS source, p.id AS party

// fold:
WITH signals AS (
  SELECT unnest($hit_locations) AS location_id, unnest($hit_days) AS seen_on
),
hit AS (
  SELECT s.location_id, max(CAST(nullif(s.seen_on, '') AS DATE)) AS seen_on
  FROM signals s
  GROUP BY s.location_id
),
open_yards AS (
  SELECT DISTINCT unnest($unknown_locations) AS location_id
),
yards AS (
  SELECT DISTINCT t.location_id,
         CASE WHEN length(r.party) = 8 THEN '' ELSE r.source END AS source,
         coalesce(c.cluster_id, r.party) AS holder_id,
         h.location_id IS NOT NULL AS is_hit,
         h.seen_on,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM title t
  LEFT JOIN rights r ON r.title_key = t.record_key
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = r.party
  LEFT JOIN hit h ON h.location_id = t.location_id
  LEFT JOIN open_yards o ON o.location_id = t.location_id
  WHERE t.ended_on IS NULL
    AND t.ended_on_partial IS NULL
    AND (h.location_id IS NOT NULL OR o.location_id IS NOT NULL)
),
totals AS (
  SELECT count(DISTINCT y.location_id) FILTER (WHERE y.is_hit AND y.holder_id IS NULL) AS open_yards, count(DISTINCT y.location_id) AS yards
  FROM yards y
),
holdings AS (
  SELECT y.source,
         y.holder_id,
         count(DISTINCT y.location_id) FILTER (WHERE y.is_hit) AS farmyards,
         count(DISTINCT y.location_id) AS possible_farmyards,
         max(y.seen_on) AS newest,
         list(DISTINCT y.record_key) FILTER (WHERE y.is_hit) AS keys
  FROM yards y
  WHERE y.holder_id IS NOT NULL
  GROUP BY y.source, y.holder_id
),
told AS (
  SELECT y.location_id, g.farmyards, g.possible_farmyards + n.open_yards AS farmyards_at_most, g.newest, coalesce(g.keys, []) AS keys, y.member_id
  FROM yards y
  JOIN holdings g ON g.source = y.source AND g.holder_id = y.holder_id
  CROSS JOIN totals n
  UNION ALL
  SELECT y.location_id, 1 AS farmyards, n.yards AS farmyards_at_most, y.seen_on AS newest, [y.record_key] AS keys, y.member_id
  FROM yards y
  CROSS JOIN totals n
  WHERE y.is_hit AND y.holder_id IS NULL
)
SELECT w.location_id,
       max(w.farmyards) AS farmyards,
       max(w.farmyards_at_most) AS farmyards_at_most,
       CASE WHEN bool_and(w.farmyards = w.farmyards_at_most) THEN FALSE END AS has_further_farmyard,
       max(w.newest) AS newest,
       list_sort(list_distinct(flatten(list(w.keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT w.member_id) FILTER (WHERE w.member_id IS NOT NULL), [])) AS members
FROM told w
GROUP BY w.location_id
ORDER BY w.location_id
