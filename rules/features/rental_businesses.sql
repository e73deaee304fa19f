-- feature: rental_businesses
-- title: Bedrijven die auto's of boten verhuren, en hoelang zij er al zitten
-- params: sbi_2008, sbi_2025
-- absent: zero
-- A month is 365/12 days. Of a starting year alone the shortest stay counts, so a longer one stays possible.
-- Every registered activity counts.
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
active AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         CASE WHEN b.started_on IS NOT NULL THEN ($as_of - b.started_on) * 12 / 365.0
              ELSE greatest(
                12 * (CAST(left(CAST($as_of AS VARCHAR), 4) AS BIGINT) - CAST(left(b.started_on_partial, 4) AS BIGINT) - 1), 0
              )
         END AS months_here,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM chosen h
  JOIN branch b ON b.branch_id = h.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
)
SELECT a.location_id,
       count(DISTINCT a.cluster_id) AS rental_clusters,
       max(a.months_here) AS months_active,
       CASE WHEN count(a.started_on) = count(*) THEN FALSE END AS has_further_longer_stay,
       max(a.started_on) AS newest,
       list_sort(list(DISTINCT a.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT a.member_id) FILTER (WHERE a.member_id IS NOT NULL), [])) AS members
FROM active a
GROUP BY a.location_id
ORDER BY a.location_id
