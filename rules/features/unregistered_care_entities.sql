-- feature: unregistered_care_entities
-- title: Nieuwe zorgondernemingen zonder melding of vergunning in het Wtza-register
-- params: max_check_age_months, sbi_2008, sbi_2025, valid_statuses, window_months
-- absent: zero
-- Every registered activity counts, main or not. A cluster is registered when one of its companies here is.
-- Who was not looked up in the register is not known to be missing there, nor is one without a start date
-- known to be new: both count in the _at_most fact only. Nothing about clients or care given is read.
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
days AS (
  SELECT g.subject_id, max(g.checked_on) AS checked_on
  FROM registry_check g
  WHERE g.register = 'Wtza'
    AND g.checked_on > $max_check_age_months_from
    AND g.checked_on <= $as_of
  GROUP BY g.subject_id
),
checks AS (
  SELECT d.subject_id,
         bool_or(list_contains($valid_statuses, lower(g.status))) AS is_registered,
         list(DISTINCT g.record_key) AS check_keys
  FROM days d
  JOIN registry_check g ON g.subject_id = d.subject_id AND g.register = 'Wtza' AND g.checked_on = d.checked_on
  GROUP BY d.subject_id
),
entities AS (
  SELECT b.location_id,
         c.cluster_id,
         e.started_on,
         k.is_registered,
         CASE WHEN e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative')
              THEN coalesce(k.check_keys, []) ELSE [] END AS check_keys,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM chosen h
  JOIN branch b ON b.branch_id = h.branch_id
  JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN checks k ON k.subject_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
    AND (
      (e.started_on > $window_months_from AND e.started_on <= $as_of)
      OR (
        e.started_on IS NULL
        AND coalesce(e.started_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4)
      )
    )
),
clusters AS (
  SELECT n.location_id,
         n.cluster_id,
         CASE WHEN bool_or(n.is_registered) THEN FALSE
              WHEN count(n.is_registered) = count(*) AND count(n.started_on) = count(*) THEN TRUE
         END AS is_unregistered,
         max(n.started_on) AS started_on,
         list_concat(list(n.record_key), flatten(list(n.check_keys))) AS keys,
         list(DISTINCT n.member_id) FILTER (WHERE n.member_id IS NOT NULL) AS members
  FROM entities n
  GROUP BY n.location_id, n.cluster_id
)
SELECT s.location_id,
       count(*) FILTER (WHERE s.is_unregistered) AS unregistered_entities,
       count(*) AS unregistered_entities_at_most,
       CASE WHEN count(s.is_unregistered) = count(*) THEN FALSE END AS has_further_unregistered_entity,
       max(s.started_on) AS newest,
       list_sort(list_distinct(flatten(list(s.keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(s.members, []))))) AS members
FROM clusters s
WHERE coalesce(s.is_unregistered, TRUE)
GROUP BY s.location_id
ORDER BY s.location_id
