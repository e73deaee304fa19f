-- feature: alcohol_violations
-- title: Dagen met een overtreding van de Alcoholwet of de APV bij een horecabedrijf met vergunning
-- params: alcohol_domains, other_domains, window_months
-- absent: zero
-- A day counts once, however many inspectors came. Only visits while an alcohol licence was in force at the
-- location count. A violation in another domain may be about the closing time or about something else: it
-- counts in violations_at_most, and so does a visit without an outcome or a licence without a first day.
WITH visits AS (
  SELECT i.location_id,
         i.held_on,
         CASE WHEN list_contains($alcohol_domains, i.domain) THEN TRUE END AND i.outcome = 'violation' AS is_violation,
         i.record_key,
         coalesce(i.object_id, i.building_id) AS member_id
  FROM inspection i
  WHERE i.location_id IS NOT NULL
    AND i.held_on > $window_months_from
    AND i.held_on <= $as_of
    AND coalesce(list_contains($alcohol_domains, i.domain) OR list_contains($other_domains, i.domain), TRUE)
    AND coalesce(i.outcome, 'violation') = 'violation'
),
licensed AS (
  SELECT s.location_id,
         s.held_on,
         s.record_key,
         s.member_id,
         list(DISTINCT v.record_key) AS licence_keys,
         s.is_violation AND CASE WHEN bool_or(v.kind = 'alcohol' AND v.valid_from <= s.held_on) THEN TRUE END AS is_counted
  FROM visits s
  JOIN licence v ON v.location_id = s.location_id
  WHERE coalesce(v.kind, 'alcohol') = 'alcohol'
    AND coalesce(v.status, '') NOT IN ('requested', 'refused')
    AND coalesce(v.valid_from, s.held_on) <= s.held_on
    AND coalesce(v.valid_until, s.held_on) >= s.held_on
  GROUP BY s.location_id, s.held_on, s.record_key, s.member_id, s.is_violation
)
SELECT n.location_id,
       count(DISTINCT n.held_on) FILTER (WHERE n.is_counted) AS violation_days,
       count(DISTINCT n.held_on) AS violation_days_at_most,
       CASE WHEN count(n.is_counted) = count(*) THEN FALSE END AS has_further_violation,
       max(n.held_on) AS newest,
       list_sort(list_distinct(list_concat(list(n.record_key), flatten(list(n.licence_keys))))) AS evidence,
       list_sort(coalesce(list(DISTINCT n.member_id) FILTER (WHERE n.member_id IS NOT NULL), [])) AS members
FROM licensed n
GROUP BY n.location_id
ORDER BY n.location_id
