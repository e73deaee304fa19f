-- feature: reported_trades_without_licence
-- title: Bedrijven met de gekozen activiteit, met meldingen en vergunningen op de locatie
-- params: categories, licence_kinds, sbi_2008, sbi_2025, window_months
-- absent: zero
-- A licence whose kind or status is not delivered leaves open whether there is one.
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
told AS (
  SELECT r.location_id,
         count(DISTINCT r.report_id) AS reports,
         max(r.reported_on) AS newest,
         list(DISTINCT r.record_key) AS report_keys
  FROM report r
  WHERE r.location_id IS NOT NULL
    AND list_contains($categories, r.category)
    AND r.reported_on > $window_months_from
    AND r.reported_on <= $as_of
  GROUP BY r.location_id
),
trades AS (
  SELECT b.location_id,
         count(DISTINCT c.cluster_id) AS trade_clusters,
         list(DISTINCT b.record_key) AS branch_keys,
         list(DISTINCT coalesce(b.object_id, b.building_id)) FILTER (WHERE coalesce(b.object_id, b.building_id) IS NOT NULL) AS members
  FROM branch b
  JOIN chosen h ON h.branch_id = b.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
  GROUP BY b.location_id
),
papers AS (
  SELECT v.location_id,
         count(DISTINCT v.licence_id) FILTER (WHERE list_contains($licence_kinds, v.kind) AND v.status = 'in_force') AS licences,
         count(v.kind) = count(*) AND count(v.status) = count(*) AS is_each_known
  FROM licence v
  JOIN told n ON n.location_id = v.location_id
  WHERE (v.kind IS NULL OR list_contains($licence_kinds, v.kind))
    AND coalesce(v.status, 'in_force') = 'in_force'
    AND coalesce(v.valid_until, $as_of) >= $as_of
  GROUP BY v.location_id
)
SELECT t.location_id,
       t.trade_clusters,
       n.reports,
       coalesce(v.licences, 0) AS licences,
       CASE WHEN coalesce(v.is_each_known, TRUE) THEN FALSE END AS has_possible_licence,
       n.newest,
       list_sort(list_concat(t.branch_keys, n.report_keys)) AS evidence,
       list_sort(coalesce(t.members, [])) AS members
FROM trades t
JOIN told n ON n.location_id = t.location_id
LEFT JOIN papers v ON v.location_id = t.location_id
ORDER BY t.location_id
