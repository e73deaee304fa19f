-- feature: recreation_unit_businesses
-- title: Bedrijven ingeschreven op recreatie-eenheden
-- params:
-- absent: zero
-- A recreation unit is a pitch, a berth or a unit to stay in; reception, shop and the manager's dwelling are
-- none. A business of which the unit or its purpose is not known counts only in clusters_at_most.
WITH businesses AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         CASE WHEN u.kind IN ('pitch', 'berth') THEN TRUE ELSE list_contains(u.use_purposes, 'logiesfunctie') END AS is_on_unit,
         list_concat([b.record_key], CASE WHEN u.record_key IS NULL THEN [] ELSE [u.record_key] END) AS keys,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN address_unit u ON u.object_id = b.object_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
)
SELECT s.location_id,
       count(DISTINCT s.cluster_id) FILTER (WHERE s.is_on_unit) AS clusters,
       count(DISTINCT s.cluster_id) AS clusters_at_most,
       CASE WHEN count(s.is_on_unit) = count(*) THEN FALSE END AS has_further_business,
       max(s.started_on) AS newest,
       list_sort(list_distinct(flatten(list(s.keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL), [])) AS members
FROM businesses s
WHERE coalesce(s.is_on_unit, TRUE)
GROUP BY s.location_id
ORDER BY s.location_id
