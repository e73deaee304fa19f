-- feature: lapsed_purchases
-- title: Geregistreerde kopen van één perceel of object die vervielen
-- params: window_months
-- absent: zero
-- Two sources may tell one purchase, so the days of signing are counted. Of several parcels the one with most counts.
WITH lapsed AS (
  SELECT t.location_id,
         coalesce(t.parcel_id, t.object_id, t.building_id, t.location_id) AS thing_id,
         t.signed_on,
         t.lapsed_on,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM transfer t
  WHERE t.location_id IS NOT NULL
    AND t.kind = 'registered_purchase'
    AND t.lapsed_on > $window_months_from
    AND t.lapsed_on <= $as_of
),
things AS (
  SELECT l.location_id,
         l.thing_id,
         count(DISTINCT l.signed_on) AS purchases,
         max(l.lapsed_on) AS newest,
         list(DISTINCT l.record_key) AS keys,
         coalesce(list(DISTINCT l.member_id) FILTER (WHERE l.member_id IS NOT NULL), []) AS members
  FROM lapsed l
  GROUP BY l.location_id, l.thing_id
)
SELECT t.location_id,
       max(t.purchases) AS lapsed_purchases,
       max(t.newest) AS newest,
       list_sort(list_distinct(flatten(list(t.keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(t.members)))) AS members
FROM things t
GROUP BY t.location_id
ORDER BY t.location_id
