-- feature: park_operators
-- title: Exploitanten van park of haven die hier begonnen, en uitzendbedrijven onder hen
-- params: operator_sbi_2008, operator_sbi_2025, sbi_2008, sbi_2025, window_months
-- absent: zero
-- An operator has letting, camping or a marina as main activity. Operators are counted on one object, that
-- with the most: owners who each let their own chalet are neighbours, not successors. A cluster begins with its
-- first branch on the object, so one takeover is one start. A staffing operator runs the place, or is
-- registered on it, and has staffing among the activities of its cluster, here or elsewhere.
WITH codes AS (
  SELECT '2008' AS version, TRUE AS is_staffing, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, TRUE AS is_staffing, unnest($sbi_2025) AS prefix
  UNION ALL
  SELECT '2008' AS version, FALSE AS is_staffing, unnest($operator_sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, FALSE AS is_staffing, unnest($operator_sbi_2025) AS prefix
),
matches AS (
  SELECT a.branch_id,
         bool_or(k.is_staffing) AS is_staffing,
         CASE WHEN bool_or(NOT k.is_staffing AND a.is_main) THEN TRUE
              WHEN count(NOT k.is_staffing AND a.is_main) = count(*) THEN FALSE END AS is_operator
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
  GROUP BY a.branch_id
),
branches AS (
  SELECT b.location_id,
         coalesce(b.object_id, b.building_id, b.location_id) AS seat_id,
         c.cluster_id,
         m.is_staffing,
         m.is_operator,
         b.started_on,
         b.started_on IS NULL
           AND coalesce(b.started_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4) AS is_undated,
         coalesce(b.ended_on, e.ended_on) IS NULL AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL AS is_active,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM matches m
  JOIN branch b ON b.branch_id = m.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE NOT coalesce(b.shielded, FALSE)
),
staffing AS (
  SELECT DISTINCT b.cluster_id
  FROM branches b
  WHERE b.is_staffing AND b.is_active
),
stays AS (
  SELECT b.location_id,
         b.seat_id,
         b.cluster_id,
         CASE WHEN bool_or(b.is_operator) THEN TRUE WHEN count(b.is_operator) = count(*) THEN FALSE END AS is_operator,
         bool_or(b.is_active) AND max(s.cluster_id) IS NOT NULL AS is_staffing,
         CASE WHEN count(b.started_on) = count(*) OR min(b.started_on) <= $window_months_from THEN min(b.started_on) END AS started_on,
         bool_or(b.is_undated) AS is_undated,
         list(DISTINCT b.record_key) AS branch_keys,
         list(DISTINCT b.member_id) FILTER (WHERE b.member_id IS NOT NULL) AS members
  FROM branches b
  LEFT JOIN staffing s ON s.cluster_id = b.cluster_id
  WHERE b.location_id IS NOT NULL
  GROUP BY b.location_id, b.seat_id, b.cluster_id
),
starts AS (
  SELECT y.location_id,
         y.seat_id,
         y.cluster_id,
         y.is_staffing,
         y.is_operator AND y.started_on > $window_months_from AND y.started_on <= $as_of AS is_sure,
         coalesce(y.is_operator, TRUE)
           AND coalesce(y.started_on > $window_months_from AND y.started_on <= $as_of, y.is_undated) AS is_possible,
         y.started_on,
         y.branch_keys,
         coalesce(y.members, []) AS members
  FROM stays y
),
seats AS (
  SELECT t.location_id,
         t.seat_id,
         count(*) FILTER (WHERE t.is_sure) AS operators,
         count(*) FILTER (WHERE t.is_possible) AS operators_at_most
  FROM starts t
  GROUP BY t.location_id, t.seat_id
),
most AS (
  SELECT s.location_id, max(s.operators) AS operators, max(s.operators_at_most) AS operators_at_most
  FROM seats s
  GROUP BY s.location_id
)
SELECT t.location_id,
       max(m.operators) AS operators,
       max(m.operators_at_most) AS operators_at_most,
       CASE WHEN count(*) FILTER (WHERE t.is_possible AND t.is_sure IS DISTINCT FROM TRUE) = 0 THEN FALSE END AS has_further_operator,
       count(DISTINCT t.cluster_id) FILTER (WHERE t.is_staffing) AS staffing_operators,
       max(t.started_on) AS newest,
       list_sort(list_distinct(flatten(list(t.branch_keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(t.members)))) AS members
FROM starts t
JOIN most m ON m.location_id = t.location_id
WHERE t.is_possible OR t.is_staffing
GROUP BY t.location_id
ORDER BY t.location_id
