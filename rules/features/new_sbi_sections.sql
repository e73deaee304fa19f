-- feature: new_sbi_sections
-- title: SBI-secties van bedrijfsclusters die op één object begonnen
-- params: section_cells_2008, section_cells_2025, window_months
-- absent: zero
-- A cell is "<section>/<division>". Sections are counted within one SBI version, because the recoding of 2025
-- moved divisions to other letters; a cluster adds at most one. A count is complete when one version
-- describes every cluster that started at the object. The object with most sections speaks for the location.
WITH cells AS (
  SELECT '2008' AS version, unnest($section_cells_2008) AS cell
  UNION ALL
  SELECT '2025' AS version, unnest($section_cells_2025) AS cell
),
divisions AS (
  SELECT k.version, split_part(k.cell, '/', 1) AS section, split_part(k.cell, '/', 2) AS division
  FROM cells k
),
starts AS (
  SELECT b.location_id,
         coalesce(b.object_id, b.building_id, b.location_id) AS place_id,
         coalesce(b.object_id, b.building_id) AS member_id,
         b.branch_id,
         c.cluster_id,
         b.started_on,
         b.record_key
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND (
      (b.started_on > $window_months_from AND b.started_on <= $as_of)
      OR (
        b.started_on IS NULL
        AND coalesce(b.started_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4)
      )
    )
),
mains AS (
  SELECT s.place_id, s.cluster_id, a.version, d.section
  FROM starts s
  JOIN activity a ON a.branch_id = s.branch_id
  JOIN divisions d ON d.version = a.version AND d.division = left(a.code, 2)
  WHERE a.is_main AND s.started_on IS NOT NULL
),
versions AS (
  SELECT r.place_id,
         r.version,
         least(count(DISTINCT r.section), count(DISTINCT r.cluster_id)) AS sections,
         count(DISTINCT r.cluster_id) AS clusters
  FROM mains r
  GROUP BY r.place_id, r.version
),
best AS (
  SELECT v.place_id, max(v.sections) AS sections, max(v.clusters) AS clusters
  FROM versions v
  GROUP BY v.place_id
),
places AS (
  SELECT s.location_id,
         s.place_id,
         count(DISTINCT s.cluster_id) AS clusters,
         max(s.started_on) AS newest,
         list(DISTINCT s.record_key) AS keys,
         list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL) AS members
  FROM starts s
  GROUP BY s.location_id, s.place_id
),
counts AS (
  SELECT p.location_id,
         coalesce(t.sections, 0) AS sections,
         CASE WHEN t.clusters = p.clusters THEN t.sections ELSE p.clusters END AS sections_at_most,
         CASE WHEN t.clusters = p.clusters THEN FALSE END AS has_further_section,
         p.newest,
         p.keys,
         coalesce(p.members, []) AS members,
         row_number() OVER (
           PARTITION BY p.location_id
           ORDER BY coalesce(t.sections, 0) DESC, p.clusters DESC, p.place_id
         ) AS place_number
  FROM places p
  LEFT JOIN best t ON t.place_id = p.place_id
)
SELECT n.location_id,
       n.sections,
       n.sections_at_most,
       n.has_further_section,
       n.newest,
       list_sort(n.keys) AS evidence,
       list_sort(n.members) AS members
FROM counts n
WHERE n.place_number = 1
ORDER BY n.location_id
