-- feature: declared_addresses
-- title: Vermeldingen op de lijst van verklaarde adressen
-- params: max_expiry_months
-- absent: zero
-- An entry holds up to and including its expiry date. One that expires later than the longest term after
-- the run's date was not entered as agreed and does not count.
SELECT d.location_id,
       count(*) AS declarations,
       max(d.delivered_on) AS newest,
       list_sort(list(DISTINCT d.record_key)) AS evidence,
       list_sort(coalesce(list(DISTINCT d.object_id) FILTER (WHERE d.object_id IS NOT NULL), [])) AS members
FROM declared_address d
WHERE d.location_id IS NOT NULL
  AND d.reason IS NOT NULL
  AND d.expires_on >= $as_of
  AND d.expires_on - $as_of <= $as_of - $max_expiry_months_from
GROUP BY d.location_id
ORDER BY d.location_id
