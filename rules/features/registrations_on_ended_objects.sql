-- feature: registrations_on_ended_objects
-- title: Actieve inschrijvingen op een object dat volgens de BAG niet (meer) bestaat
-- params: address_end_statuses, building_end_statuses, unit_end_statuses
-- absent: zero
-- Three ways in which an object ended: the unit or berth itself, all buildings that it is part of, or
-- its house number. A branch without any BAG match has no location and is not seen here. Former units
-- belong to a location for a limited time only (settings, former_member_months).
WITH gone_units AS (
  SELECT u.object_id, u.status_since, u.record_key
  FROM address_unit u
  WHERE list_contains($unit_end_statuses, lower(u.status))
),
gone_buildings AS (
  SELECT p.building_id, p.status_since, p.record_key
  FROM building p
  WHERE list_contains($building_end_statuses, lower(p.status))
),
units_without_building AS (
  SELECT ub.object_id
  FROM unit_building ub
  LEFT JOIN gone_buildings g ON g.building_id = ub.building_id
  GROUP BY ub.object_id
  HAVING count(DISTINCT ub.building_id) = count(DISTINCT g.building_id)
),
gone_addresses AS (
  SELECT a.address_id, a.valid_from AS status_since, a.record_key
  FROM address a
  WHERE list_contains($address_end_statuses, lower(a.status))
),
active AS (
  SELECT b.location_id,
         b.address_id,
         b.object_id,
         b.building_id,
         c.cluster_id,
         b.started_on,
         b.record_key
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
mismatches AS (
  SELECT a.location_id, a.cluster_id, a.started_on, a.record_key, a.object_id AS member_id,
         g.status_since, g.record_key AS bag_key
  FROM active a
  JOIN gone_units g ON g.object_id = a.object_id
  UNION ALL
  SELECT a.location_id, a.cluster_id, a.started_on, a.record_key, g.building_id,
         g.status_since, g.record_key
  FROM active a
  JOIN units_without_building w ON w.object_id = a.object_id
  JOIN unit_building ub ON ub.object_id = w.object_id
  JOIN gone_buildings g ON g.building_id = ub.building_id
  UNION ALL
  SELECT a.location_id, a.cluster_id, a.started_on, a.record_key, g.building_id,
         g.status_since, g.record_key
  FROM active a
  JOIN gone_buildings g ON g.building_id = a.building_id
  WHERE a.object_id IS NULL
  UNION ALL
  SELECT a.location_id, a.cluster_id, a.started_on, a.record_key, coalesce(a.object_id, a.building_id),
         g.status_since, g.record_key
  FROM active a
  JOIN gone_addresses g ON g.address_id = a.address_id
)
SELECT m.location_id,
       count(DISTINCT m.cluster_id) AS registered_clusters,
       max($as_of - m.status_since) AS days_since_bag_change,
       CASE WHEN count(m.status_since) = count(*) THEN FALSE END AS has_undated_older_change,
       max(CASE WHEN m.status_since IS NOT NULL THEN greatest(m.status_since, m.started_on) END) AS newest,
       list_sort(list_distinct(list_concat(list(m.record_key), list(m.bag_key)))) AS evidence,
       list_sort(coalesce(list(DISTINCT m.member_id) FILTER (WHERE m.member_id IS NOT NULL), [])) AS members
FROM mismatches m
GROUP BY m.location_id
ORDER BY m.location_id
