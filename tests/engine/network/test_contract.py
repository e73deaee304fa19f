"""What every backend promises, on the embedded graph always and on a real graph server.

On the server every graph is a run of its own and all stay, so that a pattern that looked into
another run would find too much.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from engine import duck
from engine.errors import NetworkError, NetworkLimit, PatternError
from engine.network import answer, neo4j_runs
from engine.network.backend import Backend, Value
from engine.network.embedded import Embedded
from engine.network.neo4j_backend import Neo4jBackend
from engine.network.neo4j_push import push
from engine.network.neo4j_server import Server, connect
from engine.network.patterns import Pattern, parse
from tests.engine.network import oracle
from tests.engine.network.contract import CASES, Case
from tests.engine.network.graphs import ADVERSARIAL, AS_OF, Graph, load, node
from tests.engine.network.texts import cases, values
from tests.graph_server import GraphServer

EMPTY = Graph((), ())
BACKENDS = ["embedded", pytest.param("neo4j", marks=pytest.mark.server)]
ON = Callable[[Graph], Backend]
"""Gives a backend that answers on a graph."""


@pytest.fixture(scope="module")
def embedded_on() -> Iterator[ON]:
    with ExitStack() as opened:

        def on(graph: Graph) -> Backend:
            con = opened.enter_context(duck.connect(config={"threads": 1}))
            load(con, graph)
            backend = Embedded(con)
            opened.callback(backend.close)
            return backend

        yield on


@pytest.fixture(scope="module")
def server(graph_server: GraphServer) -> Iterator[Server]:
    with connect(graph_server.settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def server_on(server: Server) -> ON:
    def on(graph: Graph) -> Neo4jBackend:
        with duck.connect() as con:
            load(con, graph)
            return Neo4jBackend(server, push(con, "contract", server).run)

    return on


@pytest.fixture(scope="module", params=BACKENDS)
def on(request: pytest.FixtureRequest) -> ON:
    name = "embedded_on" if request.param == "embedded" else "server_on"
    found: ON = request.getfixturevalue(name)
    return found


@pytest.fixture(scope="module")
def adversarial(on: ON) -> Backend:
    return on(ADVERSARIAL)


@pytest.fixture(scope="module")
def nothing(on: ON) -> Backend:
    return on(EMPTY)


def check(backend: Backend, graph: Graph, pattern: Pattern, params: dict[str, Value]) -> int:
    """The rows and types are those of the oracle; how many rows there are."""
    found = backend.rows(pattern, params, as_of=AS_OF)
    expected = oracle.rows(graph, pattern, params, as_of=AS_OF)
    assert found.schema == answer.schema(pattern)
    assert [tuple(row.values()) for row in found.to_pylist()] == expected
    return len(expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_feature_is_answered_as_by_brute_force(adversarial: Backend, case: Case) -> None:
    found = check(adversarial, ADVERSARIAL, parse(case.text), dict(case.params))
    assert found, "a case that finds nothing shows nothing"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_empty_graph_gives_no_rows_or_counts_nothing(nothing: Backend, case: Case) -> None:
    check(nothing, EMPTY, parse(case.text), dict(case.params))


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) >= 40


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "has no value"),
        ({"name": "a", "other": "b"}, "no parameter|unknown parameter|other"),
        ({"name": 1}, "is a text|not 1"),
        ({"name": None}, "not None"),
    ],
    ids=["missing", "not used", "of another type", "unknown"],
)
def test_value_that_does_not_fit_is_refused_before_it_is_sent(
    adversarial: Backend, params: dict[str, Value], message: str
) -> None:
    pattern = parse("MATCH (e:Enterprise) WHERE e.name = $name RETURN e.id AS id")
    with pytest.raises(PatternError, match=message):
        adversarial.rows(pattern, params, as_of=AS_OF)


HOSTILE = ("' OR '1'='1", "`", '"', "}) DETACH DELETE n //", "$run", "\\", "\u0000", "\ufdd0", "")


def test_text_that_looks_like_a_language_finds_only_itself(on: ON) -> None:
    names = {f"E{number}": text for number, text in enumerate(HOSTILE)}
    graph = Graph(tuple(node("Enterprise", id, name=text) for id, text in names.items()), ())
    backend = on(graph)
    pattern = parse("MATCH (e:Enterprise) WHERE e.name = $name RETURN e.id AS id")
    for id, text in names.items():
        found = backend.rows(pattern, {"name": text}, as_of=AS_OF)
        assert found.to_pylist() == [{"id": id}], text
    everyone = parse("MATCH (e:Enterprise) RETURN count(*) AS n")
    assert backend.rows(everyone, {}, as_of=AS_OF).to_pylist() == [{"n": len(names)}]


def test_relation_of_a_later_day_does_not_exist_yet(adversarial: Backend) -> None:
    pattern = parse("MATCH (a)-[r:OFFICER_OF]->(b) RETURN r.valid_from AS day")
    before = adversarial.rows(pattern, {}, as_of=date(1900, 1, 1)).to_pylist()
    after = adversarial.rows(pattern, {}, as_of=date(2900, 1, 1)).to_pylist()
    assert {row["day"] for row in before} == {None}
    assert len(before) < len(after)


def _agree(server_on: ON, embedded_on: ON, case: tuple[Graph, Pattern]) -> None:
    graph, pattern = case
    params = values(pattern)
    check(server_on(graph), graph, pattern, params)
    check(embedded_on(graph), graph, pattern, params)


@pytest.mark.server
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases())
def test_graph_server_finds_what_duckdb_and_brute_force_find(
    server_on: ON, embedded_on: ON, case: tuple[Graph, Pattern]
) -> None:
    _agree(server_on, embedded_on, case)


@pytest.mark.soak
@pytest.mark.server
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases())
def test_graph_server_agrees_at_length(
    server_on: ON, embedded_on: ON, case: tuple[Graph, Pattern]
) -> None:
    _agree(server_on, embedded_on, case)


@pytest.mark.server
def test_run_that_is_deleted_meanwhile_is_told_and_not_read_in_part(
    server: Server, server_on: ON
) -> None:
    backend = server_on(Graph((node("Enterprise", "E0", name="weg"),), ()))
    assert isinstance(backend, Neo4jBackend)
    neo4j_runs.delete(server, backend.run.key)
    pattern = parse("MATCH (e:Enterprise) RETURN e.id AS id")
    with pytest.raises(NetworkError, match="run 'contract' was deleted"):
        backend.rows(pattern, {}, as_of=AS_OF)


@pytest.mark.server
def test_pattern_beyond_a_limit_of_the_server_is_told_with_the_way_out(
    server_on: ON, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = server_on(ADVERSARIAL)

    def too_long(*_: object) -> None:
        raise NetworkLimit("this takes longer than 60 seconds")

    monkeypatch.setattr(Server, "read", too_long)
    pattern = parse("MATCH (e:Enterprise) RETURN e.id AS id")
    with pytest.raises(PatternError, match="longer than 60 seconds: start more selectively"):
        backend.rows(pattern, {}, as_of=AS_OF)
