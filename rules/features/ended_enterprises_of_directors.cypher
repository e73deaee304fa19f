// feature: ended_enterprises_of_directors
// title: Beëindigde ondernemingen van een bestuurder van een bedrijf op de locatie
// params: max_enterprises_per_party, window_years
// absent: zero
// Counts what ended by bankruptcy or turbo-liquidation, as the Handelsregister itself says, per director who
// holds office now at a business that is here now; the director with most speaks for the location. He was a
// director, partner, owner or sole shareholder there: trustees and liquidators are no tie. Of a turbo-
// liquidation with deposited documents and no staff the rule takes it that a project company was wound up.
// What ended without a known cause or day counts in ended_enterprises_at_most. Whoever has a function at more
// companies than max_enterprises_per_party (a trust office), or is a hub, says nothing about one of them.
// Evidence is the business here: who the person is and which other companies there were, is shown inside a
// case only.

// pattern: ties
// From a business here, by its director of today, to every company that he has or had. The second MATCH may
// walk the same function again, so that the business here is one of his companies.
MATCH (b:Branch)-[x:BRANCH_OF]->(e:Enterprise)<-[d:OFFICER_OF]-(p)
WHERE b.location_id IS NOT NULL AND d.role = 'director'
  AND d.valid_to_partial IS NULL AND (d.valid_to IS NULL OR d.valid_to > $as_of)
MATCH (p)-[t:OFFICER_OF|SHAREHOLDER_OF]->(o:Enterprise)
WHERE t.role IN ['director', 'partner', 'sole_trader', 'sole_shareholder']
RETURN DISTINCT x.record_key AS branch_key, p.id AS party, o.id AS company

// fold:
WITH deposit_sources AS (
  SELECT DISTINCT e.source
  FROM enterprise e
  WHERE e.deposit_on IS NOT NULL
),
ends AS (
  SELECT e.enterprise_id,
         max(e.ended_on) AS ended_on,
         bool_or(e.end_kind = 'bankruptcy') AS is_bankrupt,
         bool_or(e.end_kind = 'turbo_liquidation') AS is_turbo,
         bool_or(e.deposit_on IS NOT NULL) AS is_deposited,
         bool_or(d.source IS NOT NULL) AS is_deposit_told,
         max(e.employees) AS employees
  FROM enterprise e
  LEFT JOIN deposit_sources d ON d.source = e.source
  WHERE (e.ended_on > $window_years_from AND e.ended_on <= $as_of)
    OR (e.ended_on IS NULL AND e.ended_on_partial >= left(CAST($window_years_from AS VARCHAR), 4))
    OR (e.ended_on IS NULL AND e.ended_on_partial IS NULL AND e.end_kind IS NOT NULL)
  GROUP BY e.enterprise_id
),
failures AS (
  SELECT n.enterprise_id,
         n.ended_on,
         n.ended_on IS NOT NULL
           AND (n.is_bankrupt OR (n.is_turbo AND (n.employees > 0 OR (n.is_deposit_told AND NOT n.is_deposited)))) AS is_sure
  FROM ends n
  WHERE n.is_bankrupt IS NULL
    OR n.is_bankrupt
    OR (n.is_turbo AND NOT (n.is_deposited AND coalesce(n.employees, 1) = 0))
),
companies AS (
  SELECT DISTINCT t.party, t.company
  FROM ties t
),
histories AS (
  SELECT k.party,
         count(*) FILTER (WHERE f.is_sure) AS ended_enterprises,
         count(f.enterprise_id) AS ended_enterprises_at_most,
         max(f.ended_on) FILTER (WHERE f.is_sure) AS newest
  FROM companies k
  LEFT JOIN failures f ON f.enterprise_id = k.company
  GROUP BY k.party
  HAVING count(*) <= $max_enterprises_per_party AND count(f.enterprise_id) > 0
),
here AS (
  SELECT b.location_id,
         h.ended_enterprises,
         h.ended_enterprises_at_most,
         h.newest,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id,
         max(h.ended_enterprises) OVER (PARTITION BY b.location_id) AS most
  FROM histories h
  JOIN ties t ON t.party = h.party
  JOIN branch b ON b.record_key = t.branch_key
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, DATE '9999-12-31') > $as_of
    AND b.ended_on_partial IS NULL
)
SELECT r.location_id,
       max(r.ended_enterprises) AS ended_enterprises,
       max(r.ended_enterprises_at_most) AS ended_enterprises_at_most,
       CASE WHEN bool_and(r.ended_enterprises = r.ended_enterprises_at_most) THEN FALSE END AS has_further_ended_enterprise,
       max(r.newest) FILTER (WHERE r.ended_enterprises = r.most) AS newest,
       list_sort(list(DISTINCT r.record_key) FILTER (WHERE r.ended_enterprises = r.most)) AS evidence,
       list_sort(coalesce(list(DISTINCT r.member_id) FILTER (WHERE r.ended_enterprises = r.most AND r.member_id IS NOT NULL), [])) AS members
FROM here r
GROUP BY r.location_id
ORDER BY r.location_id
