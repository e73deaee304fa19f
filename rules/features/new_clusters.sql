-- feature: new_clusters
-- title: Nieuwe bedrijfsclusters op de locatie
-- params: window_months
-- absent: zero
-- Clusters, not rows: families and groups of companies count once. A start without a full date counts
-- only in clusters_at_most, when its year may lie in the window. The median is over locations of the
-- same land use with at least one start, so that empty locations do not pull it to zero.
WITH starts AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND (
      (b.started_on > $window_months_from AND b.started_on <= $as_of)
      OR (
        b.started_on IS NULL
        AND coalesce(b.started_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4)
      )
    )
),
counts AS (
  SELECT s.location_id,
         count(DISTINCT s.cluster_id) FILTER (WHERE s.started_on IS NOT NULL) AS clusters,
         count(DISTINCT s.cluster_id) AS clusters_at_most,
         CASE WHEN count(s.started_on) = count(*) THEN FALSE END AS has_undated_start_in_window,
         max(s.started_on) AS newest,
         list_sort(list(DISTINCT s.record_key)) AS evidence,
         list_sort(coalesce(list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL), [])) AS members
  FROM starts s
  GROUP BY s.location_id
),
medians AS (
  SELECT l.land_use,
         median(n.clusters) AS median_same_use
  FROM counts n
  JOIN location l ON l.location_id = n.location_id
  WHERE n.clusters > 0
  GROUP BY l.land_use
)
SELECT n.location_id,
       n.clusters,
       n.clusters_at_most,
       n.has_undated_start_in_window,
       m.median_same_use,
       n.newest,
       n.evidence,
       n.members
FROM counts n
JOIN location l ON l.location_id = n.location_id
LEFT JOIN medians m ON m.land_use = l.land_use
ORDER BY n.location_id
