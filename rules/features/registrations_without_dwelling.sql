-- feature: registrations_without_dwelling
-- title: Volwassenen die zijn ingeschreven op een object zonder woon- of logiesfunctie
-- params: above_months, dwelling_purposes, max_count_age_months
-- absent: zero
-- Berths and pitches have no purpose in the BAG and are left out. Counts do not follow persons. Somebody is
-- registered longer than the term when there are more adults than arrived in the twelve months before the
-- newest count, or when every count of that year found somebody and one of them is older than the term. A
-- count within the term that found nobody says that all came later. Between these nothing is known.
WITH days AS (
  SELECT o.object_id, max(o.counted_on) AS counted_on
  FROM occupancy o
  JOIN address_unit u ON u.object_id = o.object_id
  WHERE o.counted_on > $max_count_age_months_from
    AND o.counted_on <= $as_of
    AND u.kind = 'unit'
    AND NOT coalesce(list_has_any(u.use_purposes, $dwelling_purposes), FALSE)
  GROUP BY o.object_id
),
present AS (
  SELECT o.location_id,
         o.object_id,
         o.counted_on,
         o.registered_adults,
         o.registered_adults - o.arrivals_12m AS settled_adults,
         o.record_key AS count_key
  FROM occupancy o
  JOIN days d ON d.object_id = o.object_id AND d.counted_on = o.counted_on
  WHERE o.location_id IS NOT NULL AND coalesce(o.registered_adults, 1) > 0
),
history AS (
  SELECT n.object_id,
         max(o.counted_on) FILTER (WHERE o.registered_adults = 0) AS empty_on,
         max(o.counted_on) FILTER (WHERE o.registered_adults > 0 AND o.counted_on < $above_months_from) AS seen_before_on,
         list(DISTINCT o.record_key) FILTER (WHERE o.registered_adults > 0) AS count_keys
  FROM present n
  JOIN occupancy o ON o.object_id = n.object_id AND o.counted_on <= n.counted_on AND o.counted_on > n.counted_on - 365
  GROUP BY n.object_id
),
verdicts AS (
  SELECT n.location_id,
         n.object_id,
         n.counted_on,
         n.registered_adults,
         CASE WHEN len(u.use_purposes) > 0 THEN TRUE END
           AND CASE WHEN n.settled_adults > 0 THEN TRUE
                    WHEN h.empty_on >= $above_months_from THEN FALSE
                    WHEN h.seen_before_on > coalesce(h.empty_on, h.seen_before_on - 1) THEN TRUE
               END AS is_long,
         list_concat([n.count_key], coalesce(h.count_keys, [])) AS count_keys,
         u.record_key AS unit_key
  FROM present n
  JOIN address_unit u ON u.object_id = n.object_id
  LEFT JOIN history h ON h.object_id = n.object_id
)
SELECT v.location_id,
       coalesce(max(v.registered_adults) FILTER (WHERE v.is_long), 0) AS registered_persons,
       max(coalesce(v.registered_adults, 1)) AS registered_persons_at_most,
       CASE WHEN count(v.is_long) = count(*) AND count(v.registered_adults) = count(*) THEN FALSE END AS has_further_registration,
       max(v.counted_on) AS newest,
       list_sort(list_distinct(list_concat(flatten(list(v.count_keys)), list(v.unit_key)))) AS evidence,
       list_sort(list(DISTINCT v.object_id)) AS members
FROM verdicts v
WHERE coalesce(v.is_long, TRUE)
GROUP BY v.location_id
ORDER BY v.location_id
