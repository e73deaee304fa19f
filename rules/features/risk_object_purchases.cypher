// feature: risk_object_purchases
// title: Risico-objecten die één samenhangende groep verwierf
// params: officer_roles, risk_cells_2008, risk_cells_2025, transfer_kinds, window_months
// absent: zero
// A risk object is a yard without a farmer at work, a place with catering (by its register or an alcohol licence), or a
// recreation unit. A place counts once, however many parcels it has; of a park every day of signing counts, so that
// the sale of a whole park is one. The group is the buyer's cluster or a person who is officer of the buyers,
// within one source. What an unknown buyer bought may be anybody's.

// pattern: buyers
// From a company that bought here to whoever has or had a function in it: a person, or a company that stands
// for its cluster. A hub, such as a trust office, is no group; a buyer of very much is.
MATCH (e:Enterprise)<-[t:OFFICER_OF|SHAREHOLDER_OF]-(p)
WHERE t.role IN $officer_roles AND t.from_hub = false
  AND EXISTS { MATCH (y)-[s:SOLD_TO]->(e) WHERE s.kind IN $transfer_kinds AND s.valid_from > $window_months_from }
RETURN DISTINCT e.id AS company, t.source AS source, p.id AS party

// fold:
WITH cells AS (
  SELECT '2008' AS version, unnest($risk_cells_2008) AS cell
  UNION ALL
  SELECT '2025' AS version, unnest($risk_cells_2025) AS cell
),
matrix AS (
  SELECT k.version, split_part(k.cell, '/', 1) AS word, split_part(k.cell, '/', 2) AS prefix
  FROM cells k
),
trades AS (
  SELECT b.location_id, x.word, list(DISTINCT b.record_key) AS keys
  FROM activity a
  JOIN matrix x ON x.version = a.version AND starts_with(a.code, x.prefix)
  JOIN branch b ON b.branch_id = a.branch_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
    AND NOT coalesce(b.shielded, FALSE)
  GROUP BY b.location_id, x.word
),
licensed AS (
  SELECT v.location_id, list(DISTINCT v.record_key) AS keys
  FROM licence v
  WHERE v.kind = 'alcohol' AND v.location_id IS NOT NULL
  GROUP BY v.location_id
),
places AS (
  SELECT l.location_id,
         l.land_use = 'recreation' AS is_recreation,
         CASE WHEN h.location_id IS NOT NULL OR v.location_id IS NOT NULL THEN TRUE
              WHEN l.land_use = 'recreation' THEN TRUE
              WHEN l.land_use IN ('farmyard', 'greenhouse') THEN f.location_id IS NULL
              WHEN l.land_use IS NOT NULL THEN FALSE END AS is_risk,
         list_concat(coalesce(h.keys, []), coalesce(v.keys, [])) AS keys
  FROM location l
  LEFT JOIN trades h ON h.location_id = l.location_id AND h.word = 'horeca'
  LEFT JOIN trades f ON f.location_id = l.location_id AND f.word = 'agrarisch'
  LEFT JOIN licensed v ON v.location_id = l.location_id
),
described AS (
  SELECT DISTINCT o.enterprise_id
  FROM officer o
  WHERE o.party_id IS NOT NULL AND list_contains($officer_roles, o.role)
),
purchases AS (
  SELECT t.location_id,
         t.location_id || CASE WHEN p.is_recreation THEN CAST(t.signed_on AS VARCHAR) ELSE '' END AS thing_id,
         t.source,
         t.buyer_id,
         t.signed_on,
         p.is_risk,
         t.buyer_id IS NULL OR (length(t.buyer_id) = 8 AND d.enterprise_id IS NULL) AS is_open,
         list_concat([t.record_key], p.keys) AS keys,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM transfer t
  JOIN places p ON p.location_id = t.location_id
  LEFT JOIN described d ON d.enterprise_id = t.buyer_id
  WHERE p.is_risk IS DISTINCT FROM FALSE
    AND t.lapsed_on IS NULL
    AND list_contains($transfer_kinds, t.kind)
    AND t.signed_on > $window_months_from
    AND t.signed_on <= $as_of
),
hands AS (
  SELECT p.buyer_id, CASE WHEN length(p.buyer_id) = 8 THEN '' ELSE p.source END AS source, coalesce(c.cluster_id, p.buyer_id) AS hand_id
  FROM purchases p
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = p.buyer_id
  WHERE p.buyer_id IS NOT NULL
  UNION
  SELECT p.buyer_id,
         CASE WHEN length(y.party) = 8 THEN '' ELSE y.source END AS source,
         coalesce(c.cluster_id, y.party) AS hand_id
  FROM purchases p
  JOIN buyers y ON y.company = p.buyer_id
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = y.party
),
bought AS (
  SELECT DISTINCT h.source, h.hand_id, p.location_id, p.thing_id, p.signed_on, p.is_risk, p.is_open, p.keys, p.member_id
  FROM purchases p
  JOIN hands h ON h.buyer_id = p.buyer_id AND (h.source = '' OR length(p.buyer_id) = 8 OR h.source = p.source)
),
totals AS (
  SELECT count(DISTINCT p.thing_id) FILTER (WHERE p.is_open) AS open_things, count(DISTINCT p.thing_id) AS things
  FROM purchases p
),
groups AS (
  SELECT b.source,
         b.hand_id,
         count(DISTINCT b.thing_id) FILTER (WHERE b.is_risk) AS objects,
         count(DISTINCT b.thing_id) AS possible_objects,
         count(DISTINCT b.thing_id) FILTER (WHERE b.is_open) AS open_objects,
         max(b.signed_on) AS newest,
         flatten(list(b.keys)) AS keys
  FROM bought b
  GROUP BY b.source, b.hand_id
),
here AS (
  SELECT b.location_id, b.source, b.hand_id, list(DISTINCT b.member_id) FILTER (WHERE b.member_id IS NOT NULL) AS members
  FROM bought b
  GROUP BY b.location_id, b.source, b.hand_id
),
ranked AS (
  SELECT h.location_id,
         g.objects,
         g.possible_objects + n.open_things - g.open_objects AS objects_at_most,
         g.newest,
         g.keys,
         h.members,
         row_number() OVER (PARTITION BY h.location_id ORDER BY g.objects DESC, g.source, g.hand_id) AS place
  FROM here h
  JOIN groups g ON g.source = h.source AND g.hand_id = h.hand_id
  CROSS JOIN totals n
  UNION ALL
  SELECT p.location_id,
         CASE WHEN p.is_risk THEN 1 ELSE 0 END AS objects,
         n.things AS objects_at_most,
         p.signed_on AS newest,
         p.keys,
         coalesce([p.member_id], []) AS members,
         2 AS place
  FROM purchases p
  CROSS JOIN totals n
  WHERE p.buyer_id IS NULL
)
SELECT r.location_id,
       max(r.objects) AS objects,
       max(r.objects_at_most) AS objects_at_most,
       CASE WHEN bool_and(r.objects = r.objects_at_most) THEN FALSE END AS has_further_object,
       max(r.newest) FILTER (WHERE r.place = 1) AS newest,
       list_sort(list_distinct(flatten(list(r.keys) FILTER (WHERE r.place = 1)))) AS evidence,
       list_sort(list_distinct(flatten(list(coalesce(r.members, []))))) AS members
FROM ranked r
GROUP BY r.location_id
ORDER BY r.location_id
