// feature: young_traders_after_agrarian_end
// title: Jonge bloemenhandelaren en vervoerders op een gestopt agrarisch bedrijf
// params: agrarian_sbi_2008, agrarian_sbi_2025, below_entity_age_months, max_months_after_end, sbi_2008, sbi_2025
// absent: zero
// A newcomer is what the feature users_after_agrarian_end calls one (a test keeps the two equal), here only young
// enterprises in flowers or transport. Overlap counts shared officers and ownership of the land by the
// newcomer; it is known only when one source gives officers of both sides, when the holder of the land is
// known and when all activities of the newcomer are. A month is 365/12 days.

// pattern: shared
// Two companies of one officer, as one register tells both: of the newcomer and of who farmed here before.
MATCH (y:Enterprise)<-[o:OFFICER_OF|SHAREHOLDER_OF]-(p)-[t:OFFICER_OF|SHAREHOLDER_OF]->(z:Enterprise)
WHERE o.source = t.source AND y <> z
RETURN DISTINCT y.id AS company, z.id AS earlier, p.id AS party

// fold:
WITH codes AS (
  SELECT '2008' AS version, unnest($sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($sbi_2025) AS prefix
),
agrarian_codes AS (
  SELECT '2008' AS version, unnest($agrarian_sbi_2008) AS prefix
  UNION ALL
  SELECT '2025' AS version, unnest($agrarian_sbi_2025) AS prefix
),
traders AS (
  SELECT DISTINCT a.branch_id
  FROM activity a
  JOIN codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
),
young AS (
  SELECT b.location_id, c.cluster_id, bool_or(e.started_on IS NOT NULL) AS is_age_known
  FROM traders r
  JOIN branch b ON b.branch_id = r.branch_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
    AND coalesce(
      e.started_on > $below_entity_age_months_from AND e.started_on <= $as_of,
      coalesce(e.started_on_partial, '9999') >= left(CAST($below_entity_age_months_from AS VARCHAR), 4)
    )
  GROUP BY b.location_id, c.cluster_id
),
places AS (
  SELECT DISTINCT y.location_id
  FROM young y
),
activities AS (
  SELECT a.branch_id, bool_or(k.prefix IS NOT NULL) AS is_agrarian
  FROM places p
  JOIN branch b ON b.location_id = p.location_id
  JOIN activity a ON a.branch_id = b.branch_id
  LEFT JOIN agrarian_codes k ON k.version = a.version AND starts_with(a.code, k.prefix)
  GROUP BY a.branch_id
),
stays AS (
  SELECT b.location_id,
         c.cluster_id,
         b.started_on,
         coalesce(b.ended_on, e.ended_on) AS ended_on,
         coalesce(b.ended_on, e.ended_on) IS NULL AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL AS is_active,
         v.is_agrarian,
         coalesce(b.shielded, FALSE) AS is_shielded,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id
  FROM places p
  JOIN branch b ON b.location_id = p.location_id
  JOIN enterprise_cluster c ON c.enterprise_id = b.enterprise_id
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  LEFT JOIN activities v ON v.branch_id = b.branch_id
),
ends AS (
  SELECT s.location_id,
         CASE WHEN count(s.ended_on) = count(*) THEN max(s.ended_on) END AS ended_on,
         list(DISTINCT s.record_key) AS agrarian_keys
  FROM stays s
  WHERE s.is_agrarian
  GROUP BY s.location_id
  HAVING NOT bool_or(s.is_active)
),
farmers AS (
  SELECT DISTINCT s.location_id, s.cluster_id
  FROM stays s
  WHERE s.is_agrarian
),
users AS (
  SELECT s.location_id,
         s.cluster_id,
         y.is_age_known,
         n.ended_on,
         n.agrarian_keys,
         CASE WHEN count(s.started_on) = count(*) THEN min(s.started_on) END AS started_on,
         CASE WHEN count(s.is_agrarian) = count(*) THEN TRUE END AS is_described,
         list(DISTINCT s.record_key) AS user_keys,
         list(DISTINCT s.member_id) FILTER (WHERE s.member_id IS NOT NULL) AS members
  FROM young y
  JOIN stays s ON s.location_id = y.location_id AND s.cluster_id = y.cluster_id
  JOIN ends n ON n.location_id = s.location_id
  LEFT JOIN farmers f ON f.location_id = s.location_id AND f.cluster_id = s.cluster_id
  WHERE f.cluster_id IS NULL AND NOT s.is_shielded
  GROUP BY s.location_id, s.cluster_id, y.is_age_known, n.ended_on, n.agrarian_keys
),
newcomers AS (
  SELECT u.location_id, u.cluster_id, u.is_age_known, u.ended_on, u.started_on, u.is_described, u.agrarian_keys, u.user_keys, u.members
  FROM users u
  WHERE coalesce(u.started_on >= u.ended_on, TRUE)
    AND coalesce((u.started_on - u.ended_on) * 12 / 365.0 <= $max_months_after_end, TRUE)
),
parties AS (
  SELECT n.cluster_id
  FROM newcomers n
  UNION
  SELECT f.cluster_id
  FROM farmers f
),
officers AS (
  SELECT DISTINCT c.cluster_id, o.source
  FROM parties p
  JOIN enterprise_cluster c ON c.cluster_id = p.cluster_id
  JOIN officer o ON o.enterprise_id = c.enterprise_id
  WHERE o.party_id IS NOT NULL
),
comparable AS (
  SELECT DISTINCT n.location_id, n.cluster_id
  FROM newcomers n
  JOIN officers o ON o.cluster_id = n.cluster_id
  JOIN farmers f ON f.location_id = n.location_id
  JOIN officers h ON h.cluster_id = f.cluster_id AND h.source = o.source
),
meetings AS (
  SELECT n.location_id, n.cluster_id, s.party
  FROM newcomers n
  JOIN farmers f ON f.location_id = n.location_id
  JOIN enterprise_cluster x ON x.cluster_id = n.cluster_id
  JOIN enterprise_cluster y ON y.cluster_id = f.cluster_id
  JOIN shared s ON s.company = x.enterprise_id AND s.earlier = y.enterprise_id
),
officer_overlaps AS (
  SELECT k.location_id, k.cluster_id, count(DISTINCT m.party) AS shared_officers
  FROM comparable k
  LEFT JOIN meetings m ON m.location_id = k.location_id AND m.cluster_id = k.cluster_id
  GROUP BY k.location_id, k.cluster_id
),
holders AS (
  SELECT t.location_id, t.record_key, coalesce(c.cluster_id, t.holder_id) AS holder_id
  FROM title t
  LEFT JOIN enterprise_cluster c ON c.enterprise_id = t.holder_id
  WHERE t.location_id IS NOT NULL AND t.holder_id IS NOT NULL AND t.ended_on IS NULL
),
owner_overlaps AS (
  SELECT n.location_id,
         n.cluster_id,
         count(*) FILTER (WHERE h.holder_id = n.cluster_id) AS shared_owners,
         list(DISTINCT h.record_key) AS title_keys
  FROM newcomers n
  JOIN holders h ON h.location_id = n.location_id
  GROUP BY n.location_id, n.cluster_id
),
verdicts AS (
  SELECT n.location_id,
         n.cluster_id,
         n.started_on,
         n.started_on - n.ended_on AS days_after_end,
         CASE WHEN n.is_described AND n.is_age_known AND n.started_on IS NOT NULL AND n.ended_on IS NOT NULL
              THEN o.shared_officers + w.shared_owners END AS overlap,
         list_concat(n.agrarian_keys, list_concat(n.user_keys, coalesce(w.title_keys, []))) AS keys,
         coalesce(n.members, []) AS members
  FROM newcomers n
  LEFT JOIN officer_overlaps o ON o.location_id = n.location_id AND o.cluster_id = n.cluster_id
  LEFT JOIN owner_overlaps w ON w.location_id = n.location_id AND w.cluster_id = n.cluster_id
)
SELECT v.location_id,
       count(*) AS new_clusters,
       min(v.overlap) AS least_overlap,
       CASE WHEN count(v.overlap) = count(*) THEN FALSE END AS has_further_unrelated_user,
       min(v.days_after_end) AS days_after_end,
       max(v.started_on) AS newest,
       list_sort(list_distinct(flatten(list(v.keys)))) AS evidence,
       list_sort(list_distinct(flatten(list(v.members)))) AS members
FROM verdicts v
GROUP BY v.location_id
ORDER BY v.location_id
