-- feature: sole_traders_together
-- title: Eenmanszaken met dezelfde activiteit die op één woon- of verblijfsobject begonnen
-- params: lodging_purposes, sbi_2008, sbi_2025, window_months
-- absent: zero
-- The largest group of one object and one activity (four digits, within one version of the SBI). A start
-- without a full date, an unknown legal form or an unknown purpose of the object counts in _at_most only.
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
chosen AS (
  SELECT DISTINCT a.branch_id, a.version, left(a.code, 4) AS trade
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
),
starts AS (
  SELECT b.location_id,
         b.object_id,
         h.version,
         h.trade,
         c.cluster_id,
         b.started_on,
         b.started_on IS NOT NULL
           AND e.legal_form IS NOT NULL
           AND (u.kind <> 'unit' OR u.use_purposes IS NOT NULL) AS is_sure,
         b.record_key
  FROM branch b
  JOIN chosen h ON h.branch_id = b.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  JOIN address_unit u ON u.object_id = b.object_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(e.legal_form, 'sole_trader') = 'sole_trader'
    AND (u.kind <> 'unit' OR list_has_any(coalesce(u.use_purposes, $lodging_purposes), $lodging_purposes))
    AND (
      (b.started_on > $window_months_from AND b.started_on <= $as_of)
      OR (
        b.started_on IS NULL
        AND coalesce(b.started_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4)
      )
    )
),
groups AS (
  SELECT s.location_id,
         s.object_id,
         count(DISTINCT s.cluster_id) FILTER (WHERE s.is_sure) AS sole_traders,
         count(DISTINCT s.cluster_id) AS sole_traders_at_most,
         bool_and(s.is_sure) AS is_sure,
         max(s.started_on) AS newest,
         list(DISTINCT s.record_key) AS branch_keys
  FROM starts s
  GROUP BY s.location_id, s.object_id, s.version, s.trade
)
SELECT g.location_id,
       max(g.sole_traders) AS sole_traders,
       max(g.sole_traders_at_most) AS sole_traders_at_most,
       CASE WHEN bool_and(g.is_sure) THEN FALSE END AS has_further_sole_trader,
       max(g.newest) AS newest,
       list_sort(list_distinct(flatten(list(g.branch_keys)))) AS evidence,
       list_sort(list(DISTINCT g.object_id)) AS members
FROM groups g
GROUP BY g.location_id
ORDER BY g.location_id
