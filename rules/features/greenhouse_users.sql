-- feature: greenhouse_users
-- title: Gebruikers van een kas na het einde van de laatste teler
-- params: sbi_2008, sbi_2025, min_months, standing_statuses
-- absent: zero
-- The glass stands as long as the location has a building that BAG calls standing. The state began when
-- the last grower was gone for the term and the last of today's users had come.
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
activities AS (
  SELECT a.branch_id, bool_or(k.prefix IS NOT NULL) AS is_grower
  FROM activity a
  LEFT JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
  GROUP BY a.branch_id
),
stays AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         coalesce(b.ended_on, e.ended_on) AS ended_on,
         coalesce(b.ended_on, e.ended_on) IS NULL AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL AS is_active,
         v.is_grower,
         coalesce(b.shielded, FALSE) AS is_shielded,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN activities v ON v.branch_id = b.branch_id
  WHERE b.location_id IS NOT NULL
),
ends AS (
  SELECT s.location_id,
         CASE WHEN count(s.ended_on) = count(*) THEN max(s.ended_on) END AS ended_on,
         list(DISTINCT s.record_key) AS grower_keys
  FROM stays s
  WHERE s.is_grower
  GROUP BY s.location_id
  HAVING NOT bool_or(s.is_active)
),
users AS (
  SELECT s.location_id,
         count(DISTINCT s.cluster_id) FILTER (WHERE NOT s.is_grower) AS clusters,
         count(DISTINCT s.cluster_id) AS clusters_at_most,
         CASE WHEN count(s.is_grower) = count(*) THEN FALSE END AS has_further_user,
         max(s.started_on) AS newest_start,
         list(DISTINCT s.record_key) AS user_keys,
         list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL) AS members
  FROM stays s
  WHERE s.is_active AND NOT s.is_shielded
  GROUP BY s.location_id
),
glass AS (
  SELECT m.location_id, count(DISTINCT p.building_id) AS standing_buildings, list(DISTINCT p.record_key) AS building_keys
  FROM building p
  JOIN location_member m ON m.member_id = p.building_id
  WHERE list_contains($standing_statuses, lower(p.status))
  GROUP BY m.location_id
)
SELECT n.location_id,
       n.ended_on <= $min_months_from AS is_ended_long_enough,
       u.clusters AS non_growing_clusters,
       u.clusters_at_most AS non_growing_clusters_at_most,
       u.has_further_user,
       coalesce(g.standing_buildings, 0) AS standing_buildings,
       greatest(n.ended_on + CAST($as_of - $min_months_from AS INTEGER), u.newest_start) AS newest,
       list_sort(list_concat(n.grower_keys, list_concat(u.user_keys, coalesce(g.building_keys, [])))) AS evidence,
       list_sort(coalesce(u.members, [])) AS members
FROM ends n
JOIN users u ON u.location_id = n.location_id
LEFT JOIN glass g ON g.location_id = n.location_id
ORDER BY n.location_id
