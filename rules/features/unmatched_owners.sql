-- feature: unmatched_owners
-- title: Rechtspersonen die eigenaar zijn en niet (meer) in het handelsregister staan
-- params: min_matched_owners_pct, min_months, successor_end_kinds
-- absent: zero
-- Owners are holders of ownership or leasehold that the Kadaster calls a legal person. One that ended by merger
-- or went on elsewhere has a successor. A number that is not among the companies proves something only when the
-- delivery holds owners from elsewhere: when nearly all other owners with a number are in it. One without a
-- number (foreign, or an old entry) cannot be looked up. Months are whole, of 365/12 days.
WITH owners AS (
  SELECT DISTINCT t.location_id,
         t.holder_id,
         CASE WHEN length(t.holder_id) = 8 THEN t.holder_id END AS company_id,
         t.started_on,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM title t
  WHERE t.location_id IS NOT NULL
    AND t.holder_kind = 'legal'
    AND t."right" IN ('ownership', 'leasehold')
    AND t.ended_on IS NULL
    AND t.ended_on_partial IS NULL
),
numbers AS (
  SELECT DISTINCT o.company_id
  FROM owners o
  WHERE o.company_id IS NOT NULL
),
companies AS (
  SELECT n.company_id,
         bool_and(
           (e.ended_on IS NOT NULL OR e.ended_on_partial IS NOT NULL)
           AND NOT list_contains($successor_end_kinds, coalesce(e.end_kind, ''))
         ) AS is_gone,
         CASE WHEN count(e.ended_on) = count(*) THEN max(e.ended_on) END AS ended_on,
         list(DISTINCT e.record_key) FILTER (
           WHERE e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative')
         ) AS keys
  FROM numbers n
  JOIN enterprise e ON e.enterprise_id = n.company_id
  GROUP BY n.company_id
),
coverage AS (
  SELECT count(k.company_id) * 100 >= $min_matched_owners_pct * count(*) AS holds_owners_from_elsewhere
  FROM numbers n
  LEFT JOIN companies k ON k.company_id = n.company_id
),
since AS (
  SELECT o.location_id,
         CASE WHEN k.is_gone THEN greatest(k.ended_on, o.started_on) ELSE o.started_on END AS unmatched_since,
         CASE WHEN NOT k.is_gone THEN FALSE
              WHEN k.is_gone AND k.ended_on IS NOT NULL THEN TRUE
              WHEN k.company_id IS NULL AND o.company_id IS NOT NULL AND c.holds_owners_from_elsewhere THEN TRUE
         END AS is_unmatched,
         list_concat([o.record_key], coalesce(k.keys, [])) AS keys,
         o.member_id
  FROM owners o
  CROSS JOIN coverage c
  LEFT JOIN companies k ON k.company_id = o.company_id
),
verdicts AS (
  SELECT s.location_id,
         CASE WHEN NOT s.is_unmatched THEN 0.0
              WHEN s.is_unmatched THEN floor(($as_of - s.unmatched_since) * 12 / 365.0) END AS months,
         s.unmatched_since,
         s.keys,
         s.member_id
  FROM since s
)
SELECT v.location_id,
       max(v.months) AS months_unmatched,
       CASE WHEN count(v.months) = count(*) THEN FALSE END AS has_further_unmatched_owner,
       max(v.unmatched_since + CAST($as_of - $min_months_from AS INTEGER)) FILTER (WHERE v.months >= $min_months) AS newest,
       list_sort(list_distinct(flatten(coalesce(list(v.keys) FILTER (WHERE v.months >= $min_months), [])))) AS evidence,
       list_sort(
         coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL AND v.months >= $min_months), [])
       ) AS members
FROM verdicts v
GROUP BY v.location_id
ORDER BY v.location_id
