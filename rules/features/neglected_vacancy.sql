-- feature: neglected_vacancy
-- title: Leegstaande eenheden met een melding van verval en een eigenaar elders
-- params: dwelling_purpose, min_vacancy_months, report_window_months, vacant_statuses
-- absent: zero
-- A unit is vacant by its BAG status, or when it is a dwelling and nothing else and its newest count has no adult.
-- How long: since the status; or by a count as old as the term, with none in all later ones; or, for a term of at
-- most 12 months, because nobody came or left in the 12 months before the newest count. A dwelling without counts
-- is unknown. Only counts per object are read, never persons. Starts from the reports, as these are few.
WITH decays AS (
  SELECT r.location_id,
         count(DISTINCT r.report_id) AS reports,
         max(r.reported_on) AS reported_on,
         list(DISTINCT r.record_key) AS report_keys
  FROM report r
  WHERE r.location_id IS NOT NULL
    AND r.category = 'building_decay'
    AND r.reported_on > $report_window_months_from
    AND r.reported_on <= $as_of
  GROUP BY r.location_id
),
units AS (
  SELECT d.location_id,
         u.object_id,
         max(u.status_since) FILTER (WHERE list_contains($vacant_statuses, lower(u.status))) AS out_of_use_since,
         bool_or(list_contains($vacant_statuses, lower(u.status))) AS is_out_of_use,
         bool_and(list_contains(u.use_purposes, $dwelling_purpose) AND len(u.use_purposes) = 1) AS is_dwelling,
         list(DISTINCT u.record_key) AS unit_keys
  FROM decays d
  JOIN location_member m ON m.location_id = d.location_id
  JOIN address_unit u ON u.object_id = m.member_id
  GROUP BY d.location_id, u.object_id
),
counts AS (
  SELECT u.object_id,
         max(o.counted_on) AS newest_on,
         max(o.counted_on) FILTER (WHERE o.counted_on <= $min_vacancy_months_from) AS old_enough_on
  FROM units u
  JOIN occupancy o ON o.object_id = u.object_id
  WHERE u.is_dwelling AND o.counted_on <= $as_of
  GROUP BY u.object_id
),
residents AS (
  SELECT c.object_id,
         max(c.newest_on) AS newest_on,
         max(c.old_enough_on) AS old_enough_on,
         max(o.registered_adults) FILTER (WHERE o.counted_on = c.newest_on) AS adults_now,
         max(o.registered_adults) FILTER (WHERE o.counted_on >= c.old_enough_on) AS adults_in_term,
         max(o.arrivals_12m + o.departures_12m) FILTER (WHERE o.counted_on = c.newest_on) AS moved_12m,
         list(DISTINCT o.record_key) FILTER (WHERE o.counted_on >= coalesce(c.old_enough_on, c.newest_on)) AS count_keys
  FROM counts c
  JOIN occupancy o ON o.object_id = c.object_id AND o.counted_on <= $as_of
  GROUP BY c.object_id
),
vacancies AS (
  SELECT u.location_id,
         u.object_id,
         CASE WHEN u.is_out_of_use THEN u.out_of_use_since <= $min_vacancy_months_from
              WHEN NOT u.is_dwelling THEN FALSE
              WHEN p.adults_now > 0 OR p.adults_in_term > 0 THEN FALSE
              WHEN p.adults_now = 0 AND p.adults_in_term = 0 THEN TRUE
              WHEN p.adults_now = 0 AND p.moved_12m > 0 AND $min_vacancy_months >= 12 THEN FALSE
              WHEN p.adults_now = 0 AND p.moved_12m = 0 AND $min_vacancy_months <= 12 THEN TRUE
         END AS is_vacant,
         CASE WHEN u.is_out_of_use THEN u.out_of_use_since + CAST($as_of - $min_vacancy_months_from AS INTEGER)
              ELSE p.newest_on END AS vacant_long_since,
         CASE WHEN u.is_out_of_use THEN u.unit_keys ELSE coalesce(p.count_keys, []) END AS keys
  FROM units u
  LEFT JOIN residents p ON p.object_id = u.object_id
),
vacant_places AS (
  SELECT v.location_id,
         count(*) FILTER (WHERE v.is_vacant) AS vacant_units,
         CASE WHEN count(v.is_vacant) = count(*) THEN FALSE END AS has_further_vacant_unit,
         max(v.vacant_long_since) FILTER (WHERE v.is_vacant) AS vacant_long_since,
         flatten(coalesce(list(v.keys) FILTER (WHERE v.is_vacant), [])) AS vacancy_keys,
         coalesce(list(DISTINCT v.object_id) FILTER (WHERE v.is_vacant), []) AS members
  FROM vacancies v
  GROUP BY v.location_id
),
owners AS (
  SELECT t.location_id,
         bool_or(t.holder_lives_here) AS lives_here,
         bool_or(t.holder_kind = 'legal' OR NOT t.holder_lives_here) AS is_elsewhere,
         list(DISTINCT t.record_key) AS title_keys
  FROM title t
  JOIN decays d ON d.location_id = t.location_id
  WHERE t.ended_on IS NULL AND t.ended_on_partial IS NULL
  GROUP BY t.location_id
)
SELECT d.location_id,
       d.reports AS decay_reports,
       v.vacant_units,
       v.has_further_vacant_unit,
       CASE WHEN o.lives_here THEN FALSE ELSE o.is_elsewhere END AS is_owner_elsewhere,
       greatest(d.reported_on, v.vacant_long_since) AS newest,
       list_sort(
         list_distinct(list_concat(d.report_keys, list_concat(v.vacancy_keys, coalesce(o.title_keys, []))))
       ) AS evidence,
       list_sort(v.members) AS members
FROM decays d
JOIN vacant_places v ON v.location_id = d.location_id
LEFT JOIN owners o ON o.location_id = d.location_id
ORDER BY d.location_id
