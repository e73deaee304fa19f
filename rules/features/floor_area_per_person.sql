-- feature: floor_area_per_person
-- title: Gebruiksoppervlakte per vergunde persoon
-- params: lodging_kinds, lodging_uses, new_build_norm_from
-- absent: zero
-- The area is that of the unit in the BAG, or that of the permit when it says more. The higher norm holds for a
-- permit from the norm's first day on, in a building of that year or later or in a unit with a lodging
-- purpose. Only a permit that names a unit says how many persons sleep in which area.
-- A source that never tells a capacity (publications) repeats what the own register says: its rows count only
-- where no other source knows of the lodging.
WITH talkers AS (
  SELECT DISTINCT s.source
  FROM permit s
  WHERE s.capacity IS NOT NULL
),
papers AS (
  SELECT t.location_id, t.permit_id, t.object_id, t.building_id, t.status, t.decided_on, t.valid_until, t.capacity, t.floor_area_m2, t.record_key,
         k.source IS NOT NULL AS is_full,
         bool_or(k.source IS NOT NULL) OVER (PARTITION BY t.location_id) AS has_full
  FROM permit t
  LEFT JOIN talkers k ON k.source = t.source
  WHERE t.location_id IS NOT NULL
    AND (list_contains($lodging_kinds, t.kind) OR (list_contains($lodging_uses, t.use) AND t.kind <> 'fire_safe_use'))
),
lodgings AS (
  SELECT t.location_id,
         t.permit_id,
         t.object_id,
         t.decided_on,
         CASE WHEN t.status = 'granted' THEN nullif(t.capacity, 0) END AS capacity,
         greatest(u.area_m2, CASE WHEN u.area_m2 IS NOT NULL THEN t.floor_area_m2 END) AS area_m2,
         u.use_purposes,
         max(p.built_year) AS built_year,
         t.record_key,
         u.record_key AS unit_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM papers t
  LEFT JOIN address_unit u ON u.object_id = t.object_id
  LEFT JOIN unit_building ub ON ub.object_id = t.object_id
  LEFT JOIN building p ON p.building_id = ub.building_id
  WHERE (t.is_full OR NOT t.has_full)
    AND coalesce(t.status, 'granted') = 'granted'
    AND coalesce(t.valid_until, $as_of) >= $as_of
  GROUP BY t.location_id, t.permit_id, t.object_id, t.decided_on, t.status, t.capacity, t.floor_area_m2, t.record_key, t.building_id,
           u.area_m2, u.use_purposes, u.record_key
),
shares AS (
  SELECT g.location_id,
         g.decided_on,
         g.area_m2 / g.capacity AS gbo_m2,
         g.decided_on >= CAST($new_build_norm_from AS DATE)
           AND (
             list_contains(g.use_purposes, 'logiesfunctie')
             OR g.built_year >= CAST(left($new_build_norm_from, 4) AS INTEGER)
           ) AS is_new_build_or_hotel,
         g.record_key,
         g.unit_key,
         g.member_id
  FROM lodgings g
)
SELECT s.location_id,
       count(*) AS permitted_lodgings,
       min(s.gbo_m2) AS gbo_m2_per_person,
       count(*) FILTER (WHERE s.is_new_build_or_hotel) AS new_builds_or_hotels,
       min(s.gbo_m2) FILTER (WHERE s.is_new_build_or_hotel) AS gbo_m2_per_person_new_build_or_hotel,
       CASE WHEN count(s.gbo_m2) = count(*) AND count(s.is_new_build_or_hotel) = count(*) THEN FALSE END AS has_further_lodging,
       max(s.decided_on) AS newest,
       list_sort(
         list_distinct(list_concat(list(s.record_key), coalesce(list(s.unit_key) FILTER (WHERE s.unit_key IS NOT NULL), [])))
       ) AS evidence,
       list_sort(coalesce(list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL), [])) AS members
FROM shares s
GROUP BY s.location_id
ORDER BY s.location_id
