-- feature: operators_with_alcohol_violations
-- title: Exploitanten die op de locatie begonnen waar de Alcoholwet is overtreden
-- params: short_window_months, window_months
-- absent: zero
-- Operators are those of the feature licence_operators; a test keeps the two equal. It stands apart because
-- GEN-09 must be known without inspections. An inspection whose domain or outcome is not delivered may be a
-- violation of the law on alcohol.
WITH visits AS (
  SELECT i.location_id,
         i.inspection_id,
         i.held_on,
         i.domain = 'alcohol' AND i.outcome = 'violation' AS is_violation,
         i.record_key,
         coalesce(i.object_id, i.building_id) AS member_id
  FROM inspection i
  WHERE i.location_id IS NOT NULL AND i.held_on > $window_months_from AND i.held_on <= $as_of
),
violations AS (
  SELECT v.location_id,
         count(DISTINCT v.inspection_id) FILTER (WHERE v.is_violation) AS violations,
         CASE WHEN count(v.is_violation) = count(*) THEN FALSE END AS has_further_violation,
         max(v.held_on) AS newest,
         list(DISTINCT v.record_key) AS inspection_keys,
         list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL) AS members
  FROM visits v
  WHERE coalesce(v.is_violation, TRUE)
  GROUP BY v.location_id
),
spells AS (
  SELECT v.location_id,
         coalesce(v.operator_id, v.holder_id, v.record_key) AS operator_id,
         length(coalesce(v.operator_id, v.holder_id, '')) = 8 AS is_company,
         v.valid_from,
         coalesce(v.status, '') IN ('in_force', 'suspended', 'lapsed', 'revoked') AND v.valid_from IS NOT NULL AS is_sure,
         v.record_key
  FROM licence v
  JOIN violations n ON n.location_id = v.location_id
  WHERE coalesce(v.status, '') NOT IN ('requested', 'refused')
),
operators AS (
  SELECT s.location_id,
         s.operator_id,
         bool_and(s.is_company AND s.is_sure) AS is_sure,
         CASE WHEN count(s.valid_from) = count(*) THEN min(s.valid_from) END AS first_on,
         list(s.record_key) AS licence_keys
  FROM spells s
  GROUP BY s.location_id, s.operator_id
),
starts AS (
  SELECT o.location_id,
         o.is_sure,
         coalesce(o.first_on, $as_of) > $short_window_months_from AS in_short_window,
         o.first_on,
         o.licence_keys
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
         max(t.first_on) AS newest,
         flatten(list(t.licence_keys)) AS licence_keys
  FROM starts t
  GROUP BY t.location_id
)
SELECT k.location_id,
       k.operators_short,
       k.operators_short_at_most,
       k.operators_long,
       k.operators_long_at_most,
       k.has_further_operator,
       n.violations,
       n.has_further_violation,
       greatest(k.newest, n.newest) AS newest,
       list_sort(list_distinct(list_concat(k.licence_keys, n.inspection_keys))) AS evidence,
       list_sort(coalesce(n.members, [])) AS members
FROM counts k
JOIN violations n ON n.location_id = k.location_id
ORDER BY k.location_id
