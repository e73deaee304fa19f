-- feature: inspections
-- title: Controles van de gekozen soort en uitkomst op de locatie
-- params: domains, max_age_months, outcomes
-- absent: zero
-- A violation found on a later day than the last chosen inspection is counted beside it. An inspection
-- whose domain or outcome is not delivered leaves the answer open.
WITH recent AS (
  SELECT i.location_id,
         i.inspection_id,
         i.held_on,
         i.outcome,
         list_contains($domains, i.domain) AND list_contains($outcomes, i.outcome) AS is_chosen,
         i.record_key,
         coalesce(i.object_id, i.building_id) AS member_id
  FROM inspection i
  WHERE i.location_id IS NOT NULL AND i.held_on > $max_age_months_from AND i.held_on <= $as_of
),
latest AS (
  SELECT r.location_id, max(r.held_on) FILTER (WHERE r.is_chosen) AS chosen_on
  FROM recent r
  GROUP BY r.location_id
)
SELECT r.location_id,
       count(DISTINCT r.inspection_id) FILTER (WHERE r.is_chosen) AS inspections,
       count(DISTINCT r.inspection_id) FILTER (WHERE r.outcome = 'violation' AND r.held_on > t.chosen_on) AS later_violations,
       CASE WHEN count(r.is_chosen) = count(*) THEN FALSE END AS has_further_inspection,
       max(t.chosen_on) AS newest,
       list_sort(list(DISTINCT r.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT r.member_id) FILTER (WHERE r.member_id IS NOT NULL), [])) AS members
FROM recent r
JOIN latest t ON t.location_id = r.location_id
GROUP BY r.location_id
ORDER BY r.location_id
