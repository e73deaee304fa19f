-- feature: signals_of_counterparties
-- title: Signalen bij wie met de gemeente een vastgoedovereenkomst heeft
-- params: contract_kinds
-- hits: GEN-05, GEN-06, GEN-07, GEN-08, GEN-09, GEN-10, GEN-11, GEN-12, GEN-13, GEN-14, GEN-15
-- absent: zero
-- A location stands in the list once for each rule that hits there, so a count of it is a number of different
-- signals. Of several locations of the counterparty the one with most counts, not their sum. A location may
-- be shared with others. What kind of transaction a contract is, sale or lease, is not delivered.
WITH hit AS (
  SELECT unnest($hit_locations) AS location_id, unnest($hit_days) AS seen_on
),
open_rules AS (
  SELECT unnest($unknown_locations) AS location_id
),
signals AS (
  SELECT h.location_id, count(*) AS signals, max(CAST(nullif(h.seen_on, '') AS DATE)) AS seen_on
  FROM hit h
  GROUP BY h.location_id
),
open_signals AS (
  SELECT o.location_id, count(*) AS signals
  FROM open_rules o
  GROUP BY o.location_id
),
seats AS (
  SELECT b.location_id,
         k.party_id,
         greatest(k.signed_on, s.seen_on) AS newest,
         coalesce(s.signals, 0) AS signals,
         coalesce(s.signals, 0) + coalesce(o.signals, 0) AS signals_at_most,
         list_concat([k.record_key], [b.record_key]) AS keys,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM contract k
  JOIN branch b ON b.enterprise_id = k.party_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN signals s ON s.location_id = b.location_id
  LEFT JOIN open_signals o ON o.location_id = b.location_id
  WHERE list_contains($contract_kinds, k.kind)
    AND k.signed_on <= $as_of
    AND coalesce(k.ended_on > $as_of, TRUE)
    AND b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
parties AS (
  SELECT s.party_id, max(s.signals) AS signals, max(s.signals_at_most) AS signals_at_most, max(s.newest) AS newest, flatten(list(s.keys)) AS keys
  FROM seats s
  GROUP BY s.party_id
)
SELECT s.location_id,
       max(p.signals) AS signals,
       max(p.signals_at_most) AS signals_at_most,
       CASE WHEN bool_and(p.signals = p.signals_at_most) THEN FALSE END AS has_further_signal,
       max(p.newest) AS newest,
       list_sort(list_distinct(flatten(list(p.keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL), [])) AS members
FROM seats s
JOIN parties p ON p.party_id = s.party_id
GROUP BY s.location_id
ORDER BY s.location_id
