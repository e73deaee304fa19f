-- feature: ended_enterprises_of_directors
-- title: Beëindigde ondernemingen van een bestuurder van een bedrijf op de locatie
-- params: max_enterprises_per_party, window_years
-- absent: zero
-- Counts what ended by bankruptcy or turbo-liquidation, as the Handelsregister itself says, per director who
-- holds office now at a business that is here now; the director with most speaks for the location. He was a
-- director, partner, owner or sole shareholder there: trustees and liquidators are no tie. Of a turbo-
-- liquidation with deposited documents and no staff the rule takes it that a project company was wound up.
-- What ended without a known cause or day counts in ended_enterprises_at_most. Whoever has a function at more
-- companies than max_enterprises_per_party (a trust office) says nothing about one of them. Evidence is the
-- business here: who the person is and which other companies there were, is shown inside a case only.
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
ties AS (
  SELECT DISTINCT o.party_id, o.enterprise_id
  FROM officer o
  WHERE o.party_id IS NOT NULL
    AND o.role IN ('director', 'partner', 'sole_trader', 'sole_shareholder')
    AND coalesce(o.started_on, $as_of) <= $as_of
),
parties AS (
  SELECT t.party_id
  FROM ties t
  GROUP BY t.party_id
  HAVING count(*) <= $max_enterprises_per_party
),
directors AS (
  SELECT DISTINCT o.party_id, o.enterprise_id
  FROM officer o
  WHERE o.role = 'director'
    AND coalesce(o.started_on, $as_of) <= $as_of
    AND coalesce(o.ended_on, DATE '9999-12-31') > $as_of
    AND o.ended_on_partial IS NULL
),
histories AS (
  SELECT p.party_id,
         count(*) FILTER (WHERE f.is_sure) AS ended_enterprises,
         count(*) AS ended_enterprises_at_most,
         max(f.ended_on) FILTER (WHERE f.is_sure) AS newest
  FROM parties p
  JOIN ties t ON t.party_id = p.party_id
  JOIN failures f ON f.enterprise_id = t.enterprise_id
  GROUP BY p.party_id
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
  JOIN directors d ON d.party_id = h.party_id
  JOIN branch b ON b.enterprise_id = d.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.started_on, $as_of) <= $as_of
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
