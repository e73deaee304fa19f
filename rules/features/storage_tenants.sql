-- feature: storage_tenants
-- title: Bedrijven met een risicobranche bij een verhuurder van opslag
-- params: risk_sbi_2008, risk_sbi_2025, sbi_2008, sbi_2025
-- absent: zero
-- Tenants are other clusters with a main activity of the list on the same location or in the same building: the
-- units of a storage building are often locations of their own. Persons are those of the operator's branch,
-- else of its enterprise; of several operators here the one with the fewest decides.
WITH codes AS (
  SELECT '2008' AS version, FALSE AS is_risk, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, FALSE AS is_risk, unnest($sbi_2025) AS prefix
  UNION ALL
  SELECT '2008' AS version, TRUE AS is_risk, unnest($risk_sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, TRUE AS is_risk, unnest($risk_sbi_2025) AS prefix
),
chosen AS (
  SELECT a.branch_id, k.is_risk, bool_or(a.is_main) AS is_main
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
  WHERE coalesce(a.is_main, TRUE)
  GROUP BY a.branch_id, k.is_risk
),
active AS (
  SELECT h.is_risk,
         h.is_main,
         b.location_id,
         b.building_id,
         c.cluster_id,
         coalesce(b.employees, e.employees) AS persons,
         b.started_on,
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
),
operators AS (
  SELECT a.location_id, a.building_id, a.cluster_id, a.persons, a.is_main, a.started_on, a.record_key, a.member_id
  FROM active a
  WHERE NOT a.is_risk
),
pairs AS (
  SELECT o.location_id, o.cluster_id AS operator_id, t.cluster_id, t.is_main, t.started_on, t.record_key, t.member_id
  FROM operators o
  JOIN active t ON t.location_id = o.location_id
  WHERE t.is_risk
  UNION
  SELECT o.location_id, o.cluster_id AS operator_id, t.cluster_id, t.is_main, t.started_on, t.record_key, t.member_id
  FROM operators o
  JOIN active t ON t.building_id = o.building_id
  WHERE t.is_risk
),
tenants AS (
  SELECT p.location_id,
         count(DISTINCT p.cluster_id) FILTER (WHERE p.is_main) AS risk_clusters,
         count(DISTINCT p.cluster_id) AS risk_clusters_at_most,
         CASE WHEN count(p.is_main) = count(*) THEN FALSE END AS has_further_tenant,
         max(p.started_on) AS newest,
         list(DISTINCT p.record_key) AS tenant_keys,
         list(DISTINCT p.member_id) FILTER (WHERE p.member_id IS NOT NULL) AS members
  FROM pairs p
  WHERE p.cluster_id <> p.operator_id
  GROUP BY p.location_id
),
managers AS (
  SELECT o.location_id,
         min(o.persons) FILTER (WHERE o.is_main) AS fewest_persons,
         CASE WHEN count(o.persons) = count(*) AND count(o.is_main) = count(*) THEN FALSE END AS has_further_unmanned_operator,
         max(o.started_on) AS newest,
         list(DISTINCT o.record_key) AS operator_keys,
         list(DISTINCT o.member_id) FILTER (WHERE o.member_id IS NOT NULL) AS members
  FROM operators o
  GROUP BY o.location_id
)
SELECT t.location_id,
       t.risk_clusters,
       t.risk_clusters_at_most,
       t.has_further_tenant,
       m.fewest_persons,
       m.has_further_unmanned_operator,
       greatest(t.newest, m.newest) AS newest,
       list_sort(list_distinct(list_concat(m.operator_keys, t.tenant_keys))) AS evidence,
       list_sort(list_distinct(list_concat(coalesce(m.members, []), coalesce(t.members, [])))) AS members
FROM tenants t
JOIN managers m ON m.location_id = t.location_id
ORDER BY t.location_id
