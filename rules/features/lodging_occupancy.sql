-- feature: lodging_occupancy
-- title: Bewoners van verblijf naast het aantal vergunde plaatsen
-- params: lodging_kinds, lodging_uses
-- absent: zero
-- Occupants are the larger of two counts, not their sum: registered adults in the units of the permits, by the
-- newest count of each, and the mean number of guests a night in the newest tourist tax year. The capacity of
-- several permits adds up. Without a capacity, or without either count, the answer is open.
-- A source that never tells a capacity (publications) repeats what the own register says: its rows count only
-- where no other source knows of the lodging.
WITH talkers AS (
  SELECT DISTINCT s.source
  FROM permit s
  WHERE s.capacity IS NOT NULL
),
papers AS (
  SELECT t.location_id, t.permit_id, t.object_id, t.building_id, t.status, t.valid_until, t.capacity, t.record_key,
         k.source IS NOT NULL AS is_full,
         bool_or(k.source IS NOT NULL) OVER (PARTITION BY t.location_id) AS has_full
  FROM permit t
  LEFT JOIN talkers k ON k.source = t.source
  WHERE t.location_id IS NOT NULL
    AND (list_contains($lodging_kinds, t.kind) OR (list_contains($lodging_uses, t.use) AND t.kind <> 'fire_safe_use'))
),
permitted AS (
  SELECT t.location_id,
         t.permit_id,
         CASE WHEN count(t.status) = count(*) THEN max(t.capacity) END AS capacity,
         list(DISTINCT t.record_key) AS keys,
         list(DISTINCT coalesce(t.object_id, t.building_id)) FILTER (WHERE coalesce(t.object_id, t.building_id) IS NOT NULL) AS members
  FROM papers t
  WHERE (t.is_full OR NOT t.has_full)
    AND coalesce(t.status, 'granted') = 'granted'
    AND coalesce(t.valid_until, $as_of) >= $as_of
  GROUP BY t.location_id, t.permit_id
),
capacities AS (
  SELECT m.location_id,
         count(*) AS permits,
         CASE WHEN count(m.capacity) = count(*) THEN sum(m.capacity) END AS capacity,
         flatten(list(m.keys)) AS keys,
         flatten(list(coalesce(m.members, []))) AS members
  FROM permitted m
  GROUP BY m.location_id
),
units AS (
  SELECT DISTINCT c.location_id, unnest(c.members) AS object_id
  FROM capacities c
),
counts AS (
  SELECT u.location_id, u.object_id, max(o.counted_on) AS counted_on
  FROM units u
  JOIN occupancy o ON o.object_id = u.object_id
  WHERE o.counted_on <= $as_of
  GROUP BY u.location_id, u.object_id
),
adults AS (
  SELECT n.location_id, n.object_id, n.counted_on, max(o.registered_adults) AS registered, list(DISTINCT o.record_key) AS keys
  FROM counts n
  JOIN occupancy o ON o.object_id = n.object_id AND o.counted_on = n.counted_on
  GROUP BY n.location_id, n.object_id, n.counted_on
),
residents AS (
  SELECT a.location_id,
         sum(a.registered) AS registered,
         CASE WHEN count(a.registered) = count(*) THEN TRUE END AS is_complete,
         max(a.counted_on) AS counted_on,
         flatten(list(a.keys)) AS keys
  FROM adults a
  GROUP BY a.location_id
),
years AS (
  SELECT r.location_id, max(r.year) AS year
  FROM tourist_tax r
  JOIN capacities c ON c.location_id = r.location_id
  GROUP BY r.location_id
),
guests AS (
  SELECT y.location_id,
         sum(r.nights) / 365.0 AS guests_a_night,
         CASE WHEN count(r.nights) = count(*) THEN TRUE END AS is_complete,
         least(CAST(concat(CAST(y.year AS VARCHAR), '-12-31') AS DATE), $as_of) AS counted_on,
         list(DISTINCT r.record_key) AS keys
  FROM years y
  JOIN tourist_tax r ON r.location_id = y.location_id AND r.year = y.year
  GROUP BY y.location_id, y.year
),
facts AS (
  SELECT c.location_id,
         c.permits,
         c.capacity,
         greatest(s.registered, g.guests_a_night) AS occupants,
         CASE WHEN coalesce(g.guests_a_night > s.registered, s.registered IS NULL) THEN g.counted_on ELSE s.counted_on END AS counted_on,
         CASE WHEN c.capacity > 0
                AND CASE WHEN s.location_id IS NULL THEN g.is_complete ELSE s.is_complete END
                AND CASE WHEN g.location_id IS NULL THEN s.is_complete ELSE g.is_complete END THEN FALSE END AS has_further_occupant,
         list_concat(c.keys, list_concat(coalesce(s.keys, []), coalesce(g.keys, []))) AS keys,
         c.members
  FROM capacities c
  LEFT JOIN residents s ON s.location_id = c.location_id
  LEFT JOIN guests g ON g.location_id = c.location_id
)
SELECT f.location_id,
       f.permits AS permitted_lodgings,
       f.capacity AS permitted_persons,
       f.occupants,
       100.0 * f.occupants / nullif(f.capacity, 0) AS occupancy_pct,
       f.has_further_occupant,
       f.counted_on AS newest,
       list_sort(f.keys) AS evidence,
       list_sort(f.members) AS members
FROM facts f
ORDER BY f.location_id
