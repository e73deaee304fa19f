"""What is outside the subset is refused by name, at the line and column where it begins."""

from pathlib import Path

import pytest

from engine.errors import PatternError
from engine.network.patterns import parse

START = "MATCH (e:Enterprise)\n"
ALL = f"{START}RETURN e.id AS id"
WHERE = f"{START}WHERE "
_SIGNS = '~!@#%^&*+=|\\"?><.;:`[]{}'
END = " RETURN e.id AS id"
E = "MATCH (e:Enterprise) "

REFUSED = {
    "WITH": (f"{START}WITH e RETURN e.id AS id", 2, 1, "WITH is not in the subset"),
    "OPTIONAL MATCH": (f"{START}OPTIONAL MATCH (e)", 2, 1, "OPTIONAL MATCH is not in the subset"),
    "ORDER BY": (f"{ALL} ORDER BY id", 2, 19, "ORDER BY is not in the subset: sort after it"),
    "LIMIT": (f"{ALL} LIMIT 5", 2, 19, "LIMIT is not in the subset"),
    "SKIP": (f"{ALL} SKIP 5", 2, 19, "SKIP is not in the subset"),
    "UNION": (f"{ALL}\nUNION MATCH (b)", 3, 1, "UNION is not in the subset"),
    "UNWIND": (f"UNWIND $ids AS x {START}", 1, 1, "UNWIND is not in the subset"),
    "CALL": ("CALL db.labels()", 1, 1, "CALL is not in the subset"),
    "CREATE": ("CREATE (e:Enterprise)", 1, 1, "CREATE is not in the subset: a pattern only reads"),
    "MERGE": (f"{START}MERGE (e)", 2, 1, "MERGE is not in the subset"),
    "SET": (f"{START}SET e.id = 'x'", 2, 1, "SET is not in the subset"),
    "DELETE": (f"{START}DELETE e", 2, 1, "DELETE is not in the subset"),
    "DETACH DELETE": (f"{START}DETACH DELETE e", 2, 1, "DETACH is not in the subset"),
    "REMOVE": (f"{START}REMOVE e.id", 2, 1, "REMOVE is not in the subset"),
    "FOREACH": (f"{START}FOREACH (x IN [] | SET x = 1)", 2, 1, "FOREACH is not in the subset"),
    "LOAD CSV": ("LOAD CSV FROM 'x' AS r", 1, 1, "LOAD CSV is not in the subset"),
    "USE": (f"USE neo4j {START}", 1, 1, "USE is not in the subset"),
    "PROFILE": (f"PROFILE {START}", 1, 1, "PROFILE is not in the subset"),
    "arithmetic plus": (f"{WHERE}e.employees + 1 > 2{END}", 2, 19, "arithmetic is not"),
    "arithmetic minus": (f"{WHERE}e.employees - 1 > 2{END}", 2, 19, "arithmetic is not"),
    "arithmetic times": (f"{WHERE}e.employees * 2 > 2{END}", 2, 19, "arithmetic is not"),
    "arithmetic over": (f"{WHERE}e.employees / 2 > 2{END}", 2, 19, "arithmetic is not"),
    "arithmetic on a count": (f"{START}RETURN count(*) + 1 AS n", 2, 17, "arithmetic is not"),
    "a date minus a duration": (
        f"{WHERE}e.started_on - duration({{days: 3}}) > $as_of{END}",
        2,
        20,
        "arithmetic is not",
    ),
    "a duration in months": (
        f"{WHERE}e.started_on + duration({{months: 3}}) > $as_of{END}",
        2,
        32,
        "number of days",
    ),
    "regex": (f"{WHERE}e.name =~ 'K.*'{END}", 2, 14, "regex (=~) is not in the subset"),
    "map in a node": ("MATCH (e:Enterprise {id: 'x'}) RETURN e.id AS id", 1, 21, "a map is not"),
    "map in a relation": (
        "MATCH (e)-[r:SUCCEEDS {days: 1}]->(f) RETURN e.id AS id",
        1,
        23,
        "a map is not",
    ),
    "map as a value": (f"{WHERE}e.id = {{a: 1}}{END}", 2, 14, "a map is not in the subset"),
    "a part of a parameter": (f"{WHERE}e.id = $p.id{END}", 2, 16, "a value cannot be taken apart"),
    "path variable": (
        "MATCH p = (e)-[:SUCCEEDS]->(f) RETURN e.id AS id",
        1,
        7,
        "a name for a whole path",
    ),
    "shortestPath": (
        "MATCH shortestPath((e)-[:SUCCEEDS*2]->(f)) RETURN 1 AS x",
        1,
        7,
        "shortestPath is not",
    ),
    "path as a condition": (f"{WHERE}(e)-[:SUCCEEDS]->(){END}", 2, 10, "a path as a condition"),
    "path in parentheses": (
        "MATCH ((e)-[:SUCCEEDS]->(f)){1,3} RETURN 1 AS x",
        1,
        8,
        "does not stand here: paths are",
    ),
    "relation without a kind": ("MATCH (e)-[r]->(f) RETURN e.id AS id", 1, 13, "names its kinds"),
    "relation without brackets": ("MATCH (e)-->(f) RETURN e.id AS id", 1, 11, "names its kinds"),
    "relation without anything": ("MATCH (e)--(f) RETURN e.id AS id", 1, 11, "names its kinds"),
    "relation that points both ways": (
        "MATCH (e)<-[:SUCCEEDS]->(f) RETURN e.id AS id",
        1,
        10,
        "a relation points one way",
    ),
    "any number of steps": ("MATCH (e)-[:SUCCEEDS*]->(f) RETURN 1 AS x", 1, 21, "how many steps"),
    "no most steps": ("MATCH (e)-[:SUCCEEDS*2..]->(f) RETURN 1 AS x", 1, 21, "how many steps"),
    "no fewest steps": ("MATCH (e)-[:SUCCEEDS*..2]->(f) RETURN 1 AS x", 1, 21, "how many steps"),
    "no step": ("MATCH (e)-[:SUCCEEDS*0..2]->(f) RETURN 1 AS x", 1, 21, "from 1 to 6 steps"),
    "seven steps": ("MATCH (e)-[:SUCCEEDS*1..7]->(f) RETURN 1 AS x", 1, 21, "from 1 to 6 steps"),
    "steps backwards": ("MATCH (e)-[:SUCCEEDS*3..2]->(f) RETURN 1 AS x", 1, 21, "smaller number"),
    "huge steps": (f"MATCH (e)-[:SUCCEEDS*{'9' * 5000}]->(f) RETURN 1 AS x", 1, 21, "1 to 6 steps"),
    "WHERE in a node": ("MATCH (e WHERE e.id = 'x') RETURN 1 AS x", 1, 10, "WHERE stands once"),
    "two labels at once": ("MATCH (e:Enterprise:Person) RETURN 1 AS x", 1, 20, "a colon does not"),
    "not a label": ("MATCH (e:!Person) RETURN 1 AS x", 1, 10, "alternatives only"),
    "a label as a condition": (f"{WHERE}e:Enterprise{END}", 2, 8, "a colon does not stand here"),
    "backticks around a label": ("MATCH (e:`Person`) RETURN 1 AS x", 1, 10, "between backticks"),
    "backticks around a name": ("MATCH (`e`) RETURN 1 AS x", 1, 8, "between backticks"),
    "backticks around a column": (f"{START}RETURN e.id AS `x`", 2, 16, "between backticks"),
    "a text in double quotes": (f'{WHERE}e.id = "x"{END}', 2, 14, "between single quotes"),
    "backslash in a text": (f"{WHERE}e.id = 'x\\'y'{END}", 2, 14, "no backslash"),
    "backslash outside": (f"{WHERE}e.id \\ 'x'{END}", 2, 12, "a backslash is not used"),
    "quote in a text": (f"{WHERE}e.id = 'it''s'{END}", 2, 18, "goes through a parameter"),
    "a text without end": (f"{WHERE}e.id = 'x{END}", 2, 14, "this text has no end"),
    "semicolon": (f"{ALL};", 2, 18, "a semicolon is not used"),
    "a second statement": (f"{ALL}; MATCH (x) DETACH DELETE x", 2, 18, "a semicolon is not used"),
    "long comment": (f"{START}/* x */{END}", 2, 1, "comments start with //"),
    "everything returned": (f"{START}RETURN *", 2, 8, "RETURN * is not in the subset"),
    "a column without a name": (f"{START}RETURN e.id", 2, 12, "every column has a name"),
    "a first column without a name": (f"{START}RETURN e.id, 1 AS x", 2, 12, "every column has"),
    "no RETURN": (START.strip(), 1, 21, "the pattern ends too early"),
    "nothing": ("", 1, 1, "the pattern ends too early"),
    "CASE": (f"{WHERE}CASE WHEN true THEN 1 END = 1{END}", 2, 7, "CASE stands in count, collect"),
    "CASE alone": (f"{E}RETURN CASE WHEN e.id = '' THEN 1 END AS n", 1, 29, "CASE stands in"),
    "ELSE": (
        f"{E}RETURN count(CASE WHEN e.id = '' THEN 1 ELSE 2 END) AS n",
        1,
        62,
        "ELSE is not in the subset here: CASE has one WHEN",
    ),
    "second WHEN": (
        f"{E}RETURN count(CASE WHEN e.id = '' THEN 1 WHEN e.id = 'a' THEN 2 END) AS n",
        1,
        62,
        "CASE has one WHEN",
    ),
    "CASE of a value": (
        f"{E}RETURN count(CASE e.id WHEN '' THEN 1 END) AS n",
        1,
        40,
        "'e' does not stand here",
    ),
    "CASE without END": (
        f"{E}RETURN count(CASE WHEN e.id = '' THEN 1) AS n",
        1,
        61,
        "does not stand here",
    ),
    "CASE in CASE": (
        f"{E}RETURN count(CASE WHEN e.id = '' THEN CASE WHEN e.id = '' THEN 1 END END) AS n",
        1,
        60,
        "CASE stands in",
    ),
    "XOR": (f"{WHERE}e.id = 'x' XOR e.id = 'y'{END}", 2, 18, "XOR is not in the subset"),
    "chain of comparisons": (f"{WHERE}1 < e.employees < 5{END}", 2, 23, "join two with AND"),
    "a condition in RETURN": (f"{START}RETURN count(*) > 1 AS x", 2, 17, "compare in WHERE"),
    "an aggregate in WHERE": (f"{WHERE}count(*) > 1{END}", 2, 7, "count does not stand here"),
    "sum": (f"{START}RETURN sum(e.employees) AS n", 2, 8, "sum is not in the subset"),
    "a function": (f"{START}RETURN coalesce(e.id, 'x') AS id", 2, 8, "the function coalesce"),
    "labels()": (f"{START}RETURN labels(e) AS l", 2, 8, "the function labels is not"),
    "exists()": (f"{WHERE}exists(e.name){END}", 2, 7, "EXISTS stands before { MATCH"),
    "EXISTS of a path": (f"{WHERE}EXISTS {{ (e) }}{END}", 2, 16, "EXISTS { starts with MATCH"),
    "RETURN in EXISTS": (
        f"{WHERE}EXISTS {{ MATCH (e) RETURN 1 }}{END}",
        2,
        26,
        "RETURN does not stand here",
    ),
    "two MATCH in EXISTS": (
        f"{WHERE}EXISTS {{ MATCH (e) MATCH (f) }}{END}",
        2,
        26,
        "inside EXISTS it comes once",
    ),
    "COUNT { }": (f"{WHERE}COUNT {{ MATCH (e) }} > 1{END}", 2, 7, "COUNT { ... } is not"),
    "single()": (f"{WHERE}single(x IN r WHERE x.a = 1){END}", 2, 7, "single is not in the subset"),
    "an index": (f"{WHERE}e['id'] = 'x'{END}", 2, 8, "a list or index is not in the subset"),
    "a list comprehension": (f"{WHERE}size([x IN r | x]) > 1{END}", 2, 12, "a list or index"),
    "date of a property": (f"{WHERE}date(e.name) = $as_of{END}", 2, 12, "date takes a text"),
    "a date that is none": (f"{WHERE}e.started_on = date('2026-02-30'){END}", 2, 27, "is no date"),
    "a week as a date": (f"{WHERE}e.started_on = date('2026-W01-1'){END}", 2, 27, "is no date"),
    "IS NOT TRUE": (f"{WHERE}e.id IS NOT TRUE{END}", 2, 12, "write IS NULL"),
    "a number in octal": (f"{WHERE}e.employees = 017{END}", 2, 21, "does not start with 0"),
    "a number with an exponent": (f"{WHERE}e.employees = 1e5{END}", 2, 21, "'1e5' does not stand"),
    "a number too large": (f"{WHERE}e.employees = 9{'0' * 20}{END}", 2, 21, "too large"),
    "a numbered parameter": (f"{WHERE}e.id = $1{END}", 2, 14, "a parameter is a letter"),
    "a letter that is not ASCII": (f"{START}RETURN e.id AS é", 2, 16, "plain ASCII"),
    "a letter that looks Latin": (f"{WHERE}e.id = 'K\u0430ag'{END}", 2, 14, "U+0430"),
    "a sign without a width": (f"{WHERE}e.id = 'K\u200baag'{END}", 2, 16, "cannot be seen"),
    "a sign that turns a comment": (f"{START}// \u202e x\n{END}", 2, 4, "cannot be seen"),
}


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [pytest.param(*case, id=name) for name, case in REFUSED.items()],
)
def test_what_is_outside_is_refused_by_name_and_place(
    text: str, line: int, column: int, said: str
) -> None:
    with pytest.raises(PatternError) as refused:
        parse(text)
    assert said in refused.value.what
    assert (refused.value.line, refused.value.column) == (line, column)
    assert str(refused.value).startswith(f"line {line}, column {column}: ")


