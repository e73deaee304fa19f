"""Every feature of the language, answered by the embedded backend as by brute force."""

from collections.abc import Iterator

import duckdb
import pytest

from engine.network.embedded import Embedded
from engine.network.patterns import parse
from tests.engine.network import oracle
from tests.engine.network.contract import CASES, Case
from tests.engine.network.graphs import ADVERSARIAL, AS_OF, Graph, load

EMPTY = Graph((), ())


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as con:
        load(con, ADVERSARIAL)
        yield con


@pytest.fixture(scope="module")
def embedded(con: duckdb.DuckDBPyConnection) -> Iterator[Embedded]:
    backend = Embedded(con)
    yield backend
    backend.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_feature_is_answered_as_by_brute_force(embedded: Embedded, case: Case) -> None:
    pattern = parse(case.text)
    found = embedded.rows(pattern, case.params, as_of=AS_OF).to_pylist()
    expected = oracle.rows(ADVERSARIAL, pattern, case.params, as_of=AS_OF)
    assert [tuple(row.values()) for row in found] == expected
    assert expected, "a case that finds nothing shows nothing"


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) >= 40


@pytest.fixture(scope="module")
def on_nothing() -> Iterator[Embedded]:
    with duckdb.connect(config={"threads": 1}) as con:
        load(con, EMPTY)
        backend = Embedded(con)
        yield backend
        backend.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_empty_graph_gives_no_rows_or_counts_nothing(on_nothing: Embedded, case: Case) -> None:
    pattern = parse(case.text)
    found = on_nothing.rows(pattern, case.params, as_of=AS_OF).to_pylist()
    expected = oracle.rows(EMPTY, pattern, case.params, as_of=AS_OF)
    assert [tuple(row.values()) for row in found] == expected
