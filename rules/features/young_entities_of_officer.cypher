// feature: young_entities_of_officer
// title: Jonge ondernemingen van één functionaris zonder eerdere functies
// params: below_entity_age_months, max_earlier_roles, officer_roles
// absent: zero
// Companies, not clusters: what one person founds alone is one cluster, and that is the pattern. An earlier role
// began before the window, in a company of any age. People join within one source. Of several officers at a
// location the one with most objects counts. What ended within the window was young all the same.

// pattern: spread
// From every company of somebody to each of his companies, as one register tells his functions. The second
// MATCH may walk the same function again, so that a company meets itself too.
MATCH (b:Branch)-[x:BRANCH_OF]->(e:Enterprise)<-[t:OFFICER_OF|SHAREHOLDER_OF]-(p:Person)
WHERE t.role IN $officer_roles
MATCH (p)-[o:OFFICER_OF|SHAREHOLDER_OF]->(f:Enterprise)
WHERE o.role IN $officer_roles AND o.source = t.source
RETURN DISTINCT t.source AS source, p.id AS party, x.record_key AS branch_key, e.id AS seat_of,
       f.id AS company, o.valid_from AS role_since, o.valid_from_partial AS role_since_partial

// fold:
WITH founded AS (
  SELECT e.enterprise_id,
         min(e.started_on) AS started_on,
         CASE WHEN min(e.started_on) IS NOT NULL THEN min(e.started_on) > $below_entity_age_months_from AND min(e.started_on) <= $as_of
              WHEN left(min(e.started_on_partial), 4) < left(CAST($below_entity_age_months_from AS VARCHAR), 4) THEN FALSE
              WHEN left(min(e.started_on_partial), 4) > left(CAST($below_entity_age_months_from AS VARCHAR), 4) THEN TRUE
         END AS is_young
  FROM enterprise e
  GROUP BY e.enterprise_id
),
roles AS (
  SELECT DISTINCT s.source,
         s.party,
         s.company,
         f.is_young,
         CASE WHEN f.is_young THEN FALSE
              WHEN s.role_since IS NOT NULL THEN s.role_since <= $below_entity_age_months_from
              WHEN left(s.role_since_partial, 4) < left(CAST($below_entity_age_months_from AS VARCHAR), 4) THEN TRUE
              WHEN left(s.role_since_partial, 4) > left(CAST($below_entity_age_months_from AS VARCHAR), 4) THEN FALSE
         END AS is_earlier
  FROM spread s
  LEFT JOIN founded f ON f.enterprise_id = s.company
),
people AS (
  SELECT r.source,
         r.party,
         count(DISTINCT r.company) FILTER (WHERE r.is_young) AS entities,
         count(DISTINCT r.company) FILTER (WHERE r.is_young IS DISTINCT FROM FALSE) AS entities_at_most,
         count(DISTINCT r.company) FILTER (WHERE r.is_earlier IS DISTINCT FROM FALSE) <= $max_earlier_roles AS is_new
  FROM roles r
  GROUP BY r.source, r.party
  HAVING count(DISTINCT r.company) FILTER (WHERE r.is_earlier) <= $max_earlier_roles
),
seats AS (
  SELECT DISTINCT s.source,
         s.party,
         s.seat_of,
         f.is_young,
         f.started_on,
         b.location_id,
         coalesce(b.object_id, b.building_id, b.location_id) AS object_id,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM spread s
  JOIN founded f ON f.enterprise_id = s.seat_of
  JOIN branch b ON b.record_key = s.branch_key
  WHERE f.is_young IS DISTINCT FROM FALSE AND NOT coalesce(b.shielded, FALSE)
),
widths AS (
  SELECT p.source,
         p.party,
         CASE WHEN p.is_new THEN p.entities ELSE 0 END AS entities,
         p.entities_at_most,
         CASE WHEN p.is_new THEN count(DISTINCT s.object_id) FILTER (WHERE s.is_young) ELSE 0 END AS objects,
         count(DISTINCT coalesce(s.object_id, s.record_key)) AS objects_at_most,
         max(s.started_on) FILTER (WHERE s.is_young) AS newest,
         list(DISTINCT s.record_key) AS keys
  FROM people p
  JOIN seats s ON s.source = p.source AND s.party = p.party
  GROUP BY p.source, p.party, p.is_new, p.entities, p.entities_at_most
),
here AS (
  SELECT s.location_id, s.source, s.party, list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL) AS members
  FROM seats s
  WHERE s.location_id IS NOT NULL
  GROUP BY s.location_id, s.source, s.party
),
ranked AS (
  SELECT h.location_id, p.entities, p.entities_at_most, p.objects, p.objects_at_most, p.newest, p.keys, h.members,
         row_number() OVER (PARTITION BY h.location_id ORDER BY p.objects DESC, p.entities DESC, p.source, p.party) AS place
  FROM here h
  JOIN widths p ON p.source = h.source AND p.party = h.party
)
SELECT r.location_id,
       max(r.entities) FILTER (WHERE r.place = 1) AS entities,
       max(r.objects) FILTER (WHERE r.place = 1) AS objects,
       max(r.entities_at_most) AS entities_at_most,
       max(r.objects_at_most) AS objects_at_most,
       CASE WHEN bool_and(r.entities = r.entities_at_most AND r.objects = r.objects_at_most) THEN FALSE END AS has_further_entity,
       max(r.newest) FILTER (WHERE r.place = 1) AS newest,
       list_sort(list_distinct(flatten(list(r.keys) FILTER (WHERE r.place = 1)))) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(r.members, []))))) AS members
FROM ranked r
GROUP BY r.location_id
ORDER BY r.location_id
