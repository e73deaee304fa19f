-- feature: certifications
-- title: Bedrijven op de locatie met een geldige registratie of keurmerk
-- params: max_check_age_months, registers, valid_statuses
-- absent: zero
-- Of each register the last check of a business counts. The evidence is the branch; the check itself is
-- cited for legal persons only, because its key holds the number of its subject.
WITH checks AS (
  SELECT g.subject_id, g.register, max(g.checked_on) AS checked_on
  FROM registry_check g
  WHERE list_contains($registers, g.register)
    AND g.checked_on > $max_check_age_months_from
    AND g.checked_on <= $as_of
  GROUP BY g.subject_id, g.register
),
results AS (
  SELECT k.subject_id,
         k.checked_on,
         bool_and(list_contains($valid_statuses, lower(g.status))) AS is_valid,
         CASE WHEN count(g.status) = count(*) THEN TRUE END AS is_status_known,
         list(DISTINCT g.record_key) AS check_keys
  FROM checks k
  JOIN registry_check g ON g.subject_id = k.subject_id AND g.register = k.register AND g.checked_on = k.checked_on
  GROUP BY k.subject_id, k.register, k.checked_on
),
certified AS (
  SELECT b.location_id,
         b.enterprise_id,
         r.is_valid AND r.is_status_known AS is_valid,
         r.checked_on,
         b.record_key,
         CASE WHEN e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative') THEN r.check_keys ELSE [] END AS check_keys,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN results r ON r.subject_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
)
SELECT k.location_id,
       count(DISTINCT k.enterprise_id) FILTER (WHERE k.is_valid) AS certified_businesses,
       CASE WHEN count(k.is_valid) = count(*) THEN FALSE END AS has_further_certificate,
       max(k.checked_on) AS newest,
       list_sort(list_distinct(list_concat(list(k.record_key), flatten(list(k.check_keys))))) AS evidence,
       list_sort(coalesce(list(DISTINCT k.member_id) FILTER (WHERE k.member_id IS NOT NULL), [])) AS members
FROM certified k
GROUP BY k.location_id
ORDER BY k.location_id
