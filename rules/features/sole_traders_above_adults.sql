-- feature: sole_traders_above_adults
-- title: Eenmanszaken bij een woning, tegen het aantal ingeschreven volwassenen
-- params: max_count_age_months
-- absent: zero
-- Facts about the dwelling, never about a trader: no number of one stands in the evidence but that of the
-- branch. A business whose legal form is not known, or a dwelling without a recent count, counts in the
-- _at_most fact only. Dwellings with no more traders than adults have nothing to tell.
WITH traders AS (
  SELECT b.location_id,
         b.object_id,
         count(DISTINCT c.cluster_id) FILTER (WHERE e.legal_form = 'sole_trader') AS traders,
         count(DISTINCT c.cluster_id) FILTER (WHERE coalesce(e.legal_form, 'sole_trader') = 'sole_trader') AS traders_at_most,
         list(DISTINCT b.record_key) FILTER (WHERE coalesce(e.legal_form, 'sole_trader') = 'sole_trader') AS branch_keys
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  JOIN address_unit u ON u.object_id = b.object_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
    AND list_contains(u.use_purposes, 'woonfunctie')
  GROUP BY b.location_id, b.object_id
),
days AS (
  SELECT o.object_id, max(o.counted_on) AS counted_on
  FROM traders t
  JOIN occupancy o ON o.object_id = t.object_id
  WHERE o.counted_on > $max_count_age_months_from AND o.counted_on <= $as_of
  GROUP BY o.object_id
),
counts AS (
  SELECT o.object_id, o.counted_on, max(o.registered_adults) AS adults, list(DISTINCT o.record_key) AS count_keys
  FROM occupancy o
  JOIN days d ON d.object_id = o.object_id AND d.counted_on = o.counted_on
  GROUP BY o.object_id, o.counted_on
),
verdicts AS (
  SELECT t.location_id,
         t.object_id,
         t.traders,
         t.traders - n.adults AS surplus,
         t.traders_at_most - coalesce(n.adults, 0) AS surplus_at_most,
         n.counted_on,
         list_concat(t.branch_keys, coalesce(n.count_keys, [])) AS keys
  FROM traders t
  LEFT JOIN counts n ON n.object_id = t.object_id
)
SELECT v.location_id,
       max(v.traders) AS sole_traders,
       coalesce(max(v.surplus), 0) AS traders_above_adults,
       max(v.surplus_at_most) AS traders_above_adults_at_most,
       CASE WHEN count(*) FILTER (WHERE v.surplus = v.surplus_at_most) = count(*) THEN FALSE END AS has_further_trader,
       max(v.counted_on) AS newest,
       list_sort(list_distinct(flatten(list(v.keys)))) AS evidence,
       list_sort(list(DISTINCT v.object_id)) AS members
FROM verdicts v
WHERE v.surplus_at_most > 0
GROUP BY v.location_id
ORDER BY v.location_id
