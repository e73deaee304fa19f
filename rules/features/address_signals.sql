-- feature: address_signals
-- title: Adressignalen van de Landelijke Aanpak Adreskwaliteit
-- params: unfounded_statuses, window_months
-- absent: zero
-- A signal counts as delivered, whatever its profile. One that was looked into and found to be unfounded is
-- no signal any more; a status that is not delivered does not say so.
SELECT s.location_id,
       count(DISTINCT s.signal_id) AS signals,
       max(s.received_on) AS newest,
       list_sort(list(DISTINCT s.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT coalesce(s.object_id, s.building_id)) FILTER (WHERE coalesce(s.object_id, s.building_id) IS NOT NULL), [])) AS members
FROM address_signal s
WHERE s.location_id IS NOT NULL
  AND s.received_on > $window_months_from
  AND s.received_on <= $as_of
  AND NOT coalesce(list_contains($unfounded_statuses, lower(s.status)), FALSE)
GROUP BY s.location_id
ORDER BY s.location_id
