-- feature: price_ratios
-- title: Koopsom tegenover de WOZ-waarde van hetzelfde object
-- params: above_ratio, below_ratio, window_months
-- absent: zero
-- Sales only: what is inherited, given or divided has no price of its own. The value is that of the newest year
-- not after the year of signing. Parcels of one object that are sold on one day are one sale; of two deeds about
-- one parcel on one day the highest price counts. Newest, members and proof are those of deviating sales.
WITH deeds AS (
  SELECT t.location_id,
         t.source,
         t.object_id,
         coalesce(t.parcel_id, t.object_id, t.building_id) AS thing_id,
         t.signed_on,
         CASE WHEN t.kind = 'sale' THEN t.price_eur END AS price_eur,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM transfer t
  WHERE t.location_id IS NOT NULL
    AND coalesce(t.kind, 'sale') = 'sale'
    AND t.signed_on > $window_months_from
    AND t.signed_on <= $as_of
),
parcels AS (
  SELECT d.location_id,
         d.source,
         d.object_id,
         d.thing_id,
         d.signed_on,
         CASE WHEN count(d.price_eur) = count(*) THEN max(d.price_eur) END AS price_eur,
         list(DISTINCT d.record_key) AS keys,
         list(DISTINCT d.member_id) FILTER (WHERE d.member_id IS NOT NULL) AS members
  FROM deeds d
  GROUP BY d.location_id, d.source, d.object_id, d.thing_id, d.signed_on
),
sales AS (
  SELECT p.location_id,
         p.source,
         p.object_id,
         p.signed_on,
         CASE WHEN count(p.price_eur) = count(*) THEN sum(p.price_eur) END AS price_eur,
         flatten(list(p.keys)) AS keys,
         flatten(list(coalesce(p.members, []))) AS members
  FROM parcels p
  GROUP BY p.location_id, p.source, p.object_id, p.signed_on
),
years AS (
  SELECT DISTINCT s.object_id, s.signed_on, v.year
  FROM sales s
  JOIN valuation v ON v.object_id = s.object_id
  WHERE v.value_eur > 0 AND v.year <= CAST(left(CAST(s.signed_on AS VARCHAR), 4) AS BIGINT)
),
newest_years AS (
  SELECT y.object_id, y.signed_on, max(y.year) AS year
  FROM years y
  GROUP BY y.object_id, y.signed_on
),
appraisals AS (
  SELECT y.object_id,
         y.signed_on,
         CASE WHEN min(v.value_eur) = max(v.value_eur) THEN min(v.value_eur) END AS value_eur,
         list(DISTINCT v.record_key) AS keys
  FROM newest_years y
  JOIN valuation v ON v.object_id = y.object_id AND v.year = y.year
  WHERE v.value_eur > 0
  GROUP BY y.object_id, y.signed_on
),
ratios AS (
  SELECT s.location_id,
         s.signed_on,
         s.price_eur / a.value_eur AS ratio,
         list_concat(s.keys, coalesce(a.keys, [])) AS keys,
         s.members
  FROM sales s
  LEFT JOIN appraisals a ON a.object_id = s.object_id AND a.signed_on = s.signed_on
),
verdicts AS (
  SELECT r.location_id,
         r.signed_on,
         r.ratio,
         r.ratio < $below_ratio OR r.ratio > $above_ratio AS is_deviating,
         r.keys,
         r.members
  FROM ratios r
)
SELECT v.location_id,
       min(v.ratio) AS lowest_ratio,
       max(v.ratio) AS highest_ratio,
       CASE WHEN count(v.ratio) = count(*) THEN FALSE END AS has_further_deviation,
       max(v.signed_on) FILTER (WHERE v.is_deviating) AS newest,
       list_sort(list_distinct(flatten(coalesce(list(v.keys) FILTER (WHERE v.is_deviating), [])))) AS evidence,
       list_sort(list_distinct(flatten(coalesce(list(v.members) FILTER (WHERE v.is_deviating), [])))) AS members
FROM verdicts v
GROUP BY v.location_id
ORDER BY v.location_id
