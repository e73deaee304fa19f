-- feature: quay_reports
-- title: Meldingen van de gekozen soorten op de locatie, dubbele apart gehouden
-- params: categories, window_months
-- absent: zero
-- Two reports are distinct when they are of another day or of another known reporter. An anonymous report on a
-- day with others may be one of these again, so it counts only in distinct_reports_at_most.
WITH chosen AS (
  SELECT DISTINCT r.location_id,
         r.report_id,
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
         greatest(count(DISTINCT c.reporter_id), 1) AS distinct_reports,
         count(DISTINCT coalesce(c.reporter_id, c.record_key)) AS distinct_reports_at_most,
         list(DISTINCT c.record_key) AS report_keys,
         list(DISTINCT c.member_id) FILTER (WHERE c.member_id IS NOT NULL) AS members
  FROM chosen c
  GROUP BY c.location_id, c.reported_on
)
SELECT d.location_id,
       sum(d.distinct_reports) AS distinct_reports,
       sum(d.distinct_reports_at_most) AS distinct_reports_at_most,
       CASE WHEN sum(d.distinct_reports) = sum(d.distinct_reports_at_most) THEN FALSE END AS has_further_report,
       max(d.reported_on) AS newest,
       list_sort(list_distinct(flatten(list(d.report_keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(d.members, []))))) AS members
FROM days d
GROUP BY d.location_id
ORDER BY d.location_id
