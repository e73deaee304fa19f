-- feature: agrarian_staff
-- title: Werkzame personen van het grootste actieve agrarische bedrijf
-- params: sbi_2008, sbi_2025
-- absent: zero
-- Persons are those of the branch, else of the enterprise. Every registered activity counts.
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
farms AS (
  SELECT DISTINCT a.branch_id
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
),
active AS (
  SELECT b.location_id,
         coalesce(b.employees, e.employees) AS persons,
         b.started_on,
         CASE WHEN NOT coalesce(b.shielded, FALSE) THEN b.record_key END AS record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM branch b
  JOIN farms f ON f.branch_id = b.branch_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
)
SELECT a.location_id,
       max(a.persons) AS most_persons,
       CASE WHEN count(a.persons) = count(*) THEN FALSE END AS has_larger_farm,
       max(a.started_on) AS newest,
       list_sort(coalesce(list(DISTINCT a.record_key) FILTER (WHERE a.record_key IS NOT NULL), [])) AS evidence,
       list_sort(coalesce(list(DISTINCT a.member_id) FILTER (WHERE a.member_id IS NOT NULL), [])) AS members
FROM active a
GROUP BY a.location_id
ORDER BY a.location_id
