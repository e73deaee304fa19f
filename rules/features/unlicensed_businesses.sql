-- feature: unlicensed_businesses
-- title: Bedrijven met een aangewezen activiteit zonder geldige exploitatievergunning
-- params: branch_cells_2008, branch_cells_2025, licence_kinds, licence_statuses, own_municipality
-- absent: zero
-- A cell is "<branch of the designation>/<first digits of the SBI code>". A designation without a branch
-- holds for every business in its area, which is a town or a street. A branch without a cell and an area
-- that is neither leave the answer open. Any licence of these kinds at the location covers; who holds it is
-- another rule's question. The lack began with the business, the designation or the end of the last licence.
WITH cells AS (
  SELECT '2008' AS version, unnest($branch_cells_2008) AS cell
  UNION ALL
  SELECT '2025' AS version, unnest($branch_cells_2025) AS cell
),
matrix AS (
  SELECT k.version, split_part(k.cell, '/', 1) AS word, split_part(k.cell, '/', 2) AS prefix
  FROM cells k
),
words AS (
  SELECT DISTINCT x.word
  FROM matrix x
),
duties AS (
  SELECT d.record_key, lower(trim(d.branch)) AS word, lower(trim(d.area)) AS area, d."from" AS since, w.word IS NOT NULL AS is_word_known
  FROM designation d
  LEFT JOIN words w ON w.word = lower(trim(d.branch))
  WHERE d."from" <= $as_of
    AND (d.municipality IS NULL OR list_contains($own_municipality, lower(trim(d.municipality))))
),
streets AS (
  SELECT DISTINCT d.record_key, a.object_id
  FROM duties d
  JOIN address a ON lower(a.street) = d.area
),
known_areas AS (
  SELECT s.record_key
  FROM streets s
  UNION
  SELECT d.record_key
  FROM duties d
  JOIN location l ON lower(l.town) = d.area
),
trades AS (
  SELECT a.branch_id, x.word, bool_or(a.is_main) AS is_main
  FROM activity a
  JOIN matrix x ON x.version = a.version AND starts_with(a.code, x.prefix)
  WHERE a.is_main IS DISTINCT FROM FALSE
  GROUP BY a.branch_id, x.word
),
described AS (
  SELECT DISTINCT a.branch_id
  FROM activity a
),
businesses AS (
  SELECT b.location_id,
         c.cluster_id,
         b.branch_id,
         b.object_id,
         b.started_on,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id,
         l.town,
         v.branch_id IS NOT NULL AS is_described
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  JOIN location l ON l.location_id = b.location_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN described v ON v.branch_id = b.branch_id
  WHERE NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
bound AS (
  SELECT b.location_id,
         b.cluster_id,
         b.started_on,
         b.record_key,
         b.member_id,
         d.since,
         d.record_key AS duty_key,
         CASE WHEN d.word IS NULL THEN TRUE WHEN t.branch_id IS NOT NULL THEN t.is_main WHEN d.is_word_known AND b.is_described THEN FALSE END
           AND CASE WHEN d.area IS NULL OR s.object_id IS NOT NULL OR lower(b.town) = d.area THEN TRUE
                    WHEN k.record_key IS NOT NULL THEN FALSE END AS is_bound
  FROM businesses b
  JOIN duties d ON d.word IS NOT NULL OR d.area IS NOT NULL
  LEFT JOIN trades t ON t.branch_id = b.branch_id AND t.word = d.word
  LEFT JOIN streets s ON s.record_key = d.record_key AND s.object_id = b.object_id
  LEFT JOIN known_areas k ON k.record_key = d.record_key
),
licences AS (
  SELECT v.location_id,
         CASE WHEN list_contains($licence_kinds, v.kind) THEN TRUE END AND list_contains($licence_statuses, v.status)
           AND coalesce(v.valid_until, $as_of) >= $as_of AS is_covering,
         v.valid_until,
         v.record_key
  FROM licence v
  WHERE v.location_id IS NOT NULL AND coalesce(list_contains($licence_kinds, v.kind), TRUE)
),
covers AS (
  SELECT v.location_id,
         CASE WHEN bool_or(v.is_covering) THEN TRUE WHEN count(v.is_covering) = count(*) THEN FALSE END AS is_covered,
         CASE WHEN count(v.valid_until) = count(*) THEN TRUE END AS is_end_known,
         max(v.valid_until) AS covered_until,
         list(DISTINCT v.record_key) AS licence_keys
  FROM licences v
  GROUP BY v.location_id
),
verdicts AS (
  SELECT b.location_id,
         b.cluster_id,
         b.member_id,
         list_concat([b.record_key, b.duty_key], coalesce(v.licence_keys, [])) AS keys,
         greatest(b.started_on, b.since, v.covered_until) AS unlicensed_since,
         b.is_bound
           AND NOT CASE WHEN v.location_id IS NULL THEN FALSE ELSE v.is_covered END
           AND CASE WHEN b.started_on IS NOT NULL AND (v.location_id IS NULL OR v.is_end_known) THEN TRUE END AS is_unlicensed
  FROM bound b
  LEFT JOIN covers v ON v.location_id = b.location_id
  WHERE coalesce(b.is_bound, TRUE)
)
SELECT v.location_id,
       count(DISTINCT v.cluster_id) FILTER (WHERE v.is_unlicensed) AS unlicensed_clusters,
       max($as_of - v.unlicensed_since) FILTER (WHERE v.is_unlicensed) AS days_without_licence,
       max($as_of - v.unlicensed_since) FILTER (WHERE v.is_unlicensed) / 7.0 AS weeks_without_licence,
       CASE WHEN count(v.is_unlicensed) = count(*) THEN FALSE END AS has_further_unlicensed_business,
       max(v.unlicensed_since) FILTER (WHERE v.is_unlicensed) AS newest,
       list_sort(list_distinct(flatten(list(v.keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM verdicts v
WHERE coalesce(v.is_unlicensed, TRUE)
GROUP BY v.location_id
ORDER BY v.location_id
