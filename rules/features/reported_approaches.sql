-- feature: reported_approaches
-- title: Verdachte benaderingen die een gebruiker of eigenaar van de locatie zelf meldde
-- params: category, window_months
-- absent: zero
-- A reporter who gave a KVK number can be compared with the businesses and the holders of this location.
-- A reporter known by pseudonym cannot, because pseudonyms of two registers do not join.
WITH approaches AS (
  SELECT r.location_id,
         r.report_id,
         r.reported_on,
         CASE WHEN length(r.reporter_id) = 8 THEN r.reporter_id END AS reporter_id,
         r.record_key,
         coalesce(r.object_id, r.building_id) AS member_id
  FROM report r
  WHERE r.location_id IS NOT NULL
    AND r.category = $category
    AND r.reported_on > $window_months_from
    AND r.reported_on <= $as_of
),
parties AS (
  SELECT b.location_id, b.enterprise_id AS party_id
  FROM branch b
  WHERE b.location_id IS NOT NULL
  UNION
  SELECT t.location_id, t.holder_id
  FROM title t
  WHERE t.location_id IS NOT NULL AND t.holder_id IS NOT NULL AND t.ended_on IS NULL
),
verdicts AS (
  SELECT a.location_id,
         a.report_id,
         a.reported_on,
         a.record_key,
         a.member_id,
         CASE WHEN a.reporter_id IS NOT NULL THEN p.party_id IS NOT NULL END AS is_own_report
  FROM approaches a
  LEFT JOIN parties p ON p.location_id = a.location_id AND p.party_id = a.reporter_id
)
SELECT v.location_id,
       count(DISTINCT v.report_id) FILTER (WHERE v.is_own_report) AS own_reports,
       CASE WHEN count(v.is_own_report) = count(*) THEN FALSE END AS has_further_own_report,
       max(v.reported_on) AS newest,
       list_sort(list(DISTINCT v.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM verdicts v
GROUP BY v.location_id
ORDER BY v.location_id
