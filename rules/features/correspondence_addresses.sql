-- feature: correspondence_addresses
-- title: Briefadressen en retourpost per object
-- params: window_months
-- absent: zero
-- Counts per object, never persons; of each object the newest count in the window holds. Returned mail is
-- that of the six months before the day counted.
WITH days AS (
  SELECT o.object_id, max(o.counted_on) AS counted_on
  FROM occupancy o
  WHERE o.counted_on > $window_months_from AND o.counted_on <= $as_of
  GROUP BY o.object_id
)
SELECT o.location_id,
       coalesce(max(o.postal_addresses), 0) AS correspondence_addresses,
       CASE WHEN count(o.postal_addresses) = count(*) THEN FALSE END AS has_further_correspondence_address,
       coalesce(max(o.returned_mail_6m), 0) AS mail_returns,
       CASE WHEN count(o.returned_mail_6m) = count(*) THEN FALSE END AS has_further_mail_return,
       max(o.counted_on) AS newest,
       list_sort(list(DISTINCT o.record_key)) AS evidence,
       list_sort(list(DISTINCT o.object_id)) AS members
FROM occupancy o
JOIN days d ON d.object_id = o.object_id AND d.counted_on = o.counted_on
WHERE o.location_id IS NOT NULL
  AND (coalesce(o.postal_addresses, 1) > 0 OR coalesce(o.returned_mail_6m, 1) > 0)
GROUP BY o.location_id
ORDER BY o.location_id
