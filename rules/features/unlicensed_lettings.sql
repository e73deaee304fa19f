-- feature: unlicensed_lettings
-- title: Verhuur van verblijfsruimte aan arbeidsmigranten zonder verhuurvergunning
-- params: enabled, lodging_kinds
-- absent: zero
-- Says nothing as long as `enabled` is false: the duty exists only where the municipality has the ordinance. A
-- letting is seen by its granted permit for lodging of labour migrants; a licence in force or a granted
-- rental permit at the location covers it. A paper without a status leaves the answer open.
-- A source that never tells a capacity (publications) repeats what the own register says: its rows count only
-- where no other source knows of the lodging.
WITH talkers AS (
  SELECT DISTINCT s.source
  FROM permit s
  WHERE s.capacity IS NOT NULL
),
permits AS (
  SELECT t.location_id, t.permit_id, t.object_id, t.building_id, t.status, t.decided_on, t.valid_until, t.record_key,
         k.source IS NOT NULL AS is_full,
         bool_or(k.source IS NOT NULL) OVER (PARTITION BY t.location_id) AS has_full
  FROM permit t
  LEFT JOIN talkers k ON k.source = t.source
  WHERE $enabled AND t.location_id IS NOT NULL AND list_contains($lodging_kinds, t.kind)
),
lettings AS (
  SELECT t.location_id, t.permit_id, t.decided_on, t.record_key, coalesce(t.object_id, t.building_id) AS member_id
  FROM permits t
  WHERE (t.is_full OR NOT t.has_full)
    AND t.status = 'granted'
    AND coalesce(t.valid_until, $as_of) >= $as_of
),
papers AS (
  SELECT v.location_id, v.status = 'in_force' AND coalesce(v.valid_until, $as_of) >= $as_of AS is_covering
  FROM licence v
  WHERE v.location_id IS NOT NULL AND v.kind = 'rental_housing_migrants'
  UNION ALL
  SELECT t.location_id, t.status = 'granted' AND coalesce(t.valid_until, $as_of) >= $as_of
  FROM permit t
  WHERE t.location_id IS NOT NULL AND t.kind = 'rental'
),
covers AS (
  SELECT p.location_id,
         CASE WHEN bool_or(p.is_covering) THEN TRUE WHEN count(p.is_covering) = count(*) THEN FALSE END AS is_covered
  FROM papers p
  GROUP BY p.location_id
),
verdicts AS (
  SELECT l.location_id,
         l.permit_id,
         l.decided_on,
         l.record_key,
         l.member_id,
         NOT CASE WHEN c.location_id IS NULL THEN FALSE ELSE c.is_covered END AS is_unlicensed
  FROM lettings l
  LEFT JOIN covers c ON c.location_id = l.location_id
)
SELECT v.location_id,
       count(DISTINCT v.permit_id) FILTER (WHERE v.is_unlicensed) AS unlicensed_lettings,
       CASE WHEN count(v.is_unlicensed) = count(*) THEN FALSE END AS has_further_letting,
       max(v.decided_on) AS newest,
       list_sort(list(DISTINCT v.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM verdicts v
WHERE coalesce(v.is_unlicensed, TRUE)
GROUP BY v.location_id
ORDER BY v.location_id
