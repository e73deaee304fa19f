-- feature: park_ownership
-- title: Overdrachten en verdeling van het eigendom op de locatie
-- params: transfer_kinds, window_months
-- absent: zero
-- Transfers to one company on one day are one, so the sale of a whole park is no split. Separate parcels are
-- those beyond the owner with the most; a lease leaves the owner in place. Companies are told apart by
-- cluster. People are told apart only in a source that gives references, which shows when one pseudonym
-- stands on two titles; elsewhere all may be one person, and the answer stays open.
WITH parties AS (
  SELECT t.source, t.holder_id
  FROM title t
  WHERE length(t.holder_id) <> 8
  GROUP BY t.source, t.holder_id
  HAVING count(DISTINCT t.title_id) > 1
),
references_in AS (
  SELECT DISTINCT p.source
  FROM parties p
),
owners AS (
  SELECT t.location_id,
         coalesce(t.parcel_id, t.object_id, t.record_key) AS parcel_id,
         coalesce(c.cluster_id, t.holder_id, t.record_key) AS owner_id,
         CASE WHEN length(t.holder_id) = 8 OR r.source IS NOT NULL THEN coalesce(c.cluster_id, t.holder_id, '') ELSE '' END AS sure_owner_id,
         t.started_on,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM title t
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = t.holder_id
  LEFT JOIN references_in r ON r.source = t.source
  WHERE t.location_id IS NOT NULL
    AND t.ended_on IS NULL
    AND t.ended_on_partial IS NULL
    AND coalesce(t."right", 'ownership') = 'ownership'
),
holdings AS (
  SELECT o.location_id, o.owner_id, count(DISTINCT o.parcel_id) AS parcels
  FROM owners o
  GROUP BY o.location_id, o.owner_id
),
sure_holdings AS (
  SELECT o.location_id, o.sure_owner_id, count(DISTINCT o.parcel_id) AS parcels
  FROM owners o
  GROUP BY o.location_id, o.sure_owner_id
),
largest AS (
  SELECT h.location_id, max(h.parcels) AS parcels
  FROM holdings h
  GROUP BY h.location_id
),
sure_largest AS (
  SELECT h.location_id, max(h.parcels) AS parcels
  FROM sure_holdings h
  GROUP BY h.location_id
),
splits AS (
  SELECT o.location_id,
         count(DISTINCT o.parcel_id) AS parcels,
         100.0 * (count(DISTINCT o.parcel_id) - max(s.parcels)) / count(DISTINCT o.parcel_id) AS separate_share_pct,
         100.0 * (count(DISTINCT o.parcel_id) - max(g.parcels)) / count(DISTINCT o.parcel_id) AS separate_share_pct_at_most,
         max(o.started_on) AS newest,
         list(DISTINCT o.record_key) AS title_keys,
         list(DISTINCT o.member_id) FILTER (WHERE o.member_id IS NOT NULL) AS members
  FROM owners o
  JOIN largest g ON g.location_id = o.location_id
  JOIN sure_largest s ON s.location_id = o.location_id
  GROUP BY o.location_id
),
sales AS (
  SELECT t.location_id,
         t.signed_on,
         list_contains($transfer_kinds, t.kind) AS is_chosen,
         CASE WHEN length(t.buyer_id) = 8 THEN coalesce(c.cluster_id, t.buyer_id) ELSE '' END AS sure_buyer_id,
         coalesce(c.cluster_id, t.buyer_id, t.record_key) AS buyer_id,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM transfer t
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = t.buyer_id
  WHERE t.location_id IS NOT NULL
    AND t.lapsed_on IS NULL
    AND t.signed_on > $window_months_from
    AND t.signed_on <= $as_of
    AND coalesce(list_contains($transfer_kinds, t.kind), TRUE)
),
counts AS (
  SELECT s.location_id,
         count(DISTINCT CAST(s.signed_on AS VARCHAR) || s.sure_buyer_id) FILTER (WHERE s.is_chosen) AS transfers,
         count(DISTINCT CAST(s.signed_on AS VARCHAR) || s.buyer_id) AS transfers_at_most,
         max(s.signed_on) AS newest,
         list(DISTINCT s.record_key) AS transfer_keys,
         list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL) AS members
  FROM sales s
  GROUP BY s.location_id
),
places AS (
  SELECT p.location_id
  FROM splits p
  WHERE p.parcels > 1
  UNION
  SELECT n.location_id
  FROM counts n
)
SELECT l.location_id,
       coalesce(n.transfers, 0) AS transfers,
       coalesce(n.transfers_at_most, 0) AS transfers_at_most,
       CASE WHEN coalesce(n.transfers, 0) = coalesce(n.transfers_at_most, 0) THEN FALSE END AS has_further_transfer,
       coalesce(p.parcels, 0) AS parcels,
       coalesce(p.separate_share_pct, 0) AS separate_share_pct,
       coalesce(p.separate_share_pct_at_most, 0) AS separate_share_pct_at_most,
       CASE WHEN coalesce(p.separate_share_pct, 0) = coalesce(p.separate_share_pct_at_most, 0) THEN FALSE END AS has_further_owner,
       greatest(n.newest, p.newest) AS newest,
       list_sort(list_concat(coalesce(n.transfer_keys, []), coalesce(p.title_keys, []))) AS evidence,
       list_sort(list_distinct(list_concat(coalesce(n.members, []), coalesce(p.members, [])))) AS members
FROM places l
LEFT JOIN splits p ON p.location_id = l.location_id
LEFT JOIN counts n ON n.location_id = l.location_id
ORDER BY l.location_id
