// feature: roles_in_one_hand
// title: Rollen van werkgever, verhuurder en vervoerder in één hand
// params: lodging_purposes, officer_roles, role_cells_2008, role_cells_2025
// absent: zero
// An employer has people at work in a sector with much work done by hand (or lends them out); a landlord holds a title
// on a dwelling or lodging, or a permit or licence for lodging; a transporter carries passengers by road. One hand
// is a cluster, or a person with roles in the companies within one source. What people own themselves is not
// followed. Every place where the hand has one of the roles is a location of the fact.

// pattern: roles
// From every company to whoever has a function in it today: a person, or a company that stands for its cluster.
// The hand behind several is one that comes back; a hub, such as a trust office, is none.
MATCH (e:Enterprise)<-[t:OFFICER_OF|SHAREHOLDER_OF]-(p)
WHERE t.role IN $officer_roles AND t.from_hub = false AND t.valid_to IS NULL AND t.valid_to_partial IS NULL
RETURN DISTINCT e.id AS company, t.source AS source, p.id AS party

// fold:
WITH cells AS (
  SELECT '2008' AS version, unnest($role_cells_2008) AS cell
  UNION ALL
  SELECT '2025' AS version, unnest($role_cells_2025) AS cell
),
matrix AS (
  SELECT k.version, split_part(k.cell, '/', 1) AS word, split_part(k.cell, '/', 2) AS prefix
  FROM cells k
),
trades AS (
  SELECT a.branch_id,
         bool_or(coalesce(x.word = 'werkgever' AND a.is_main IS DISTINCT FROM FALSE, FALSE)) AS is_labour,
         bool_or(coalesce(x.word = 'vervoerder', FALSE)) AS is_transport
  FROM activity a
  LEFT JOIN matrix x ON x.version = a.version AND starts_with(a.code, x.prefix)
  GROUP BY a.branch_id
),
businesses AS (
  SELECT b.location_id,
         b.enterprise_id,
         coalesce(t.is_labour, TRUE) AND coalesce(e.employees, b.employees, 1) > 0 AS is_employer_at_most,
         t.is_labour AND coalesce(e.employees, b.employees) > 0 AS is_employer,
         coalesce(t.is_transport, TRUE) AS is_transporter_at_most,
         t.is_transport AS is_transporter,
         b.started_on,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN trades t ON t.branch_id = b.branch_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
lodgings AS (
  SELECT t.location_id, t.holder_id AS enterprise_id, t.started_on, t.record_key, coalesce(t.object_id, t.building_id) AS member_id
  FROM title t
  JOIN address_unit u ON u.object_id = t.object_id AND list_has_any(u.use_purposes, $lodging_purposes)
  WHERE t.ended_on IS NULL AND t.ended_on_partial IS NULL
  UNION ALL
  SELECT p.location_id, p.applicant_id, p.decided_on, p.record_key, coalesce(p.object_id, p.building_id)
  FROM permit p
  WHERE p.kind IN ('housing_migrants', 'rental') AND p.status = 'granted' AND coalesce(p.valid_until, $as_of) >= $as_of
  UNION ALL
  SELECT v.location_id, v.holder_id, v.valid_from, v.record_key, coalesce(v.object_id, v.building_id)
  FROM licence v
  WHERE v.kind = 'rental_housing_migrants' AND v.status = 'in_force' AND coalesce(v.valid_until, $as_of) >= $as_of
),
acts AS (
  SELECT b.location_id, b.enterprise_id, 'werkgever' AS role, b.is_employer AS is_sure, b.started_on, b.record_key, b.member_id
  FROM businesses b
  WHERE b.is_employer_at_most
  UNION ALL
  SELECT b.location_id, b.enterprise_id, 'vervoerder', b.is_transporter, b.started_on, b.record_key, b.member_id
  FROM businesses b
  WHERE b.is_transporter_at_most
  UNION ALL
  SELECT g.location_id, g.enterprise_id, 'verhuurder', TRUE, g.started_on, g.record_key, g.member_id
  FROM lodgings g
  WHERE g.location_id IS NOT NULL AND length(g.enterprise_id) = 8
),
hands AS (
  SELECT a.enterprise_id, '' AS source, coalesce(c.cluster_id, a.enterprise_id) AS hand_id
  FROM acts a
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = a.enterprise_id
  UNION
  SELECT r.company AS enterprise_id,
         CASE WHEN length(r.party) = 8 THEN '' ELSE r.source END AS source,
         coalesce(c.cluster_id, r.party) AS hand_id
  FROM roles r
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = r.party
),
held AS (
  SELECT h.source, h.hand_id, a.location_id, a.role, coalesce(a.is_sure, FALSE) AS is_sure, a.started_on, a.record_key, a.member_id
  FROM acts a
  JOIN hands h ON h.enterprise_id = a.enterprise_id
),
parties AS (
  SELECT h.source,
         h.hand_id,
         count(DISTINCT h.role) FILTER (WHERE h.is_sure) AS roles,
         count(DISTINCT h.role) AS roles_at_most,
         max(h.started_on) FILTER (WHERE h.is_sure) AS newest,
         list(DISTINCT h.record_key) FILTER (WHERE h.is_sure) AS keys
  FROM held h
  GROUP BY h.source, h.hand_id
),
ranked AS (
  SELECT h.location_id,
         p.roles,
         p.roles_at_most,
         p.newest,
         coalesce(p.keys, []) AS keys,
         list(DISTINCT h.member_id) FILTER (WHERE h.member_id IS NOT NULL) AS members,
         row_number() OVER (PARTITION BY h.location_id ORDER BY p.roles DESC, h.source, h.hand_id) AS place
  FROM held h
  JOIN parties p ON p.source = h.source AND p.hand_id = h.hand_id
  GROUP BY h.location_id, h.source, h.hand_id, p.roles, p.roles_at_most, p.newest, p.keys
)
SELECT r.location_id,
       max(r.roles) AS roles,
       max(r.roles_at_most) AS roles_at_most,
       CASE WHEN bool_and(r.roles = r.roles_at_most) THEN FALSE END AS has_further_role,
       max(r.newest) FILTER (WHERE r.place = 1) AS newest,
       list_sort(list_distinct(flatten(list(r.keys) FILTER (WHERE r.place = 1)))) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(r.members, []))))) AS members
FROM ranked r
GROUP BY r.location_id
ORDER BY r.location_id
