-- feature: partner_reports
-- title: Ontvangen meldingen van partners op de locatie
-- params: kinds
-- absent: zero
-- Gate G4. Received only; evaluated inside a case, never by the weekly scan.
SELECT r.location_id,
       count(DISTINCT r.report_id) AS partner_reports,
       max(r.received_on) AS newest,
       list_sort(list(DISTINCT r.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT r.object_id) FILTER (WHERE r.object_id IS NOT NULL), [])) AS members
FROM partner_report r
WHERE r.location_id IS NOT NULL
  AND list_contains($kinds, r.kind)
  AND r.received_on <= $as_of
GROUP BY r.location_id
ORDER BY r.location_id
