-- feature: purchase_loans
-- title: Leningen bij een koop, naar geldgever en tegenover de koopsom
-- params: above_loan_to_price_pct, window_months
-- absent: zero
-- A mortgage of 0 is no loan. The amount is what was borrowed on the day of the sale, all mortgages together. Of
-- a loan whose lender or price is not delivered nothing is known but what the rest says. Newest, members and proof
-- are those of loans without a supervised lender or above the share of the price.
WITH loans AS (
  SELECT DISTINCT t.location_id,
         t.transfer_id,
         t.signed_on,
         CASE WHEN t.kind = 'sale' THEN t.lender_supervised END AS is_supervised,
         CASE WHEN t.kind = 'sale' THEN t.mortgage_eur * 100 / nullif(t.price_eur, 0) END AS loan_to_price_pct,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM transfer t
  WHERE t.location_id IS NOT NULL
    AND coalesce(t.kind, 'sale') = 'sale'
    AND coalesce(t.mortgage_eur, 1) > 0
    AND t.signed_on > $window_months_from
    AND t.signed_on <= $as_of
),
verdicts AS (
  SELECT l.location_id,
         l.transfer_id,
         l.signed_on,
         l.is_supervised,
         l.loan_to_price_pct,
         NOT l.is_supervised OR l.loan_to_price_pct > $above_loan_to_price_pct AS is_striking,
         l.record_key,
         l.member_id
  FROM loans l
)
SELECT v.location_id,
       count(DISTINCT v.transfer_id) FILTER (WHERE NOT v.is_supervised) AS unsupervised_loans,
       max(v.loan_to_price_pct) AS loan_to_price_pct,
       CASE WHEN count(v.is_striking) = count(*) THEN FALSE END AS has_further_loan,
       max(v.signed_on) FILTER (WHERE v.is_striking) AS newest,
       list_sort(coalesce(list(DISTINCT v.record_key) FILTER (WHERE v.is_striking), [])) AS evidence,
       list_sort(
         coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL AND v.is_striking), [])
       ) AS members
FROM verdicts v
GROUP BY v.location_id
ORDER BY v.location_id
