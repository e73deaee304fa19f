-- feature: nearby_reports
-- title: Meldingen van de gekozen soorten rond de locatie
-- params: categories, radius_m, radius_rural_m, window_months
-- absent: zero
-- known_when: location.x IS NOT NULL AND location.y IS NOT NULL
-- The radius is a circle around the point of the location, its edge included; in the outer area the
-- rural radius holds. A report without a reporter may come from anyone, so it counts as another reporter
-- only in reporters_at_most. Members are the objects of reports about this location itself.
WITH chosen AS (
  SELECT DISTINCT r.report_id,
         r.category,
         r.reported_on,
         r.reporter_id,
         r.location_id,
         coalesce(r.object_id, r.building_id) AS member_id,
         r.x,
         r.y,
         r.record_key
  FROM report r
  WHERE list_contains($categories, r.category)
    AND r.reported_on > $window_months_from
    AND r.reported_on <= $as_of
),
circles AS (
  SELECT l.location_id,
         l.x,
         l.y,
         CASE WHEN l.zone = 'outer' THEN $radius_rural_m ELSE $radius_m END AS radius_m
  FROM location l
),
near AS (
  SELECT c.location_id,
         r.report_id,
         r.category,
         r.reported_on,
         r.reporter_id,
         r.record_key,
         CASE WHEN r.location_id = c.location_id THEN r.member_id END AS member_id
  FROM circles c
  JOIN chosen r
    ON r.x >= c.x - c.radius_m AND r.x <= c.x + c.radius_m
    AND r.y >= c.y - c.radius_m AND r.y <= c.y + c.radius_m
  WHERE (r.x - c.x) * (r.x - c.x) + (r.y - c.y) * (r.y - c.y) <= c.radius_m * c.radius_m
)
SELECT n.location_id,
       count(DISTINCT n.category) AS types,
       count(DISTINCT n.report_id) AS reports,
       count(DISTINCT n.reporter_id) AS reporters,
       count(DISTINCT coalesce(n.reporter_id, n.record_key)) AS reporters_at_most,
       CASE WHEN count(n.reporter_id) = count(*) THEN FALSE END AS has_further_reporter,
       max(n.reported_on) AS newest,
       list_sort(list(DISTINCT n.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT n.member_id) FILTER (WHERE n.member_id IS NOT NULL), [])) AS members
FROM near n
GROUP BY n.location_id
ORDER BY n.location_id
