// feature: chains_of_control
// title: Lagen van zeggenschap boven een bedrijf op de locatie
// params:
// absent: zero
// The Handelsregister names a sole shareholder only, so a chain is at least as long as it is here. A layer is
// one shareholder above the other, the last one included, whoever that is: a legal form of another country
// makes no difference. Shareholders who left are no layer; the business with most speaks for the location. The state began when the business came here or its
// own shareholder did; when those higher up came is not looked at.
MATCH (h)-[c:SHAREHOLDER_OF*1..6]->(e:Enterprise)<-[x:BRANCH_OF]-(b:Branch)
WHERE b.location_id IS NOT NULL AND all(s IN c WHERE s.valid_to_partial IS NULL AND (s.valid_to IS NULL OR s.valid_to > $as_of))
  AND x.valid_to_partial IS NULL AND (x.valid_to IS NULL OR x.valid_to > $as_of)
MATCH (d)-[f:SHAREHOLDER_OF]->(e)
WHERE f.valid_to_partial IS NULL AND (f.valid_to IS NULL OR f.valid_to > $as_of)
RETURN b.location_id AS location_id, e.id AS subject, max(x.valid_from) AS newest, max(f.valid_from) AS newest_2,
       collect(DISTINCT x.record_key) AS evidence, collect(DISTINCT b.object_id) AS members,
       max(size(c)) AS chain_depth
