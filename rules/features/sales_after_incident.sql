-- feature: sales_after_incident
-- title: Verkopen kort na een gemeld incident, vergeleken met de WOZ-waarde
-- params: categories, max_months_after_incident, window_months
-- absent: zero
-- The value is that of the sold objects together, each of the last year not after the year of sale. A price,
-- value or object that is not delivered leaves the ratio open. A month is 365/12 days.
WITH incidents AS (
  SELECT r.location_id,
         r.reported_on,
         r.record_key,
         coalesce(r.object_id, r.building_id) AS member_id
  FROM report r
  WHERE r.location_id IS NOT NULL
    AND list_contains($categories, r.category)
    AND r.reported_on > $window_months_from
    AND r.reported_on <= $as_of
),
sold AS (
  SELECT DISTINCT i.location_id,
         i.record_key AS report_key,
         i.member_id,
         t.source,
         split_part(t.transfer_id, '#', 1) AS transfer_id,
         t.record_key,
         t.object_id,
         t.signed_on,
         t.price_eur
  FROM incidents i
  JOIN transfer t ON t.location_id = i.location_id
  WHERE t.kind = 'sale'
    AND t.lapsed_on IS NULL
    AND t.signed_on >= i.reported_on
    AND t.signed_on <= $as_of
    AND (t.signed_on - i.reported_on) * 12 / 365.0 <= $max_months_after_incident
),
deeds AS (
  SELECT DISTINCT d.source, d.transfer_id, d.signed_on
  FROM sold d
),
objects AS (
  SELECT DISTINCT d.source, d.transfer_id, d.signed_on, t.object_id
  FROM deeds d
  JOIN transfer t ON t.source = d.source AND split_part(t.transfer_id, '#', 1) = d.transfer_id
),
years AS (
  SELECT j.source, j.transfer_id, j.object_id, max(v.year) AS year
  FROM objects j
  LEFT JOIN valuation v ON v.object_id = j.object_id AND v.year <= CAST(left(CAST(j.signed_on AS VARCHAR), 4) AS BIGINT)
  GROUP BY j.source, j.transfer_id, j.object_id
),
object_values AS (
  SELECT y.source, y.transfer_id, y.object_id, max(v.value_eur) AS value_eur, list(DISTINCT v.record_key) FILTER (WHERE v.record_key IS NOT NULL) AS value_keys
  FROM years y
  LEFT JOIN valuation v ON v.object_id = y.object_id AND v.year = y.year
  GROUP BY y.source, y.transfer_id, y.object_id
),
worth AS (
  SELECT w.source,
         w.transfer_id,
         CASE WHEN count(w.value_eur) = count(*) THEN nullif(sum(w.value_eur), 0) END AS value_eur,
         flatten(list(coalesce(w.value_keys, []))) AS value_keys
  FROM object_values w
  GROUP BY w.source, w.transfer_id
),
sales AS (
  SELECT d.location_id,
         d.source,
         d.transfer_id,
         d.signed_on,
         max(d.price_eur) / max(w.value_eur) AS ratio,
         list_concat(list_concat(list(d.report_key), list(d.record_key)), flatten(list(w.value_keys))) AS keys,
         list(DISTINCT coalesce(d.object_id, d.member_id)) FILTER (WHERE coalesce(d.object_id, d.member_id) IS NOT NULL) AS members
  FROM sold d
  JOIN worth w ON w.source = d.source AND w.transfer_id = d.transfer_id
  GROUP BY d.location_id, d.source, d.transfer_id, d.signed_on
)
SELECT s.location_id,
       count(*) AS sales,
       min(s.ratio) AS lowest_ratio,
       CASE WHEN count(s.ratio) = count(*) THEN FALSE END AS has_further_low_sale,
       max(s.signed_on) AS newest,
       list_sort(list_distinct(flatten(list(s.keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(s.members, []))))) AS members
FROM sales s
GROUP BY s.location_id
ORDER BY s.location_id
