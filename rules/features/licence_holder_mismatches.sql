-- feature: licence_holder_mismatches
-- title: Vergunninghouders die niet op de locatie zijn ingeschreven terwijl een ander dat wel is
-- params: permit_kinds
-- absent: zero
-- Holder and registered business are compared by cluster, so a holding and its works company are one.
-- A holder known by name only cannot be compared and leaves the answer open. The mismatch began when
-- the licence, the departure of the holder and the arrival of another business were all a fact.
WITH papers AS (
  SELECT v.location_id,
         coalesce(v.operator_id, v.holder_id) AS holder_id,
         v.valid_from AS granted_on,
         v.record_key,
         coalesce(v.object_id, v.building_id) AS member_id
  FROM licence v
  WHERE v.location_id IS NOT NULL
    AND v.status = 'in_force'
    AND coalesce(v.valid_until, $as_of) >= $as_of
  UNION ALL
  SELECT t.location_id, t.applicant_id, t.decided_on, t.record_key, coalesce(t.object_id, t.building_id)
  FROM permit t
  WHERE t.location_id IS NOT NULL
    AND t.status = 'granted'
    AND list_contains($permit_kinds, t.kind)
    AND coalesce(t.valid_until, $as_of) >= $as_of
),
stays AS (
  SELECT b.location_id,
         coalesce(c.cluster_id, b.enterprise_id) AS cluster_id,
         b.started_on,
         coalesce(b.ended_on, e.ended_on) AS ended_on,
         coalesce(b.ended_on, e.ended_on) IS NULL AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL AS is_active,
         coalesce(b.shielded, FALSE) AS is_shielded,
         b.record_key
  FROM branch b
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
),
present AS (
  SELECT s.location_id, min(s.started_on) AS first_started_on, list(DISTINCT s.record_key) AS branch_keys
  FROM stays s
  WHERE s.is_active AND NOT s.is_shielded
  GROUP BY s.location_id
),
holders AS (
  SELECT p.location_id,
         p.holder_id,
         p.granted_on,
         p.record_key,
         p.member_id,
         bool_or(s.is_active) AS is_registered,
         max(s.ended_on) AS left_on
  FROM papers p
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = p.holder_id
  LEFT JOIN stays s ON s.location_id = p.location_id AND s.cluster_id = coalesce(c.cluster_id, p.holder_id)
  GROUP BY p.location_id, p.holder_id, p.granted_on, p.record_key, p.member_id
),
verdicts AS (
  SELECT h.location_id,
         CASE WHEN length(h.holder_id) = 8 AND h.granted_on IS NOT NULL
              THEN greatest(h.granted_on, h.left_on, n.first_started_on) END AS since,
         h.record_key,
         h.member_id,
         n.branch_keys
  FROM holders h
  JOIN present n ON n.location_id = h.location_id
  WHERE NOT coalesce(h.is_registered, FALSE)
)
SELECT v.location_id,
       count(DISTINCT v.record_key) FILTER (WHERE v.since IS NOT NULL) AS mismatched_papers,
       max($as_of - v.since) AS mismatch_days,
       CASE WHEN count(v.since) = count(*) THEN FALSE END AS has_further_mismatch,
       max(v.since) AS newest,
       list_sort(list_distinct(list_concat(list(v.record_key), flatten(list(v.branch_keys))))) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM verdicts v
GROUP BY v.location_id
ORDER BY v.location_id
