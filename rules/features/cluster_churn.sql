-- feature: cluster_churn
-- title: Begonnen en beëindigde bedrijfsclusters op de locatie
-- params: window_months
-- absent: zero
-- A cluster starts once, with its first branch here, and ends when its last branch here ended. The
-- median life is over clusters that ended in the window, in months of 365/12 days; running ones have
-- no life span yet. A change without a full date counts in mutations_at_most, when its year may lie in
-- the window. A source without history (the open KVK services) shows no ends.
WITH stays AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         coalesce(b.ended_on, e.ended_on) AS ended_on,
         b.started_on IS NULL
           AND coalesce(b.started_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4) AS is_start_undated,
         coalesce(b.ended_on, e.ended_on) IS NULL
           AND coalesce(b.ended_on_partial, e.ended_on_partial, '0000') >= left(CAST($window_months_from AS VARCHAR), 4) AS is_end_undated,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL AND NOT coalesce(b.shielded, FALSE)
),
clusters AS (
  SELECT s.location_id,
         s.cluster_id,
         CASE WHEN count(s.started_on) = count(*) THEN min(s.started_on) END AS started_on,
         CASE WHEN count(s.ended_on) = count(*) THEN max(s.ended_on) END AS ended_on,
         bool_or(s.is_start_undated) OR bool_or(s.is_end_undated) AS is_undated,
         list(s.record_key) AS record_keys,
         list(s.member_id) FILTER (WHERE s.member_id IS NOT NULL) AS member_ids
  FROM stays s
  GROUP BY s.location_id, s.cluster_id
),
events AS (
  SELECT k.location_id,
         CASE WHEN k.started_on > $window_months_from AND k.started_on <= $as_of THEN k.started_on END AS start_in_window,
         CASE WHEN k.ended_on > $window_months_from AND k.ended_on <= $as_of THEN k.ended_on END AS end_in_window,
         k.ended_on - k.started_on AS life_days,
         k.is_undated,
         k.record_keys,
         coalesce(k.member_ids, []) AS member_ids
  FROM clusters k
)
SELECT v.location_id,
       count(v.start_in_window) + count(v.end_in_window) AS mutations,
       count(v.start_in_window) + count(v.end_in_window) + 2 * count(*) FILTER (WHERE v.is_undated) AS mutations_at_most,
       CASE WHEN NOT bool_or(v.is_undated) THEN FALSE END AS has_undated_change_in_window,
       count(v.end_in_window) AS ended_clusters,
       median(v.life_days) FILTER (WHERE v.end_in_window IS NOT NULL) * 12 / 365.0 AS median_life_months,
       max(greatest(v.start_in_window, v.end_in_window)) AS newest,
       list_sort(list_distinct(flatten(list(v.record_keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(v.member_ids)))) AS members
FROM events v
WHERE v.start_in_window IS NOT NULL OR v.end_in_window IS NOT NULL OR v.is_undated
GROUP BY v.location_id
ORDER BY v.location_id
