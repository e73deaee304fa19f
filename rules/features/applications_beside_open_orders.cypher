// feature: applications_beside_open_orders
// title: Aanvragen door een verwante onderneming terwijl een last of boete openstaat
// params: max_order_age_months, measure_kinds, officer_roles, window_months
// absent: zero
// Related are another company of the subject's cluster, and a company with which the subject shares a natural
// person as officer in one source. The subject's own application is left out: it may well end the violation.
// The applicant's location gets the hit. Where the subject or the applicant is no company, or officers of
// one are not known, an application at the location of the order leaves the answer open.

// pattern: shared
// From a company that applied for something to the other companies of its officers, as one register tells
// both. How long his functions lasted, and that he is a natural person, the fold looks up.
MATCH (y:Enterprise)<-[t:OFFICER_OF|SHAREHOLDER_OF]-(p)-[o:OFFICER_OF|SHAREHOLDER_OF]->(x:Enterprise)
WHERE t.role IN $officer_roles AND o.role IN $officer_roles AND o.source = t.source AND x <> y
  AND EXISTS { MATCH (y)-[:APPLIED_FOR]->(m:Permit) }
RETURN DISTINCT y.id AS applicant, x.id AS subject, t.source AS source, p.id AS party

// fold:
WITH orders AS (
  SELECT g.measure_id,
         g.location_id,
         g.decided_on,
         g.record_key,
         CASE WHEN length(g.subject_id) = 8 THEN g.subject_id END AS subject_id
  FROM measure g
  WHERE list_contains($measure_kinds, g.kind)
    AND g.ended_on IS NULL
    AND g.decided_on > $max_order_age_months_from
    AND g.decided_on <= $as_of
),
applications AS (
  SELECT t.location_id,
         t.requested_on,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id,
         CASE WHEN length(t.applicant_id) = 8 THEN t.applicant_id END AS applicant_id
  FROM permit t
  WHERE t.location_id IS NOT NULL
    AND t.requested_on > $window_months_from
    AND t.requested_on <= $as_of
    AND coalesce(t.status, 'requested') NOT IN ('refused', 'withdrawn')
),
roles AS (
  SELECT f.enterprise_id, f.source, f.party_id,
         coalesce(CAST(f.ended_on AS VARCHAR), f.ended_on_partial, '9999') AS last_on
  FROM officer f
  WHERE f.party_kind = 'natural' AND f.party_id IS NOT NULL AND list_contains($officer_roles, f.role)
),
related AS (
  SELECT o.measure_id, y.enterprise_id AS applicant_id
  FROM orders o
  JOIN enterprise_cluster x ON x.enterprise_id = o.subject_id
  JOIN enterprise_cluster y ON y.cluster_id = x.cluster_id AND y.enterprise_id <> x.enterprise_id
  UNION
  SELECT o.measure_id, s.applicant
  FROM orders o
  JOIN shared s ON s.subject = o.subject_id
  JOIN roles x ON x.enterprise_id = s.subject AND x.source = s.source AND x.party_id = s.party
  JOIN roles y ON y.enterprise_id = s.applicant AND y.source = s.source AND y.party_id = s.party
  WHERE x.last_on >= CAST(o.decided_on AS VARCHAR) AND y.last_on >= CAST(o.decided_on AS VARCHAR)
),
comparable AS (
  SELECT DISTINCT o.measure_id, y.enterprise_id AS applicant_id
  FROM orders o
  JOIN applications p ON p.location_id = o.location_id
  JOIN roles x ON x.enterprise_id = o.subject_id
  JOIN roles y ON y.enterprise_id = p.applicant_id AND y.source = x.source
),
pairs AS (
  SELECT p.location_id, o.measure_id, o.record_key AS order_key, p.requested_on, p.record_key, p.member_id, p.applicant_id, TRUE AS is_related
  FROM orders o
  JOIN related r ON r.measure_id = o.measure_id
  JOIN applications p ON p.applicant_id = r.applicant_id AND p.requested_on > o.decided_on
  UNION ALL
  SELECT p.location_id, o.measure_id, o.record_key, p.requested_on, p.record_key, p.member_id, p.applicant_id, NULL
  FROM orders o
  JOIN applications p ON p.location_id = o.location_id AND p.requested_on > o.decided_on
  LEFT JOIN related r ON r.measure_id = o.measure_id AND r.applicant_id = p.applicant_id
  LEFT JOIN comparable c ON c.measure_id = o.measure_id AND c.applicant_id = p.applicant_id
  WHERE r.measure_id IS NULL AND c.measure_id IS NULL AND (p.applicant_id = o.subject_id) IS NOT TRUE
),
applicants AS (
  SELECT b.enterprise_id, min(b.record_key) AS branch_key
  FROM branch b
  JOIN related r ON r.applicant_id = b.enterprise_id
  WHERE b.is_main
  GROUP BY b.enterprise_id
)
SELECT p.location_id,
       count(DISTINCT p.measure_id) FILTER (WHERE p.is_related) AS open_orders,
       count(DISTINCT p.measure_id) AS open_orders_at_most,
       CASE WHEN count(p.is_related) = count(*) THEN FALSE END AS has_further_order,
       coalesce(max(p.requested_on) FILTER (WHERE p.is_related), max(p.requested_on)) AS newest,
       list_sort(
         list_distinct(
           list_concat(
             list_concat(list(p.order_key), list(p.record_key)),
             coalesce(list(a.branch_key) FILTER (WHERE a.branch_key IS NOT NULL), [])
           )
         )
       ) AS evidence,
       list_sort(coalesce(list(DISTINCT p.member_id) FILTER (WHERE p.member_id IS NOT NULL), [])) AS members
FROM pairs p
LEFT JOIN applicants a ON a.enterprise_id = p.applicant_id
GROUP BY p.location_id
ORDER BY p.location_id
