-- feature: registrations_after_reopening
-- title: Nieuwe bedrijfsclusters na heropening van een gesloten locatie
-- params: max_measure_age_years, max_months_after_reopening, measure_kinds
-- absent: zero
-- Reopening is the reopening date, else the end of the measure. Without either, a start after the
-- decision leaves the answer open. A month is 365/12 days. A cluster is new when its first branch here started after the decision.
WITH measures AS (
  SELECT g.location_id,
         g.measure_id,
         g.decided_on,
         coalesce(g.reopened_on, g.ended_on) AS reopened_on,
         g.record_key,
         coalesce(g.object_id, g.building_id) AS member_id
  FROM measure g
  WHERE g.location_id IS NOT NULL
    AND list_contains($measure_kinds, g.kind)
    AND g.decided_on > $max_measure_age_years_from
    AND g.decided_on <= $as_of
),
clusters AS (
  SELECT b.location_id,
         c.cluster_id,
         CASE WHEN count(b.started_on) = count(*) THEN min(b.started_on) END AS started_on,
         list(DISTINCT b.record_key) AS branch_keys
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL AND NOT coalesce(b.shielded, FALSE)
  GROUP BY b.location_id, c.cluster_id
),
pairs AS (
  SELECT g.location_id,
         k.cluster_id,
         k.started_on,
         k.branch_keys,
         g.record_key,
         g.member_id,
         k.started_on - g.reopened_on AS days_after_reopening,
         k.started_on >= g.reopened_on
           AND (k.started_on - g.reopened_on) * 12 / 365.0 <= $max_months_after_reopening AS is_soon
  FROM measures g
  JOIN clusters k ON k.location_id = g.location_id AND k.started_on > g.decided_on
)
SELECT p.location_id,
       count(DISTINCT p.cluster_id) FILTER (WHERE p.is_soon) AS new_clusters,
       CASE WHEN count(p.is_soon) = count(*) THEN FALSE END AS has_further_registration,
       min(p.days_after_reopening) FILTER (WHERE p.is_soon) AS days_after_reopening,
       max(p.started_on) FILTER (WHERE p.is_soon) AS newest,
       list_sort(list_distinct(list_concat(list(p.record_key), flatten(list(p.branch_keys))))) AS evidence,
       list_sort(coalesce(list(DISTINCT p.member_id) FILTER (WHERE p.member_id IS NOT NULL), [])) AS members
FROM pairs p
WHERE coalesce(p.is_soon, TRUE)
GROUP BY p.location_id
ORDER BY p.location_id
