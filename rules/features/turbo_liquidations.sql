-- feature: turbo_liquidations
-- title: Turboliquidaties van rechtspersonen die hier gevestigd waren
-- params: deposit_duty_since, window_months
-- absent: zero
-- A missing deposit date proves a missing deposit only in a source that delivers deposit dates at all.
-- The register record of a legal person is evidence beside the branch; that of any other is not cited.
WITH deposit_sources AS (
  SELECT DISTINCT e.source
  FROM enterprise e
  WHERE e.deposit_on IS NOT NULL
),
turbos AS (
  SELECT DISTINCT b.location_id,
         e.enterprise_id,
         e.ended_on,
         e.deposit_on,
         CASE WHEN e.ended_on IS NOT NULL AND (e.deposit_on IS NOT NULL OR d.source IS NOT NULL) THEN TRUE END AS is_deposit_known,
         CASE WHEN e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative') THEN [e.record_key] ELSE [] END AS enterprise_keys,
         b.record_key AS branch_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM enterprise e
  JOIN branch b ON b.enterprise_id = e.enterprise_id
  LEFT JOIN deposit_sources d ON d.source = e.source
  WHERE e.end_kind = 'turbo_liquidation'
    AND b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND (
      (e.ended_on > $window_months_from AND e.ended_on <= $as_of)
      OR (
        e.ended_on IS NULL
        AND coalesce(e.ended_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4)
      )
    )
)
SELECT t.location_id,
       count(DISTINCT t.enterprise_id) FILTER (WHERE t.ended_on IS NOT NULL) AS turbo_liquidations,
       coalesce(
         max($as_of - t.ended_on) FILTER (
           WHERE t.is_deposit_known AND t.deposit_on IS NULL AND t.ended_on >= CAST($deposit_duty_since AS DATE)
         ),
         0
       ) AS days_without_deposit,
       CASE WHEN count(t.is_deposit_known) = count(*) THEN FALSE END AS has_further_late_deposit,
       max(t.ended_on) AS newest,
       list_sort(list_distinct(list_concat(list(t.branch_key), flatten(list(t.enterprise_keys))))) AS evidence,
       list_sort(coalesce(list(DISTINCT t.member_id) FILTER (WHERE t.member_id IS NOT NULL), [])) AS members
FROM turbos t
GROUP BY t.location_id
ORDER BY t.location_id
