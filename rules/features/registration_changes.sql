-- feature: registration_changes
-- title: In- en uitschrijvingen bij woningen voor één huishouden
-- params: room_permit_kinds, shared_use_purposes, window_months
-- absent: zero
-- Counts of adults, children apart: a couple that makes place for a couple is four. The newest count of each
-- object in the window holds; it looks back twelve months itself. A dwelling with a shared purpose beside
-- its woonfunctie, or with a permit in force to let rooms or give lodging, is not for one household.
WITH days AS (
  SELECT o.object_id, max(o.counted_on) AS counted_on
  FROM occupancy o
  WHERE o.counted_on > $window_months_from AND o.counted_on <= $as_of
  GROUP BY o.object_id
),
changes AS (
  SELECT o.location_id,
         o.object_id,
         o.counted_on,
         coalesce(o.arrivals_12m, 0) + coalesce(o.departures_12m, 0) AS mutations,
         o.arrivals_12m + o.departures_12m AS mutations_known,
         o.record_key
  FROM occupancy o
  JOIN days d ON d.object_id = o.object_id AND d.counted_on = o.counted_on
  WHERE o.location_id IS NOT NULL AND coalesce(o.arrivals_12m + o.departures_12m, 1) > 0
),
room_permits AS (
  SELECT DISTINCT t.location_id
  FROM permit t
  WHERE t.location_id IS NOT NULL
    AND t.status = 'granted'
    AND (list_contains($room_permit_kinds, t.kind) OR t.use = 'lodging')
    AND coalesce(t.valid_until, $as_of) >= $as_of
)
SELECT c.location_id,
       max(c.mutations) AS mutations,
       CASE WHEN count(c.mutations_known) = count(*) THEN FALSE END AS has_further_mutation,
       max(c.counted_on) AS newest,
       list_sort(list_distinct(list_concat(list(c.record_key), list(u.record_key)))) AS evidence,
       list_sort(list(DISTINCT c.object_id)) AS members
FROM changes c
JOIN address_unit u ON u.object_id = c.object_id
LEFT JOIN room_permits p ON p.location_id = c.location_id
WHERE p.location_id IS NULL
  AND u.kind = 'unit'
  AND list_contains(u.use_purposes, 'woonfunctie')
  AND NOT list_has_any(u.use_purposes, $shared_use_purposes)
GROUP BY c.location_id
ORDER BY c.location_id
