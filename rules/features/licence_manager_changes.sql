-- feature: licence_manager_changes
-- title: Bij- en afschrijvingen van leidinggevenden
-- params: window_months
-- absent: zero
-- Counted over pseudonyms per location. The evidence is the licence: the record key of a manager would
-- put that person's pseudonym beside points.
WITH events AS (
  SELECT g.licence_id, g.source, g.manager_id, 'added' AS kind, g.started_on AS changed_on
  FROM licence_manager g
  WHERE g.started_on > $window_months_from AND g.started_on <= $as_of
  UNION
  SELECT g.licence_id, g.source, g.manager_id, 'removed' AS kind, g.ended_on AS changed_on
  FROM licence_manager g
  WHERE g.ended_on > $window_months_from AND g.ended_on <= $as_of
),
placed AS (
  SELECT DISTINCT v.location_id,
         v.record_key,
         coalesce(v.object_id, v.building_id) AS member_id,
         x.licence_id,
         x.source,
         x.manager_id,
         x.kind,
         x.changed_on
  FROM events x
  JOIN licence v ON v.licence_id = x.licence_id
  WHERE v.location_id IS NOT NULL
),
changes AS (
  SELECT DISTINCT p.location_id, p.licence_id, p.source, p.manager_id, p.kind, p.changed_on
  FROM placed p
),
counts AS (
  SELECT n.location_id, count(*) AS manager_changes, max(n.changed_on) AS newest
  FROM changes n
  GROUP BY n.location_id
),
sources AS (
  SELECT p.location_id,
         list_sort(list(DISTINCT p.record_key)) AS evidence,
         list_sort(coalesce(list(DISTINCT p.member_id) FILTER (WHERE p.member_id IS NOT NULL), [])) AS members
  FROM placed p
  GROUP BY p.location_id
)
SELECT k.location_id,
       k.manager_changes,
       k.newest,
       o.evidence,
       o.members
FROM counts k
JOIN sources o ON o.location_id = k.location_id
ORDER BY k.location_id
