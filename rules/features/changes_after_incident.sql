-- feature: changes_after_incident
-- title: Wisselingen van exploitant, aandeelhouder of leidinggevende na een gemeld incident
-- params: categories, max_days_between, window_months
-- absent: zero
-- An operator changes with his first licence here. A company is told by its KVK number; an operator known by
-- a name alone may be the one who was there already, so he counts in _at_most only, as does a shareholder
-- without a full date. The evidence is the branch or the licence: keys of people stand nowhere.
WITH incidents AS (
  SELECT r.location_id,
         r.report_id,
         r.reported_on,
         r.record_key,
         coalesce(r.object_id, r.building_id) AS member_id
  FROM report r
  WHERE r.location_id IS NOT NULL
    AND list_contains($categories, r.category)
    AND r.reported_on > $window_months_from
    AND r.reported_on <= $as_of
),
places AS (
  SELECT DISTINCT i.location_id
  FROM incidents i
),
licences AS (
  SELECT v.location_id, v.licence_id, v.source, coalesce(v.operator_id, v.holder_id, v.record_key) AS operator_id,
         length(coalesce(v.operator_id, v.holder_id, '')) = 8 AS is_company, v.valid_from, v.record_key
  FROM licence v
  JOIN places p ON p.location_id = v.location_id
  WHERE coalesce(v.status, '') NOT IN ('requested', 'refused')
),
operators AS (
  SELECT s.location_id,
         s.operator_id AS changed,
         CASE WHEN count(s.valid_from) = count(*) THEN min(s.valid_from) END AS changed_on,
         bool_and(s.is_company AND s.valid_from IS NOT NULL) AS is_sure,
         list(DISTINCT s.record_key) AS keys
  FROM licences s
  GROUP BY s.location_id, s.operator_id
),
managers AS (
  SELECT s.location_id, g.manager_id AS changed, g.started_on AS changed_on, TRUE AS is_sure, s.record_key
  FROM licence_manager g
  JOIN licences s ON s.licence_id = g.licence_id AND s.source = g.source
  WHERE g.started_on IS NOT NULL
  UNION
  SELECT s.location_id, g.manager_id AS changed, g.ended_on AS changed_on, TRUE AS is_sure, s.record_key
  FROM licence_manager g
  JOIN licences s ON s.licence_id = g.licence_id AND s.source = g.source
  WHERE g.ended_on IS NOT NULL
),
branches AS (
  SELECT b.location_id, b.enterprise_id, b.record_key
  FROM branch b
  JOIN places p ON p.location_id = b.location_id
  WHERE NOT coalesce(b.shielded, FALSE)
),
shareholders AS (
  SELECT b.location_id, o.party_id AS changed, o.started_on AS changed_on, o.started_on IS NOT NULL AS is_sure, b.record_key
  FROM officer o
  JOIN branches b ON b.enterprise_id = o.enterprise_id
  WHERE o.role = 'sole_shareholder'
    AND (o.started_on IS NOT NULL OR coalesce(o.started_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4))
  UNION
  SELECT b.location_id, o.party_id AS changed, o.ended_on AS changed_on, o.ended_on IS NOT NULL AS is_sure, b.record_key
  FROM officer o
  JOIN branches b ON b.enterprise_id = o.enterprise_id
  WHERE o.role = 'sole_shareholder'
    AND (o.ended_on IS NOT NULL OR o.ended_on_partial >= left(CAST($window_months_from AS VARCHAR), 4))
),
changes AS (
  SELECT n.location_id, 'operator' AS kind, n.changed, n.changed_on, n.is_sure, n.keys
  FROM operators n
  UNION ALL
  SELECT m.location_id, 'manager' AS kind, m.changed, m.changed_on, m.is_sure, list_value(m.record_key) AS keys
  FROM managers m
  UNION ALL
  SELECT h.location_id, 'shareholder' AS kind, h.changed, h.changed_on, h.is_sure, list_value(h.record_key) AS keys
  FROM shareholders h
),
pairs AS (
  SELECT i.location_id,
         concat(k.kind, '/', k.changed, '/', CAST(k.changed_on AS VARCHAR)) AS change_id,
         k.is_sure,
         k.changed_on,
         k.changed_on - i.reported_on AS days,
         list_concat(list_value(i.record_key), k.keys) AS keys,
         i.member_id
  FROM incidents i
  LEFT JOIN changes k
    ON k.location_id = i.location_id
    AND coalesce(k.changed_on >= i.reported_on AND k.changed_on - i.reported_on <= $max_days_between, TRUE)
    AND coalesce(k.changed_on, $as_of) <= $as_of
)
SELECT p.location_id,
       count(DISTINCT p.change_id) FILTER (WHERE p.is_sure) AS changes,
       count(DISTINCT p.change_id) FILTER (WHERE p.is_sure IS NOT NULL) AS changes_at_most,
       CASE WHEN count(*) FILTER (WHERE NOT p.is_sure) = 0 THEN FALSE END AS has_further_change,
       min(p.days) FILTER (WHERE p.is_sure) AS days_after_incident,
       max(p.changed_on) AS newest,
       list_sort(list_distinct(flatten(list(coalesce(p.keys, []))))) AS evidence,
       list_sort(coalesce(list(DISTINCT p.member_id) FILTER (WHERE p.member_id IS NOT NULL), [])) AS members
FROM pairs p
GROUP BY p.location_id
ORDER BY p.location_id
