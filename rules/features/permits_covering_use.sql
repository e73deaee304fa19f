-- feature: permits_covering_use
-- title: Verleende vergunningen die het gebruik door de ingeschreven bedrijven precies dekken
-- params: use_cells_2008, use_cells_2025
-- absent: zero
-- A cell is "<permitted use>/<first digits of the SBI code>". The permits cover the use when each active
-- business here has its main activity in a cell of a use that is granted and in force.
WITH cells AS (
  SELECT '2008' AS version, unnest($use_cells_2008) AS cell
  UNION ALL
  SELECT '2025' AS version, unnest($use_cells_2025) AS cell
),
matrix AS (
  SELECT k.version, split_part(k.cell, '/', 1) AS permitted_use, split_part(k.cell, '/', 2) AS prefix
  FROM cells k
),
granted AS (
  SELECT t.location_id, t.use, t.decided_on, t.record_key, coalesce(t.object_id, t.building_id) AS member_id
  FROM permit t
  WHERE t.location_id IS NOT NULL
    AND t.status = 'granted'
    AND t.kind IN ('use_change', 'storage', 'environment', 'housing_migrants', 'rental')
    AND coalesce(t.valid_until, $as_of) >= $as_of
),
mains AS (
  SELECT a.branch_id, a.version, a.code
  FROM activity a
  WHERE a.is_main
),
businesses AS (
  SELECT b.location_id,
         b.branch_id,
         CASE WHEN count(n.code) > 0 AND count(g.use) = count(*) THEN coalesce(bool_or(m.permitted_use = g.use), FALSE)
              WHEN bool_or(m.permitted_use = g.use) THEN TRUE END AS is_covered,
         list(DISTINCT g.record_key) AS permit_keys,
         list(DISTINCT b.record_key) AS branch_keys,
         list(DISTINCT g.member_id) FILTER (WHERE g.member_id IS NOT NULL) AS members,
         max(g.decided_on) AS decided_on
  FROM branch b
  JOIN granted g ON g.location_id = b.location_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN mains n ON n.branch_id = b.branch_id
  LEFT JOIN matrix m ON m.version = n.version AND starts_with(n.code, m.prefix) AND m.permitted_use = g.use
  WHERE coalesce(b.ended_on, e.ended_on) IS NULL AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
    AND NOT coalesce(b.shielded, FALSE)
  GROUP BY b.location_id, b.branch_id
)
SELECT k.location_id,
       count(*) AS businesses,
       bool_and(k.is_covered) AND (CASE WHEN count(k.is_covered) = count(*) OR NOT bool_and(k.is_covered) THEN TRUE END) AS is_use_covered,
       max(k.decided_on) AS newest,
       list_sort(list_distinct(list_concat(flatten(list(k.permit_keys)), flatten(list(k.branch_keys))))) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(k.members, []))))) AS members
FROM businesses k
GROUP BY k.location_id
ORDER BY k.location_id
