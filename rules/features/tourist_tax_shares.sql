-- feature: tourist_tax_shares
-- title: Aangegeven overnachtingen tegenover de capaciteit van het park
-- params: season_nights
-- absent: zero
-- The newest full year counts. Returns of one object add up, as do objects; of one object the largest
-- capacity holds. A location that filed nothing is not seen here.
WITH years AS (
  SELECT r.location_id, max(r.year) AS year
  FROM tourist_tax r
  WHERE r.location_id IS NOT NULL AND r.year < CAST(left(CAST($as_of AS VARCHAR), 4) AS BIGINT)
  GROUP BY r.location_id
),
objects AS (
  SELECT r.location_id,
         r.year,
         coalesce(r.object_id, r.building_id) AS member_id,
         CASE WHEN count(r.nights) = count(*) THEN sum(r.nights) END AS nights,
         CASE WHEN count(r.capacity) = count(*) THEN max(r.capacity) END AS capacity,
         list(DISTINCT r.record_key) AS return_keys
  FROM tourist_tax r
  JOIN years y ON y.location_id = r.location_id AND y.year = r.year
  GROUP BY r.location_id, r.year, coalesce(r.object_id, r.building_id)
)
SELECT o.location_id,
       max(o.year) AS return_year,
       CASE WHEN count(o.nights) = count(*) THEN sum(o.nights) END AS nights,
       CASE WHEN count(o.capacity) = count(*) THEN sum(o.capacity) END AS places,
       100.0 * (CASE WHEN count(o.nights) = count(*) THEN sum(o.nights) END)
         / nullif((CASE WHEN count(o.capacity) = count(*) THEN sum(o.capacity) END) * $season_nights, 0) AS used_pct,
       CAST(CAST(max(o.year) AS VARCHAR) || '-12-31' AS DATE) AS newest,
       list_sort(list_distinct(flatten(list(o.return_keys)))) AS evidence,
       list_sort(coalesce(list(DISTINCT o.member_id) FILTER (WHERE o.member_id IS NOT NULL), [])) AS members
FROM objects o
GROUP BY o.location_id
ORDER BY o.location_id
