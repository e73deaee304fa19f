// feature: grants_with_earlier_ties
// title: Subsidies en opdrachten van jonge partijen die een functionaris delen met een eerdere ontvanger
// params: below_entity_age_months, contract_kinds, officer_roles
// absent: zero
// Young is the age on the day of signing, in months of 365/12 days. The earlier recipient is another company with
// a contract of these kinds that was signed before. No table says which application was rejected. People join
// within one source; where officers of the applicant or of an earlier recipient are not delivered, it stays open.

// pattern: shared
// Two companies of one officer, as one register tells both.
MATCH (y:Enterprise)<-[o:OFFICER_OF|SHAREHOLDER_OF]-(p)-[t:OFFICER_OF|SHAREHOLDER_OF]->(z:Enterprise)
WHERE o.role IN $officer_roles AND t.role IN $officer_roles AND o.source = t.source AND y <> z
RETURN DISTINCT y.id AS applicant, z.id AS recipient, p.id AS party

// fold:
WITH founded AS (
  SELECT e.enterprise_id, min(e.started_on) AS started_on
  FROM enterprise e
  GROUP BY e.enterprise_id
),
grants AS (
  SELECT DISTINCT k.contract_id, k.party_id, k.signed_on, k.record_key
  FROM contract k
  WHERE list_contains($contract_kinds, k.kind) AND k.signed_on <= $as_of AND length(k.party_id) = 8
),
described AS (
  SELECT DISTINCT o.enterprise_id
  FROM officer o
  WHERE o.party_id IS NOT NULL AND list_contains($officer_roles, o.role)
),
applicants AS (
  SELECT g.contract_id,
         g.party_id,
         g.signed_on,
         g.record_key,
         (g.signed_on - f.started_on) * 12 / 365.0 < $below_entity_age_months AS is_young,
         d.enterprise_id IS NOT NULL AS is_described
  FROM grants g
  LEFT JOIN founded f ON f.enterprise_id = g.party_id
  LEFT JOIN described d ON d.enterprise_id = g.party_id
),
earlier AS (
  SELECT a.contract_id,
         a.party_id,
         a.signed_on,
         a.record_key,
         a.is_young,
         a.is_described,
         g.party_id AS recipient_id,
         g.record_key AS recipient_key,
         d.enterprise_id IS NOT NULL AS is_recipient_described
  FROM applicants a
  LEFT JOIN grants g ON g.signed_on < a.signed_on AND g.party_id <> a.party_id
  LEFT JOIN described d ON d.enterprise_id = g.party_id
  WHERE a.is_young IS DISTINCT FROM FALSE
),
ties AS (
  SELECT w.contract_id, w.party_id, count(DISTINCT s.party) AS shared_officers, list(DISTINCT w.recipient_key) AS recipient_keys
  FROM earlier w
  JOIN shared s ON s.applicant = w.party_id AND s.recipient = w.recipient_id
  GROUP BY w.contract_id, w.party_id
),
verdicts AS (
  SELECT w.contract_id,
         w.party_id,
         w.signed_on,
         w.record_key,
         CASE WHEN w.is_young THEN coalesce(t.shared_officers, 0) ELSE 0 END AS shared_officers,
         CASE WHEN w.is_young AND (
                count(w.recipient_id) = 0 OR (w.is_described AND bool_and(coalesce(w.is_recipient_described, TRUE)))
              ) THEN TRUE END AS is_whole,
         coalesce(t.recipient_keys, []) AS recipient_keys
  FROM earlier w
  LEFT JOIN ties t ON t.contract_id = w.contract_id AND t.party_id = w.party_id
  GROUP BY w.contract_id, w.party_id, w.signed_on, w.record_key, w.is_young, w.is_described, t.shared_officers, t.recipient_keys
)
SELECT b.location_id,
       max(v.shared_officers) AS shared_officers,
       CASE WHEN count(v.is_whole) = count(*) THEN FALSE END AS has_further_tie,
       coalesce(max(v.signed_on) FILTER (WHERE v.shared_officers > 0), max(v.signed_on)) AS newest,
       list_sort(list_distinct(list_concat(list(b.record_key), list_concat(list(v.record_key), flatten(list(v.recipient_keys)))))) AS evidence,
       list_sort(
         coalesce(list(DISTINCT coalesce(b.object_id, b.building_id)) FILTER (WHERE coalesce(b.object_id, b.building_id) IS NOT NULL), [])
       ) AS members
FROM verdicts v
JOIN branch b ON b.enterprise_id = v.party_id
WHERE b.location_id IS NOT NULL AND NOT coalesce(b.shielded, FALSE)
GROUP BY b.location_id
ORDER BY b.location_id
