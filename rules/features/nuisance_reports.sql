-- feature: nuisance_reports
-- title: Overlastmeldingen over de locatie, naar aantal, soort en melder
-- params: categories, smell_categories, window_months
-- absent: zero
-- What one reporter tells on one day is one report. A report without a reporter may come from anyone: it counts
-- as another report and another reporter only in the _at_most facts, but on a day without any known reporter at
-- least one report is sure. All smells are one type, as reporters cannot tell them apart.
WITH chosen AS (
  SELECT DISTINCT r.location_id,
         r.report_id,
         CASE WHEN list_contains($smell_categories, r.category) THEN 'smell' ELSE r.category END AS type,
         r.reported_on,
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
         count(DISTINCT c.reporter_id) AS known,
         count(DISTINCT c.report_id) FILTER (WHERE c.reporter_id IS NULL) AS unknown
  FROM chosen c
  GROUP BY c.location_id, c.reported_on
),
counts AS (
  SELECT d.location_id, sum(greatest(d.known, 1)) AS reports, sum(d.known + d.unknown) AS reports_at_most
  FROM days d
  GROUP BY d.location_id
)
SELECT c.location_id,
       max(n.reports) AS reports,
       max(n.reports_at_most) AS reports_at_most,
       count(DISTINCT c.type) AS types,
       greatest(count(DISTINCT c.reporter_id), 1) AS reporters,
       count(DISTINCT coalesce(c.reporter_id, c.report_id)) AS reporters_at_most,
       CASE WHEN count(c.reporter_id) = count(*) THEN FALSE END AS has_further_reporter,
       max(c.reported_on) AS newest,
       list_sort(list(DISTINCT c.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT c.member_id) FILTER (WHERE c.member_id IS NOT NULL), [])) AS members
FROM chosen c
JOIN counts n ON n.location_id = c.location_id
GROUP BY c.location_id
ORDER BY c.location_id
