"""Names and types are checked before anything runs, with advice where a typo is near."""

import pytest

from engine.errors import PatternError
from engine.network.patterns import parse
from engine.tables import Type

E = "MATCH (e:Enterprise) "
WALK = "MATCH (p)-[r:OFFICER_OF*1..2]->(e) "
END = " RETURN e.id AS id"

REFUSED = {
    "property in CASE": (
        f"{E}RETURN count(CASE WHEN e.nam = '' THEN 1 END) AS n",
        45,
        "is it name?",
    ),
    "property out of CASE": (
        f"{E}RETURN max(CASE WHEN e.id = '' THEN e.nam END) AS n",
        58,
        "name?",
    ),
    "types in CASE": (f"{E}RETURN count(CASE WHEN e.id = 1 THEN 1 END) AS n", 45, "is a text"),
    "bare value in CASE": (f"{E}RETURN count(CASE WHEN e.id THEN 1 END) AS n", 45, "compare it"),
    "node out of CASE": (
        f"{E}RETURN count(CASE WHEN e.id = '' THEN e END) AS n",
        60,
        "such as e.id",
    ),
    "null out of CASE": (f"{E}RETURN count(CASE WHEN e.id = '' THEN null END) AS n", 60, "null"),
    "EXISTS in CASE": (
        f"{E}RETURN count(CASE WHEN EXISTS {{ MATCH (e)-[:SUCCEEDS]->() }} THEN 1 END) AS n",
        45,
        "EXISTS does not stand inside CASE: write it after WHERE",
    ),
    "label typo": ("MATCH (e:Enterprize) RETURN e.id AS id", 10, "unknown label Enterprize: is it"),
    "label in lower case": ("MATCH (e:person) RETURN 1 AS x", 10, "is it Person?"),
    "label that is far": ("MATCH (e:Xyz) RETURN 1 AS x", 10, "known: Address, Branch"),
    "second label": ("MATCH (e:Person|Firm) RETURN 1 AS x", 17, "unknown label Firm"),
    "kind typo": ("MATCH (p)-[:OFICER_OF]->(e) RETURN 1 AS x", 13, "is it OFFICER_OF?"),
    "kind in lower case": ("MATCH (p)-[:officer_of]->(e) RETURN 1 AS x", 13, "is it OFFICER_OF?"),
    "property typo": (f"{E}WHERE e.employes = 1{END}", 28, "unknown property employes: is it emp"),
    "property in upper case": (f"{E}WHERE e.Name = 'x'{END}", 28, "is it name?"),
    "property of a relation": (
        "MATCH (p)-[r:OFFICER_OF]->(e) WHERE r.share = 1 RETURN 1 AS x",
        37,
        "unknown property share",
    ),
    "property in RETURN": (f"{E}RETURN e.nam AS n", 29, "is it name?"),
    "name typo": (f"{E}WHERE f.id = 'x'{END}", 28, "unknown name f"),
    "name inside EXISTS only": (
        f"{E}WHERE EXISTS {{ MATCH (e)-[:SUCCEEDS]->(f) }} AND f.id = 'x'{END}",
        70,
        "unknown name f",
    ),
    "name of a later match": (f"{E}WHERE f.id = 'x' MATCH (f:Person){END}", 28, "unknown name f"),
    "step outside": (
        f"{WALK}WHERE all(s IN r WHERE s.role = 'x') AND s.role = 'y'{END}",
        77,
        "unknown name s",
    ),
    "relation as a node": (
        "MATCH (e)-[r:SUCCEEDS]->(f) MATCH (r) RETURN 1 AS x",
        35,
        "r is a relation",
    ),
    "node as a relation": ("MATCH (e)-[e:SUCCEEDS]->(f) RETURN 1 AS x", 10, "e is a node already"),
    "relation again": (
        "MATCH (e)-[r:SUCCEEDS]->(f)-[r:SUCCEEDS]->(g) RETURN 1 AS x",
        28,
        "give this relation its own name",
    ),
    "relation again in EXISTS": (
        "MATCH (e)-[r:SUCCEEDS]->(f) WHERE EXISTS { MATCH (e)-[r:SUCCEEDS]->() } RETURN 1 AS x",
        53,
        "its own name",
    ),
    "list as one relation": (f"{WALK}WHERE r.role = 'x'{END}", 42, "write all(s IN r WHERE s.role"),
    "one relation as a list": (
        "MATCH (p)-[r:OFFICER_OF]->(e) WHERE size(r) = 1 RETURN 1 AS x",
        37,
        "only a relation such as *1..3 has steps",
    ),
    "step with a known name": (
        f"{WALK}WHERE all(p IN r WHERE p.role = 'x'){END}",
        42,
        "another name",
    ),
    "EXISTS on a step": (
        f"{WALK}WHERE all(s IN r WHERE EXISTS {{ MATCH (e) }}){END}",
        59,
        "does not stand",
    ),
    "node returned": (
        f"{E}RETURN e AS e",
        29,
        "e is no value: take a property of it, such as e.id",
    ),
    "node counted": (f"{E}RETURN count(DISTINCT e) AS n", 44, "such as e.id"),
    "list returned": (f"{WALK}RETURN r AS r", 43, "r is no value"),
    "node and value": (f"{E}WHERE e = 'x'{END}", 28, "e is no value"),
    "two relations": (
        "MATCH (a)-[r:SUCCEEDS]->(b)-[q:SUCCEEDS]->(c) WHERE r <> q RETURN 1 AS x",
        53,
        "r is a relation: compare the id",
    ),
    "nodes in order": ("MATCH (a)-[:SUCCEEDS]->(b) WHERE a < b RETURN 1 AS x", 34, "with = or <>"),
    "text and number": (
        f"{E}WHERE e.name = 1{END}",
        28,
        "e.name is a text and 1 is a whole number",
    ),
    "number and text": (f"{E}WHERE '1' = e.employees{END}", 28, "'1' is a text and e.employees is"),
    "date and text": (f"{E}WHERE e.started_on > '2024-01-31'{END}", 28, "write date('2024-01-31')"),
    "date and number": (f"{E}WHERE e.started_on > 5{END}", 28, "e.started_on is a date and 5 is"),
    "two literals": (f"{E}WHERE 1 = '1'{END}", 28, "1 is a whole number and '1' is a text"),
    "truth in order": ("MATCH (b:Branch) WHERE b.is_main > true RETURN 1 AS x", 24, "with = or <>"),
    "truth and text": (
        "MATCH (b:Branch) WHERE b.is_main = 'yes' RETURN 1 AS x",
        24,
        "true or false",
    ),
    "truth alone": ("MATCH (b:Branch) WHERE b.is_main RETURN 1 AS x", 24, "write b.is_main = true"),
    "value alone": (f"{E}WHERE e.name{END}", 28, "a value stands where a condition is needed"),
    "equals null": (f"{E}WHERE e.name = null{END}", 37, "write IS NULL"),
    "null in a list": (f"{E}WHERE e.name IN ['x', null]{END}", 44, "a list holds none"),
    "null returned": (f"{E}RETURN null AS x", 29, "nothing equals null"),
    "mixed list": (f"{E}WHERE e.name IN ['x', 1]{END}", 44, "e.name is a text and 1 is"),
    "text test of a number": (
        f"{E}WHERE e.employees CONTAINS '1'{END}",
        28,
        "is a whole number, not a text",
    ),
    "text test by a number": (
        f"{E}WHERE e.name CONTAINS 1{END}",
        44,
        "1 is a whole number, not a text",
    ),
    "text later": (
        f"{E}WHERE e.name + duration({{days: 1}}) > $as_of{END}",
        28,
        "is a text, not a date",
    ),
    "half a day later": (
        f"{E}WHERE e.started_on + duration({{days: 0.5}}) > $as_of{END}",
        59,
        "whole number",
    ),
    "far too late": (
        f"{E}WHERE e.started_on + duration({{days: 40000}}) > $as_of{END}",
        59,
        "at most 36600",
    ),
    "days between texts": (
        f"{E}WHERE duration.inDays(e.name, $as_of).days > 1{END}",
        44,
        "not a date",
    ),
    "parameter of two types": (
        f"{E}WHERE e.name = $x OR e.started_on = $x{END}",
        58,
        "$x is a date here and a text in line 1",
    ),
    "parameter as one and list": (
        f"{E}WHERE e.name = $x OR e.name IN $x{END}",
        53,
        "a list, each a text,",
    ),
    "parameter of days and of numbers": (
        "MATCH (e)<-[r:SHAREHOLDER_OF]-(p) "
        "WHERE r.share = $x AND r.valid_from + duration({days: $x}) "
        "> $as_of RETURN 1 AS x",
        89,
        "a whole number everywhere",
    ),
    "two parameters": (f"{E}WHERE $x = $y{END}", 28, "compare them with a property"),
    "parameter in an empty list": (f"{E}WHERE $x IN []{END}", 28, "an empty list gives no type"),
    "parameter in a parameter": (f"{E}WHERE $x IN $y{END}", 28, "before IN is a property"),
    "parameter returned": (f"{E}RETURN $x AS x", 29, "$x is not compared with a property above"),
    "list returned by name": (f"{E}WHERE e.id IN $x RETURN $x AS x", 46, "$x is not compared"),
    "parameter is null": (f"{E}WHERE $x IS NULL{END}", 28, "$x always has a value"),
    "as_of as a text": (
        f"{E}WHERE e.name = $as_of{END}",
        28,
        "e.name is a text and $as_of is a date",
    ),
    "as_of as a list": (f"{E}WHERE e.started_on IN $as_of{END}", 28, "behind it a list"),
    "run": (f"{E}WHERE e.id = $run{END}", 35, "$run is the engine's own"),
    "equal columns": (f"{E}RETURN e.id AS id, e.name AS ID", 51, "two columns are called ID"),
    "impossible way": (
        "MATCH (l:Location)-[:OFFICER_OF]->(e) RETURN 1 AS x",
        19,
        "no OFFICER_OF goes from Location to any node: it goes from Enterprise to "
        "Enterprise, Person to Enterprise",
    ),
    "against the only way": (
        "MATCH (p:Person)<-[:OFFICER_OF]-(e) RETURN 1 AS x",
        17,
        "no OFFICER_OF goes from any node to Person",
    ),
    "impossible either way": (
        "MATCH (p:Person)-[:OFFICER_OF]-(q:Person) RETURN 1 AS x",
        17,
        "goes between Person and Person",
    ),
    "impossible in two steps": (
        "MATCH (b:Branch)-[:BRANCH_OF*2]->(e) RETURN 1 AS x",
        17,
        "no BRANCH_OF",
    ),
    "impossible by another hop": (
        "MATCH (b)-[:BRANCH_OF]->(x)-[:PART_OF]->(l) RETURN 1 AS x",
        28,
        "no PART_OF goes from Enterprise",
    ),
    "impossible inside EXISTS": (
        f"{E}WHERE EXISTS {{ MATCH (e)-[:PART_OF]->() }}{END}",
        46,
        "no PART_OF",
    ),
    "two labels that exclude": (
        "MATCH (x:Person)-[:OFFICER_OF]->(e) MATCH (x:Enterprise) RETURN 1 AS x",
        43,
        "cannot also be Enterprise",
    ),
    "types that differ by kind": (
        "MATCH (p)-[r:SHAREHOLDER_OF|HOLDS_RIGHT]->(x) WHERE r.share = 1 RETURN 1 AS x",
        53,
        "share is a number of SHAREHOLDER_OF, a text of HOLDS_RIGHT",
    ),
    "more than 64 combinations": (
        "MATCH (a)-[:SUCCEEDS*1..6]->(b)-[:SUCCEEDS*1..6]->(c)-[:SUCCEEDS*1..2]->(d) RETURN 1 AS x",
        54,
        "more than 64 combinations",
    ),
    "combinations inside EXISTS": (
        "MATCH (a)-[:SUCCEEDS*1..6]->(b)-[:SUCCEEDS*1..6]->(c) "
        "WHERE EXISTS { MATCH (a)-[:SUCCEEDS*1..2]->() } RETURN 1 AS x",
        79,
        "more than 64",
    ),
    "more than 24 steps": (
        "MATCH (a)" + "-[:SUCCEEDS*6]->()" * 4 + "-[:SUCCEEDS]->(b) RETURN 1 AS x",
        82,
        "24 steps",
    ),
}


