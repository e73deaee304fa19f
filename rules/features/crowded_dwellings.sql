-- feature: crowded_dwellings
-- title: Ingeschreven volwassenen per woning, tegen de oppervlakte en tegen wat bij die oppervlakte past
-- params: above_ratio_to_expected, below_m2_per_adult, expected_adults_from_m2, max_count_age_months
-- absent: zero
-- Of each dwelling (a unit with a woonfunctie) the newest count holds. A class is "<from m2>/<expected
-- adults>" and runs up to the next one. Dwellings that stay clear of both thresholds by a factor of two
-- have nothing to tell.
WITH cells AS (
  SELECT unnest($expected_adults_from_m2) AS cell
),
bounds AS (
  SELECT CAST(split_part(k.cell, '/', 1) AS DOUBLE) AS from_m2, CAST(split_part(k.cell, '/', 2) AS DOUBLE) AS expected_adults
  FROM cells k
),
classes AS (
  SELECT d.from_m2, d.expected_adults, lead(d.from_m2) OVER (ORDER BY d.from_m2) AS to_m2
  FROM bounds d
),
days AS (
  SELECT o.object_id, max(o.counted_on) AS counted_on
  FROM occupancy o
  WHERE o.counted_on > $max_count_age_months_from AND o.counted_on <= $as_of
  GROUP BY o.object_id
),
homes AS (
  SELECT o.location_id,
         o.object_id,
         o.counted_on,
         o.registered_adults,
         u.area_m2,
         o.record_key AS count_key,
         u.record_key AS unit_key
  FROM occupancy o
  JOIN days d ON d.object_id = o.object_id AND d.counted_on = o.counted_on
  JOIN address_unit u ON u.object_id = o.object_id
  WHERE o.location_id IS NOT NULL
    AND coalesce(o.registered_adults, 1) > 0
    AND u.kind = 'unit'
    AND list_contains(u.use_purposes, 'woonfunctie')
),
crowds AS (
  SELECT h.location_id,
         h.object_id,
         h.counted_on,
         h.registered_adults,
         h.area_m2 / h.registered_adults AS m2_per_adult,
         h.registered_adults / c.expected_adults AS ratio_to_expected,
         h.count_key,
         h.unit_key
  FROM homes h
  LEFT JOIN classes c ON h.area_m2 >= c.from_m2 AND (c.to_m2 IS NULL OR h.area_m2 < c.to_m2)
)
SELECT k.location_id,
       count(DISTINCT k.object_id) AS dwellings,
       max(k.registered_adults) AS most_adults,
       min(k.m2_per_adult) AS least_m2_per_adult,
       max(k.ratio_to_expected) AS highest_ratio_to_expected,
       CASE WHEN count(k.m2_per_adult) = count(*) AND count(k.ratio_to_expected) = count(*) THEN FALSE END AS has_further_crowded_dwelling,
       max(k.counted_on) AS newest,
       list_sort(list_distinct(list_concat(list(k.count_key), list(k.unit_key)))) AS evidence,
       list_sort(list(DISTINCT k.object_id)) AS members
FROM crowds k
WHERE coalesce(k.m2_per_adult < 2 * $below_m2_per_adult OR 2 * k.ratio_to_expected > $above_ratio_to_expected, TRUE)
GROUP BY k.location_id
ORDER BY k.location_id
