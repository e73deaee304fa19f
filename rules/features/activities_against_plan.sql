-- feature: activities_against_plan
-- title: Hoofdactiviteiten die volgens de matrix niet bij het gebruik van de locatie passen
-- params: above_months, not_possible_2008, not_possible_2025
-- absent: zero
-- A cell is "<land use>/<first digits of the SBI code>"; each SBI version has its own cells. BAG knows no
-- agrarian purpose, so in the outer area a land use that only BAG proves leaves the answer open. An
-- activity that stands in no cell is possible everywhere.
WITH cells AS (
  SELECT '2008' AS version, unnest($not_possible_2008) AS cell
  UNION ALL
  SELECT '2025' AS version, unnest($not_possible_2025) AS cell
),
matrix AS (
  SELECT k.version, split_part(k.cell, '/', 1) AS land_use, split_part(k.cell, '/', 2) AS prefix
  FROM cells k
),
verdicts AS (
  SELECT b.location_id,
         b.branch_id,
         c.cluster_id,
         b.started_on,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id,
         bool_or(
           CASE WHEN a.is_main AND (l.land_use_proof <> 'BAG' OR l.zone = 'built_up') THEN m.land_use = l.land_use END
         ) AS is_mismatch,
         list(DISTINCT u.record_key) FILTER (WHERE l.land_use_proof = 'BAG' AND u.record_key IS NOT NULL) AS unit_keys
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  JOIN activity a ON a.branch_id = b.branch_id
  JOIN matrix m ON m.version = a.version AND starts_with(a.code, m.prefix)
  JOIN location l ON l.location_id = b.location_id
  LEFT JOIN address_unit u ON u.object_id = b.object_id
  WHERE a.is_main IS DISTINCT FROM FALSE
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
    AND coalesce(b.started_on, $above_months_from - 1) < $above_months_from
  GROUP BY b.location_id, b.branch_id, c.cluster_id, b.started_on, b.record_key, b.object_id, b.building_id
),
plans AS (
  SELECT f.location_id, list(DISTINCT f.record_key) AS plan_keys
  FROM plan_function f
  WHERE f.location_id IS NOT NULL
  GROUP BY f.location_id
),
counts AS (
  SELECT v.location_id,
         count(DISTINCT v.cluster_id) FILTER (WHERE v.is_mismatch) AS mismatched_clusters,
         CASE WHEN count(v.is_mismatch) = count(*) THEN FALSE END AS has_further_mismatch,
         max(v.started_on) FILTER (WHERE v.is_mismatch) AS newest,
         list(DISTINCT v.record_key) FILTER (WHERE v.is_mismatch IS DISTINCT FROM FALSE) AS branch_keys,
         list_distinct(flatten(list(coalesce(v.unit_keys, [])))) AS unit_keys,
         list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL) AS members
  FROM verdicts v
  GROUP BY v.location_id
)
SELECT n.location_id,
       n.mismatched_clusters,
       n.has_further_mismatch,
       n.newest,
       list_sort(list_concat(coalesce(n.branch_keys, []), list_concat(n.unit_keys, coalesce(p.plan_keys, [])))) AS evidence,
       list_sort(coalesce(n.members, [])) AS members
FROM counts n
LEFT JOIN plans p ON p.location_id = n.location_id
ORDER BY n.location_id
