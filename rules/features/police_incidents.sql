-- feature: police_incidents
-- title: Door de politie gemelde incidenten met geweld, een wapen of een explosief
-- params: kinds, window_months
-- absent: zero
-- Gate G4. Received only; evaluated inside a case, never by the weekly scan. Whether the place is a victim is for
-- a person to see.
SELECT r.location_id,
       count(DISTINCT r.report_id) AS incidents,
       max(r.received_on) AS newest,
       list_sort(list(DISTINCT r.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT r.object_id) FILTER (WHERE r.object_id IS NOT NULL), [])) AS members
FROM police_report r
WHERE r.location_id IS NOT NULL
  AND list_contains($kinds, r.kind)
  AND r.received_on > $window_months_from
  AND r.received_on <= $as_of
GROUP BY r.location_id
ORDER BY r.location_id
