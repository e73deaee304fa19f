-- feature: unfiled_accounts
-- title: Boekjaren waarvan de jaarrekening niet is gedeponeerd
-- params: filing_legal_forms, filing_term_months
-- absent: zero
-- A book year counts once it ended and the filing term after it has passed. Of a company without any
-- filing date nothing is known but an upper bound, counted from its start. Only legal persons file, so
-- their own register record is evidence.
WITH companies AS (
  SELECT DISTINCT b.location_id,
         e.enterprise_id,
         ($filing_term_months_from - e.accounts_filed_until - 1) / 365.25 AS years_late,
         ($filing_term_months_from - coalesce(e.accounts_filed_until, e.started_on) - 1) / 365.25 AS years_late_at_most,
         e.accounts_filed_until + CAST(365 + ($as_of - $filing_term_months_from) AS INTEGER) AS late_since,
         e.record_key AS enterprise_key,
         b.record_key AS branch_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM enterprise e
  JOIN branch b ON b.enterprise_id = e.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND list_contains($filing_legal_forms, e.legal_form)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
)
SELECT k.location_id,
       greatest(max(CAST(floor(k.years_late) AS BIGINT)), 0) AS unfiled_years,
       max(CAST(floor(k.years_late_at_most) AS BIGINT)) AS unfiled_years_at_most,
       CASE WHEN count(k.years_late) = count(*) THEN FALSE END AS has_further_unfiled_year,
       max(k.late_since) FILTER (WHERE k.years_late >= 1) AS newest,
       list_sort(list_distinct(list_concat(list(k.branch_key), list(k.enterprise_key)))) AS evidence,
       list_sort(coalesce(list(DISTINCT k.member_id) FILTER (WHERE k.member_id IS NOT NULL), [])) AS members
FROM companies k
WHERE coalesce(k.years_late, k.years_late_at_most, 1) >= 1
GROUP BY k.location_id
ORDER BY k.location_id
