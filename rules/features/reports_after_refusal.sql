-- feature: reports_after_refusal
-- title: Meldingen nadat een vergunning voor verblijf is geweigerd of vervallen
-- params: categories, ended_statuses, lodging_kinds, lodging_uses, window_months
-- absent: zero
-- Reports count from the day after the last permit that was in force ended, else after the first refusal, and
-- not where another permit for lodging is in force. A permit has ended when its decision says so or when its
-- last day has passed. Without that day, or without a status, a report counts in later_reports_at_most.
-- A source that never tells a capacity (publications) repeats what the own register says: its rows count only
-- where no other source knows of the lodging.
WITH talkers AS (
  SELECT DISTINCT s.source
  FROM permit s
  WHERE s.capacity IS NOT NULL
),
papers AS (
  SELECT t.location_id, t.permit_id, t.status, t.decided_on, t.valid_until, t.record_key,
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
         CASE WHEN t.status = 'granted' THEN coalesce(t.valid_until < $as_of, FALSE)
              WHEN t.status IS NOT NULL THEN list_contains($ended_statuses, t.status) END AS is_ended,
         CASE WHEN t.status = 'granted' THEN t.valid_until
              WHEN t.status = 'lapsed' THEN coalesce(t.valid_until, t.decided_on)
              WHEN t.status IS NOT NULL THEN t.decided_on END AS ended_on,
         t.status = 'granted' AND coalesce(t.valid_until, $as_of) >= $as_of AS is_in_force,
         t.status = 'refused' AS is_refused,
         t.record_key
  FROM papers t
  WHERE (t.is_full OR NOT t.has_full)
),
ends AS (
  SELECT g.location_id,
         coalesce(
           max(g.ended_on) FILTER (WHERE g.is_ended AND NOT g.is_refused),
           min(g.ended_on) FILTER (WHERE g.is_ended)
         ) AS ended_on,
         count(*) FILTER (WHERE g.is_ended) AS ended_permits,
         count(*) FILTER (WHERE g.is_ended AND g.ended_on IS NULL) + count(*) FILTER (WHERE g.is_ended IS NULL) AS undated_permits,
         list(DISTINCT g.record_key) AS permit_keys
  FROM lodgings g
  WHERE coalesce(g.is_ended, TRUE) OR g.is_in_force
  GROUP BY g.location_id
  HAVING NOT coalesce(bool_or(g.is_in_force), FALSE)
),
complaints AS (
  SELECT n.location_id,
         r.report_id,
         r.reported_on,
         CASE WHEN n.undated_permits = 0 THEN r.reported_on > n.ended_on END AS is_later,
         r.record_key,
         coalesce(r.object_id, r.building_id) AS member_id,
         n.ended_permits,
         n.permit_keys
  FROM report r
  JOIN ends n ON n.location_id = r.location_id
  WHERE list_contains($categories, r.category)
    AND r.reported_on > $window_months_from
    AND r.reported_on <= $as_of
)
SELECT c.location_id,
       max(c.ended_permits) AS ended_permits,
       count(DISTINCT c.report_id) FILTER (WHERE c.is_later) AS later_reports,
       count(DISTINCT c.report_id) AS later_reports_at_most,
       CASE WHEN count(c.is_later) = count(*) THEN FALSE END AS has_further_report,
       max(c.reported_on) AS newest,
       list_sort(list_distinct(list_concat(list(c.record_key), flatten(list(c.permit_keys))))) AS evidence,
       list_sort(coalesce(list(DISTINCT c.member_id) FILTER (WHERE c.member_id IS NOT NULL), [])) AS members
FROM complaints c
WHERE coalesce(c.is_later, TRUE)
GROUP BY c.location_id
ORDER BY c.location_id
