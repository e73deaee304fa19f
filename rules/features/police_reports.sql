-- feature: police_reports
-- title: Ontvangen rapportages van de politie over de locatie
-- params: kinds
-- absent: zero
-- Gate G4. Received only; evaluated inside a case, never by the weekly scan.
SELECT p.location_id,
       count(DISTINCT p.report_id) AS police_reports,
       max(p.received_on) AS newest,
       list_sort(list(DISTINCT p.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT p.object_id) FILTER (WHERE p.object_id IS NOT NULL), [])) AS members
FROM police_report p
WHERE p.location_id IS NOT NULL
  AND list_contains($kinds, p.kind)
  AND p.received_on <= $as_of
GROUP BY p.location_id
ORDER BY p.location_id
