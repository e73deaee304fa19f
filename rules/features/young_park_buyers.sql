-- feature: young_park_buyers
-- title: Jonge ondernemingen die kochten na de insolventie van een park of haven
-- params: below_entity_age_months, sbi_2008, sbi_2025, transfer_kinds, window_months
-- absent: zero
-- The insolvent party is any company of the cluster that has or had letting, camping or a marina here. The
-- buyer's age is that on the day of signing, in months of 365/12 days; under zero it was still in formation.
-- Of a founding year alone the lowest age counts, when that is old enough. People buy too, and are no entity.
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
operators AS (
  SELECT b.location_id, c.cluster_id, list(DISTINCT b.record_key) AS branch_keys
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
  JOIN branch b ON b.branch_id = a.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL AND NOT coalesce(b.shielded, FALSE)
  GROUP BY b.location_id, c.cluster_id
),
failures AS (
  SELECT o.location_id,
         min(i.declared_on) AS declared_on,
         list_distinct(list_concat(list(i.record_key), flatten(list(o.branch_keys)))) AS keys
  FROM insolvency i
  JOIN enterprise_cluster c ON c.enterprise_id = i.enterprise_id
  JOIN operators o ON o.cluster_id = c.cluster_id
  WHERE coalesce(i.end_kind, '') <> 'annulled'
  GROUP BY o.location_id
),
founded AS (
  SELECT e.enterprise_id, min(e.started_on) AS started_on, min(e.started_on_partial) AS started_on_partial
  FROM enterprise e
  GROUP BY e.enterprise_id
),
sales AS (
  SELECT f.location_id,
         t.transfer_id,
         t.signed_on,
         CASE WHEN d.started_on IS NOT NULL THEN (t.signed_on - d.started_on) * 12 / 365.0
              WHEN 12 * (
                     CAST(left(CAST(t.signed_on AS VARCHAR), 4) AS BIGINT) - CAST(left(d.started_on_partial, 4) AS BIGINT) - 1
                   ) >= $below_entity_age_months THEN $below_entity_age_months
         END AS age_months,
         list_concat([t.record_key], f.keys) AS keys,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM failures f
  JOIN transfer t ON t.location_id = f.location_id AND t.signed_on >= f.declared_on
  LEFT JOIN founded d ON d.enterprise_id = t.buyer_id
  WHERE t.signed_on > $window_months_from
    AND t.signed_on <= $as_of
    AND t.lapsed_on IS NULL
    AND coalesce(list_contains($transfer_kinds, t.kind), TRUE)
    AND coalesce(length(t.buyer_id), 8) = 8
)
SELECT s.location_id,
       count(DISTINCT s.transfer_id) AS sales_to_companies,
       min(s.age_months) AS youngest_buyer_age_months,
       CASE WHEN count(s.age_months) = count(*) THEN FALSE END AS has_further_young_buyer,
       max(s.signed_on) AS newest,
       list_sort(list_distinct(flatten(list(s.keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL), [])) AS members
FROM sales s
GROUP BY s.location_id
ORDER BY s.location_id
