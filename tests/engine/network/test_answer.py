"""The answer of a backend without an order of its own is brought into the shared one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.network import answer
from engine.network.patterns import parse

PATTERN = parse(
    "MATCH (e:Enterprise)<-[r:SHAREHOLDER_OF]-() RETURN e.name AS name, e.employees AS n,"
    " r.share AS share, e.started_on AS day, collect(e.id) AS ids"
)
ROWS = st.lists(
    st.tuples(
        st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=3),
        st.none() | st.integers(-2, 2),
        st.none() | st.floats(-1, 1),
        st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 3)),
        st.lists(st.sampled_from("ab")),
    ),
    max_size=6,
)


def test_lists_are_sorted_within_and_rows_after() -> None:
    rows: list[list[Any]] = [["b", 1, 0.5, None, ["b", "a"]], [None, 2, None, None, []]]
    found = [list(row.values()) for row in answer.table(PATTERN, rows).to_pylist()]
    assert found == [[None, 2, None, None, []], ["b", 1, 0.5, None, ["a", "b"]]]


def test_no_rows_have_the_columns_too() -> None:
    found = answer.table(PATTERN, [])
    assert (found.num_rows, found.schema) == (0, answer.schema(PATTERN))


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as con:
        yield con


@settings(max_examples=60)
@given(rows=ROWS)
def test_order_is_that_of_the_embedded_database(
    con: duckdb.DuckDBPyConnection, rows: list[tuple[Any, ...]]
) -> None:
    found = answer.table(PATTERN, rows)
    con.register("found", found)
    expected = con.sql("FROM found ORDER BY ALL ASC NULLS FIRST").to_arrow_table()
    assert found.to_pylist() == expected.to_pylist()


def test_row_of_another_width_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"argument 2|zip|length"):
        answer.table(PATTERN, [[1, 2], [1]])
