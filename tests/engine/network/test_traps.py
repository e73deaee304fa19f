"""The traps of `network.md`, each on the smallest graph that shows it, answered by hand."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

import duckdb
import pytest

from engine.errors import PatternError
from engine.network.embedded import Embedded
from engine.network.patterns import Value, parse
from engine.network.patterns.to_duckdb import sql
from engine.network.patterns.to_neo4j import cypher
from tests.engine.network.graphs import AS_OF, Graph, load, node, relation

Ask: TypeAlias = Callable[..., list[tuple[Any, ...]]]

PEOPLE = (
    node("Enterprise", "E0", name="een"),
    node("Enterprise", "E1", name=None),
    node("Person", "P2"),
)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as con:
        yield con


@pytest.fixture
def ask(con: duckdb.DuckDBPyConnection) -> Iterator[Ask]:
    """Loads a graph and answers a pattern on it."""
    backends = []

    def rows(
        graph: Graph, text: str, params: Mapping[str, Value] | None = None
    ) -> list[tuple[Any, ...]]:
        load(con, graph)
        backends.append(Embedded(con))
        found = backends[-1].rows(parse(text), params or {}, as_of=AS_OF)
        return [tuple(row.values()) for row in found.to_pylist()]

    yield rows
    for backend in backends:
        backend.close()


def test_trap_1_joins_keep_the_order_of_the_text_and_close_circles_first() -> None:
    text = (
        "MATCH (a:Enterprise)-[:SUCCEEDS]->(b)-[:OFFICER_OF]->(c), (a)-[:SHAREHOLDER_OF]->(b)"
        " RETURN c.name AS name"
    )
    joined = [
        line for line in sql(parse(text)).text.splitlines() if "JOIN" in line or "FROM (S" in line
    ]
    order = [line.split(" AS ")[-1].split(" ON ")[0] for line in joined]
    assert order == ["r4", "r6", "r5", "n3"]
    assert "CROSS JOIN" not in "".join(joined)


def test_trap_1_the_database_is_told_not_to_reorder(con: duckdb.DuckDBPyConnection) -> None:
    Embedded(con, memory_mb=300).close()
    settings = con.sql("SELECT name, value FROM duckdb_settings()").fetchall()
    found = {
        name: value for name, value in settings if name in ("disabled_optimizers", "memory_limit")
    }
    assert set(found["disabled_optimizers"].split(",")) == {"join_filter_pushdown", "join_order"}
    assert found["memory_limit"].startswith(("286", "300"))


def test_trap_1_paths_that_do_not_meet_are_pointed_out() -> None:
    assert "do not meet" in str(parse("MATCH (a:Person), (b:Branch) RETURN 1 AS x").warnings[0])


PARALLEL = Graph(
    PEOPLE,
    (
        relation("OFFICER_OF", 2, 0, "r0"),
        relation("OFFICER_OF", 2, 0, "r1"),
        relation("OFFICER_OF", 2, 1, "r2"),
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("MATCH (a)<-[r:OFFICER_OF]-(p)-[q:OFFICER_OF]->(b)", 6, id="one path"),
        pytest.param("MATCH (a)<-[r:OFFICER_OF]-(p), (p)-[q:OFFICER_OF]->(b)", 6, id="comma"),
        pytest.param(
            "MATCH (a)<-[r:OFFICER_OF]-(p) MATCH (p)-[q:OFFICER_OF]->(b)", 9, id="two MATCH"
        ),
        pytest.param("MATCH (a)-[r:OFFICER_OF*2]-(b)", 8, id="within one list of steps"),
        pytest.param("MATCH (a)<-[r:OFFICER_OF]-(p), (p)-[q:OFFICER_OF*1..2]-(b)", 8, id="both"),
        pytest.param(
            "MATCH (a)<-[r:OFFICER_OF]-(p) WHERE EXISTS { MATCH (p)-[:OFFICER_OF]->(a) }",
            3,
            id="EXISTS walks it again",
        ),
    ],
)
def test_trap_2_a_relation_is_walked_once_per_match(ask: Ask, text: str, expected: int) -> None:
    assert ask(PARALLEL, f"{text} RETURN count(*) AS n") == [(expected,)]


def test_trap_3_parallel_appointments_bring_the_same_company_back(ask: Ask) -> None:
    text = "MATCH (a)<-[:OFFICER_OF]-(p)-[:OFFICER_OF]->(b) {} RETURN DISTINCT a.id AS a, b.id AS b"
    assert ("E0", "E0") in ask(PARALLEL, text.format(""))
    assert ask(PARALLEL, text.format("WHERE a <> b")) == [("E0", "E1"), ("E1", "E0")]


LOOP = Graph(PEOPLE, (relation("SUCCEEDS", 0, 0, "r0"), relation("SUCCEEDS", 0, 1, "r1")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("MATCH (a)-[r:SUCCEEDS]-(b)", 3, id="either way"),
        pytest.param("MATCH (a)-[r:SUCCEEDS]-(a)", 1, id="itself"),
        pytest.param("MATCH (a)-[r:SUCCEEDS*1..2]-(b)", 5, id="in a list of steps"),
        pytest.param("MATCH (a)-[r:SUCCEEDS|OFFICER_OF]-(b)", 3, id="of two kinds"),
    ],
)
def test_trap_4_a_self_loop_either_way_is_one_row(ask: Ask, text: str, expected: int) -> None:
    assert ask(LOOP, f"{text} RETURN count(*) AS n") == [(expected,)]


@pytest.mark.parametrize(
    ("condition", "params", "expected"),
    [
        pytest.param("e.name IN []", {}, [], id="null in nothing is false"),
        pytest.param("NOT e.name IN []", {}, [("E0",), ("E1",)], id="and not in it is true"),
        pytest.param("NOT e.name IN $l", {"l": []}, [("E0",), ("E1",)], id="the same when given"),
        pytest.param("NOT e.name IN $l", {"l": ["x"]}, [("E0",)], id="else null is null"),
        pytest.param("NOT e.name IN ['x']", {}, [("E0",)], id="in the text too"),
        pytest.param(
            "NOT (e.name IN [] AND e.name = 'x')", {}, [("E0",), ("E1",)], id="false wins"
        ),
    ],
)
def test_trap_5_null_in_a_list(
    ask: Ask, condition: str, params: dict[str, Value], expected: list[tuple[str]]
) -> None:
    text = f"MATCH (e:Enterprise) WHERE {condition} RETURN e.id AS id"
    assert ask(Graph(PEOPLE, ()), text, params) == expected


@pytest.mark.parametrize("given", [[None], ["x", None], None], ids=["alone", "behind", "as a list"])
def test_trap_5_null_is_no_element(ask: Ask, given: Any) -> None:
    with pytest.raises(PatternError, match=r"\$l is a "):
        ask(PARALLEL, "MATCH (e:Enterprise) WHERE e.id IN $l RETURN e.id AS id", {"l": given})


def test_trap_6_collect_skips_null_gives_no_null_and_is_sorted(ask: Ask) -> None:
    graph = Graph(
        (node("Enterprise", "E0", name="b"), *PEOPLE, node("Enterprise", "E4", name="a")), ()
    )
    text = "MATCH (e:Enterprise) {} RETURN collect(e.name) AS names"
    assert ask(graph, text.format("")) == [(["a", "b", "een"],)]
    assert ask(graph, text.format("WHERE e.name IS NULL")) == [([],)]
    assert ask(graph, text.format("WHERE e.id = 'x'")) == [([],)]


@pytest.mark.parametrize(
    "condition", ["e.employees = '1'", "e.name = 1", "e.started_on > '2024-01-31'"]
)
def test_trap_7_types_are_checked_before_any_database_converts(condition: str) -> None:
    with pytest.raises(PatternError, match="is a text"):
        parse(f"MATCH (e:Enterprise) WHERE {condition} RETURN e.id AS id")


def test_trap_7_dates_stay_dates_on_both_sides(ask: Ask) -> None:
    day = date(2025, 1, 31)
    graph = Graph((node("Enterprise", "E0", started_on=day),), ())
    text = "MATCH (e:Enterprise) WHERE e.started_on = $day RETURN e.started_on AS day"
    assert ask(graph, text, {"day": day}) == [(day,)]
    assert cypher(parse(text)).bind({"day": day}, as_of=AS_OF, run="r")["p_1"] == day


def test_trap_8_a_misspelt_property_is_refused_and_not_null() -> None:
    with pytest.raises(PatternError, match=r"unknown property started: is it started_on\?"):
        parse("MATCH (e:Enterprise) WHERE e.started IS NULL RETURN e.id AS id")


def test_trap_9_alternatives_of_labels_never_count_a_node_twice(ask: Ask) -> None:
    text = "MATCH (x:Person|Enterprise|Person) RETURN x.id AS id"
    assert ask(PARALLEL, text) == [("E0",), ("E1",), ("P2",)]


def test_relation_that_began_after_as_of_is_not_known_in_any_step(ask: Ask) -> None:
    later, known = date(2026, 6, 2), date(2026, 6, 1)
    graph = Graph(
        PEOPLE,
        (
            relation("OFFICER_OF", 2, 0, "r0", valid_from=known),
            relation("OFFICER_OF", 0, 1, "r1", valid_from=later),
            relation("OFFICER_OF", 2, 1, "r2", valid_from=None, valid_to=known),
        ),
    )
    assert ask(graph, "MATCH ()-[r:OFFICER_OF*1..2]->(e) RETURN e.id AS e, size(r) AS n") == [
        ("E0", 1),
        ("E1", 1),
    ]
    text = "MATCH (e:Enterprise) WHERE EXISTS { MATCH (e)-[:OFFICER_OF]->() } RETURN e.id AS e"
    assert ask(graph, text) == []


def _chain(**hubs: bool) -> Graph:
    """A person over two companies; `hubs` says at which end of which step a hub stands."""
    first = {
        name.removeprefix("first_"): is_hub for name, is_hub in hubs.items() if "first" in name
    }
    last = {name.removeprefix("last_"): is_hub for name, is_hub in hubs.items() if "last" in name}
    steps = (
        relation("SHAREHOLDER_OF", 2, 0, "r0", **first),
        relation("SHAREHOLDER_OF", 0, 1, "r1", **last),
    )
    return Graph(PEOPLE, steps)


@pytest.mark.parametrize("arrow", ["->", "-"])
@pytest.mark.parametrize(
    ("hubs", "found"),
    [
        ({}, [("E0",), ("E1",)]),
        ({"last_to_hub": True}, [("E0",), ("E1",)]),
        ({"first_from_hub": True}, [("E0",), ("E1",)]),
        ({"first_to_hub": True}, [("E0",)]),
        ({"last_from_hub": True}, [("E0",)]),
    ],
    ids=["none", "at the end", "at the start", "between, by the first", "between, by the last"],
)
def test_walk_of_steps_may_end_at_a_hub_and_goes_through_none(
    ask: Ask, arrow: str, hubs: dict[str, bool], found: list[tuple[str]]
) -> None:
    text = f"MATCH (p:Person)-[r:SHAREHOLDER_OF*1..2]{arrow}(e) RETURN e.id AS e"
    assert ask(_chain(**hubs), text) == found


def test_walk_of_steps_does_not_go_on_at_a_hub_where_another_relation_meets_it(ask: Ask) -> None:
    text = "MATCH (p:Person)-[r:SHAREHOLDER_OF*1..2]->(e)-[q:SHAREHOLDER_OF]-(f) RETURN e.id AS e"
    assert ask(_chain(), text) == [("E0",)]
    assert ask(_chain(first_to_hub=True), text) == []
