-- feature: reports_at_location
-- title: Meldingen van de gekozen soorten op de locatie zelf
-- params: categories, window_months
-- absent: zero
SELECT r.location_id,
       count(DISTINCT r.report_id) AS reports,
       max(r.reported_on) AS newest,
       list_sort(list(DISTINCT r.record_key)) AS evidence,
       list_sort(
         coalesce(
           list(DISTINCT coalesce(r.object_id, r.building_id)) FILTER (WHERE coalesce(r.object_id, r.building_id) IS NOT NULL),
           []
         )
       ) AS members
FROM report r
WHERE r.location_id IS NOT NULL
  AND list_contains($categories, r.category)
  AND r.reported_on > $window_months_from
  AND r.reported_on <= $as_of
GROUP BY r.location_id
ORDER BY r.location_id
