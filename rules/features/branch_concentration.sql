-- feature: branch_concentration
-- title: Aandeel van een branche in de plaats tegenover de hele gemeente
-- params: branch_cells_2008, branch_cells_2025, min_firms
-- absent: zero
-- A cell is "<name of the branch>/<first digits of the SBI code>"; a branch is counted over both versions, so the
-- recoding of 2025 moves nobody. Firms are clusters with that main activity; the place is the town of the
-- location. The location quotient is the branch's share among all firms of the town, divided by its share in
-- the municipality. Only branches with the fewest firms wanted or more are compared.
WITH cells AS (
  SELECT '2008' AS version, unnest($branch_cells_2008) AS cell
  UNION ALL
  SELECT '2025' AS version, unnest($branch_cells_2025) AS cell
),
matrix AS (
  SELECT k.version, split_part(k.cell, '/', 1) AS branch_name, split_part(k.cell, '/', 2) AS prefix
  FROM cells k
),
businesses AS (
  SELECT l.town,
         b.location_id,
         b.branch_id,
         c.cluster_id,
         b.started_on,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  JOIN location l ON l.location_id = b.location_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE l.town IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
chosen AS (
  SELECT DISTINCT m.branch_name, s.town, s.location_id, s.cluster_id, s.started_on, s.record_key, s.member_id
  FROM activity a
  JOIN matrix m ON m.version = a.version AND starts_with(a.code, m.prefix)
  JOIN businesses s ON s.branch_id = a.branch_id
  WHERE a.is_main
),
towns AS (
  SELECT s.town, count(DISTINCT s.cluster_id) AS all_firms
  FROM businesses s
  GROUP BY s.town
),
whole AS (
  SELECT count(DISTINCT s.cluster_id) AS all_firms
  FROM businesses s
),
in_whole AS (
  SELECT h.branch_name, count(DISTINCT h.cluster_id) AS firms
  FROM chosen h
  GROUP BY h.branch_name
),
in_towns AS (
  SELECT h.branch_name, h.town, count(DISTINCT h.cluster_id) AS firms
  FROM chosen h
  GROUP BY h.branch_name, h.town
  HAVING count(DISTINCT h.cluster_id) >= $min_firms
),
quotients AS (
  SELECT i.branch_name,
         i.town,
         i.firms,
         1.0 * i.firms * w.all_firms / (t.all_firms * g.firms) AS location_quotient
  FROM in_towns i
  JOIN towns t ON t.town = i.town
  JOIN in_whole g ON g.branch_name = i.branch_name
  JOIN whole w ON w.all_firms > 0
)
SELECT h.location_id,
       max(q.location_quotient) AS location_quotient,
       arg_max(q.firms, q.location_quotient) AS firms,
       arg_max(q.branch_name, q.location_quotient) AS branch_name,
       max(h.started_on) AS newest,
       list_sort(list(DISTINCT h.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT h.member_id) FILTER (WHERE h.member_id IS NOT NULL), [])) AS members
FROM chosen h
JOIN quotients q ON q.branch_name = h.branch_name AND q.town = h.town
GROUP BY h.location_id
ORDER BY h.location_id
