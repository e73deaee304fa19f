-- feature: storage_permits_after_agrarian_end
-- title: Opslagvergunningen van een buitenstaander na het einde van het agrarische gebruik
-- params: sbi_2008, sbi_2025, window_months
-- absent: zero
-- An outsider is a company that neither holds the land nor is registered on the location, compared by
-- cluster. An applicant known by name only cannot be compared with owners and leaves the answer open.
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
stays AS (
  SELECT b.location_id,
         coalesce(c.cluster_id, b.enterprise_id) AS cluster_id,
         coalesce(b.ended_on, e.ended_on) IS NULL AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL AS is_active,
         f.branch_id IS NOT NULL AS is_agrarian,
         b.record_key
  FROM branch b
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN farms f ON f.branch_id = b.branch_id
  WHERE b.location_id IS NOT NULL
),
ends AS (
  SELECT s.location_id, list(DISTINCT s.record_key) AS agrarian_keys
  FROM stays s
  WHERE s.is_agrarian
  GROUP BY s.location_id
  HAVING NOT bool_or(s.is_active)
),
users AS (
  SELECT s.location_id, count(DISTINCT s.cluster_id) AS named_end_users
  FROM stays s
  WHERE s.is_active
  GROUP BY s.location_id
),
permits AS (
  SELECT t.location_id,
         t.permit_id,
         coalesce(t.decided_on, t.requested_on) AS dated_on,
         t.applicant_id,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id
  FROM permit t
  JOIN ends n ON n.location_id = t.location_id
  WHERE (t.kind = 'storage' OR t.use = 'storage')
    AND coalesce(t.status, '') NOT IN ('refused', 'withdrawn', 'revoked')
    AND coalesce(t.decided_on, t.requested_on) > $window_months_from
    AND coalesce(t.decided_on, t.requested_on) <= $as_of
),
applicants AS (
  SELECT p.location_id,
         p.permit_id,
         p.dated_on,
         p.record_key,
         p.member_id,
         p.applicant_id,
         coalesce(c.cluster_id, p.applicant_id) AS cluster_id
  FROM permits p
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = p.applicant_id
),
owners AS (
  SELECT t.location_id, t.record_key, coalesce(c.cluster_id, t.holder_id) AS cluster_id
  FROM title t
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = t.holder_id
  WHERE t.location_id IS NOT NULL AND t.holder_id IS NOT NULL AND t.ended_on IS NULL
),
compared AS (
  SELECT a.location_id,
         a.permit_id,
         a.dated_on,
         a.record_key,
         a.member_id,
         a.applicant_id,
         count(o.cluster_id) > 0 AS is_owner_known,
         coalesce(bool_or(o.cluster_id = a.cluster_id), FALSE) AS is_owner,
         coalesce(bool_or(s.cluster_id = a.cluster_id), FALSE) AS is_registered,
         list(DISTINCT o.record_key) FILTER (WHERE o.record_key IS NOT NULL) AS title_keys
  FROM applicants a
  LEFT JOIN owners o ON o.location_id = a.location_id
  LEFT JOIN stays s ON s.location_id = a.location_id AND s.cluster_id = a.cluster_id
  GROUP BY a.location_id, a.permit_id, a.dated_on, a.record_key, a.member_id, a.applicant_id
),
verdicts AS (
  SELECT k.location_id,
         k.permit_id,
         k.dated_on,
         k.record_key,
         k.member_id,
         coalesce(k.title_keys, []) AS title_keys,
         CASE WHEN k.is_owner OR k.is_registered THEN FALSE
              WHEN length(k.applicant_id) = 8 AND k.is_owner_known THEN TRUE END AS is_outsider
  FROM compared k
)
SELECT v.location_id,
       count(DISTINCT v.permit_id) FILTER (WHERE v.is_outsider) AS outsider_permits,
       CASE WHEN count(v.is_outsider) = count(*) THEN FALSE END AS has_further_outsider,
       coalesce(max(u.named_end_users), 0) AS named_end_users,
       max(v.dated_on) FILTER (WHERE v.is_outsider IS DISTINCT FROM FALSE) AS newest,
       list_sort(
         list_distinct(
           list_concat(list(v.record_key), list_concat(flatten(list(v.title_keys)), flatten(list(n.agrarian_keys))))
         )
       ) AS evidence,
       list_sort(coalesce(list(DISTINCT v.member_id) FILTER (WHERE v.member_id IS NOT NULL), [])) AS members
FROM verdicts v
JOIN ends n ON n.location_id = v.location_id
LEFT JOIN users u ON u.location_id = v.location_id
GROUP BY v.location_id
ORDER BY v.location_id
