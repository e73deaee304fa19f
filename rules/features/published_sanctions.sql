-- feature: published_sanctions
-- title: Gepubliceerde sancties over bedrijven op de locatie
-- params: programme, window_years
-- absent: zero
-- Joined on exact KVK numbers among the identifiers (eight digits, alone or after "kvk:"), never on a name.
-- Where nothing of the programme is delivered, every location with a business is unknown. A business that left
-- says nothing of who is here now. The sanction is cited for legal persons only: its key may hold a number.
WITH programme_rows AS (
  SELECT s.entity_id, s.listed_on, s.listed_on_partial, s.record_key, unnest(s.identifiers) AS identifier
  FROM sanction s
  WHERE s.programme = $programme
),
listed AS (
  SELECT r.entity_id,
         r.listed_on,
         r.record_key,
         CASE WHEN starts_with(lower(r.identifier), 'kvk:') THEN trim(substring(r.identifier, 5)) ELSE r.identifier END AS enterprise_id
  FROM programme_rows r
  WHERE (r.listed_on > $window_years_from AND r.listed_on <= $as_of)
    OR (
      r.listed_on IS NULL
      AND coalesce(r.listed_on_partial, '9999') >= left(CAST($window_years_from AS VARCHAR), 4)
    )
),
delivered AS (
  SELECT count(*) AS rows_delivered
  FROM sanction s
  WHERE s.programme = $programme
),
places AS (
  SELECT b.location_id,
         b.enterprise_id,
         b.record_key,
         coalesce(b.object_id, b.building_id) AS member_id,
         e.legal_form IN ('bv', 'nv', 'foundation', 'association', 'cooperative') AS is_legal_person
  FROM branch b
  LEFT JOIN enterprise e ON e.enterprise_id = b.enterprise_id
  WHERE b.location_id IS NOT NULL
    AND NOT coalesce(b.shielded, FALSE)
    AND coalesce(b.ended_on, e.ended_on) IS NULL
    AND coalesce(b.ended_on_partial, e.ended_on_partial) IS NULL
),
found AS (
  SELECT p.location_id,
         l.entity_id,
         l.listed_on,
         p.record_key,
         CASE WHEN p.is_legal_person THEN l.record_key END AS sanction_key,
         p.member_id
  FROM listed l
  JOIN places p ON p.enterprise_id = l.enterprise_id
  UNION ALL
  SELECT p.location_id, NULL AS entity_id, NULL AS listed_on, NULL AS record_key, NULL AS sanction_key, NULL AS member_id
  FROM places p
  JOIN delivered d ON d.rows_delivered = 0
)
SELECT f.location_id,
       CASE WHEN count(f.entity_id) > 0 THEN count(DISTINCT f.entity_id) FILTER (WHERE f.listed_on IS NOT NULL) END AS sanctions,
       CASE WHEN count(f.listed_on) = count(*) THEN FALSE END AS has_further_sanction,
       max(f.listed_on) AS newest,
       list_sort(
         list_concat(
           coalesce(list(DISTINCT f.record_key) FILTER (WHERE f.record_key IS NOT NULL), []),
           coalesce(list(DISTINCT f.sanction_key) FILTER (WHERE f.sanction_key IS NOT NULL), [])
         )
       ) AS evidence,
       list_sort(coalesce(list(DISTINCT f.member_id) FILTER (WHERE f.member_id IS NOT NULL), [])) AS members
FROM found f
GROUP BY f.location_id
ORDER BY f.location_id
