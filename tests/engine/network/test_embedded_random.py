"""Random patterns on random graphs: the embedded answer is the one found by trying everything."""

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from engine.network.embedded import Embedded
from engine.network.patterns import Pattern
from tests.engine.network import oracle
from tests.engine.network.graphs import AS_OF, Graph, load
from tests.engine.network.texts import cases, values


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as con:
        yield con


@pytest.fixture(scope="module")
def embedded(con: duckdb.DuckDBPyConnection) -> Iterator[Embedded]:
    backend = Embedded(con)
    yield backend
    backend.close()


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(case=cases())
def test_embedded_finds_what_brute_force_finds(
    con: duckdb.DuckDBPyConnection, embedded: Embedded, case: tuple[Graph, Pattern]
) -> None:
    graph, pattern = case
    load(con, graph)
    params = values(pattern)
    found = embedded.rows(pattern, params, as_of=AS_OF)
    rows = [tuple(row.values()) for row in found.to_pylist()]
    assert rows == oracle.rows(graph, pattern, params, as_of=AS_OF)
