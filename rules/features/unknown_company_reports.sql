-- feature: unknown_company_reports
-- title: Meldingen van een onbekend bedrijf, met nieuwe bedrijfsclusters en retourpost op dezelfde locatie
-- params: category, mail_window_months, report_window_months, window_months
-- absent: zero
-- New clusters and their median are the facts of new_clusters, word for word, so that this rule and GEN-01
-- never disagree. Returned mail is that of the newest count of each object in the window; where nothing
-- was counted, none came back.
WITH calls AS (
  SELECT r.location_id,
         count(DISTINCT r.report_id) AS reports,
         max(r.reported_on) AS newest,
         list(DISTINCT r.record_key) AS report_keys,
         list(DISTINCT coalesce(r.object_id, r.building_id)) AS report_members
  FROM report r
  WHERE r.location_id IS NOT NULL
    AND r.category = $category
    AND r.reported_on > $report_window_months_from
    AND r.reported_on <= $as_of
  GROUP BY r.location_id
),
starts AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
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
counts AS (
  SELECT s.location_id,
         count(DISTINCT s.cluster_id) FILTER (WHERE s.started_on IS NOT NULL) AS clusters,
         count(DISTINCT s.cluster_id) AS clusters_at_most,
         CASE WHEN count(s.started_on) = count(*) THEN FALSE END AS has_undated_start_in_window,
         list(DISTINCT s.record_key) AS branch_keys,
         list(DISTINCT s.member_id) AS branch_members
  FROM starts s
  GROUP BY s.location_id
),
medians AS (
  SELECT l.land_use,
         median(n.clusters) AS median_same_use
  FROM counts n
  JOIN location l ON l.location_id = n.location_id
  WHERE n.clusters > 0
  GROUP BY l.land_use
),
days AS (
  SELECT o.object_id, max(o.counted_on) AS counted_on
  FROM occupancy o
  JOIN calls k ON k.location_id = o.location_id
  WHERE o.counted_on > $mail_window_months_from AND o.counted_on <= $as_of
  GROUP BY o.object_id
),
mail AS (
  SELECT o.location_id,
         coalesce(max(o.returned_mail_6m), 0) AS returned_mail,
         CASE WHEN count(o.returned_mail_6m) = count(*) THEN FALSE END AS has_further_returned_mail,
         list(DISTINCT o.record_key) FILTER (WHERE coalesce(o.returned_mail_6m, 1) > 0) AS mail_keys
  FROM occupancy o
  JOIN days d ON d.object_id = o.object_id AND d.counted_on = o.counted_on
  GROUP BY o.location_id
),
described AS (
  SELECT k.location_id, l.land_use
  FROM calls k
  JOIN location l ON l.location_id = k.location_id
)
SELECT k.location_id,
       k.reports,
       coalesce(n.clusters, 0) AS clusters,
       coalesce(n.clusters_at_most, 0) AS clusters_at_most,
       CASE WHEN n.location_id IS NULL THEN FALSE ELSE n.has_undated_start_in_window END AS has_undated_start_in_window,
       m.median_same_use,
       coalesce(p.returned_mail, 0) AS returned_mail,
       CASE WHEN p.location_id IS NULL THEN FALSE ELSE p.has_further_returned_mail END AS has_further_returned_mail,
       k.newest,
       list_sort(list_concat(k.report_keys, list_concat(coalesce(n.branch_keys, []), coalesce(p.mail_keys, [])))) AS evidence,
       list_sort(list_distinct(list_concat(k.report_members, coalesce(n.branch_members, [])))) AS members
FROM calls k
JOIN described s ON s.location_id = k.location_id
LEFT JOIN counts n ON n.location_id = k.location_id
LEFT JOIN medians m ON m.land_use = s.land_use
LEFT JOIN mail p ON p.location_id = k.location_id
ORDER BY k.location_id
