// feature: transfers_after_attachment
// title: Overdrachten kort na een beslag aan een partij die met de verkoper samenhangt
// params: max_days_between, officer_roles, transfer_kinds
// absent: zero
// Of one parcel where both say which, else of one location. Related are companies of one cluster, and companies that
// share an officer in one source. No register tells how people are related, so two people are not; a person and
// a company may be one hand, which the land register cannot tell.

// pattern: shared
// From a company that bought something to the other companies of its officers, as one register tells both.
MATCH (y:Enterprise)<-[o:OFFICER_OF|SHAREHOLDER_OF]-(p)-[t:OFFICER_OF|SHAREHOLDER_OF]->(z:Enterprise)
WHERE o.role IN $officer_roles AND t.role IN $officer_roles AND o.source = t.source AND y <> z
  AND EXISTS { MATCH (x)-[s:SOLD_TO]->(y) WHERE s.kind IN $transfer_kinds }
RETURN DISTINCT y.id AS buyer, z.id AS seller

// fold:
WITH sales AS (
  SELECT DISTINCT t.location_id,
         t.transfer_id,
         t.signed_on,
         t.seller_id,
         t.buyer_id,
         list_concat([a.record_key], [t.record_key]) AS keys,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM attachment a
  JOIN transfer t ON t.location_id = a.location_id AND coalesce(t.parcel_id = a.parcel_id, TRUE)
  WHERE a.started_on <= $as_of
    AND t.signed_on >= a.started_on
    AND t.signed_on <= $as_of
    AND t.signed_on - a.started_on <= $max_days_between
    AND t.lapsed_on IS NULL
    AND list_contains($transfer_kinds, t.kind)
),
officers AS (
  SELECT DISTINCT o.enterprise_id, o.source
  FROM officer o
  WHERE o.party_id IS NOT NULL AND list_contains($officer_roles, o.role)
),
comparable AS (
  SELECT DISTINCT s.transfer_id, s.seller_id, s.buyer_id
  FROM sales s
  JOIN officers x ON x.enterprise_id = s.seller_id
  JOIN officers y ON y.enterprise_id = s.buyer_id AND y.source = x.source
),
verdicts AS (
  SELECT s.location_id,
         s.transfer_id,
         s.signed_on,
         CASE WHEN s.seller_id IS NULL OR s.buyer_id IS NULL THEN NULL
              WHEN length(s.seller_id) <> 8 AND length(s.buyer_id) <> 8 THEN FALSE
              WHEN length(s.seller_id) <> 8 OR length(s.buyer_id) <> 8 THEN NULL
              WHEN coalesce(x.cluster_id, s.seller_id) = coalesce(y.cluster_id, s.buyer_id) THEN TRUE
              WHEN o.transfer_id IS NOT NULL THEN h.buyer IS NOT NULL END AS is_related,
         s.keys,
         s.member_id
  FROM sales s
  LEFT JOIN enterprise_cluster x ON x.enterprise_id = s.seller_id
  LEFT JOIN enterprise_cluster y ON y.enterprise_id = s.buyer_id
  LEFT JOIN comparable o ON o.transfer_id = s.transfer_id AND o.seller_id = s.seller_id AND o.buyer_id = s.buyer_id
  LEFT JOIN shared h ON h.seller = s.seller_id AND h.buyer = s.buyer_id
)
SELECT v.location_id,
       count(DISTINCT v.transfer_id) FILTER (WHERE v.is_related) AS related_transfers,
       CASE WHEN count(v.is_related) = count(*) THEN FALSE END AS has_further_related_transfer,
       coalesce(max(v.signed_on) FILTER (WHERE v.is_related), max(v.signed_on)) AS newest,
       list_sort(list_distinct(flatten(list(v.keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM verdicts v
GROUP BY v.location_id
ORDER BY v.location_id
