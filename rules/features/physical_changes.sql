-- feature: physical_changes
-- title: Veranderingen op luchtbeeld of kaart, met de meldingen en vergunningen eromheen
-- params: container_kinds, window_months
-- absent: zero
-- A permit or notification counts when it is dated after the change was seen minus the window, because
-- building follows its permit. One that was refused or withdrawn does not count.
WITH changes AS (
  SELECT DISTINCT g.location_id,
         g.change_id,
         g.seen_on,
         g.area_m2,
         list_contains($container_kinds, lower(g.kind)) AS is_container,
         g.record_key,
         coalesce(g.object_id, g.building_id) AS member_id
  FROM topography_change g
  WHERE g.location_id IS NOT NULL AND g.seen_on > $window_months_from AND g.seen_on <= $as_of
),
papers AS (
  SELECT t.location_id, coalesce(t.decided_on, t.requested_on) AS dated_on, t.record_key
  FROM permit t
  WHERE t.location_id IS NOT NULL AND coalesce(t.status, '') NOT IN ('refused', 'withdrawn', 'revoked')
  UNION ALL
  SELECT n.location_id, n.notified_on, n.record_key
  FROM environment_notification n
  WHERE n.location_id IS NOT NULL
),
covered AS (
  SELECT g.location_id,
         g.change_id,
         g.seen_on,
         g.area_m2,
         g.is_container,
         g.record_key,
         g.member_id,
         count(p.record_key) AS papers
  FROM changes g
  LEFT JOIN papers p
    ON p.location_id = g.location_id AND g.seen_on - coalesce(p.dated_on, $as_of) < $as_of - $window_months_from
  GROUP BY g.location_id, g.change_id, g.seen_on, g.area_m2, g.is_container, g.record_key, g.member_id
)
SELECT v.location_id,
       coalesce(max(v.area_m2), 0) AS changed_area_m2,
       CASE WHEN count(v.area_m2) FILTER (WHERE v.is_container IS DISTINCT FROM TRUE)
                 = count(*) FILTER (WHERE v.is_container IS DISTINCT FROM TRUE) THEN FALSE END AS has_further_area,
       count(DISTINCT v.change_id) FILTER (WHERE v.is_container) AS containers,
       max(v.seen_on) AS newest,
       list_sort(list(DISTINCT v.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM covered v
WHERE v.papers = 0
GROUP BY v.location_id
ORDER BY v.location_id
