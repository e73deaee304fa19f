// feature: agency_dwellings
// title: Woningen van een uitzend- of payrollbedrijf in één straat of kern
// params: sbi_2008, sbi_2025
// absent: zero
// A dwelling counts for the cluster of the company that holds a title on it; what a company rents stands in no
// register. Every dwelling of the concentration is a location of the fact. A company without an activity
// in the register (a delivery may hold the own branches only) may be such a company: it counts in _at_most.

// pattern: rights
// What a company holds: every right that it has today. A holder of very much is meant.
MATCH (e:Enterprise)-[r:HOLDS_RIGHT]->(y)
WHERE r.valid_to IS NULL AND r.valid_to_partial IS NULL
RETURN DISTINCT e.id AS company, r.record_key AS title_key

// fold:
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
agencies AS (
  SELECT c.cluster_id, list(DISTINCT b.record_key) AS branch_keys
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
  JOIN branch b ON b.branch_id = a.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
  GROUP BY c.cluster_id
),
described AS (
  SELECT DISTINCT c.cluster_id
  FROM activity a
  JOIN branch b ON b.branch_id = a.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
),
holdings AS (
  SELECT t.location_id,
         t.object_id,
         t.started_on,
         t.record_key,
         coalesce(c.cluster_id, r.company) AS cluster_id
  FROM rights r
  JOIN title t ON t.record_key = r.title_key
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = r.company
  WHERE t.location_id IS NOT NULL AND t.object_id IS NOT NULL
),
dwellings AS (
  SELECT h.location_id, h.object_id, h.started_on, h.record_key, h.cluster_id, a.street, a.town,
         g.cluster_id IS NOT NULL AS is_agency, coalesce(g.branch_keys, []) AS branch_keys
  FROM holdings h
  JOIN address_unit u ON u.object_id = h.object_id AND list_contains(u.use_purposes, 'woonfunctie')
  JOIN address a ON a.object_id = h.object_id AND a.is_main
  LEFT JOIN agencies g ON g.cluster_id = h.cluster_id
  LEFT JOIN described d ON d.cluster_id = h.cluster_id
  WHERE g.cluster_id IS NOT NULL OR d.cluster_id IS NULL
),
streets AS (
  SELECT w.cluster_id, w.town, w.street, count(DISTINCT w.object_id) AS dwellings
  FROM dwellings w
  GROUP BY w.cluster_id, w.town, w.street
),
villages AS (
  SELECT w.cluster_id,
         w.town,
         count(DISTINCT w.object_id) AS dwellings,
         max(w.started_on) AS newest,
         CASE WHEN bool_or(w.is_agency) THEN list(DISTINCT w.record_key) ELSE [] END AS title_keys
  FROM dwellings w
  GROUP BY w.cluster_id, w.town
)
SELECT w.location_id,
       coalesce(max(s.dwellings) FILTER (WHERE w.is_agency), 0) AS dwellings_in_street,
       max(s.dwellings) AS dwellings_in_street_at_most,
       coalesce(max(v.dwellings) FILTER (WHERE w.is_agency), 0) AS dwellings_in_village,
       max(v.dwellings) AS dwellings_in_village_at_most,
       CASE WHEN bool_and(w.is_agency) THEN FALSE END AS has_further_agency,
       coalesce(max(v.newest) FILTER (WHERE w.is_agency), max(v.newest)) AS newest,
       list_sort(
         list_distinct(list_concat(list(w.record_key), list_concat(flatten(list(v.title_keys)), flatten(list(w.branch_keys)))))
       ) AS evidence,
       list_sort(list(DISTINCT w.object_id)) AS members
FROM dwellings w
JOIN streets s ON s.cluster_id = w.cluster_id AND s.town = w.town AND s.street = w.street
JOIN villages v ON v.cluster_id = w.cluster_id AND v.town = w.town
GROUP BY w.location_id
ORDER BY w.location_id
