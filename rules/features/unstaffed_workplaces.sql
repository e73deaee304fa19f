-- feature: unstaffed_workplaces
-- title: Vergunde werkplekken op een locatie waar bedrijven zonder werkzame personen zijn ingeschreven
-- params: min_months, min_workplaces, workplace_uses
-- absent: zero
-- Capacity means workplaces only at the chosen uses; elsewhere it counts beds or places. A location where
-- nobody is registered is empty, not unstaffed, and is left out. The registers give persons of today only:
-- they were zero since the permit, the first of the present businesses and the end of the last one with
-- staff were all past, in whole months of 365/12 days. Persons of a shielded branch count; it is never the business that is missing staff.
WITH permits AS (
  SELECT t.location_id,
         coalesce(max(t.capacity), 0) AS workplaces,
         CASE WHEN count(t.capacity) = count(*) THEN FALSE END AS has_further_workplaces,
         coalesce(min(t.decided_on) FILTER (WHERE t.capacity IS NOT NULL), min(t.decided_on)) AS decided_on,
         list(DISTINCT t.record_key) AS permit_keys,
         list(DISTINCT coalesce(t.object_id, t.building_id)) AS permit_members
  FROM permit t
  WHERE t.location_id IS NOT NULL
    AND t.status = 'granted'
    AND list_contains($workplace_uses, t.use)
    AND coalesce(t.capacity, $min_workplaces) >= $min_workplaces
    AND coalesce(t.valid_until, $as_of) >= $as_of
  GROUP BY t.location_id
),
stays AS (
  SELECT b.location_id,
         b.record_key,
         b.started_on,
         max(coalesce(b.ended_on, e.ended_on)) AS ended_on,
         bool_and(coalesce(b.ended_on, e.ended_on) IS NULL AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL) AS is_active,
         coalesce(b.shielded, FALSE) AS is_shielded,
         max(coalesce(b.employees, e.employees)) AS persons
  FROM permits p
  JOIN branch b ON b.location_id = p.location_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  GROUP BY b.location_id, b.record_key, b.started_on, b.shielded
),
staff AS (
  SELECT s.location_id,
         CASE WHEN count(s.persons) FILTER (WHERE s.is_active) = count(*) FILTER (WHERE s.is_active)
                OR sum(s.persons) FILTER (WHERE s.is_active) > 0
              THEN sum(s.persons) FILTER (WHERE s.is_active) END AS persons,
         min(s.started_on) FILTER (WHERE s.is_active AND NOT s.is_shielded) AS present_since,
         max(s.ended_on) FILTER (WHERE NOT s.is_active AND coalesce(s.persons, 1) > 0) AS staff_left_on,
         coalesce(bool_or(NOT s.is_active AND s.ended_on IS NULL AND coalesce(s.persons, 1) > 0), FALSE) AS has_undated_end,
         list(DISTINCT s.record_key) FILTER (WHERE s.is_active AND NOT s.is_shielded) AS branch_keys
  FROM stays s
  GROUP BY s.location_id
  HAVING count(*) FILTER (WHERE s.is_active AND NOT s.is_shielded) > 0
),
facts AS (
  SELECT p.location_id,
         p.workplaces,
         p.has_further_workplaces,
         CAST(f.persons AS BIGINT) AS persons,
         CASE WHEN p.decided_on IS NOT NULL AND f.present_since IS NOT NULL AND NOT f.has_undated_end
              THEN greatest(p.decided_on, f.present_since, f.staff_left_on) END AS zero_since,
         list_concat(p.permit_keys, f.branch_keys) AS keys,
         p.permit_members
  FROM permits p
  JOIN staff f ON f.location_id = p.location_id
)
SELECT k.location_id,
       k.workplaces,
       k.has_further_workplaces,
       k.persons,
       CAST(floor(($as_of - k.zero_since) * 12 / 365.0) AS BIGINT) AS months_without_persons,
       CASE WHEN k.zero_since <= $min_months_from THEN k.zero_since + CAST($as_of - $min_months_from AS INTEGER) END AS newest,
       list_sort(k.keys) AS evidence,
       list_sort(k.permit_members) AS members
FROM facts k
ORDER BY k.location_id
