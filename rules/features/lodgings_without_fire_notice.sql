-- feature: lodgings_without_fire_notice
-- title: Slaapplaatsen zonder vergunning of melding brandveilig gebruik
-- params: lodging_kinds, lodging_uses, site_land_uses
-- absent: zero
-- The duty is counted per building. The places of the permits of one unit add up and the largest unit counts;
-- a permit for several units does not say how many sleep in each. A tourist tax return is about all
-- buildings of the location together: one of them holds at least an equal share. On a park or in a harbour
-- (`site_land_uses`) places may be tents, caravans and boats, so nothing is sure there.
-- A source that never tells a capacity (publications) repeats what the own register says: its rows count only
-- where no other source knows of the lodging.
WITH fire_notices AS (
  SELECT t.location_id, coalesce(bool_or(t.status IS NOT NULL), FALSE) AS is_sure
  FROM permit t
  WHERE t.location_id IS NOT NULL
    AND t.kind = 'fire_safe_use'
    AND coalesce(t.status, 'granted') IN ('granted', 'notified')
    AND coalesce(t.valid_until, $as_of) >= $as_of
  GROUP BY t.location_id
),
talkers AS (
  SELECT DISTINCT s.source
  FROM permit s
  WHERE s.capacity IS NOT NULL
),
papers AS (
  SELECT t.location_id, t.permit_id, t.object_id, t.building_id, t.status, t.decided_on, t.valid_until, t.capacity, t.record_key,
         k.source IS NOT NULL AS is_full,
         bool_or(k.source IS NOT NULL) OVER (PARTITION BY t.location_id) AS has_full
  FROM permit t
  LEFT JOIN talkers k ON k.source = t.source
  WHERE t.location_id IS NOT NULL
    AND (list_contains($lodging_kinds, t.kind) OR (list_contains($lodging_uses, t.use) AND t.kind <> 'fire_safe_use'))
),
lodgings AS (
  SELECT t.location_id,
         t.permit_id,
         min(coalesce(t.object_id, t.building_id)) AS member_id,
         count(DISTINCT coalesce(t.object_id, t.building_id)) AS objects,
         max(t.capacity) AS places,
         max(t.decided_on) AS decided_on,
         list(DISTINCT t.record_key) AS keys
  FROM papers t
  WHERE (t.is_full OR NOT t.has_full)
    AND t.status = 'granted'
    AND coalesce(t.valid_until, $as_of) >= $as_of
  GROUP BY t.location_id, t.permit_id
),
years AS (
  SELECT r.location_id, max(r.year) AS year
  FROM tourist_tax r
  WHERE r.location_id IS NOT NULL
  GROUP BY r.location_id
),
returns AS (
  SELECT y.location_id,
         CASE WHEN count(r.capacity) = count(*) THEN sum(r.capacity) END AS places,
         least(CAST(concat(CAST(y.year AS VARCHAR), '-12-31') AS DATE), $as_of) AS declared_on,
         list(DISTINCT r.record_key) AS keys,
         min(coalesce(r.object_id, r.building_id)) AS member_id
  FROM years y
  JOIN tourist_tax r ON r.location_id = y.location_id AND r.year = y.year
  GROUP BY y.location_id, y.year
),
rooms AS (
  SELECT g.location_id,
         g.member_id,
         sum(CASE WHEN g.objects <= 1 THEN g.places END) AS places,
         CASE WHEN count(g.places) = count(*) THEN sum(g.places) END AS places_at_most,
         max(g.decided_on) AS since,
         flatten(list(g.keys)) AS keys
  FROM lodgings g
  GROUP BY g.location_id, g.member_id
  UNION ALL
  SELECT r.location_id, r.member_id, ceil(r.places / greatest(len(l.building_ids), 1)), r.places, r.declared_on, r.keys
  FROM returns r
  JOIN location l ON l.location_id = r.location_id
),
facts AS (
  SELECT s.location_id,
         max(CASE WHEN f.location_id IS NULL AND NOT list_contains($site_land_uses, l.land_use) THEN s.places END) AS places,
         CASE WHEN count(s.places_at_most) = count(*) THEN max(s.places_at_most) END AS places_at_most,
         max(s.since) AS since,
         flatten(list(s.keys)) AS keys,
         list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL) AS members
  FROM rooms s
  JOIN location l ON l.location_id = s.location_id
  LEFT JOIN fire_notices f ON f.location_id = s.location_id
  WHERE f.is_sure IS NOT TRUE
  GROUP BY s.location_id
)
SELECT n.location_id,
       CAST(coalesce(n.places, 0) AS BIGINT) AS sleeping_places,
       n.places_at_most AS sleeping_places_at_most,
       CASE WHEN n.places >= n.places_at_most THEN FALSE END AS has_further_places,
       n.since AS newest,
       list_sort(n.keys) AS evidence,
       list_sort(coalesce(n.members, [])) AS members
FROM facts n
ORDER BY n.location_id
