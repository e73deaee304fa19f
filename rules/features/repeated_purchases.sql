-- feature: repeated_purchases
-- title: Aankopen van één perceel of object kort na elkaar
-- params: strong_window_months, window_months
-- absent: zero
-- A registered purchase and the sale that delivers it to the same buyer are one purchase; one that lapsed is
-- none. Two pseudonyms may be one person, so a registered purchase followed by a sale to another person counts
-- only in the _at_most facts. Deeds of one day are one purchase, unless their buyers are surely different. Two
-- sources may tell one deed, so within a day the source that tells most counts. A parcel bought once is left out.
WITH deeds AS (
  SELECT t.location_id,
         coalesce(t.parcel_id, t.object_id, t.building_id, t.location_id) AS thing_id,
         t.source,
         t.transfer_id,
         t.kind,
         t.signed_on,
         t.buyer_id,
         CASE WHEN length(t.buyer_id) = 8 THEN t.buyer_id END AS company_id,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM transfer t
  WHERE t.location_id IS NOT NULL
    AND coalesce(t.kind, 'sale') IN ('sale', 'registered_purchase')
    AND t.lapsed_on IS NULL
    AND t.signed_on > $strong_window_months_from
    AND t.signed_on <= $as_of
),
pairs AS (
  SELECT r.location_id,
         r.thing_id,
         r.record_key,
         CASE WHEN s.record_key IS NULL THEN TRUE
              WHEN s.buyer_id = r.buyer_id THEN FALSE
              WHEN s.buyer_id <> r.buyer_id AND (s.company_id IS NOT NULL OR r.company_id IS NOT NULL) THEN TRUE
         END AS is_other_buyer
  FROM deeds r
  LEFT JOIN deeds s
    ON s.location_id = r.location_id
    AND s.thing_id = r.thing_id
    AND coalesce(s.kind, 'sale') = 'sale'
    AND s.signed_on >= r.signed_on
  WHERE r.kind = 'registered_purchase'
),
registered AS (
  SELECT p.location_id,
         p.thing_id,
         p.record_key,
         CASE WHEN bool_or(NOT p.is_other_buyer) THEN FALSE
              WHEN count(p.is_other_buyer) = count(*) THEN TRUE END AS is_own_purchase
  FROM pairs p
  GROUP BY p.location_id, p.thing_id, p.record_key
),
purchases AS (
  SELECT d.location_id,
         d.thing_id,
         d.source,
         d.transfer_id,
         d.signed_on,
         d.company_id,
         d.buyer_id IS NOT NULL AND d.company_id IS NULL AS is_person,
         CASE WHEN d.kind = 'sale' OR r.is_own_purchase THEN TRUE END AS is_sure,
         d.record_key,
         d.member_id
  FROM deeds d
  LEFT JOIN registered r
    ON r.location_id = d.location_id AND r.thing_id = d.thing_id AND r.record_key = d.record_key
  WHERE r.is_own_purchase IS DISTINCT FROM FALSE
),
told AS (
  SELECT p.location_id, p.thing_id, p.signed_on, p.source, count(DISTINCT p.transfer_id) AS deeds
  FROM purchases p
  GROUP BY p.location_id, p.thing_id, p.signed_on, p.source
),
most_told AS (
  SELECT o.location_id, o.thing_id, o.signed_on, max(o.deeds) AS deeds
  FROM told o
  GROUP BY o.location_id, o.thing_id, o.signed_on
),
sure_days AS (
  SELECT p.location_id,
         p.thing_id,
         p.signed_on,
         CASE WHEN count(p.is_sure) = 0 THEN 0
              ELSE greatest(
                1,
                count(DISTINCT p.company_id) FILTER (WHERE p.is_sure)
                  + max(CASE WHEN p.is_sure AND p.is_person THEN 1 ELSE 0 END)
              ) END AS purchases,
         list(DISTINCT p.record_key) AS keys,
         list(DISTINCT p.member_id) FILTER (WHERE p.member_id IS NOT NULL) AS members
  FROM purchases p
  GROUP BY p.location_id, p.thing_id, p.signed_on
),
things AS (
  SELECT d.location_id,
         d.thing_id,
         coalesce(sum(d.purchases) FILTER (WHERE d.signed_on > $window_months_from), 0) AS short,
         coalesce(sum(greatest(d.purchases, m.deeds)) FILTER (WHERE d.signed_on > $window_months_from), 0) AS short_at_most,
         sum(d.purchases) AS long,
         sum(greatest(d.purchases, m.deeds)) AS long_at_most,
         max(d.signed_on) AS newest,
         flatten(list(d.keys)) AS keys,
         flatten(list(coalesce(d.members, []))) AS members
  FROM sure_days d
  JOIN most_told m
    ON m.location_id = d.location_id AND m.thing_id = d.thing_id AND m.signed_on = d.signed_on
  GROUP BY d.location_id, d.thing_id
  HAVING sum(greatest(d.purchases, m.deeds)) > 1
)
SELECT t.location_id,
       max(t.short) AS transfers_short,
       max(t.short_at_most) AS transfers_short_at_most,
       max(t.long) AS transfers_long,
       max(t.long_at_most) AS transfers_long_at_most,
       CASE WHEN bool_and(t.short = t.short_at_most AND t.long = t.long_at_most) THEN FALSE END AS has_further_transfer,
       max(t.newest) AS newest,
       list_sort(list_distinct(flatten(list(t.keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(t.members)))) AS members
FROM things t
GROUP BY t.location_id
ORDER BY t.location_id
