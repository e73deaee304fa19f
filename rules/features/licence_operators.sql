-- feature: licence_operators
-- title: Exploitanten die op de locatie begonnen
-- params: short_window_months, window_months
-- absent: zero
-- An operator starts with his first licence here, so a renewed licence is no new operator and an ordinary
-- takeover is one start. Companies are told apart by their KVK number. Two pseudonyms may be one person
-- (a name alone is pseudonymised per record), so they count only in the _at_most facts.
WITH spells AS (
  SELECT v.location_id,
         coalesce(v.operator_id, v.holder_id, v.record_key) AS operator_id,
         length(coalesce(v.operator_id, v.holder_id, '')) = 8 AS is_company,
         v.valid_from,
         coalesce(v.status, '') IN ('in_force', 'suspended', 'lapsed', 'revoked') AND v.valid_from IS NOT NULL AS is_sure,
         v.record_key,
         coalesce(v.object_id, v.building_id) AS member_id
  FROM licence v
  WHERE v.location_id IS NOT NULL AND coalesce(v.status, '') NOT IN ('requested', 'refused')
),
operators AS (
  SELECT s.location_id,
         s.operator_id,
         bool_and(s.is_company AND s.is_sure) AS is_sure,
         CASE WHEN count(s.valid_from) = count(*) THEN min(s.valid_from) END AS first_on
  FROM spells s
  GROUP BY s.location_id, s.operator_id
),
starts AS (
  SELECT o.location_id,
         o.operator_id,
         o.is_sure,
         coalesce(o.first_on, $as_of) > $short_window_months_from AS in_short_window,
         o.first_on
  FROM operators o
  WHERE coalesce(o.first_on, $as_of) > $window_months_from AND coalesce(o.first_on, $as_of) <= $as_of
),
counts AS (
  SELECT t.location_id,
         count(*) FILTER (WHERE t.is_sure AND t.in_short_window) AS operators_short,
         count(*) FILTER (WHERE t.in_short_window) AS operators_short_at_most,
         count(*) FILTER (WHERE t.is_sure) AS operators_long,
         count(*) AS operators_long_at_most,
         CASE WHEN bool_and(t.is_sure) THEN FALSE END AS has_further_operator,
         max(t.first_on) AS newest
  FROM starts t
  GROUP BY t.location_id
),
sources AS (
  SELECT t.location_id,
         list_sort(list(DISTINCT s.record_key)) AS evidence,
         list_sort(coalesce(list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL), [])) AS members
  FROM starts t
  JOIN spells s ON s.location_id = t.location_id AND s.operator_id = t.operator_id
  GROUP BY t.location_id
)
SELECT n.location_id,
       n.operators_short,
       n.operators_short_at_most,
       n.operators_long,
       n.operators_long_at_most,
       n.has_further_operator,
       n.newest,
       o.evidence,
       o.members
FROM counts n
JOIN sources o ON o.location_id = n.location_id
ORDER BY n.location_id
