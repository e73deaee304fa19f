-- feature: missing_notifications
-- title: Activiteiten en verblijf waarvoor een melding hoort, zonder die melding
-- params: activity_cells_2008, activity_cells_2025, lodging_kinds, lodging_uses, notification_lead_months
-- absent: zero
-- A cell is "<activity of a notification that will do>/<first digits of the SBI code>". A notification covers
-- a business when it is dated after the start minus the lead time; an environment permit does not say its
-- activity and covers any; a notification that does not leaves the answer open. For lodging a permit or
-- notification of fire-safe use at the location covers. The places of one unit add up and the largest unit
-- counts; a permit for several units does not say how many sleep in each.
-- A source that never tells a capacity (publications) repeats what the own register says: its rows count only
-- where no other source knows of the lodging.
WITH cells AS (
  SELECT '2008' AS version, unnest($activity_cells_2008) AS cell
  UNION ALL
  SELECT '2025' AS version, unnest($activity_cells_2025) AS cell
),
matrix AS (
  SELECT k.version, split_part(k.cell, '/', 1) AS word, split_part(k.cell, '/', 2) AS prefix
  FROM cells k
),
duties AS (
  SELECT a.branch_id, list(DISTINCT x.word) AS words
  FROM activity a
  JOIN matrix x ON x.version = a.version AND starts_with(a.code, x.prefix)
  GROUP BY a.branch_id
),
notifications AS (
  SELECT n.location_id, n.notified_on, nullif(n.activity, 'other') AS word, FALSE AS covers_any
  FROM environment_notification n
  WHERE n.location_id IS NOT NULL
  UNION ALL
  SELECT t.location_id, coalesce(t.requested_on, t.decided_on), NULL, TRUE
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
         coalesce(b.object_id, b.building_id) AS member_id,
         (n.covers_any OR list_contains(d.words, n.word)) AND b.started_on - n.notified_on < $as_of - $notification_lead_months_from AS is_covering,
         n.location_id IS NOT NULL AS has_notification
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  JOIN duties d ON d.branch_id = b.branch_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN notifications n ON n.location_id = b.location_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
businesses AS (
  SELECT r.location_id,
         r.cluster_id,
         r.started_on,
         r.record_key,
         r.member_id,
         CASE WHEN r.started_on IS NOT NULL THEN TRUE END
           AND NOT CASE WHEN bool_or(r.is_covering) THEN TRUE
                        WHEN count(r.is_covering) = count(*) FILTER (WHERE r.has_notification) THEN FALSE END AS is_unnotified
  FROM traders r
  GROUP BY r.location_id, r.cluster_id, r.started_on, r.record_key, r.member_id
),
fire_notices AS (
  SELECT t.location_id, coalesce(bool_or(t.status IS NOT NULL), FALSE) AS is_sure
  FROM permit t
  WHERE t.location_id IS NOT NULL
    AND t.kind = 'fire_safe_use'
    AND coalesce(t.status, 'granted') IN ('granted', 'notified')
    AND coalesce(t.valid_until, $as_of) >= $as_of
  GROUP BY t.location_id
),
talkers AS (
  SELECT DISTINCT s.source
  FROM permit s
  WHERE s.capacity IS NOT NULL
),
papers AS (
  SELECT t.location_id, t.permit_id, t.object_id, t.building_id, t.status, t.decided_on, t.valid_until, t.capacity, t.record_key,
         k.source IS NOT NULL AS is_full,
         bool_or(k.source IS NOT NULL) OVER (PARTITION BY t.location_id) AS has_full
  FROM permit t
  LEFT JOIN talkers k ON k.source = t.source
  WHERE t.location_id IS NOT NULL
    AND (list_contains($lodging_kinds, t.kind) OR (list_contains($lodging_uses, t.use) AND t.kind <> 'fire_safe_use'))
),
lodgings AS (
  SELECT t.location_id,
         t.permit_id,
         min(coalesce(t.object_id, t.building_id)) AS member_id,
         CASE WHEN f.location_id IS NULL AND count(DISTINCT coalesce(t.object_id, t.building_id)) <= 1 THEN max(t.capacity) END AS places,
         max(t.decided_on) AS decided_on,
         list(DISTINCT t.record_key) AS keys
  FROM papers t
  LEFT JOIN fire_notices f ON f.location_id = t.location_id
  WHERE (t.is_full OR NOT t.has_full)
    AND t.status = 'granted'
    AND coalesce(t.valid_until, $as_of) >= $as_of
    AND f.is_sure IS NOT TRUE
  GROUP BY t.location_id, t.permit_id, f.location_id
),
rooms AS (
  SELECT g.location_id,
         g.member_id,
         CASE WHEN count(g.places) = count(*) THEN sum(g.places) END AS places,
         CASE WHEN count(g.decided_on) = count(*) THEN max($as_of - g.decided_on) END AS days_granted,
         max(g.decided_on) AS decided_on,
         flatten(list(g.keys)) AS keys
  FROM lodgings g
  GROUP BY g.location_id, g.member_id
),
missing AS (
  SELECT s.location_id, s.cluster_id, s.is_unnotified, s.started_on AS since, 0 AS places, 0 AS days_granted,
         [s.record_key] AS keys, s.member_id
  FROM businesses s
  WHERE coalesce(s.is_unnotified, TRUE)
  UNION ALL
  SELECT r.location_id, NULL, FALSE, r.decided_on, r.places, r.days_granted, r.keys, r.member_id
  FROM rooms r
)
SELECT m.location_id,
       count(DISTINCT m.cluster_id) FILTER (WHERE m.is_unnotified) AS unnotified_clusters,
       coalesce(max($as_of - m.since) FILTER (WHERE m.is_unnotified), 0) / 7.0 AS weeks_without_notification,
       CASE WHEN count(m.is_unnotified) = count(*) THEN FALSE END AS has_further_unnotified_business,
       coalesce(max(m.places), 0) AS sleeping_places,
       CASE WHEN count(m.days_granted) = count(*) THEN max(m.days_granted) / 7.0 END AS weeks_of_lodging,
       CASE WHEN count(m.places) = count(*) THEN FALSE END AS has_further_places,
       max(m.since) AS newest,
       list_sort(list_distinct(flatten(list(m.keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT m.member_id) FILTER (WHERE m.member_id IS NOT NULL), [])) AS members
FROM missing m
GROUP BY m.location_id
ORDER BY m.location_id
