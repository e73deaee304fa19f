-- feature: work_and_lodging
-- title: Arbeidsintensief werk en ingeschreven volwassenen op één locatie
-- params: sbi_2008, sbi_2025
-- absent: zero
-- Counts of adults per object, never persons: of each object the last count. A permit or licence for lodging
-- covers it while it is valid; one whose kind, use or status is not delivered leaves the answer open.
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
labour AS (
  SELECT DISTINCT a.branch_id
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
  WHERE a.is_main
),
businesses AS (
  SELECT b.location_id,
         count(DISTINCT c.cluster_id) AS labour_clusters,
         list(DISTINCT b.record_key) AS branch_keys
  FROM branch b
  JOIN labour h ON h.branch_id = b.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
  GROUP BY b.location_id
),
last_counts AS (
  SELECT o.location_id, o.object_id, max(o.counted_on) AS counted_on
  FROM occupancy o
  JOIN businesses s ON s.location_id = o.location_id
  WHERE o.counted_on <= $as_of
  GROUP BY o.location_id, o.object_id
),
objects AS (
  SELECT n.location_id,
         n.object_id,
         n.counted_on,
         max(o.registered_adults) AS adults,
         list(DISTINCT o.record_key) AS count_keys
  FROM last_counts n
  JOIN occupancy o ON o.object_id = n.object_id AND o.counted_on = n.counted_on
  GROUP BY n.location_id, n.object_id, n.counted_on
),
residents AS (
  SELECT j.location_id,
         sum(j.adults) AS persons,
         CASE WHEN count(j.adults) = count(*) THEN FALSE END AS has_further_person,
         max(j.counted_on) AS newest,
         flatten(list(j.count_keys)) AS count_keys,
         list(DISTINCT j.object_id) AS members
  FROM objects j
  GROUP BY j.location_id
),
papers AS (
  SELECT t.location_id,
         t.permit_id AS paper_id,
         CASE WHEN t.kind IN ('housing_migrants', 'rental') OR t.use = 'lodging' THEN t.status = 'granted'
              WHEN t.use IS NULL AND coalesce(t.kind, 'use_change') = 'use_change' THEN NULL
              ELSE FALSE END AS is_valid
  FROM permit t
  JOIN residents r ON r.location_id = t.location_id
  WHERE coalesce(t.status, 'granted') = 'granted' AND coalesce(t.valid_until, $as_of) >= $as_of
  UNION ALL
  SELECT v.location_id, v.licence_id AS paper_id, v.kind = 'rental_housing_migrants' AND v.status = 'in_force' AS is_valid
  FROM licence v
  JOIN residents r ON r.location_id = v.location_id
  WHERE coalesce(v.kind, 'rental_housing_migrants') = 'rental_housing_migrants'
    AND coalesce(v.status, 'in_force') = 'in_force'
    AND coalesce(v.valid_until, $as_of) >= $as_of
),
cover AS (
  SELECT p.location_id,
         count(DISTINCT p.paper_id) FILTER (WHERE p.is_valid) AS housing_permits,
         count(p.is_valid) = count(*) AS is_each_known
  FROM papers p
  GROUP BY p.location_id
)
SELECT s.location_id,
       s.labour_clusters,
       r.persons,
       r.has_further_person,
       coalesce(v.housing_permits, 0) AS housing_permits,
       CASE WHEN coalesce(v.is_each_known, TRUE) THEN FALSE END AS has_possible_permit,
       r.newest,
       list_sort(list_distinct(list_concat(s.branch_keys, r.count_keys))) AS evidence,
       list_sort(r.members) AS members
FROM businesses s
JOIN residents r ON r.location_id = s.location_id
LEFT JOIN cover v ON v.location_id = s.location_id
ORDER BY s.location_id
