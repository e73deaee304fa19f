-- feature: starts_on_one_object
-- title: Bedrijven van een branche die op hetzelfde object begonnen
-- params: sbi_2008, sbi_2025, window_months
-- absent: zero
-- A cluster starts once, with its first branch on the object. The count is that of the object with the most,
-- so shops side by side do not add up. A start without a full date counts only in starts_at_most.
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
chosen AS (
  SELECT DISTINCT a.branch_id
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
),
clusters AS (
  SELECT b.location_id,
         coalesce(b.object_id, b.building_id, b.location_id) AS object_id,
         c.cluster_id,
         CASE WHEN count(b.started_on) = count(*) OR min(b.started_on) <= $window_months_from THEN min(b.started_on) END AS started_on,
         bool_or(
           b.started_on IS NULL
           AND coalesce(b.started_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4)
         ) AS is_undated,
         list(DISTINCT b.record_key) AS branch_keys,
         list(DISTINCT coalesce(b.object_id, b.building_id)) FILTER (WHERE coalesce(b.object_id, b.building_id) IS NOT NULL) AS members
  FROM chosen h
  JOIN branch b ON b.branch_id = h.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL AND NOT coalesce(b.shielded, FALSE)
  GROUP BY b.location_id, coalesce(b.object_id, b.building_id, b.location_id), c.cluster_id
),
counts AS (
  SELECT k.location_id,
         k.object_id,
         count(k.started_on) AS starts,
         count(*) AS starts_at_most,
         max(k.started_on) AS newest,
         flatten(list(k.branch_keys)) AS branch_keys,
         flatten(list(coalesce(k.members, []))) AS members
  FROM clusters k
  WHERE coalesce(k.started_on > $window_months_from AND k.started_on <= $as_of, k.is_undated)
  GROUP BY k.location_id, k.object_id
)
SELECT n.location_id,
       max(n.starts) AS starts,
       max(n.starts_at_most) AS starts_at_most,
       CASE WHEN sum(n.starts) = sum(n.starts_at_most) THEN FALSE END AS has_undated_start_in_window,
       max(n.newest) AS newest,
       list_sort(list_distinct(flatten(list(n.branch_keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(n.members)))) AS members
FROM counts n
GROUP BY n.location_id
ORDER BY n.location_id