@pytest.mark.parametrize("sign", _SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_no_sign_breaks_the_reading(sign: str) -> None:
    for text in (f"{sign}{ALL}", f"MATCH {sign}(e)", f"{WHERE}{sign}{END}", f"{ALL}{sign}"):
        with pytest.raises(PatternError):
            parse(text)


def test_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(PatternError, match="longer than 20000 characters"):
        parse(ALL + " " * 20_000)


def test_conditions_that_nest_too_deep_are_refused() -> None:
    deep = "(e.id = 'x' AND (e.id = 'y' OR " * 300 + "e.id = 'z'" + "))" * 300
    with pytest.raises(PatternError, match="nested too deep"):
        parse(WHERE + deep + END)


def test_many_parentheses_and_negations_are_no_depth() -> None:
    assert parse(WHERE + "(" * 3000 + "NOT " * 1001 + "e.id = 'x'" + ")" * 3000 + END).columns


def test_message_names_the_file() -> None:
    with pytest.raises(PatternError) as refused:
        parse(f"{ALL} LIMIT 5", file=Path("rules/features/x.cypher"))
    assert str(refused.value).startswith("rules/features/x.cypher:2:19: LIMIT is not")


def test_keywords_are_read_in_any_case_and_comments_are_left_out() -> None:
    text = """
    // who runs it
    match (E:Enterprise)<-[R:OFFICER_OF]-(p) // all
    where r.role = '// no comment' or NOT e.id in ['x'] and Exists { match (p) }
    return distinct E.id as Id, COUNT(*) As n
    """
    found = parse(text.replace("r.role", "R.role").replace("e.id in", "E.id in"))
    assert [column.name for column in found.columns] == ["Id", "n"]
