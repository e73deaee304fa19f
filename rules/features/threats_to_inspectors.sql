-- feature: threats_to_inspectors
-- title: Controles waarbij een toezichthouder is bedreigd
-- params: window_months
-- absent: zero
-- An inspection that does not say whether somebody was threatened leaves the answer open.
SELECT i.location_id,
       count(DISTINCT i.inspection_id) FILTER (WHERE i.threatened) AS incidents,
       CASE WHEN count(i.threatened) = count(*) THEN FALSE END AS has_further_incident,
       max(i.held_on) FILTER (WHERE i.threatened) AS newest,
       list_sort(list(DISTINCT i.record_key)) AS evidence,
       list_sort(
         coalesce(
           list(DISTINCT coalesce(i.object_id, i.building_id)) FILTER (WHERE coalesce(i.object_id, i.building_id) IS NOT NULL),
           []
         )
       ) AS members
FROM inspection i
WHERE i.location_id IS NOT NULL
  AND i.held_on > $window_months_from
  AND i.held_on <= $as_of
GROUP BY i.location_id
ORDER BY i.location_id
