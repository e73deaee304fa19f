-- feature: director_changes
-- title: Wisselingen van de enige bestuurder van een rechtspersoon op de locatie
-- params: window_months
-- absent: zero
-- A change is a day on which one director is alone and the one who was alone before him was another, so
-- days with two or none in between make no change and no extra one. Each source is read by itself: it alone
-- knows that two of its pseudonyms are one person. A director without a name or without a whole date in the
-- window may have been alone or not: what he leaves open counts in director_changes_at_most, and no change
-- is possible without a director who left. The company with most changes speaks for the location.
WITH companies AS (
  SELECT b.enterprise_id,
         b.location_id,
         list(b.record_key) AS record_keys,
         coalesce(list(coalesce(b.object_id, b.building_id)) FILTER (WHERE coalesce(b.object_id, b.building_id) IS NOT NULL), []) AS member_ids
  FROM branch b
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, $as_of) > $window_months_from
    AND coalesce(b.ended_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4)
  GROUP BY b.enterprise_id, b.location_id
),
directors AS (
  SELECT o.source,
         o.enterprise_id,
         o.party_id,
         o.started_on,
         o.ended_on,
         coalesce(o.started_on, DATE '0001-01-01') AS since,
         coalesce(
           o.ended_on,
           CASE WHEN o.ended_on_partial < left(CAST($window_months_from AS VARCHAR), 4) THEN $window_months_from END,
           DATE '9999-12-31'
         ) AS until,
         o.party_id IS NULL
           OR (o.started_on IS NULL AND coalesce(o.started_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4))
           OR (o.ended_on IS NULL AND o.ended_on_partial >= left(CAST($window_months_from AS VARCHAR), 4)) AS is_open
  FROM officer o
  WHERE o.role = 'director' AND coalesce(o.started_on, $as_of) <= $as_of
),
days AS (
  SELECT d.source, d.enterprise_id, d.started_on AS day
  FROM directors d
  WHERE d.started_on IS NOT NULL
  UNION
  SELECT d.source, d.enterprise_id, d.ended_on
  FROM directors d
  WHERE d.ended_on <= $as_of
),
alone AS (
  SELECT y.source, y.enterprise_id, y.day, min(d.party_id) AS party_id
  FROM days y
  JOIN directors d ON d.source = y.source AND d.enterprise_id = y.enterprise_id AND d.since <= y.day AND d.until > y.day
  GROUP BY y.source, y.enterprise_id, y.day
  HAVING count(DISTINCT d.party_id) = 1 AND count(d.party_id) = count(*)
),
turns AS (
  SELECT a.source,
         a.enterprise_id,
         a.day,
         a.party_id,
         lag(a.party_id) OVER (PARTITION BY a.source, a.enterprise_id ORDER BY a.day) AS before_id
  FROM alone a
),
changes AS (
  SELECT t.source, t.enterprise_id, count(*) AS changes, max(t.day) AS newest
  FROM turns t
  WHERE t.party_id <> t.before_id AND t.day > $window_months_from
  GROUP BY t.source, t.enterprise_id
),
bounds AS (
  SELECT d.source,
         d.enterprise_id,
         bool_or(d.is_open) AS is_open,
         count(*) FILTER (WHERE (d.ended_on > $window_months_from AND d.ended_on <= $as_of) OR d.is_open) AS departures
  FROM directors d
  GROUP BY d.source, d.enterprise_id
),
counts AS (
  SELECT n.enterprise_id,
         CASE WHEN n.is_open THEN 0 ELSE coalesce(c.changes, 0) END AS changes,
         CASE WHEN n.is_open THEN n.departures ELSE coalesce(c.changes, 0) END AS changes_at_most,
         n.is_open,
         c.newest
  FROM bounds n
  LEFT JOIN changes c ON c.source = n.source AND c.enterprise_id = n.enterprise_id
)
SELECT k.location_id,
       max(n.changes) AS director_changes,
       max(n.changes_at_most) AS director_changes_at_most,
       CASE WHEN NOT bool_or(n.is_open) THEN FALSE END AS has_further_change,
       arg_max(n.newest, n.changes) AS newest,
       list_sort(list_distinct(flatten(list(k.record_keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(k.member_ids)))) AS members
FROM counts n
JOIN companies k ON k.enterprise_id = n.enterprise_id
WHERE n.changes_at_most > 0
GROUP BY k.location_id
ORDER BY k.location_id
