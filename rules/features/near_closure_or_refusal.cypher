// feature: near_closure_or_refusal
// title: Ondernemingen binnen drie stappen met een eerdere sluiting of geweigerde vergunning
// params:
// absent: zero
// Context for whoever opens a case; no rule counts it. A step is one function or shareholding, now or before:
// the business here is at 1 from its director, at 2 from his other company. `steps` says how near the nearest is
// and means something where `parties` is above 0. A closure counts where the company was registered, by the
// day it was decided; whether the company was there on that day is not looked at. Refused is a licence that a
// company or person asked for. Evidence is the business here: who is near is shown inside a case only.
MATCH (b:Branch)-[x:BRANCH_OF]->(e:Enterprise)
WHERE b.location_id IS NOT NULL AND x.valid_to_partial IS NULL AND (x.valid_to IS NULL OR x.valid_to > $as_of)
MATCH (e)-[c:OFFICER_OF|SHAREHOLDER_OF*1..3]-(p)
WHERE p <> e
  AND (EXISTS { MATCH (p)-[:HOLDS_LICENCE|OPERATES]->(v:Licence) WHERE v.status = 'refused' }
    OR EXISTS { MATCH (p)<-[:BRANCH_OF]-(o:Branch)-[:REGISTERED_AT]->(q)<-[:MEASURE_AT]-(m:Measure)
                WHERE m.kind STARTS WITH 'closure_' AND m.decided_on <= $as_of })
RETURN b.location_id AS location_id, max(x.valid_from) AS newest, collect(DISTINCT x.record_key) AS evidence,
       collect(DISTINCT b.object_id) AS members, count(DISTINCT p.id) AS parties, min(size(c)) AS steps
