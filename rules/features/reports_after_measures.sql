-- feature: reports_after_measures
-- title: Overlastmeldingen na een waarschuwing of last
-- params: categories, measure_kinds, window_months
-- absent: zero
-- Reports of the window, each later than a measure at the same location and at most that many months after it
-- (a month is 365/12 days). Counted as in nuisance_reports: what one reporter tells on one day is one report.
WITH measures AS (
  SELECT m.location_id, m.decided_on, m.record_key
  FROM measure m
  WHERE m.location_id IS NOT NULL
    AND list_contains($measure_kinds, m.kind)
    AND m.decided_on <= $as_of
),
renewed AS (
  SELECT DISTINCT r.location_id,
         r.report_id,
         r.reported_on,
         r.reporter_id,
         r.record_key,
         m.record_key AS measure_key,
         coalesce(r.object_id, r.building_id) AS member_id
  FROM measures m
  JOIN report r ON r.location_id = m.location_id
  WHERE list_contains($categories, r.category)
    AND r.reported_on > $window_months_from
    AND r.reported_on <= $as_of
    AND r.reported_on > m.decided_on
    AND (r.reported_on - m.decided_on) * 12 / 365.0 <= $window_months
),
days AS (
  SELECT d.location_id,
         d.reported_on,
         greatest(count(DISTINCT d.reporter_id), 1) AS reports,
         count(DISTINCT d.reporter_id) + count(DISTINCT d.report_id) FILTER (WHERE d.reporter_id IS NULL) AS reports_at_most
  FROM renewed d
  GROUP BY d.location_id, d.reported_on
),
counts AS (
  SELECT d.location_id, sum(d.reports) AS reports, sum(d.reports_at_most) AS reports_at_most
  FROM days d
  GROUP BY d.location_id
)
SELECT w.location_id,
       max(n.reports) AS renewed_reports,
       max(n.reports_at_most) AS renewed_reports_at_most,
       CASE WHEN count(w.reporter_id) = count(*) THEN FALSE END AS has_further_report,
       max(w.reported_on) AS newest,
       list_sort(list_distinct(list_concat(list(w.record_key), list(w.measure_key)))) AS evidence,
       list_sort(coalesce(list(DISTINCT w.member_id) FILTER (WHERE w.member_id IS NOT NULL), [])) AS members
FROM renewed w
JOIN counts n ON n.location_id = w.location_id
GROUP BY w.location_id
ORDER BY w.location_id
