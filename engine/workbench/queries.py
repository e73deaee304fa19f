"""SQL of a session: `base` and `before` are the run, `result` and `rescored` what is tried.

A HIT without a filter has no reason of its own: the one that the run stored came from scoring.
"""

TAKE_HITS = """
INSERT INTO result
SELECT location_id, rule_id, family, role, outcome, filtered_by,
       CASE WHEN outcome <> 'HIT' OR filtered_by IS NOT NULL THEN reason END,
       points, newest, facts, evidence, member_ids, explanation
FROM incoming_hits
"""
TAKE_LOCATIONS = """
CREATE TABLE base AS
SELECT location_id, label, score, band, eligible, newest_hit FROM incoming_locations
"""
TAKE_RESCORED = """
CREATE OR REPLACE TABLE base AS
SELECT b.location_id, b.label, r.score, r.band, r.eligible, r.newest_hit
FROM base b JOIN rescored r USING (location_id)
"""
TAKE_BEFORE = """
CREATE TABLE before AS SELECT location_id, rule_id, outcome, filtered_by FROM result
"""
ALL_HITS = "FROM result WHERE outcome = 'HIT' ORDER BY location_id, rule_id"
UNPROVEN = """
SELECT location_id FROM result
WHERE rule_id = $rule AND outcome = 'HIT' AND len(evidence) = 0
ORDER BY location_id
LIMIT 1
"""

AFFECTED = """
CREATE TEMP TABLE affected AS
SELECT location_id FROM before WHERE outcome = 'HIT' AND list_contains($rules, rule_id)
UNION
SELECT location_id FROM result WHERE outcome = 'HIT' AND list_contains($rules, rule_id)
"""
AFFECTED_HITS = """
FROM result
WHERE outcome = 'HIT' AND location_id IN (SELECT location_id FROM affected)
ORDER BY location_id, rule_id
"""

_BOTH = """
SELECT location_id, rule_id,
       coalesce(b.outcome, 'NO_HIT') AS was, coalesce(r.outcome, 'NO_HIT') AS is_now
FROM (FROM before WHERE list_contains($rules, rule_id)) b
FULL JOIN (FROM result WHERE list_contains($rules, rule_id)) r USING (location_id, rule_id)
"""
COUNTS = f"""
WITH sides AS ({_BOTH})
SELECT rule_id,
       count(*) FILTER (was = 'HIT'), count(*) FILTER (is_now = 'HIT'),
       count(*) FILTER (is_now = 'HIT' AND was <> 'HIT'),
       count(*) FILTER (was = 'HIT' AND is_now <> 'HIT'),
       count(*) FILTER (was = 'UNKNOWN'), count(*) FILTER (is_now = 'UNKNOWN')
FROM sides
GROUP BY rule_id
ORDER BY rule_id
"""
CHANGED_HITS = f"""
WITH sides AS ({_BOTH})
SELECT location_id, rule_id, was AS before, is_now AS after
FROM sides
WHERE was <> is_now
ORDER BY location_id, rule_id
"""
MOVED = """
SELECT b.location_id, b.label, b.score, r.score, b.band, r.band, b.eligible, r.eligible
FROM base b JOIN rescored r USING (location_id)
WHERE b.score <> r.score OR b.band <> r.band OR b.eligible <> r.eligible
ORDER BY b.location_id
"""
AFTER = """
SELECT b.location_id,
       CASE WHEN r.location_id IS NULL THEN b.score ELSE r.score END AS score,
       CASE WHEN r.location_id IS NULL THEN b.band ELSE r.band END AS band,
       CASE WHEN r.location_id IS NULL THEN b.eligible ELSE r.eligible END AS eligible,
       CASE WHEN r.location_id IS NULL THEN b.newest_hit ELSE r.newest_hit END AS newest_hit
FROM base b LEFT JOIN rescored r USING (location_id)
ORDER BY b.location_id
"""
ELIGIBLE = """
SELECT count(*) FILTER (b.eligible),
       count(*) FILTER (CASE WHEN r.location_id IS NULL THEN b.eligible ELSE r.eligible END)
FROM base b LEFT JOIN rescored r USING (location_id)
"""
