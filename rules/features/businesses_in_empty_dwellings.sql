-- feature: businesses_in_empty_dwellings
-- title: Actieve bedrijfsclusters in een woning van een rechtspersoon waar niemand is ingeschreven
-- params: max_count_age_months, max_registered_persons, min_months
-- absent: zero
-- Nobody was registered for the whole term when the newest count found nobody and nobody came or left in the
-- twelve months before it (an end by death is a departure too), or when counts at least the term apart all
-- found nobody. A dwelling without a count is not known to be empty, nor is one whose holder is not known
-- known to belong to a legal entity. A natural co-owner makes it no legal entity's.
WITH users AS (
  SELECT b.location_id,
         b.object_id,
         count(DISTINCT c.cluster_id) AS clusters,
         list(DISTINCT b.record_key) AS branch_keys,
         list(DISTINCT u.record_key) AS unit_keys
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  JOIN address_unit u ON u.object_id = b.object_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
    AND list_contains(u.use_purposes, 'woonfunctie')
    AND starts_with(lower(u.status), 'verblijfsobject in gebruik')
  GROUP BY b.location_id, b.object_id
),
counts AS (
  SELECT o.object_id, o.counted_on, o.registered_adults, o.arrivals_12m + o.departures_12m AS mutations, o.record_key
  FROM users s
  JOIN occupancy o ON o.object_id = s.object_id
  WHERE o.counted_on <= $as_of
),
spans AS (
  SELECT n.object_id,
         max(n.counted_on) AS counted_on,
         max(n.counted_on) FILTER (WHERE n.registered_adults > $max_registered_persons OR n.registered_adults IS NULL) AS not_empty_on,
         max(n.counted_on) FILTER (WHERE n.registered_adults > $max_registered_persons) AS occupied_on,
         list(DISTINCT n.record_key) AS count_keys
  FROM counts n
  GROUP BY n.object_id
),
empty_spans AS (
  SELECT s.object_id, min(n.counted_on) AS empty_since
  FROM spans s
  JOIN counts n ON n.object_id = s.object_id AND (s.not_empty_on IS NULL OR n.counted_on > s.not_empty_on)
  GROUP BY s.object_id
),
vacancies AS (
  SELECT s.object_id,
         s.counted_on,
         CASE WHEN s.occupied_on = s.counted_on OR s.occupied_on > $min_months_from OR n.mutations > 0 THEN FALSE
              WHEN s.counted_on <= $max_count_age_months_from OR s.not_empty_on = s.counted_on THEN NULL
              WHEN n.mutations = 0 OR m.empty_since <= $min_months_from THEN TRUE
         END AS is_empty,
         s.count_keys
  FROM spans s
  JOIN counts n ON n.object_id = s.object_id AND n.counted_on = s.counted_on
  LEFT JOIN empty_spans m ON m.object_id = s.object_id
),
owners AS (
  SELECT t.location_id,
         CASE WHEN bool_or(t.holder_kind = 'natural') THEN FALSE
              WHEN count(t.holder_kind) = count(*) THEN TRUE
         END AS is_legal,
         list(DISTINCT t.record_key) AS title_keys
  FROM title t
  WHERE t.location_id IS NOT NULL AND t.ended_on IS NULL AND t.ended_on_partial IS NULL
  GROUP BY t.location_id
),
verdicts AS (
  SELECT s.location_id,
         s.object_id,
         s.clusters,
         v.counted_on,
         v.is_empty AND o.is_legal AS is_match,
         list_concat(s.unit_keys, list_concat(s.branch_keys, list_concat(coalesce(v.count_keys, []), coalesce(o.title_keys, [])))) AS keys
  FROM users s
  LEFT JOIN vacancies v ON v.object_id = s.object_id
  LEFT JOIN owners o ON o.location_id = s.location_id
)
SELECT k.location_id,
       coalesce(max(k.clusters) FILTER (WHERE k.is_match), 0) AS active_clusters,
       max(k.clusters) AS active_clusters_at_most,
       CASE WHEN count(k.is_match) = count(*) THEN FALSE END AS has_further_empty_dwelling,
       max(k.counted_on) AS newest,
       list_sort(list_distinct(flatten(list(k.keys)))) AS evidence,
       list_sort(list(DISTINCT k.object_id)) AS members
FROM verdicts k
WHERE coalesce(k.is_match, TRUE)
GROUP BY k.location_id
ORDER BY k.location_id
