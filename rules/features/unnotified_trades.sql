-- feature: unnotified_trades
-- title: Handel of productie zonder milieumelding op een object zonder industriefunctie
-- params: notification_lead_months, sbi_2008, sbi_2025
-- absent: zero
-- A notification or environment permit covers a business when it is dated after the start minus the lead
-- time. Both ways in which a Bal notification arrives are read. Every registered activity counts.
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
notifications AS (
  SELECT n.location_id, n.notified_on
  FROM environment_notification n
  WHERE n.location_id IS NOT NULL
  UNION ALL
  SELECT t.location_id, coalesce(t.requested_on, t.decided_on)
  FROM permit t
  WHERE t.location_id IS NOT NULL
    AND t.kind IN ('environment_notification', 'environment')
    AND coalesce(t.status, '') NOT IN ('refused', 'withdrawn', 'revoked')
),
traders AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         b.record_key,
         u.record_key AS unit_key,
         coalesce(b.object_id, b.building_id) AS member_id,
         list_contains(u.use_purposes, 'industriefunctie') AS is_industrial,
         bool_or(b.started_on - n.notified_on < $as_of - $notification_lead_months_from) AS is_notified,
         count(n.location_id) AS notifications
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  JOIN chosen h ON h.branch_id = b.branch_id
  LEFT JOIN address_unit u ON u.object_id = b.object_id
  LEFT JOIN notifications n ON n.location_id = b.location_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
  GROUP BY b.location_id, c.cluster_id, b.started_on, b.record_key, u.record_key, b.object_id, b.building_id, u.use_purposes
),
verdicts AS (
  SELECT t.location_id,
         t.cluster_id,
         t.started_on,
         t.record_key,
         t.unit_key,
         t.member_id,
         CASE WHEN t.started_on IS NOT NULL THEN TRUE END
           AND NOT t.is_industrial
           AND NOT CASE WHEN t.notifications = 0 THEN FALSE ELSE t.is_notified END AS is_unnotified
  FROM traders t
)
SELECT v.location_id,
       count(DISTINCT v.cluster_id) FILTER (WHERE v.is_unnotified) AS unnotified_clusters,
       max($as_of - v.started_on) FILTER (WHERE v.is_unnotified) AS days_without_notification,
       max($as_of - v.started_on) FILTER (WHERE v.is_unnotified) / 7.0 AS weeks_without_notification,
       CASE WHEN count(v.is_unnotified) = count(*) THEN FALSE END AS has_further_unnotified_trade,
       max(v.started_on) AS newest,
       list_sort(
         list_distinct(list_concat(list(v.record_key), coalesce(list(v.unit_key) FILTER (WHERE v.unit_key IS NOT NULL), [])))
       ) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM verdicts v
WHERE coalesce(v.is_unnotified, TRUE)
GROUP BY v.location_id
ORDER BY v.location_id
