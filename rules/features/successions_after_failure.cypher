// feature: successions_after_failure
// title: Ondernemingen die hier begonnen na een faillissement of turboliquidatie op hetzelfde object
// params: max_days_after_end, min_name_similarity, window_months
// absent: zero
// The network finds who started where another failed; here the start is recent, soon after the end, and
// something ties both together: an officer, the name, the activity, a licence. A succession with a tie counts.
// One whose tie the registers cannot tell counts in `successions_at_most`, and leaves `has_tie` unknown where no
// other has one: then nobody knows. Activities are compared within one version of the SBI. The record of a
// succession is that of the new branch.
MATCH (n:Enterprise)-[s:SUCCEEDS]->(o:Enterprise)
WHERE s.days <= $max_days_after_end AND s.valid_from > $window_months_from AND s.valid_from <= $as_of
  AND (s.shares_officer = true OR s.shares_officer IS NULL
    OR s.name_similarity >= $min_name_similarity OR s.name_similarity IS NULL
    OR s.same_activity4 = true OR s.same_activity4 IS NULL
    OR s.same_licence = true OR s.same_licence IS NULL)
MATCH (n)<-[x:BRANCH_OF]-(b:Branch)
WHERE x.record_key = s.record_key AND b.location_id IS NOT NULL
MATCH (o)<-[y:BRANCH_OF]-(c:Branch)
WHERE c.object_id = s.object_id
RETURN b.location_id AS location_id, collect(DISTINCT x.record_key) AS evidence,
       collect(DISTINCT y.record_key) AS evidence_2, collect(DISTINCT s.object_id) AS members,
       max(CASE WHEN s.shares_officer = true OR s.name_similarity >= $min_name_similarity
                  OR s.same_activity4 = true OR s.same_licence = true THEN s.valid_from END) AS newest,
       count(DISTINCT CASE WHEN s.shares_officer = true OR s.name_similarity >= $min_name_similarity
                  OR s.same_activity4 = true OR s.same_licence = true THEN s.id END) AS successions,
       count(DISTINCT s.id) AS successions_at_most,
       min(CASE WHEN s.shares_officer = true OR s.name_similarity >= $min_name_similarity
                  OR s.same_activity4 = true OR s.same_licence = true THEN s.days END) AS days_after_end,
       max(CASE WHEN s.shares_officer = true OR s.name_similarity >= $min_name_similarity
                  OR s.same_activity4 = true OR s.same_licence = true THEN true END) AS has_tie
