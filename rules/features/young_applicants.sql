-- feature: young_applicants
-- title: Dagen tussen oprichting en aanvraag waarvoor de Wet Bibob geldt
-- params: window_months
-- absent: zero
-- Only applicants with a KVK number have a founding date. An application whose Bibob hook or founding
-- date is not delivered leaves the answer open; a private applicant is no enterprise and is left out.
WITH applications AS (
  SELECT t.location_id,
         t.requested_on,
         t.record_key,
         coalesce(t.object_id, t.building_id) AS member_id,
         t.bibob_hook,
         max(t.requested_on - e.started_on) AS days_since_founding,
         list(DISTINCT b.record_key) FILTER (WHERE b.record_key IS NOT NULL) AS branch_keys
  FROM permit t
  LEFT JOIN enterprise e ON e.enterprise_id = t.applicant_id
  LEFT JOIN branch b ON b.enterprise_id = e.enterprise_id AND b.is_main
  WHERE t.location_id IS NOT NULL
    AND t.requested_on > $window_months_from
    AND t.requested_on <= $as_of
    AND coalesce(t.bibob_hook, TRUE)
    AND (t.applicant_id IS NULL OR length(t.applicant_id) = 8)
  GROUP BY t.location_id, t.requested_on, t.record_key, t.object_id, t.building_id, t.bibob_hook
)
SELECT a.location_id,
       count(DISTINCT a.record_key) AS applications,
       min(a.days_since_founding) FILTER (WHERE a.bibob_hook) AS days_founding_to_application,
       CASE WHEN count(a.days_since_founding) = count(*) AND count(a.bibob_hook) = count(*) THEN FALSE END AS has_further_young_applicant,
       max(a.requested_on) AS newest,
       list_sort(list_distinct(list_concat(list(a.record_key), flatten(list(coalesce(a.branch_keys, [])))))) AS evidence,
       list_sort(coalesce(list(DISTINCT a.member_id) FILTER (WHERE a.member_id IS NOT NULL), [])) AS members
FROM applications a
GROUP BY a.location_id
ORDER BY a.location_id
