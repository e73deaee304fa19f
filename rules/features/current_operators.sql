-- feature: current_operators
-- title: Huidige gebruikers van de locatie en hoelang zij er zitten
-- params:
-- absent: zero
-- The operator is every cluster with an active branch here, shielded ones too, so the years are those of
-- the latest arrival. A year is 365 days. Of a start without a full date whole calendar years count.
WITH clusters AS (
  SELECT b.location_id,
         c.cluster_id,
         max(
           CASE WHEN b.started_on IS NOT NULL THEN ($as_of - b.started_on) / 365.0
                ELSE CAST(left(CAST($as_of AS VARCHAR), 4) AS BIGINT) - CAST(left(b.started_on_partial, 4) AS BIGINT) - 1
           END
         ) AS years_here,
         min(b.started_on) AS started_on,
         list(DISTINCT b.record_key) FILTER (WHERE NOT coalesce(b.shielded, FALSE)) AS branch_keys,
         list(DISTINCT coalesce(b.object_id, b.building_id)) AS members
  FROM branch b
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
  GROUP BY b.location_id, c.cluster_id
)
SELECT k.location_id,
       count(*) AS operators,
       min(k.years_here) AS years_same_operator,
       CASE WHEN count(k.years_here) = count(*) THEN TRUE END AS is_each_start_known,
       max(k.started_on) AS newest,
       list_sort(list_distinct(flatten(list(coalesce(k.branch_keys, []))))) AS evidence,
       list_sort(list_distinct(flatten(list(k.members)))) AS members
FROM clusters k
GROUP BY k.location_id
ORDER BY k.location_id
