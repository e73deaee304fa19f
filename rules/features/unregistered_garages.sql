-- feature: unregistered_garages
-- title: Autobedrijven zonder milieumelding en zonder erkenning van de RDW
-- params: notification_activities, notification_lead_months, register, sbi_2008, sbi_2025, valid_statuses
-- absent: zero
-- A notification covers the business when it is about vehicles, or does not say what it is about and is dated
-- after the start minus the lead time. No row in the register proves that there is no recognition only
-- where that register is delivered at all. Every registered activity counts.
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
  WHERE g.register = $register
),
checks AS (
  SELECT g.subject_id, g.register, max(g.checked_on) AS checked_on
  FROM registry_check g
  WHERE g.register = $register AND g.checked_on <= $as_of
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
garages AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         CASE WHEN r.subject_id IS NOT NULL THEN r.is_valid WHEN d.register IS NOT NULL THEN FALSE END AS is_recognised,
         CASE WHEN e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative') THEN r.check_keys ELSE [] END AS check_keys,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM chosen h
  JOIN branch b ON b.branch_id = h.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN results r ON r.subject_id = b.enterprise_id
  LEFT JOIN delivered d ON d.register = $register
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
notifications AS (
  SELECT n.location_id, n.notified_on, list_contains($notification_activities, nullif(n.activity, 'other')) AS is_about_vehicles
  FROM environment_notification n
  WHERE n.location_id IS NOT NULL
  UNION ALL
  SELECT t.location_id, coalesce(t.requested_on, t.decided_on), NULL AS is_about_vehicles
  FROM permit t
  WHERE t.location_id IS NOT NULL
    AND t.kind IN ('environment_notification', 'environment')
    AND coalesce(t.status, '') NOT IN ('refused', 'withdrawn', 'revoked')
),
covered AS (
  SELECT g.location_id,
         g.record_key,
         bool_or(coalesce(n.is_about_vehicles, g.started_on - n.notified_on < $as_of - $notification_lead_months_from)) AS is_notified
  FROM garages g
  JOIN notifications n ON n.location_id = g.location_id
  GROUP BY g.location_id, g.record_key
),
verdicts AS (
  SELECT g.location_id,
         g.cluster_id,
         g.started_on,
         CASE WHEN g.started_on IS NOT NULL THEN TRUE END
           AND NOT g.is_recognised
           AND NOT CASE WHEN v.record_key IS NULL THEN FALSE ELSE v.is_notified END AS is_unregistered,
         list_concat([g.record_key], coalesce(g.check_keys, [])) AS keys,
         g.member_id
  FROM garages g
  LEFT JOIN covered v ON v.location_id = g.location_id AND v.record_key = g.record_key
)
SELECT v.location_id,
       count(DISTINCT v.cluster_id) FILTER (WHERE v.is_unregistered) AS unregistered_clusters,
       max($as_of - v.started_on) FILTER (WHERE v.is_unregistered) AS days_unregistered,
       max($as_of - v.started_on) FILTER (WHERE v.is_unregistered) / 7.0 AS weeks_unregistered,
       CASE WHEN count(v.is_unregistered) = count(*) THEN FALSE END AS has_further_garage,
       max(v.started_on) AS newest,
       list_sort(list_distinct(flatten(list(v.keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM verdicts v
WHERE coalesce(v.is_unregistered, TRUE)
GROUP BY v.location_id
ORDER BY v.location_id
