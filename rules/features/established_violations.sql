-- feature: established_violations
-- title: Vastgestelde overtredingen op de locatie, elk feit één keer
-- params: inspection_domains, measure_kinds, same_fact_months, window_months
-- absent: zero
-- One fact counts once: a violation in the same domain within the term of an earlier one is a second visit
-- for it, and a measure within the term of a violation or of another measure is a letter about it. A measure
-- without a visit before it counts as one violation; its domain is not delivered, so it may be any. Where
-- the number of violations of a visit is not delivered it is at least one, and has no upper bound.
WITH visits AS (
  SELECT i.location_id,
         i.held_on,
         i.domain,
         i.outcome,
         i.violations,
         i.record_key,
         coalesce(i.object_id, i.building_id) AS member_id,
         lag(i.held_on) OVER (PARTITION BY i.location_id, i.domain, i.outcome ORDER BY i.held_on, i.record_key) AS earlier_on
  FROM inspection i
  WHERE i.location_id IS NOT NULL
    AND i.held_on <= $as_of
    AND coalesce(i.outcome, 'violation') = 'violation'
    AND coalesce(list_contains($inspection_domains, i.domain), TRUE)
),
letters AS (
  SELECT g.location_id,
         g.decided_on,
         g.record_key,
         coalesce(g.object_id, g.building_id) AS member_id,
         lag(g.decided_on) OVER (PARTITION BY g.location_id ORDER BY g.decided_on, g.record_key) AS earlier_on
  FROM measure g
  WHERE g.location_id IS NOT NULL AND g.decided_on <= $as_of AND list_contains($measure_kinds, g.kind)
),
own_letters AS (
  SELECT r.location_id, r.decided_on, r.record_key, r.member_id, r.earlier_on
  FROM letters r
  LEFT JOIN visits v
    ON v.location_id = r.location_id
    AND v.held_on <= r.decided_on
    AND v.held_on > r.decided_on - CAST($as_of - $same_fact_months_from AS INTEGER)
  WHERE v.location_id IS NULL
),
findings AS (
  SELECT v.location_id,
         v.held_on AS found_on,
         v.domain,
         CASE WHEN v.outcome = 'violation' THEN greatest(v.violations, 1) ELSE 0 END AS at_least,
         CASE WHEN v.violations IS NOT NULL THEN greatest(v.violations, 1) END AS at_most,
         v.outcome IS NOT NULL AND v.domain IS NOT NULL AND v.violations IS NOT NULL AS is_sure,
         v.record_key,
         v.member_id,
         v.earlier_on
  FROM visits v
  UNION ALL
  SELECT r.location_id, r.decided_on, NULL, 1, 1, FALSE, r.record_key, r.member_id, r.earlier_on
  FROM own_letters r
)
SELECT f.location_id,
       sum(f.at_least) AS violations,
       CASE WHEN count(f.at_most) = count(*) THEN sum(f.at_most) END AS violations_at_most,
       greatest(count(DISTINCT f.domain) FILTER (WHERE f.at_least > 0), max(least(f.at_least, 1))) AS domains,
       count(DISTINCT f.domain) + count(*) FILTER (WHERE f.domain IS NULL) AS domains_at_most,
       CASE WHEN bool_and(f.is_sure) THEN FALSE END AS has_further_violation,
       max(f.found_on) AS newest,
       list_sort(list(DISTINCT f.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT f.member_id) FILTER (WHERE f.member_id IS NOT NULL), [])) AS members
FROM findings f
WHERE f.found_on > $window_months_from
  AND coalesce(f.earlier_on, f.found_on - CAST($as_of - $same_fact_months_from AS INTEGER))
    <= f.found_on - CAST($as_of - $same_fact_months_from AS INTEGER)
GROUP BY f.location_id
ORDER BY f.location_id
