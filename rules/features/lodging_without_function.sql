-- feature: lodging_without_function
-- title: Tekenen van verblijf in een object zonder woonfunctie of logiesfunctie
-- params: categories, domains, window_months
-- absent: zero
-- A building without a unit has no purpose at all; a sign about a building is about all of its units. A unit
-- with one of these purposes settles it when it is all there is; on a yard with more objects the sign may be
-- about the barn beside the house, so it counts in _at_most only. Berths and pitches have no purpose in the BAG.
WITH signs AS (
  SELECT r.location_id, r.report_id AS sign_id, TRUE AS is_report, r.reported_on AS seen_on, r.object_id, r.building_id, r.record_key
  FROM report r
  WHERE r.location_id IS NOT NULL
    AND list_contains($categories, r.category)
    AND r.reported_on > $window_months_from
    AND r.reported_on <= $as_of
  UNION ALL
  SELECT i.location_id, i.inspection_id, FALSE, i.held_on, i.object_id, i.building_id, i.record_key
  FROM inspection i
  WHERE i.location_id IS NOT NULL
    AND list_contains($domains, i.domain)
    AND i.outcome = 'violation'
    AND i.held_on > $window_months_from
    AND i.held_on <= $as_of
),
units AS (
  SELECT s.record_key,
         count(u.object_id) AS units,
         bool_or(CASE WHEN u.kind = 'unit' THEN list_has_any(u.use_purposes, ['woonfunctie', 'logiesfunctie']) END) AS has_purpose,
         count(CASE WHEN u.kind = 'unit' THEN list_has_any(u.use_purposes, ['woonfunctie', 'logiesfunctie']) END) AS described_units,
         list(DISTINCT u.record_key) FILTER (WHERE u.record_key IS NOT NULL) AS unit_keys
  FROM signs s
  LEFT JOIN unit_building ub ON ub.building_id = s.building_id AND s.object_id IS NULL
  LEFT JOIN address_unit u ON u.object_id = coalesce(s.object_id, ub.object_id)
  GROUP BY s.record_key
),
verdicts AS (
  SELECT s.location_id,
         s.sign_id,
         s.is_report,
         s.seen_on,
         CASE WHEN n.units = 0 AND s.object_id IS NULL AND s.building_id IS NOT NULL THEN TRUE
              WHEN n.units > 0 AND n.described_units = n.units AND NOT n.has_purpose THEN TRUE
              WHEN n.units = 1 AND n.has_purpose AND len(l.object_ids) = 1 AND len(l.building_ids) <= 1 THEN FALSE
         END AS is_without_function,
         s.record_key,
         coalesce(n.unit_keys, []) AS unit_keys,
         coalesce(s.object_id, s.building_id) AS member_id
  FROM signs s
  JOIN units n ON n.record_key = s.record_key
  JOIN location l ON l.location_id = s.location_id
)
SELECT v.location_id,
       count(DISTINCT v.sign_id) FILTER (WHERE v.is_without_function AND NOT v.is_report) AS findings,
       count(DISTINCT v.sign_id) FILTER (WHERE NOT v.is_report) AS findings_at_most,
       count(DISTINCT v.sign_id) FILTER (WHERE v.is_without_function AND v.is_report) AS reports,
       count(DISTINCT v.sign_id) FILTER (WHERE v.is_report) AS reports_at_most,
       CASE WHEN count(v.is_without_function) = count(*) THEN FALSE END AS has_further_sign,
       max(v.seen_on) AS newest,
       list_sort(list_distinct(list_concat(list(v.record_key), flatten(list(v.unit_keys))))) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM verdicts v
WHERE coalesce(v.is_without_function, TRUE)
GROUP BY v.location_id
ORDER BY v.location_id
