// feature: firms_of_one_hand
// title: Zelfstandige bedrijven in één straat waarover dezelfde partij zeggenschap heeft
// params: officer_roles
// absent: zero
// Firms are clusters, so a concern or a family that is known as one counts once. The hand behind several is a person
// (within one source) or a cluster of which a company has a role. One street of one village is compared with
// itself; no table draws business estates for features. A firm without officers may be anybody's: at most.

// pattern: hands
// From a business here to whoever has a function in it today: a person, or a company that stands for its
// cluster. One hand behind several firms is one that comes back; a hub is none.
MATCH (b:Branch)-[x:BRANCH_OF]->(e:Enterprise)<-[t:OFFICER_OF|SHAREHOLDER_OF]-(p)
WHERE b.location_id IS NOT NULL AND t.role IN $officer_roles AND t.from_hub = false
  AND t.valid_to IS NULL AND t.valid_to_partial IS NULL
RETURN DISTINCT e.id AS company, t.source AS source, p.id AS party, t.valid_from AS since

// fold:
WITH firms AS (
  SELECT b.location_id,
         b.enterprise_id,
         c.cluster_id,
         a.town,
         a.street,
         coalesce(b.started_on, e.started_on) AS started_on,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  JOIN address a ON a.object_id = b.object_id AND a.is_main
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
roles AS (
  SELECT DISTINCT h.company AS enterprise_id,
         CASE WHEN length(h.party) = 8 THEN '' ELSE h.source END AS source,
         coalesce(c.cluster_id, h.party) AS hand_id,
         h.since AS started_on
  FROM hands h
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = h.party
),
described AS (
  SELECT DISTINCT c.cluster_id
  FROM officer o
  JOIN enterprise_cluster c ON c.enterprise_id = o.enterprise_id
),
holders AS (
  SELECT r.enterprise_id, r.source, r.hand_id, r.started_on
  FROM roles r
  UNION
  SELECT f.enterprise_id, '' AS source, f.cluster_id AS hand_id, NULL AS started_on
  FROM firms f
),
streets AS (
  SELECT f.town,
         f.street,
         h.source,
         h.hand_id,
         count(DISTINCT f.cluster_id) AS firms,
         max(greatest(f.started_on, h.started_on)) AS newest,
         list(DISTINCT f.record_key) AS keys
  FROM firms f
  JOIN holders h ON h.enterprise_id = f.enterprise_id
  GROUP BY f.town, f.street, h.source, h.hand_id
),
open_firms AS (
  SELECT f.town, f.street, count(DISTINCT f.cluster_id) AS firms
  FROM firms f
  LEFT JOIN described d ON d.cluster_id = f.cluster_id
  WHERE d.cluster_id IS NULL
  GROUP BY f.town, f.street
),
largest AS (
  SELECT s.town, s.street, max(s.firms) AS firms
  FROM streets s
  GROUP BY s.town, s.street
),
here AS (
  SELECT f.location_id,
         f.town,
         f.street,
         h.source,
         h.hand_id,
         bool_or(d.cluster_id IS NULL) AS is_open,
         list(DISTINCT f.member_id) FILTER (WHERE f.member_id IS NOT NULL) AS members
  FROM firms f
  JOIN holders h ON h.enterprise_id = f.enterprise_id
  LEFT JOIN described d ON d.cluster_id = f.cluster_id
  GROUP BY f.location_id, f.town, f.street, h.source, h.hand_id
),
ranked AS (
  SELECT h.location_id,
         s.firms,
         CASE WHEN h.is_open THEN g.firms ELSE s.firms END + coalesce(o.firms, 0) AS firms_at_most,
         o.firms IS NULL AS is_whole,
         s.newest,
         s.keys,
         h.members,
         row_number() OVER (PARTITION BY h.location_id ORDER BY s.firms DESC, h.source, h.hand_id, h.street) AS place
  FROM here h
  JOIN streets s ON s.town = h.town AND s.street = h.street AND s.source = h.source AND s.hand_id = h.hand_id
  JOIN largest g ON g.town = h.town AND g.street = h.street
  LEFT JOIN open_firms o ON o.town = h.town AND o.street = h.street
)
SELECT r.location_id,
       max(r.firms) AS firms,
       max(r.firms_at_most) AS firms_at_most,
       CASE WHEN bool_and(r.is_whole) THEN FALSE END AS has_further_firm,
       max(r.newest) FILTER (WHERE r.place = 1) AS newest,
       list_sort(list_distinct(flatten(list(r.keys) FILTER (WHERE r.place = 1)))) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(r.members, []))))) AS members
FROM ranked r
GROUP BY r.location_id
ORDER BY r.location_id
