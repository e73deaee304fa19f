-- feature: bibob_entries
-- title: Vermeldingen in het Bibob-register van ondernemingen op de locatie
-- params: window_years
-- absent: zero
-- Gate G3. Evaluated inside an open Bibob file only, never by the weekly scan.
SELECT b.location_id,
       count(DISTINCT r.entry_id) AS entries,
       max(r.decided_on) AS newest,
       list_sort(list_distinct(list_concat(list(r.record_key), list(b.record_key)))) AS evidence,
       list_sort(
         coalesce(
           list(DISTINCT coalesce(b.object_id, b.building_id)) FILTER (WHERE coalesce(b.object_id, b.building_id) IS NOT NULL),
           []
         )
       ) AS members
FROM bibob_register r
JOIN branch b ON b.enterprise_id = r.subject_id
WHERE b.location_id IS NOT NULL
  AND NOT coalesce(b.shielded, FALSE)
  AND r.decided_on > $window_years_from
  AND r.decided_on <= $as_of
GROUP BY b.location_id
ORDER BY b.location_id
