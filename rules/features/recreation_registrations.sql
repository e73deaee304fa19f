-- feature: recreation_registrations
-- title: Recreatieobjecten waarop volgens de nieuwste telling iemand staat ingeschreven
-- params: ended_unit_statuses
-- absent: zero
-- A recreation object is a pitch or a unit without a dwelling purpose; boats have a rule of their own. Of
-- each object the newest count holds, and one without a count has nobody. Objects are counted, not people,
-- so a large family in one chalet is one.
WITH units AS (
  SELECT u.object_id,
         u.record_key,
         CASE WHEN u.kind = 'pitch' THEN TRUE ELSE NOT list_contains(u.use_purposes, 'woonfunctie') END AS is_recreational
  FROM address_unit u
  WHERE coalesce(u.kind, 'unit') <> 'berth' AND NOT list_contains($ended_unit_statuses, lower(coalesce(u.status, '')))
),
objects AS (
  SELECT m.location_id, u.object_id, u.record_key, u.is_recreational
  FROM units u
  JOIN location_member m ON m.member_id = u.object_id
  WHERE coalesce(u.is_recreational, TRUE)
),
newest AS (
  SELECT b.object_id, max(o.counted_on) AS counted_on
  FROM objects b
  JOIN occupancy o ON o.object_id = b.object_id
  WHERE o.counted_on <= $as_of
  GROUP BY b.object_id
),
counted AS (
  SELECT o.object_id,
         o.counted_on,
         CASE WHEN bool_or(o.registered_adults > 0) THEN TRUE WHEN count(o.registered_adults) = count(*) THEN FALSE END AS is_registered,
         list(DISTINCT o.record_key) AS count_keys
  FROM newest n
  JOIN occupancy o ON o.object_id = n.object_id AND o.counted_on = n.counted_on
  GROUP BY o.object_id, o.counted_on
),
verdicts AS (
  SELECT b.location_id,
         b.object_id,
         c.counted_on,
         c.object_id IS NOT NULL AND c.is_registered AND b.is_recreational AS is_registered,
         list_concat([b.record_key], c.count_keys) AS keys
  FROM objects b
  LEFT JOIN counted c ON c.object_id = b.object_id
)
SELECT v.location_id,
       count(DISTINCT v.object_id) AS recreation_objects,
       count(DISTINCT v.object_id) FILTER (WHERE v.is_registered) AS registered_objects,
       count(DISTINCT v.object_id) FILTER (WHERE v.is_registered IS DISTINCT FROM FALSE) AS registered_objects_at_most,
       CASE WHEN count(v.is_registered) = count(*) THEN FALSE END AS has_further_registration,
       max(v.counted_on) FILTER (WHERE v.is_registered IS DISTINCT FROM FALSE) AS newest,
       list_sort(list_distinct(flatten(list(v.keys) FILTER (WHERE v.is_registered IS DISTINCT FROM FALSE)))) AS evidence,
       list_sort(list(DISTINCT v.object_id) FILTER (WHERE v.is_registered IS DISTINCT FROM FALSE)) AS members
FROM verdicts v
GROUP BY v.location_id
HAVING count(*) FILTER (WHERE v.is_registered IS DISTINCT FROM FALSE) > 0
ORDER BY v.location_id
