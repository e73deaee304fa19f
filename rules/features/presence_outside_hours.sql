-- feature: presence_outside_hours
-- title: Waarnemingen buiten de vergunde tijden en werkzame personen op de locatie
-- params: window_months
-- absent: zero
-- An inspection that does not say whether people were there outside the hours counts in _at_most only.
-- Persons are those of the enterprise, else of the branch, over every business at work here.
WITH recent AS (
  SELECT i.location_id, i.inspection_id, i.held_on, i.outside_hours, i.record_key, coalesce(i.object_id, i.building_id) AS member_id
  FROM inspection i
  WHERE i.location_id IS NOT NULL
    AND coalesce(i.outside_hours, TRUE)
    AND i.held_on > $window_months_from
    AND i.held_on <= $as_of
),
observations AS (
  SELECT r.location_id,
         count(DISTINCT r.inspection_id) FILTER (WHERE r.outside_hours) AS observations,
         count(DISTINCT r.inspection_id) AS observations_at_most,
         CASE WHEN count(r.outside_hours) = count(*) THEN FALSE END AS has_further_observation,
         max(r.held_on) FILTER (WHERE r.outside_hours) AS newest,
         list(DISTINCT r.record_key) AS inspection_keys,
         list(DISTINCT r.member_id) FILTER (WHERE r.member_id IS NOT NULL) AS members
  FROM recent r
  GROUP BY r.location_id
),
staff AS (
  SELECT b.location_id,
         max(coalesce(e.employees, b.employees)) AS most_persons,
         CASE WHEN count(coalesce(e.employees, b.employees)) = count(*) THEN TRUE END AS is_each_staff_known,
         list(DISTINCT b.record_key) FILTER (WHERE NOT coalesce(b.shielded, FALSE)) AS branch_keys
  FROM branch b
  JOIN observations o ON o.location_id = b.location_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
  GROUP BY b.location_id
),
papers AS (
  SELECT v.location_id, count(DISTINCT v.licence_id) AS licences, list(DISTINCT v.record_key) AS licence_keys
  FROM licence v
  JOIN observations o ON o.location_id = v.location_id
  WHERE v.status = 'in_force' AND coalesce(v.valid_until, $as_of) >= $as_of
  GROUP BY v.location_id
)
SELECT o.location_id,
       p.licences,
       o.observations,
       o.observations_at_most,
       o.has_further_observation,
       s.most_persons,
       s.is_each_staff_known,
       o.newest,
       list_sort(list_concat(o.inspection_keys, list_concat(p.licence_keys, coalesce(s.branch_keys, [])))) AS evidence,
       list_sort(coalesce(o.members, [])) AS members
FROM observations o
JOIN staff s ON s.location_id = o.location_id
JOIN papers p ON p.location_id = o.location_id
ORDER BY o.location_id
