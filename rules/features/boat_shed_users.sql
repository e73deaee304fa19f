-- feature: boat_shed_users
-- title: Niet-maritieme bedrijven in één gebouw op een plek met maritieme bedrijvigheid
-- params: sbi_2008, sbi_2025
-- absent: zero
-- The codes are the marine activities. A boat shed is a building in a harbour, or on a location where a
-- marine business is or was registered. A cluster with one marine branch on the location is marine. The
-- count is that of the building with the most, so that a restaurant beside the shed does not add to it.
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
activities AS (
  SELECT a.branch_id, bool_or(k.prefix IS NOT NULL) AS is_marine
  FROM activity a
  LEFT JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
  GROUP BY a.branch_id
),
stays AS (
  SELECT b.location_id,
         coalesce(b.building_id, b.object_id, b.location_id) AS shed_id,
         c.cluster_id,
         v.is_marine,
         b.started_on,
         coalesce(b.ended_on, e.ended_on) IS NULL
           AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
           AND NOT coalesce(b.shielded, FALSE) AS is_active,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN activities v ON v.branch_id = b.branch_id
  WHERE b.location_id IS NOT NULL
),
clusters AS (
  SELECT s.location_id,
         s.cluster_id,
         CASE WHEN bool_or(s.is_marine) THEN TRUE WHEN count(s.is_marine) = count(*) THEN FALSE END AS is_marine
  FROM stays s
  GROUP BY s.location_id, s.cluster_id
),
sheds AS (
  SELECT k.location_id, count(DISTINCT k.cluster_id) FILTER (WHERE k.is_marine) AS marine_clusters
  FROM clusters k
  JOIN location l ON l.location_id = k.location_id
  GROUP BY k.location_id, l.land_use
  HAVING bool_or(k.is_marine) OR l.land_use = 'harbour'
),
users AS (
  SELECT s.location_id,
         s.shed_id,
         d.marine_clusters,
         count(DISTINCT s.cluster_id) FILTER (WHERE NOT k.is_marine) AS clusters,
         count(DISTINCT s.cluster_id) AS clusters_at_most,
         count(DISTINCT s.cluster_id) FILTER (WHERE k.is_marine IS NULL) AS undescribed,
         max(s.started_on) AS newest,
         list(DISTINCT s.record_key) AS branch_keys,
         list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL) AS members
  FROM sheds d
  JOIN stays s ON s.location_id = d.location_id
  JOIN clusters k ON k.location_id = s.location_id AND k.cluster_id = s.cluster_id
  WHERE s.is_active AND coalesce(NOT k.is_marine, TRUE)
  GROUP BY s.location_id, s.shed_id, d.marine_clusters
)
SELECT u.location_id,
       max(u.marine_clusters) AS marine_clusters,
       max(u.clusters) AS clusters,
       max(u.clusters_at_most) AS clusters_at_most,
       CASE WHEN sum(u.undescribed) = 0 THEN FALSE END AS has_further_user,
       max(u.newest) AS newest,
       list_sort(list_distinct(flatten(list(u.branch_keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(u.members, []))))) AS members
FROM users u
GROUP BY u.location_id
ORDER BY u.location_id
