-- feature: cash_purchases
-- title: Grote aankopen zonder hypotheek door een rechtspersoon of samenwerking
-- params: below_entity_age_months, min_price_eur, window_months
-- absent: zero
-- No mortgage is an amount of 0; an empty one is not known. A buyer without a KVK number is a person, and so is a
-- sole trader. Age is counted on the day of signing, in whole months of 365/12 days. Of a start known to the year
-- the youngest age that it leaves counts, when that decides. The register record is proof for legal persons only.
WITH purchases AS (
  SELECT t.location_id,
         t.buyer_id,
         t.signed_on,
         CAST(left(CAST(t.signed_on AS VARCHAR), 4) AS BIGINT) AS signed_year,
         t.kind IS NOT NULL AND t.price_eur IS NOT NULL AND t.mortgage_eur IS NOT NULL AS is_described,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM transfer t
  WHERE t.location_id IS NOT NULL
    AND coalesce(t.kind, 'sale') = 'sale'
    AND coalesce(t.price_eur, $min_price_eur) >= $min_price_eur
    AND coalesce(t.mortgage_eur, 0) = 0
    AND coalesce(length(t.buyer_id) = 8, TRUE)
    AND t.signed_on > $window_months_from
    AND t.signed_on <= $as_of
),
companies AS (
  SELECT e.enterprise_id,
         min(e.started_on) AS started_on,
         min(CAST(left(e.started_on_partial, 4) AS BIGINT)) AS started_year,
         bool_or(e.legal_form = 'sole_trader') AS is_sole_trader,
         list(DISTINCT e.record_key) FILTER (
           WHERE e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative')
         ) AS keys
  FROM enterprise e
  JOIN purchases p ON p.buyer_id = e.enterprise_id
  GROUP BY e.enterprise_id
),
ages AS (
  SELECT p.location_id,
         p.signed_on,
         CASE WHEN NOT p.is_described THEN NULL
              WHEN k.started_on IS NOT NULL THEN floor((p.signed_on - k.started_on) * 12 / 365.0)
              WHEN (p.signed_year - k.started_year - 1) * 12 >= $below_entity_age_months
                THEN (p.signed_year - k.started_year - 1) * 12.0
         END AS age_months,
         list_concat([p.record_key], coalesce(k.keys, [])) AS keys,
         p.member_id
  FROM purchases p
  LEFT JOIN companies k ON k.enterprise_id = p.buyer_id
  WHERE NOT coalesce(k.is_sole_trader, FALSE)
)
SELECT a.location_id,
       count(*) AS cash_purchases,
       min(a.age_months) AS buyer_age_months,
       CASE WHEN count(a.age_months) = count(*) THEN FALSE END AS has_further_young_buyer,
       max(a.signed_on) FILTER (WHERE a.age_months < $below_entity_age_months) AS newest,
       list_sort(
         list_distinct(flatten(coalesce(list(a.keys) FILTER (WHERE a.age_months < $below_entity_age_months), [])))
       ) AS evidence,
       list_sort(
         coalesce(
           list(DISTINCT a.member_id) FILTER (WHERE a.member_id IS NOT NULL AND a.age_months < $below_entity_age_months),
           []
         )
       ) AS members
FROM ages a
GROUP BY a.location_id
ORDER BY a.location_id
