-- feature: risk_branch_complexes
-- title: Bedrijfsclusters met dezelfde risicobranche in één complex zonder bekend gebruik
-- params: complex_land_uses, min_units, risk_cells_2008, risk_cells_2025
-- absent: zero
-- A cell is "<branch>/<first digits of the SBI code>"; one branch has cells in both SBI versions, so clusters
-- of two versions can be in the same branch. A complex is a building with so many units that are no
-- dwelling, or a location with such a land use (boxes in a boat shed have no number of their own). The
-- building is the place of the hit. A business with a permit or notification of its use is left out.
WITH cells AS (
  SELECT '2008' AS version, unnest($risk_cells_2008) AS cell
  UNION ALL
  SELECT '2025' AS version, unnest($risk_cells_2025) AS cell
),
matrix AS (
  SELECT k.version, split_part(k.cell, '/', 1) AS word, split_part(k.cell, '/', 2) AS prefix
  FROM cells k
),
trades AS (
  SELECT DISTINCT a.branch_id, x.word
  FROM activity a
  JOIN matrix x ON x.version = a.version AND starts_with(a.code, x.prefix)
),
risky AS (
  SELECT b.location_id,
         c.cluster_id,
         t.word,
         b.started_on,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id,
         coalesce(ub.building_id, b.building_id) AS building_id
  FROM branch b
  JOIN trades t ON t.branch_id = b.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN unit_building ub ON ub.object_id = b.object_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
boxes AS (
  SELECT ub.building_id, list(DISTINCT u.record_key) AS unit_keys
  FROM risky r
  JOIN unit_building ub ON ub.building_id = r.building_id
  JOIN address_unit u ON u.object_id = ub.object_id
  WHERE NOT list_contains(u.use_purposes, 'woonfunctie')
  GROUP BY ub.building_id
  HAVING count(DISTINCT u.object_id) >= $min_units
),
uses AS (
  SELECT t.location_id, t.status IS NOT NULL AS is_sure
  FROM permit t
  WHERE t.location_id IS NOT NULL
    AND t.kind IN ('use_change', 'storage', 'environment', 'environment_notification')
    AND coalesce(t.status, 'granted') IN ('granted', 'notified')
    AND coalesce(t.valid_until, $as_of) >= $as_of
  UNION ALL
  SELECT n.location_id, TRUE
  FROM environment_notification n
  WHERE n.location_id IS NOT NULL
),
used AS (
  SELECT u.location_id, bool_or(u.is_sure) AS is_sure
  FROM uses u
  GROUP BY u.location_id
),
tenants AS (
  SELECT coalesce(m.location_id, r.location_id) AS location_id,
         r.cluster_id,
         r.word,
         r.started_on,
         r.record_key,
         coalesce(x.unit_keys, []) AS unit_keys,
         r.member_id,
         CASE WHEN x.building_id IS NOT NULL THEN TRUE ELSE list_contains($complex_land_uses, l.land_use) END
           AND CASE WHEN own.is_sure OR whole.is_sure THEN FALSE
                    WHEN own.location_id IS NULL AND whole.location_id IS NULL THEN TRUE END AS is_unknown_use
  FROM risky r
  JOIN location l ON l.location_id = r.location_id
  LEFT JOIN boxes x ON x.building_id = r.building_id
  LEFT JOIN location_member m ON m.member_id = x.building_id
  LEFT JOIN used own ON own.location_id = r.location_id
  LEFT JOIN used whole ON whole.location_id = m.location_id
),
branches AS (
  SELECT t.location_id,
         t.word,
         count(DISTINCT t.cluster_id) FILTER (WHERE t.is_unknown_use) AS clusters,
         count(DISTINCT t.cluster_id) AS clusters_at_most,
         CASE WHEN count(t.is_unknown_use) = count(*) THEN FALSE END AS has_further_cluster,
         max(t.started_on) AS newest,
         list_distinct(list_concat(list(t.record_key), flatten(list(t.unit_keys)))) AS keys,
         list(DISTINCT t.member_id) FILTER (WHERE t.member_id IS NOT NULL) AS members
  FROM tenants t
  WHERE coalesce(t.is_unknown_use, TRUE)
  GROUP BY t.location_id, t.word
),
ranked AS (
  SELECT b.location_id, b.word, b.clusters, b.clusters_at_most, b.has_further_cluster, b.newest, b.keys, b.members,
         row_number() OVER (
           PARTITION BY b.location_id
           ORDER BY b.clusters DESC, b.clusters_at_most DESC, b.word
         ) AS branch_number
  FROM branches b
)
SELECT r.location_id,
       r.word AS risk_branch,
       r.clusters,
       r.clusters_at_most,
       r.has_further_cluster,
       r.newest,
       list_sort(r.keys) AS evidence,
       list_sort(coalesce(r.members, [])) AS members
FROM ranked r
WHERE r.branch_number = 1
ORDER BY r.location_id
