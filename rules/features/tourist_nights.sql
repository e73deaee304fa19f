-- feature: tourist_nights
-- title: Overnachtingen volgens de aangiften toeristenbelasting
-- params: above_nights, window_months
-- absent: zero
-- Nights of all returns of one year together; of the years the busiest counts. A year belongs to its last day, a
-- year that still runs to the day of the run. A return without its year may be of any. Two sources may deliver
-- one return: the higher number counts once.
WITH returns AS (
  SELECT t.location_id,
         t.year,
         t.return_id,
         max(t.nights) AS nights,
         CASE WHEN t.year BETWEEN 1900 AND 2900 THEN CAST(CAST(t.year AS VARCHAR) || '-12-31' AS DATE) END AS ends_on,
         list(DISTINCT t.record_key) AS keys,
         list(DISTINCT coalesce(t.object_id, t.building_id)) FILTER (
           WHERE coalesce(t.object_id, t.building_id) IS NOT NULL
         ) AS members
  FROM tourist_tax t
  WHERE t.location_id IS NOT NULL
  GROUP BY t.location_id, t.year, t.return_id
),
years AS (
  SELECT r.location_id,
         r.ends_on,
         coalesce(sum(r.nights) FILTER (WHERE r.ends_on IS NOT NULL), 0) AS nights,
         CASE WHEN r.ends_on IS NOT NULL AND count(r.nights) = count(*) THEN TRUE END AS is_complete,
         flatten(list(r.keys)) AS keys,
         flatten(list(coalesce(r.members, []))) AS members
  FROM returns r
  WHERE coalesce(r.ends_on > $window_months_from, TRUE)
    AND coalesce(left(CAST(r.ends_on AS VARCHAR), 4) <= left(CAST($as_of AS VARCHAR), 4), TRUE)
  GROUP BY r.location_id, r.ends_on
)
SELECT y.location_id,
       max(y.nights) AS nights,
       CASE WHEN count(y.is_complete) = count(*) THEN FALSE END AS has_further_nights,
       max(least(y.ends_on, $as_of)) FILTER (WHERE y.nights > $above_nights) AS newest,
       list_sort(list_distinct(flatten(coalesce(list(y.keys) FILTER (WHERE y.nights > $above_nights), [])))) AS evidence,
       list_sort(list_distinct(flatten(coalesce(list(y.members) FILTER (WHERE y.nights > $above_nights), [])))) AS members
FROM years y
GROUP BY y.location_id
ORDER BY y.location_id
