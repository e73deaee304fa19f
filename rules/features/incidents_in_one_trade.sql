-- feature: incidents_in_one_trade
-- title: Gemelde incidenten bij bedrijven van dezelfde branche in de buurt
-- params: categories, radius_m, trade_digits, window_months
-- absent: zero
-- known_when: location.x IS NOT NULL AND location.y IS NOT NULL
-- Only a location with an incident of its own is looked at. A branch is the start of the main activity's code,
-- compared within one version of the SBI. The radius is a circle around the location, its edge included.
WITH incidents AS (
  SELECT r.location_id,
         r.report_id,
         r.reported_on,
         r.record_key,
         coalesce(r.object_id, r.building_id) AS member_id
  FROM report r
  WHERE r.location_id IS NOT NULL
    AND list_contains($categories, r.category)
    AND r.reported_on > $window_months_from
    AND r.reported_on <= $as_of
),
trades AS (
  SELECT DISTINCT b.location_id, a.version, left(a.code, $trade_digits) AS trade
  FROM branch b
  JOIN activity a ON a.branch_id = b.branch_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE a.is_main
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
struck AS (
  SELECT i.location_id, l.x, l.y, t.version, t.trade, i.report_id, i.reported_on, i.record_key, i.member_id
  FROM incidents i
  JOIN trades t ON t.location_id = i.location_id
  JOIN location l ON l.location_id = i.location_id
),
circles AS (
  SELECT DISTINCT s.location_id, s.x, s.y, s.version, s.trade
  FROM struck s
),
near AS (
  SELECT c.location_id,
         c.version,
         c.trade,
         s.report_id,
         s.reported_on,
         s.record_key,
         CASE WHEN s.location_id = c.location_id THEN s.member_id END AS member_id
  FROM circles c
  JOIN struck s
    ON s.version = c.version
    AND s.trade = c.trade
    AND (s.x - c.x) * (s.x - c.x) + (s.y - c.y) * (s.y - c.y) <= $radius_m * $radius_m
),
counts AS (
  SELECT n.location_id,
         count(DISTINCT n.report_id) AS incidents,
         max(n.reported_on) AS newest,
         list(DISTINCT n.record_key) AS report_keys,
         list(DISTINCT n.member_id) FILTER (WHERE n.member_id IS NOT NULL) AS members
  FROM near n
  GROUP BY n.location_id, n.version, n.trade
)
SELECT k.location_id,
       max(k.incidents) AS incidents,
       max(k.newest) AS newest,
       list_sort(list_distinct(flatten(list(k.report_keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(k.members, []))))) AS members
FROM counts k
GROUP BY k.location_id
ORDER BY k.location_id
