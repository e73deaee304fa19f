-- feature: young_empty_enterprises
-- title: Jonge ondernemingen met opslag, ongespecialiseerde groothandel of overige zakelijke diensten
-- params: max_entity_age_months, sbi_2008, sbi_2025
-- absent: zero
-- Every registered activity counts, main or not. Persons are those of the enterprise, else of the branch.
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
young AS (
  SELECT b.location_id,
         c.cluster_id,
         e.started_on,
         CASE WHEN e.started_on IS NOT NULL THEN coalesce(e.employees, b.employees) END AS persons,
         greatest(e.started_on, b.started_on) AS newest,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  JOIN chosen h ON h.branch_id = b.branch_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
    AND (
      (e.started_on > $max_entity_age_months_from AND e.started_on <= $as_of)
      OR (
        e.started_on IS NULL
        AND coalesce(e.started_on_partial, '9999') >= left(CAST($max_entity_age_months_from AS VARCHAR), 4)
      )
    )
)
SELECT y.location_id,
       count(DISTINCT y.cluster_id) AS young_clusters,
       min(y.persons) AS fewest_persons,
       CASE WHEN count(y.persons) = count(*) THEN FALSE END AS has_further_empty_enterprise,
       max(y.newest) AS newest,
       list_sort(list(DISTINCT y.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT y.member_id) FILTER (WHERE y.member_id IS NOT NULL), [])) AS members
FROM young y
GROUP BY y.location_id
ORDER BY y.location_id
