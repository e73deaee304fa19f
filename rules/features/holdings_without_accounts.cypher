// feature: holdings_without_accounts
// title: Vastgoed van hier gevestigde rechtspersonen zonder mensen en zonder jaarstukken
// params: filing_legal_forms, filing_term_months, max_persons, min_unfiled_years
// absent: zero
// Objects are places of this municipality that the company holds, a parcel without a place by itself. Book years
// count as in unfiled_accounts: once they ended and the filing term after them has passed; without any filing date
// only an upper bound is known. A pension company is left out. Only legal persons file, so their record is proof.

// pattern: rights
// What a company holds: every right of ownership or lease that it has today. A holder of very much is meant.
MATCH (e:Enterprise)-[r:HOLDS_RIGHT]->(y)
WHERE r.right IN ['ownership', 'leasehold'] AND r.valid_to IS NULL AND r.valid_to_partial IS NULL
RETURN DISTINCT e.id AS company, r.record_key AS title_key

// fold:
WITH holdings AS (
  SELECT r.company AS holder_id,
         count(DISTINCT coalesce(t.location_id, t.parcel_id)) AS objects,
         list(DISTINCT t.record_key) AS title_keys
  FROM rights r
  JOIN title t ON t.record_key = r.title_key
  GROUP BY r.company
),
companies AS (
  SELECT e.enterprise_id,
         max(h.objects) AS objects,
         flatten(list(h.title_keys)) AS title_keys,
         max(e.employees) AS employees,
         max(e.accounts_filed_until) AS filed_until,
         min(e.started_on) AS started_on,
         list(DISTINCT e.record_key) AS enterprise_keys
  FROM holdings h
  JOIN enterprise e ON e.enterprise_id = h.holder_id
  WHERE list_contains($filing_legal_forms, e.legal_form)
    AND e.ended_on IS NULL
    AND e.ended_on_partial IS NULL
    AND NOT coalesce(e.pension_company, FALSE)
  GROUP BY e.enterprise_id
),
seats AS (
  SELECT b.location_id,
         b.enterprise_id,
         max(k.objects) AS objects,
         flatten(list(k.title_keys)) AS title_keys,
         flatten(list(k.enterprise_keys)) AS enterprise_keys,
         coalesce(max(k.employees), max(b.employees)) <= $max_persons AS is_empty,
         CASE WHEN max(k.filed_until) IS NOT NULL
                THEN ($filing_term_months_from - max(k.filed_until) - 1) / 365.25 >= $min_unfiled_years
              WHEN ($filing_term_months_from - min(k.started_on) - 1) / 365.25 < $min_unfiled_years THEN FALSE
         END AS is_late,
         max(k.filed_until) + CAST(365 * $min_unfiled_years + ($as_of - $filing_term_months_from) AS INTEGER) AS late_since,
         list(DISTINCT b.record_key) AS branch_keys,
         list(DISTINCT coalesce(b.object_id, b.building_id)) FILTER (
           WHERE coalesce(b.object_id, b.building_id) IS NOT NULL
         ) AS members
  FROM branch b
  JOIN companies k ON k.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND b.ended_on IS NULL
    AND b.ended_on_partial IS NULL
  GROUP BY b.location_id, b.enterprise_id
),
verdicts AS (
  SELECT s.location_id,
         s.objects,
         s.is_empty AND s.is_late AS is_idle,
         s.late_since,
         list_concat(s.branch_keys, list_concat(s.enterprise_keys, s.title_keys)) AS keys,
         coalesce(s.members, []) AS members
  FROM seats s
)
SELECT v.location_id,
       coalesce(max(v.objects) FILTER (WHERE v.is_idle), 0) AS objects,
       coalesce(max(v.objects) FILTER (WHERE v.is_idle IS DISTINCT FROM FALSE), 0) AS objects_at_most,
       CASE WHEN count(v.is_idle) = count(*) THEN FALSE END AS has_further_holding,
       max(v.late_since) FILTER (WHERE v.is_idle) AS newest,
       list_sort(list_distinct(flatten(list(v.keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(v.members)))) AS members
FROM verdicts v
GROUP BY v.location_id
ORDER BY v.location_id
