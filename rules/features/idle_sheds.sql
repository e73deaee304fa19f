-- feature: idle_sheds
-- title: Gebouwen zonder eenheid in gebruik, zonder bedrijf en met een eigenaar elders
-- params: idle_unit_statuses, min_area_m2, min_idle_months, standing_statuses
-- absent: zero
-- A building is idle when each of its units ended or is out of use, or when it has none. A shielded
-- business is a business too, so it makes the location used. One holder who lives here is enough for
-- "lives here". The state began when the idle term had passed and the owner was the owner.
WITH sheds AS (
  SELECT m.location_id,
         p.building_id,
         p.footprint_m2,
         p.record_key,
         max(u.status_since) AS idle_since
  FROM building p
  JOIN location_member m ON m.member_id = p.building_id
  LEFT JOIN unit_building ub ON ub.building_id = p.building_id
  LEFT JOIN address_unit u ON u.object_id = ub.object_id
  WHERE list_contains($standing_statuses, lower(p.status))
  GROUP BY m.location_id, p.building_id, p.footprint_m2, p.record_key
  HAVING count(u.object_id) = count(u.object_id) FILTER (WHERE list_contains($idle_unit_statuses, lower(u.status)))
),
use_of AS (
  SELECT b.location_id,
         bool_or(
           CASE WHEN coalesce(b.ended_on, e.ended_on) IS NOT NULL THEN coalesce(b.ended_on, e.ended_on) > $min_idle_months_from
                WHEN coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL THEN TRUE
                WHEN coalesce(b.ended_on_partial, e.ended_on_partial) < left(CAST($min_idle_months_from AS VARCHAR), 4) THEN FALSE
           END
         ) AS is_used,
         bool_or(
           coalesce(b.ended_on, e.ended_on) IS NULL
           AND coalesce(b.ended_on_partial, e.ended_on_partial) >= left(CAST($min_idle_months_from AS VARCHAR), 4)
         ) AS has_undated_end,
         max(coalesce(b.ended_on, e.ended_on)) AS last_ended_on
  FROM branch b
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
  GROUP BY b.location_id
),
owners AS (
  SELECT t.location_id,
         bool_or(t.holder_lives_here) AS lives_here,
         bool_or(t.holder_kind = 'legal' OR NOT t.holder_lives_here) AS is_elsewhere,
         max(t.started_on) AS owner_since,
         list(DISTINCT t.record_key) AS title_keys
  FROM title t
  WHERE t.location_id IS NOT NULL AND t.ended_on IS NULL
  GROUP BY t.location_id
),
facts AS (
  SELECT s.location_id,
         max(s.footprint_m2) AS idle_area_m2,
         CASE WHEN count(s.footprint_m2) = count(*) THEN FALSE END AS has_further_large_shed,
         max(s.idle_since) AS idle_since,
         list(DISTINCT s.record_key) FILTER (WHERE coalesce(s.footprint_m2, $min_area_m2) >= $min_area_m2) AS building_keys,
         list(DISTINCT s.building_id) FILTER (WHERE coalesce(s.footprint_m2, $min_area_m2) >= $min_area_m2) AS members
  FROM sheds s
  GROUP BY s.location_id
)
SELECT f.location_id,
       f.idle_area_m2,
       f.has_further_large_shed,
       CASE WHEN u.is_used THEN TRUE WHEN coalesce(u.has_undated_end, FALSE) THEN NULL ELSE FALSE END AS is_used,
       CASE WHEN o.lives_here THEN FALSE ELSE o.is_elsewhere END AS is_owner_elsewhere,
       greatest(
         f.idle_since + CAST($as_of - $min_idle_months_from AS INTEGER),
         u.last_ended_on + CAST($as_of - $min_idle_months_from AS INTEGER),
         o.owner_since
       ) AS newest,
       list_sort(list_concat(coalesce(f.building_keys, []), coalesce(o.title_keys, []))) AS evidence,
       list_sort(coalesce(f.members, [])) AS members
FROM facts f
LEFT JOIN use_of u ON u.location_id = f.location_id
LEFT JOIN owners o ON o.location_id = f.location_id
ORDER BY f.location_id
