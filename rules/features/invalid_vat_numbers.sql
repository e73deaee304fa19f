-- feature: invalid_vat_numbers
-- title: Dagen tussen controles waarbij het btw-nummer van een bedrijf op de locatie ongeldig was
-- params: above_months_trading, invalid_statuses, max_check_age_months, min_checks
-- absent: zero
-- Only checks after the last valid one count, so a number that became valid again is no signal. A check
-- whose status is not delivered, or a business whose start is not known, counts in the _at_most fact. A
-- month is 365/12 days; of a start without a full date whole calendar years count.
WITH checks AS (
  SELECT g.subject_id,
         g.checked_on,
         bool_or(list_contains($invalid_statuses, lower(g.status))) AS is_invalid,
         list(g.record_key) AS check_keys
  FROM registry_check g
  WHERE g.register = 'VIES'
    AND g.subject_id IS NOT NULL
    AND g.checked_on > $max_check_age_months_from
    AND g.checked_on <= $as_of
  GROUP BY g.subject_id, g.checked_on
),
valid_days AS (
  SELECT c.subject_id, max(c.checked_on) AS valid_on
  FROM checks c
  WHERE NOT c.is_invalid
  GROUP BY c.subject_id
),
runs AS (
  SELECT c.subject_id,
         count(*) FILTER (WHERE c.is_invalid) AS checks_sure,
         max(c.checked_on) FILTER (WHERE c.is_invalid) - min(c.checked_on) FILTER (WHERE c.is_invalid) AS days_sure,
         count(*) AS checks_at_most,
         max(c.checked_on) - min(c.checked_on) AS days_at_most,
         max(c.checked_on) AS checked_on,
         flatten(list(c.check_keys)) AS check_keys
  FROM checks c
  LEFT JOIN valid_days v ON v.subject_id = c.subject_id
  WHERE v.valid_on IS NULL OR c.checked_on > v.valid_on
  GROUP BY c.subject_id
),
traders AS (
  SELECT b.location_id,
         CASE WHEN e.started_on IS NOT NULL THEN ($as_of - e.started_on) * 12 / 365.0 > $above_months_trading
              WHEN 12 * (CAST(left(CAST($as_of AS VARCHAR), 4) AS BIGINT) - CAST(left(e.started_on_partial, 4) AS BIGINT) - 1)
                     > $above_months_trading THEN TRUE
         END AS is_trading,
         r.checks_sure,
         r.days_sure,
         r.days_at_most,
         r.checked_on,
         CASE WHEN e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative') THEN r.check_keys ELSE [] END AS check_keys,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM runs r
  JOIN branch b ON b.enterprise_id = r.subject_id
  JOIN enterprise e ON e.enterprise_id = r.subject_id
  WHERE r.checks_at_most >= $min_checks
    AND b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
)
SELECT t.location_id,
       coalesce(max(t.days_sure) FILTER (WHERE t.is_trading AND t.checks_sure >= $min_checks), 0) AS days_between_invalid_checks,
       max(t.days_at_most) AS days_between_invalid_checks_at_most,
       CASE WHEN count(*) FILTER (WHERE t.is_trading AND t.days_sure = t.days_at_most) = count(*)
            THEN FALSE END AS has_further_invalid_check,
       max(t.checked_on) AS newest,
       list_sort(list_distinct(list_concat(list(t.record_key), flatten(list(t.check_keys))))) AS evidence,
       list_sort(coalesce(list(DISTINCT t.member_id) FILTER (WHERE t.member_id IS NOT NULL), [])) AS members
FROM traders t
WHERE coalesce(t.is_trading, TRUE)
GROUP BY t.location_id
ORDER BY t.location_id