@pytest.mark.parametrize(
    ("text", "column", "said"), [pytest.param(*case, id=name) for name, case in REFUSED.items()]
)
def test_mistake_is_refused_with_place_and_advice(text: str, column: int, said: str) -> None:
    with pytest.raises(PatternError) as refused:
        parse(text)
    assert said in refused.value.what
    assert (refused.value.line, refused.value.column) == (1, column)


def test_sixty_four_combinations_and_twenty_four_steps_are_allowed() -> None:
    eight = "-[:SUCCEEDS*1..4]->()-[:SUCCEEDS*1..4]->()-[:SUCCEEDS*1..4]->()"
    assert parse(f"MATCH (a){eight} RETURN 1 AS x").kinds == ("SUCCEEDS",)
    assert parse("MATCH (a)" + "-[:SUCCEEDS*6]->()" * 4 + " RETURN 1 AS x").kinds


def test_parameters_take_their_type_from_where_they_stand() -> None:
    found = parse(
        f"{E}WHERE e.name = $text AND e.employees > $number AND e.id IN $ids AND e.started_on + "
        "duration({days: $days}) > $as_of AND $day < e.started_on RETURN $number AS n"
    )
    assert [(p.name, p.type, p.is_list, p.is_days) for p in found.params] == [
        ("day", Type.DATE, False, False),
        ("days", Type.INT, False, True),
        ("ids", Type.TEXT, True, False),
        ("number", Type.INT, False, False),
        ("text", Type.TEXT, False, False),
    ]
    assert found.columns[0].type is Type.INT


def test_parameter_for_whole_and_other_numbers_is_a_number() -> None:
    found = parse(
        "MATCH (e:Enterprise)<-[r:SHAREHOLDER_OF]-() WHERE e.employees > $n OR r.share > $n"
        " RETURN e.id AS id"
    )
    assert [param.type for param in found.params] == [Type.REAL]


def test_columns_have_the_types_of_their_values() -> None:
    found = parse(
        "MATCH (p)-[r:SHAREHOLDER_OF*1..2]->(e)-[:SUCCEEDS]->(f) RETURN size(r) AS size, "
        "count(DISTINCT e.id) AS n, collect(f.started_on) AS days, min(e.employees) AS low, "
        "f.name AS name, 0.5 AS half, f.started_on + duration({days: 1}) AS next, true AS yes"
    )
    assert [(c.name, c.type, c.is_list) for c in found.columns] == [
        ("size", Type.INT, False),
        ("n", Type.INT, False),
        ("days", Type.DATE, True),
        ("low", Type.INT, False),
        ("name", Type.TEXT, False),
        ("half", Type.REAL, False),
        ("next", Type.DATE, False),
        ("yes", Type.BOOL, False),
    ]
