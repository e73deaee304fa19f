-- feature: imitated_names
-- title: Hoogste gelijkenis tussen de naam van een rechtspersoon bij een woning en een bekende lokale naam
-- params:
-- absent: zero
-- The register compares the names (name_likeness: legal persons only, other clusters only); no name comes
-- here. A branch whose unit or purposes are not known may stand at a dwelling.
WITH likeness AS (
  SELECT b.location_id,
         n.enterprise_id,
         n.other_enterprise_id,
         n.jaro_winkler,
         CASE WHEN len(u.use_purposes) > 0 THEN list_contains(u.use_purposes, 'woonfunctie') END AS is_residential,
         b.started_on,
         b.record_key,
         u.record_key AS unit_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM name_likeness n
  JOIN branch b ON b.enterprise_id = n.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN address_unit u ON u.object_id = b.object_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
known_names AS (
  SELECT n.other_enterprise_id, list(DISTINCT b.record_key) AS branch_keys
  FROM name_likeness n
  JOIN branch b ON b.enterprise_id = n.other_enterprise_id
  WHERE NOT coalesce(b.shielded, FALSE)
  GROUP BY n.other_enterprise_id
)
SELECT k.location_id,
       coalesce(max(k.jaro_winkler) FILTER (WHERE k.is_residential), 0) AS highest_jaro_winkler,
       max(k.jaro_winkler) AS highest_jaro_winkler_at_most,
       CASE WHEN count(k.is_residential) = count(*) THEN FALSE END AS has_further_likeness,
       max(k.started_on) AS newest,
       list_sort(
         list_distinct(
           list_concat(
             list(k.record_key),
             list_concat(
               coalesce(list(k.unit_key) FILTER (WHERE k.unit_key IS NOT NULL), []),
               flatten(list(coalesce(w.branch_keys, [])))
             )
           )
         )
       ) AS evidence,
       list_sort(coalesce(list(DISTINCT k.member_id) FILTER (WHERE k.member_id IS NOT NULL), [])) AS members
FROM likeness k
LEFT JOIN known_names w ON w.other_enterprise_id = k.other_enterprise_id
WHERE coalesce(k.is_residential, TRUE)
GROUP BY k.location_id
ORDER BY k.location_id
