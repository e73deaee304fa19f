-- feature: inhabited_boats
-- title: Ligplaatsen met inschrijvingen die niet (meer) zijn aangewezen
-- params: designated_statuses
-- absent: zero
-- Of each berth the newest count holds. A boat without a berth in the BAG is on no object and not seen here.
WITH berths AS (
  SELECT m.location_id,
         u.object_id,
         NOT list_contains($designated_statuses, lower(u.status)) AS is_undesignated,
         u.record_key
  FROM address_unit u
  JOIN location_member m ON m.member_id = u.object_id
  WHERE u.kind = 'berth' AND NOT list_contains($designated_statuses, lower(coalesce(u.status, '')))
),
counts AS (
  SELECT b.object_id, max(o.counted_on) AS counted_on
  FROM berths b
  JOIN occupancy o ON o.object_id = b.object_id
  WHERE o.counted_on <= $as_of
  GROUP BY b.object_id
),
verdicts AS (
  SELECT b.location_id,
         b.object_id,
         o.counted_on,
         o.registered_adults > 0 AND b.is_undesignated AS is_inhabited,
         [b.record_key, o.record_key] AS keys
  FROM berths b
  JOIN counts n ON n.object_id = b.object_id
  JOIN occupancy o ON o.object_id = n.object_id AND o.counted_on = n.counted_on
)
SELECT v.location_id,
       count(DISTINCT v.object_id) FILTER (WHERE v.is_inhabited) AS boats,
       count(DISTINCT v.object_id) AS boats_at_most,
       CASE WHEN count(v.is_inhabited) = count(*) THEN FALSE END AS has_further_boat,
       max(v.counted_on) AS newest,
       list_sort(list_distinct(flatten(list(v.keys)))) AS evidence,
       list_sort(list(DISTINCT v.object_id)) AS members
FROM verdicts v
WHERE coalesce(v.is_inhabited, TRUE)
GROUP BY v.location_id
ORDER BY v.location_id
