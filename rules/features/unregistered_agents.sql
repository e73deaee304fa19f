-- feature: unregistered_agents
-- title: Geldtransfer- en telecomagenten zonder registratie
-- params: registers, required_register, sbi_2008, sbi_2025, valid_statuses
-- absent: zero
-- Any of the registers will do, by its last check. No row proves that there is no registration only where the
-- required register is delivered at all. Every registered activity counts. The check is cited for legal
-- persons only, because its key holds the number of its subject.
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
delivered AS (
  SELECT DISTINCT g.register
  FROM registry_check g
  WHERE g.register = $required_register
),
checks AS (
  SELECT g.subject_id, g.register, max(g.checked_on) AS checked_on
  FROM registry_check g
  WHERE list_contains($registers, g.register) AND g.checked_on <= $as_of
  GROUP BY g.subject_id, g.register
),
results AS (
  SELECT k.subject_id,
         CASE WHEN bool_or(list_contains($valid_statuses, lower(g.status))) THEN TRUE
              WHEN count(g.status) = count(*) THEN FALSE END AS is_valid,
         list(DISTINCT g.record_key) AS check_keys
  FROM checks k
  JOIN registry_check g ON g.subject_id = k.subject_id AND g.register = k.register AND g.checked_on = k.checked_on
  GROUP BY k.subject_id
),
agents AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         CASE WHEN b.started_on IS NOT NULL THEN TRUE END
           AND NOT CASE WHEN r.is_valid THEN TRUE
                        WHEN d.register IS NULL THEN NULL
                        WHEN r.subject_id IS NULL THEN FALSE
                        ELSE r.is_valid END AS is_unregistered,
         list_concat(
           [b.record_key],
           CASE WHEN e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative') THEN coalesce(r.check_keys, []) ELSE [] END
         ) AS keys,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM chosen h
  JOIN branch b ON b.branch_id = h.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN results r ON r.subject_id = b.enterprise_id
  LEFT JOIN delivered d ON d.register = $required_register
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
)
SELECT a.location_id,
       count(DISTINCT a.cluster_id) FILTER (WHERE a.is_unregistered) AS unregistered_clusters,
       max($as_of - a.started_on) FILTER (WHERE a.is_unregistered) AS days_unregistered,
       CASE WHEN count(a.is_unregistered) = count(*) THEN FALSE END AS has_further_agent,
       max(a.started_on) AS newest,
       list_sort(list_distinct(flatten(list(a.keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT a.member_id) FILTER (WHERE a.member_id IS NOT NULL), [])) AS members
FROM agents a
WHERE coalesce(a.is_unregistered, TRUE)
GROUP BY a.location_id
ORDER BY a.location_id
