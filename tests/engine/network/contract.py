"""Patterns that every backend answers alike: name, text and values.

Each shows one feature of the language; together they use all of it.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from engine.network.patterns import Value


class Case(NamedTuple):
    """One pattern with its values."""

    name: str
    text: str
    params: Mapping[str, Value] = {}


CASES = (
    Case(
        "one label",
        "MATCH (e:Enterprise) RETURN e.id AS id, e.name AS name",
    ),
    Case(
        "two labels",
        "MATCH (x:Enterprise|Person) RETURN x.id AS id, x.name AS name",
    ),
    Case(
        "no label",
        "MATCH (x)-[:OFFICER_OF]->(e) RETURN x.id AS x, e.id AS e",
    ),
    Case(
        "no label, no relation",
        "MATCH (x) RETURN count(*) AS n",
    ),
    Case(
        "nameless",
        "MATCH (:Person)-[:OFFICER_OF]->(e:Enterprise) RETURN e.id AS e",
    ),
    Case(
        "against the arrow",
        "MATCH (e:Enterprise)<-[r:OFFICER_OF]-(p:Person) RETURN e.id AS e, p.id AS p, r.role "
        "AS role",
    ),
    Case(
        "either way",
        "MATCH (a:Enterprise)-[r:SUCCEEDS]-(b) RETURN a.id AS a, b.id AS b, r.id AS r",
    ),
    Case(
        "either way, itself",
        "MATCH (a)-[r:SUCCEEDS]-(a) RETURN a.id AS a, r.id AS r",
    ),
    Case(
        "itself, as it points",
        "MATCH (a)-[r:OFFICER_OF]->(a) RETURN a.id AS a, r.id AS r",
    ),
    Case(
        "two kinds",
        "MATCH (p)-[r:OFFICER_OF|SHAREHOLDER_OF]->(e) RETURN p.id AS p, e.id AS e, r.id AS r, "
        "r.role AS role",
    ),
    Case(
        "the same kind twice",
        "MATCH (p)-[r:OFFICER_OF|OFFICER_OF]->(e) RETURN r.id AS r",
    ),
    Case(
        "there and back",
        "MATCH (a)-[:SUCCEEDS]->(b)-[:SUCCEEDS]->(a) RETURN a.id AS a, b.id AS b",
    ),
    Case(
        "two paths of one match",
        "MATCH (p)-[r:OFFICER_OF]->(e), (p)-[q:OFFICER_OF]->(f) RETURN p.id AS p, r.id AS r, "
        "q.id AS q",
    ),
    Case(
        "two matches",
        "MATCH (p)-[r:OFFICER_OF]->(e) MATCH (p)-[q:OFFICER_OF]->(f) RETURN p.id AS p, r.id "
        "AS r, q.id AS q",
    ),
    Case(
        "the label again",
        "MATCH (x)-[:OFFICER_OF]->() MATCH (x:Person) RETURN x.id AS x",
    ),
    Case(
        "paths that do not meet",
        "MATCH (p:Person), (i:Insolvency) RETURN p.id AS p, i.id AS i",
    ),
    Case(
        "joined by a property",
        "MATCH (b:Branch), (e:Enterprise) WHERE b.main_sbi = e.main_sbi RETURN b.id AS b, "
        "e.id AS e",
    ),
    Case(
        "exactly two steps",
        "MATCH (a)-[r:SUCCEEDS*2]->(b) RETURN a.id AS a, b.id AS b",
    ),
    Case(
        "one to three steps",
        "MATCH (p:Person)-[r:OFFICER_OF*1..3]->(e) RETURN p.id AS p, e.id AS e, size(r) AS n",
    ),
    Case(
        "steps of two kinds, either way",
        "MATCH (p:Person)-[r:OFFICER_OF|SHAREHOLDER_OF*2..3]-(x) RETURN p.id AS p, x.id AS x, "
        "size(r) AS n",
    ),
    Case(
        "steps up a building",
        "MATCH (a:Address)-[r:PART_OF*1..2]->(l:Location) RETURN a.id AS a, l.id AS l, "
        "size(r) AS n",
    ),
    Case(
        "steps to a hub, and none through it",
        "MATCH (a)-[r:SHAREHOLDER_OF*1..3]->(b) RETURN a.id AS a, b.id AS b, size(r) AS n",
    ),
    Case(
        "steps either way to a hub, and none through it",
        "MATCH (a)-[r:SHAREHOLDER_OF*1..3]-(b:Enterprise) RETURN a.id AS a, b.id AS b, "
        "size(r) AS n",
    ),
    Case(
        "steps on both sides of a hub",
        "MATCH (a:Person)-[r:SHAREHOLDER_OF*1..2]->(b)-[q:SHAREHOLDER_OF*1..2]-(c) "
        "RETURN a.id AS a, b.id AS b, c.id AS c",
    ),
    Case(
        "all steps",
        "MATCH (p:Person)-[r:OFFICER_OF*1..2]->(e) WHERE all(s IN r WHERE s.role = "
        "'director') RETURN p.id AS p, e.id AS e",
    ),
    Case(
        "any step",
        "MATCH (p:Person)-[r:OFFICER_OF*1..2]->(e) WHERE any(s IN r WHERE s.role IS NULL) "
        "RETURN p.id AS p, e.id AS e",
    ),
    Case(
        "no step",
        "MATCH (p:Person)-[r:OFFICER_OF*1..2]->(e) "
        "WHERE none(s IN r WHERE s.valid_to IS NOT NULL OR s.role = 'proxy') "
        "RETURN p.id AS p, e.id AS e",
    ),
    Case(
        "the number of steps",
        "MATCH (a)-[r:SUCCEEDS*1..3]->(b) WHERE size(r) >= 2 RETURN a.id AS a, b.id AS b",
    ),
    Case(
        "another company of the officer",
        "MATCH (e)<-[:OFFICER_OF]-(p)-[:OFFICER_OF]->(f) WHERE e <> f RETURN e.id AS e, f.id AS f",
    ),
    Case(
        "the same node by another name",
        "MATCH (e)<-[:OFFICER_OF]-(p), (q)-[:OFFICER_OF]->(f) WHERE p = q RETURN e.id AS e, "
        "f.id AS f",
    ),
    Case(
        "six comparisons",
        "MATCH (e:Enterprise) WHERE e.employees > 0 AND e.employees >= 2 AND e.employees < 12 "
        "AND e.employees <= 2 AND e.employees <> 3 AND e.employees = 2.0 RETURN e.id AS e",
    ),
    Case(
        "not of null",
        "MATCH (e:Enterprise) WHERE NOT e.employees = 2 RETURN e.id AS e",
    ),
    Case(
        "or with null",
        "MATCH (e:Enterprise) WHERE e.employees > 100 OR e.ended_on IS NOT NULL RETURN e.id AS e",
    ),
    Case(
        "and, or, not",
        "MATCH (e:Enterprise) WHERE NOT (e.name IS NULL OR e.employees = 0) AND (e.employees "
        "= 2 OR e.main_sbi = '1') RETURN e.id AS e",
    ),
    Case(
        "is null",
        "MATCH (e:Enterprise) WHERE e.name IS NULL RETURN e.id AS e",
    ),
    Case(
        "a property that one label lacks",
        "MATCH (x:Enterprise|Person) WHERE x.name IS NULL RETURN x.id AS x",
    ),
    Case(
        "in a list",
        "MATCH (e:Enterprise) WHERE e.id IN ['E0', 'E2'] RETURN e.id AS e",
    ),
    Case(
        "in a list that is given",
        "MATCH (e:Enterprise) WHERE e.id IN $ids RETURN e.id AS e",
        {"ids": ["E0", "x"]},
    ),
    Case(
        "in the empty list",
        "MATCH (e:Enterprise) WHERE NOT e.name IN [] RETURN e.id AS e",
    ),
    Case(
        "in an empty list that is given",
        "MATCH (e:Enterprise) WHERE NOT e.name IN $ids RETURN e.id AS e",
        {"ids": []},
    ),
    Case(
        "null in a list",
        "MATCH (e:Enterprise) WHERE NOT e.employees IN [2] RETURN e.id AS e",
    ),
    Case(
        "starts, ends, contains",
        "MATCH (e:Enterprise) WHERE e.name STARTS WITH 'Kaag' AND e.name ENDS WITH 'BV' AND "
        "e.name CONTAINS 'II' RETURN e.id AS e",
    ),
    Case(
        "text tests of null",
        "MATCH (e:Enterprise) WHERE NOT e.name CONTAINS 'II' RETURN e.id AS e",
    ),
    Case(
        "quotes in a value",
        "MATCH (e:Enterprise) WHERE e.name = $name RETURN e.id AS e",
        {"name": "O'Brien `x` \\ } BV"},
    ),
    Case(
        "true or false",
        "MATCH ()-[r:SUCCEEDS]->() WHERE r.shares_officer <> true RETURN r.id AS r",
    ),
    Case(
        "a number with a point",
        "MATCH ()-[r:SHAREHOLDER_OF]->() WHERE r.share >= $share RETURN r.id AS r, r.share AS "
        "share",
        {"share": 0.5},
    ),
    Case(
        "a date",
        "MATCH (i:Insolvency) WHERE i.declared_on > date('2025-12-01') RETURN i.id AS i",
    ),
    Case(
        "a date that is given",
        "MATCH (i:Insolvency) WHERE i.declared_on >= $day RETURN i.declared_on AS day",
        {"day": date(2025, 12, 1)},
    ),
    Case(
        "still valid",
        "MATCH (p)-[r:OFFICER_OF]->(e) WHERE r.valid_to IS NULL OR r.valid_to > $as_of RETURN "
        "p.id AS p, e.id AS e",
    ),
    Case(
        "so many days later",
        "MATCH (e:Enterprise)-[:INSOLVENT]->(i), (f)-[:SUCCEEDS]->(e) WHERE f.started_on <= "
        "i.declared_on + duration({days: 180}) RETURN f.id AS f, e.id AS e",
    ),
    Case(
        "days that are given",
        "MATCH ()-[r:OFFICER_OF]->() WHERE r.valid_from + duration({days: $days}) >= $as_of "
        "RETURN r.id AS r",
        {"days": 365},
    ),
    Case(
        "days between",
        "MATCH (e:Enterprise)-[:INSOLVENT]->(i) WHERE duration.inDays(e.started_on, "
        "i.declared_on).days > 300 RETURN e.id AS e, duration.inDays(i.declared_on, "
        "e.started_on).days AS days",
    ),
    Case(
        "exists",
        "MATCH (e:Enterprise) WHERE EXISTS { MATCH (e)-[:INSOLVENT]->(i) WHERE i.kind IS NOT "
        "NULL } RETURN e.id AS e",
    ),
    Case(
        "not exists",
        "MATCH (e:Enterprise) WHERE NOT EXISTS { MATCH (e)<-[:BRANCH_OF]-(:Branch) } RETURN "
        "e.id AS e",
    ),
    Case(
        "exists walks the same relation again",
        "MATCH (p)-[r:OFFICER_OF]->(e) WHERE EXISTS { MATCH (p)-[:OFFICER_OF]->(e) } RETURN "
        "r.id AS r",
    ),
    Case(
        "exists in exists",
        "MATCH (p:Person) WHERE EXISTS { MATCH (p)-[:OFFICER_OF]->(e) WHERE NOT EXISTS { "
        "MATCH (e)-[:INSOLVENT]->(i) WHERE i.id <> p.id } } RETURN p.id AS p",
    ),
    Case(
        "exists that compares with outside",
        "MATCH (e:Enterprise)-[r:SUCCEEDS]->(f) WHERE EXISTS { MATCH (e)-[q:OFFICER_OF]-(x) "
        "WHERE x = f AND q.valid_from <= r.valid_from } RETURN e.id AS e, f.id AS f",
    ),
    Case(
        "exists under or",
        "MATCH (e:Enterprise) WHERE e.employees = 12 OR EXISTS { MATCH "
        "(e)<-[:OFFICER_OF*1..2]-(p:Person), (p)-[:HOLDS_LICENCE]->() } RETURN e.id AS e",
    ),
    Case(
        "exists of another label",
        "MATCH (x)-[:OFFICER_OF]->() WHERE EXISTS { MATCH (x:Person) } RETURN x.id AS x",
    ),
    Case(
        "count per group",
        "MATCH (p)-[:OFFICER_OF]->(e) RETURN p.id AS p, count(*) AS n, count(DISTINCT e.id) AS e",
    ),
    Case(
        "count of what is known",
        "MATCH (e:Enterprise) RETURN count(e.name) AS n, count(*) AS m",
    ),
    Case(
        "nothing counted",
        "MATCH (e:Enterprise) WHERE e.id = 'x' RETURN count(*) AS n, collect(e.id) AS ids, "
        "min(e.employees) AS low",
    ),
    Case(
        "collect",
        "MATCH (p)-[r:OFFICER_OF]->(e) RETURN e.id AS e, collect(r.role) AS roles, "
        "collect(DISTINCT r.role) AS each",
    ),
    Case(
        "collect nothing but null",
        "MATCH (i:Insolvency) WHERE i.kind IS NULL RETURN i.id AS i, collect(i.kind) AS kinds",
    ),
    Case(
        "lowest and highest",
        "MATCH (e:Enterprise) RETURN min(e.started_on) AS first, max(e.started_on) AS last, "
        "min(e.name) AS name, max(e.employees) AS most",
    ),
    Case(
        "collect dates",
        "MATCH ()-[r:OFFICER_OF]->(e) RETURN e.id AS e, collect(DISTINCT r.valid_from) AS "
        "days, count(DISTINCT r.valid_from) AS n",
    ),
    Case(
        "distinct",
        "MATCH (p)-[r:OFFICER_OF]->() RETURN DISTINCT p.id AS p, r.role AS role",
    ),
    Case(
        "distinct groups",
        "MATCH (p)-[:OFFICER_OF]->(e) RETURN DISTINCT count(*) AS n, p.id AS p",
    ),
    Case(
        "null is a group",
        "MATCH ()-[r:OFFICER_OF]->() RETURN r.role AS role, count(*) AS n",
    ),
    Case(
        "a value of the text",
        "MATCH (e:Enterprise) WHERE e.id = $id RETURN 1 AS one, 'x' AS x, true AS yes, $id AS "
        "id, date('2026-01-01') AS day, 0.5 AS half",
        {"id": "E0"},
    ),
    Case(
        "properties that are words of a language",
        "MATCH (h)-[r:HOLDS_RIGHT]->(x) RETURN h.id AS set, r.right AS right, x.id AS order",
    ),
    Case(
        "four hops and a circle",
        "MATCH "
        "(i:Insolvency)<-[:INSOLVENT]-(e)<-[:OFFICER_OF]-(p)-[:OFFICER_OF]->(f)-[:SUCCEEDS]->(e) "
        "WHERE e <> f RETURN i.id AS i, p.id AS p, f.id AS f",
    ),
    Case(
        "a yard and its people",
        "MATCH "
        "(l:Location)<-[:PART_OF*1..2]-(a:Address|Building)"
        "<-[:REGISTERED_AT]-(b:Branch)-[:BRANCH_OF]->(e:Enterprise)<-[r:OFFICER_OF]-(p) "
        "WHERE b.started_on > $day RETURN l.id AS location_id, count(DISTINCT e.id) AS "
        "companies, collect(DISTINCT r.record_key) AS evidence, max(r.valid_from) AS newest",
        {"day": date(2020, 1, 1)},
    ),
)
