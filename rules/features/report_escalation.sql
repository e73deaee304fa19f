-- feature: report_escalation
-- title: Overlastmeldingen in de laatste maanden tegenover die daarvoor
-- params: categories, compare_months, window_months
-- absent: zero
-- Counted as in nuisance_reports: what one reporter tells on one day is one report, and one without a reporter is
-- sure only on a day without any known reporter. Proof and members are those of the last months.
WITH chosen AS (
  SELECT DISTINCT r.location_id,
         r.report_id,
         r.reported_on,
         r.reported_on > $compare_months_from AS is_recent,
         r.reporter_id,
         r.record_key,
         coalesce(r.object_id, r.building_id) AS member_id
  FROM report r
  WHERE r.location_id IS NOT NULL
    AND list_contains($categories, r.category)
    AND r.reported_on > $window_months_from
    AND r.reported_on <= $as_of
),
days AS (
  SELECT c.location_id,
         c.reported_on,
         c.is_recent,
         greatest(count(DISTINCT c.reporter_id), 1) AS reports,
         count(DISTINCT c.reporter_id) + count(DISTINCT c.report_id) FILTER (WHERE c.reporter_id IS NULL) AS reports_at_most
  FROM chosen c
  GROUP BY c.location_id, c.reported_on, c.is_recent
),
counts AS (
  SELECT d.location_id,
         coalesce(sum(d.reports) FILTER (WHERE d.is_recent), 0) AS recent_reports,
         coalesce(sum(d.reports_at_most) FILTER (WHERE d.is_recent), 0) AS recent_reports_at_most,
         coalesce(sum(d.reports) FILTER (WHERE NOT d.is_recent), 0) AS earlier_reports,
         coalesce(sum(d.reports_at_most) FILTER (WHERE NOT d.is_recent), 0) AS earlier_reports_at_most
  FROM days d
  GROUP BY d.location_id
)
SELECT c.location_id,
       max(n.recent_reports) AS recent_reports,
       max(n.recent_reports_at_most) AS recent_reports_at_most,
       max(n.earlier_reports) AS earlier_reports,
       max(n.earlier_reports_at_most) AS earlier_reports_at_most,
       CASE WHEN count(c.reporter_id) = count(*) THEN FALSE END AS has_further_report,
       max(c.reported_on) AS newest,
       list_sort(coalesce(list(DISTINCT c.record_key) FILTER (WHERE c.is_recent), [])) AS evidence,
       list_sort(
         coalesce(list(DISTINCT c.member_id) FILTER (WHERE c.member_id IS NOT NULL AND c.is_recent), [])
       ) AS members
FROM chosen c
JOIN counts n ON n.location_id = c.location_id
GROUP BY c.location_id
ORDER BY c.location_id
