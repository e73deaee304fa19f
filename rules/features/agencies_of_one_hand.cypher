// feature: agencies_of_one_hand
// title: Opeenvolgende kortlopende uitzendentiteiten waar werkgever, verhuurder en vervoerder één hand zijn
// params: lodging_purposes, max_entity_life_months, officer_roles, role_cells_2008, role_cells_2025
// absent: zero
// Roles and hands are those of roles_in_one_hand. No register names an agency's clients: agencies that stood one after
// another at the same location stand for it. An agency's life is that of the company, in months of 365/12 days;
// one that is still there has no life yet. An end or begin that is known in part leaves it open.

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
         bool_or(coalesce(x.word = 'uitzender', FALSE)) AS is_agency,
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
),
stays AS (
  SELECT b.location_id,
         b.enterprise_id,
         t.is_agency,
         coalesce(e.started_on, b.started_on) AS started_on,
         coalesce(e.ended_on, b.ended_on) AS ended_on,
         b.record_key
  FROM branch b
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN trades t ON t.branch_id = b.branch_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND t.is_agency IS DISTINCT FROM FALSE
    AND coalesce(CAST(coalesce(e.ended_on, b.ended_on) AS VARCHAR), e.ended_on_partial, b.ended_on_partial) IS NOT NULL
),
short_stays AS (
  SELECT s.location_id,
         s.enterprise_id,
         s.started_on,
         s.ended_on,
         s.record_key,
         CASE WHEN s.is_agency THEN (s.ended_on - s.started_on) * 12 / 365.0 <= $max_entity_life_months END AS is_short
  FROM stays s
),
pairs AS (
  SELECT x.location_id,
         x.enterprise_id,
         x.ended_on,
         x.record_key,
         x.is_short AND y.is_short AND (y.started_on >= x.ended_on OR x.started_on >= y.ended_on) AS is_successive
  FROM short_stays x
  JOIN short_stays y ON y.location_id = x.location_id AND y.enterprise_id <> x.enterprise_id
  WHERE x.is_short IS DISTINCT FROM FALSE AND y.is_short IS DISTINCT FROM FALSE
),
agencies AS (
  SELECT p.location_id,
         count(DISTINCT p.enterprise_id) FILTER (WHERE p.is_successive) AS successive_entities,
         count(DISTINCT p.enterprise_id) FILTER (WHERE p.is_successive IS DISTINCT FROM FALSE) AS successive_entities_at_most,
         max(p.ended_on) FILTER (WHERE p.is_successive) AS newest,
         list(DISTINCT p.record_key) FILTER (WHERE p.is_successive) AS keys
  FROM pairs p
  GROUP BY p.location_id
)
SELECT r.location_id,
       max(r.roles) AS roles,
       max(r.roles_at_most) AS roles_at_most,
       CASE WHEN bool_and(r.roles = r.roles_at_most) THEN FALSE END AS has_further_role,
       max(g.successive_entities) AS successive_entities,
       max(g.successive_entities_at_most) AS successive_entities_at_most,
       CASE WHEN bool_and(g.successive_entities = g.successive_entities_at_most) THEN FALSE END AS has_further_entity,
       greatest(max(r.newest) FILTER (WHERE r.place = 1), max(g.newest)) AS newest,
       list_sort(
         list_distinct(list_concat(flatten(list(r.keys) FILTER (WHERE r.place = 1)), flatten(list(coalesce(g.keys, [])))))
       ) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(r.members, []))))) AS members
FROM ranked r
JOIN agencies g ON g.location_id = r.location_id
GROUP BY r.location_id
ORDER BY r.location_id
