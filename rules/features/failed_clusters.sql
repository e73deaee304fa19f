-- feature: failed_clusters
-- title: Bedrijfsclusters die hier failliet gingen of met een turboliquidatie eindigden
-- params: window_months
-- absent: zero
-- How a company ended comes from the Handelsregister. The insolvency register forgets a case six months
-- after its end, so only cases that are still open are read there. A legal person that ended without a
-- known cause counts in failed_clusters_at_most. A branch that left before the window is not of this place.
WITH ends AS (
  SELECT e.enterprise_id,
         CASE WHEN count(e.end_kind) > 0 THEN coalesce(bool_or(e.end_kind IN ('bankruptcy', 'turbo_liquidation')), FALSE) END AS is_failed,
         bool_or(e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative')) AS is_legal_person,
         max(e.ended_on) AS ended_on,
         list(e.record_key) AS enterprise_keys
  FROM enterprise e
  WHERE (e.ended_on > $window_months_from AND e.ended_on <= $as_of)
    OR (e.ended_on IS NULL AND e.ended_on_partial >= left(CAST($window_months_from AS VARCHAR), 4))
    OR (e.ended_on IS NULL AND e.ended_on_partial IS NULL AND e.end_kind IS NOT NULL)
  GROUP BY e.enterprise_id
),
failures AS (
  SELECT d.enterprise_id,
         d.ended_on AS failed_on,
         CASE WHEN d.is_failed AND d.ended_on IS NOT NULL THEN TRUE END AS is_sure,
         CASE WHEN d.is_legal_person THEN d.enterprise_keys ELSE [] END AS register_keys
  FROM ends d
  WHERE d.is_failed OR (d.is_failed IS NULL AND d.is_legal_person)
  UNION ALL
  SELECT i.enterprise_id,
         i.declared_on,
         TRUE,
         CASE WHEN e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative') THEN [i.record_key] ELSE [] END
  FROM insolvency i
  JOIN enterprise e ON e.enterprise_id = i.enterprise_id
  WHERE i.kind = 'bankruptcy'
    AND i.ended_on IS NULL
    AND i.declared_on > $window_months_from
    AND i.declared_on <= $as_of
),
stays AS (
  SELECT b.location_id,
         c.cluster_id,
         f.failed_on,
         f.is_sure,
         f.register_keys,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM failures f
  JOIN branch b ON b.enterprise_id = f.enterprise_id
  JOIN enterprise_cluster c ON c.enterprise_id = f.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, $as_of) > $window_months_from
    AND coalesce(b.ended_on_partial, '9999') >= left(CAST($window_months_from AS VARCHAR), 4)
)
SELECT s.location_id,
       count(DISTINCT s.cluster_id) FILTER (WHERE s.is_sure) AS failed_clusters,
       count(DISTINCT s.cluster_id) AS failed_clusters_at_most,
       CASE WHEN count(s.is_sure) = count(*) THEN FALSE END AS has_further_failed_cluster,
       max(s.failed_on) AS newest,
       list_sort(list_distinct(list_concat(list(s.record_key), flatten(list(s.register_keys))))) AS evidence,
       list_sort(coalesce(list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL), [])) AS members
FROM stays s
GROUP BY s.location_id
ORDER BY s.location_id
