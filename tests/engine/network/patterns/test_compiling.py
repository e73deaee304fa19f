"""Both languages: no value and no name of the writer but columns; time and run are added."""

import re

import pytest

from engine.network.patterns import parse
from engine.network.patterns.to_duckdb import sql
from engine.network.patterns.to_neo4j import cypher
from tests.engine.network.contract import CASES, Case
from tests.engine.network.graphs import AS_OF

TEXT = (
    "MATCH (who:Person|Enterprise)-[walked:OFFICER_OF|SHAREHOLDER_OF*1..2]->(firm) "
    "WHERE firm.name = 'secret' AND firm.id IN $wanted "
    "AND all(each IN walked WHERE each.role = 'q') "
    "AND NOT EXISTS { MATCH (firm)<-[:BRANCH_OF]-(place) WHERE place.employees > 42 } "
    "RETURN DISTINCT who.id AS person, count(*) AS n"
)


def test_cypher_is_written_anew_with_run_and_time() -> None:
    assert cypher(parse(TEXT)).text == (
        "MATCH (n1:Person|Enterprise {run: $run})-[w3:OFFICER_OF|SHAREHOLDER_OF*1..2]->"
        "(n2 {run: $run})\n"
        "WHERE ((n2.`name` = $l_1) AND (n2.`id` IN $p_1) AND "
        "all(s4 IN w3 WHERE (s4.`role` = $l_2)) AND (NOT EXISTS { "
        "MATCH (n2 {run: $run})<-[r6:BRANCH_OF]-(n5 {run: $run})\n"
        "WHERE (n5.`employees` > $l_3) AND "
        "(r6.valid_from IS NULL OR r6.valid_from <= $as_of) })) AND "
        "all(t_w3 IN w3 WHERE t_w3.valid_from IS NULL OR t_w3.valid_from <= $as_of) AND "
        "none(h_w3 IN tail(w3) WHERE coalesce(h_w3.from_hub, false)) AND "
        "none(h_w3 IN w3[..-1] WHERE coalesce(h_w3.to_hub, false))\n"
        "RETURN DISTINCT n1.`id` AS `person`, count(*) AS `n`"
    )


@pytest.mark.parametrize(
    ("path", "damped"),
    [
        ("(p)-[o:OFFICER_OF]->(e:Enterprise)", ()),
        (
            "(p)-[o:OFFICER_OF]->(e:Enterprise)<-[b:BRANCH_OF]-(x)",
            ("r4.to_hub", "r5.to_hub"),
        ),
        (
            "(e)<-[o:OFFICER_OF]-(p)-[s:SHAREHOLDER_OF]->(f)",
            ("r4.from_hub", "r5.from_hub"),
        ),
        (
            "(e)<-[o:OFFICER_OF*1..3]-(p)-[s:SHAREHOLDER_OF*2]->(f)",
            ("last(w4).from_hub", "head(w5).from_hub"),
        ),
    ],
)
def test_no_hub_may_be_where_a_match_goes_on(path: str, damped: tuple[str, ...]) -> None:
    text = cypher(parse(f"MATCH {path} RETURN count(*) AS n")).text
    assert tuple(re.findall(r"NOT coalesce\((\S+), false\)", text)) == damped


def test_values_are_bound_by_names_of_the_engine() -> None:
    compiled = cypher(parse(TEXT))
    bound = compiled.bind({"wanted": ("a", "b")}, as_of=AS_OF, run="2026-W23")
    assert bound == {
        "run": "2026-W23",
        "as_of": AS_OF,
        "l_1": "secret",
        "l_2": "q",
        "l_3": 42,
        "p_1": ("a", "b"),
    }
    assert compiled.names == tuple(sorted(bound))


def test_each_value_of_a_list_is_bound_by_itself_in_sql() -> None:
    compiled = sql(parse(TEXT), {"wanted": 2})
    bound = compiled.bind({"wanted": ("a", "b")}, as_of=AS_OF)
    assert (bound["p_1"], bound["p_2"]) == ("a", "b")
    assert "run" not in bound
    assert compiled.text.count("UNION ALL\nSELECT n1") == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_value_and_no_name_of_the_writer_reaches_a_database(case: Case) -> None:
    pattern = parse(case.text)
    sizes = {name: len(value) for name, value in case.params.items() if isinstance(value, list)}
    for compiled in (sql(pattern, sizes), cypher(pattern)):
        bare = re.sub(r'(AS|as) (`\w+`|"\w+")', "", compiled.text)
        assert "'" not in bare
        assert set(re.findall(r"\$(\w+)", bare)) == set(compiled.names)
        given = set(compiled.names) - {"as_of", "run"}
        assert all(re.fullmatch(r"[lp]_[0-9]+", name) for name in given)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_node_is_of_the_run_and_every_relation_in_time(case: Case) -> None:
    text = cypher(parse(case.text)).text
    nodes = re.findall(r"\((n\d+)(?::[\w|]+)?( \{run: \$run\})?\)", text)
    assert nodes
    assert all(run for _, run in nodes)
    for name in re.findall(r"\[([rw]\d+):", text):
        step = f"t_{name}" if name.startswith("w") else name
        assert f"{step}.valid_from IS NULL OR {step}.valid_from <= $as_of" in text


def test_same_pattern_gives_the_same_text() -> None:
    assert sql(parse(TEXT), {"wanted": 1}) == sql(parse(TEXT), {"wanted": 1})


def test_relation_implies_a_label_without_reading_the_nodes() -> None:
    text = sql(parse("MATCH (b:Branch)-[:BRANCH_OF]->(e:Enterprise) RETURN count(*) AS n")).text
    assert "node_" not in text
    assert "node_person" in sql(parse("MATCH (p:Person)-[:OFFICER_OF]->() RETURN 1 AS x")).text
