-- feature: supply_shops
-- title: Handel in kweekbenodigdheden waar bij bezoek niemand was
-- params: name_words, sbi_2008, sbi_2025, window_months
-- absent: zero
-- A shop is chosen by its activity or by a word in its public name; names of sole traders are in no run. "No
-- visible trade" is a visit to a closed door: outcome no_access. Visits of one day are one, and one
-- before the business came does not count.
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
words AS (
  SELECT unnest($name_words) AS word
),
names AS (
  SELECT b.branch_id, lower(b.shop_name) AS name
  FROM branch b
  UNION ALL
  SELECT b.branch_id, lower(e.statutory_name)
  FROM branch b
  JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  UNION ALL
  SELECT b.branch_id, lower(unnest(e.trade_names))
  FROM branch b
  JOIN enterprise e ON e.enterprise_id = b.enterprise_id
),
chosen AS (
  SELECT a.branch_id
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
  UNION
  SELECT n.branch_id
  FROM names n
  JOIN words w ON n.name LIKE '%' || w.word || '%'
),
shops AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM chosen h
  JOIN branch b ON b.branch_id = h.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
stays AS (
  SELECT s.location_id,
         count(DISTINCT s.cluster_id) AS supply_clusters,
         min(s.started_on) AS started_on,
         list(DISTINCT s.record_key) AS branch_keys,
         list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL) AS members
  FROM shops s
  GROUP BY s.location_id
),
visits AS (
  SELECT y.location_id,
         count(DISTINCT i.held_on) FILTER (WHERE i.outcome = 'no_access' AND i.held_on >= y.started_on) AS observations,
         count(DISTINCT i.held_on) AS observations_at_most,
         max(i.held_on) AS newest,
         list(DISTINCT i.record_key) AS inspection_keys
  FROM stays y
  JOIN inspection i ON i.location_id = y.location_id
  WHERE i.held_on > $window_months_from
    AND i.held_on <= $as_of
    AND coalesce(i.outcome, 'no_access') = 'no_access'
    AND coalesce(i.held_on >= y.started_on, TRUE)
  GROUP BY y.location_id
)
SELECT y.location_id,
       y.supply_clusters,
       v.observations,
       v.observations_at_most,
       CASE WHEN v.observations = v.observations_at_most THEN FALSE END AS has_further_observation,
       v.newest,
       list_sort(list_concat(y.branch_keys, v.inspection_keys)) AS evidence,
       list_sort(coalesce(y.members, [])) AS members
FROM stays y
JOIN visits v ON v.location_id = y.location_id
ORDER BY y.location_id
