-- feature: unregistered_agencies
-- title: Uitzendbureaus die niet in het register staan
-- params: above_months, max_check_age_months, registers, sbi_2008, sbi_2025, valid_statuses
-- absent: zero
-- The last check of a company decides. A company that was never looked up, or too long ago, leaves the answer
-- open. The check is cited for legal persons only, because its key holds the number of its subject.
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
trades AS (
  SELECT DISTINCT a.branch_id
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
),
agencies AS (
  SELECT DISTINCT b.location_id,
         b.enterprise_id,
         c.cluster_id,
         b.started_on,
         b.record_key,
         e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative') AS is_legal_person,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN trades t ON t.branch_id = b.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
checks AS (
  SELECT g.subject_id, max(g.checked_on) AS checked_on
  FROM registry_check g
  WHERE list_contains($registers, g.register) AND g.checked_on > $max_check_age_months_from AND g.checked_on <= $as_of
  GROUP BY g.subject_id
),
results AS (
  SELECT k.subject_id,
         k.checked_on,
         CASE WHEN bool_or(list_contains($valid_statuses, lower(g.status))) THEN TRUE
              WHEN count(g.status) = count(*) THEN FALSE END AS is_registered,
         list(DISTINCT g.record_key) AS check_keys
  FROM checks k
  JOIN registry_check g
    ON g.subject_id = k.subject_id AND g.checked_on = k.checked_on AND list_contains($registers, g.register)
  GROUP BY k.subject_id, k.checked_on
),
verdicts AS (
  SELECT n.location_id,
         n.cluster_id,
         n.started_on,
         r.checked_on,
         NOT r.is_registered AND n.started_on < $above_months_from AS is_unregistered,
         list_concat([n.record_key], CASE WHEN n.is_legal_person THEN coalesce(r.check_keys, []) ELSE [] END) AS keys,
         n.member_id
  FROM agencies n
  LEFT JOIN results r ON r.subject_id = n.enterprise_id
)
SELECT v.location_id,
       count(DISTINCT v.cluster_id) FILTER (WHERE v.is_unregistered) AS unregistered_agencies,
       max($as_of - v.started_on) FILTER (WHERE v.is_unregistered) AS days_here,
       CASE WHEN count(v.is_unregistered) = count(*) THEN FALSE END AS has_further_agency,
       max(v.checked_on) FILTER (WHERE v.is_unregistered) AS newest,
       list_sort(list_distinct(flatten(list(v.keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM verdicts v
WHERE coalesce(v.is_unregistered, TRUE)
GROUP BY v.location_id
ORDER BY v.location_id
