"""The embedded backend: types, limits, hostile values, and what it says when it stops."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from bench.network_graph import build
from engine.errors import PatternError
from engine.network.backend import Backend
from engine.network.embedded import Embedded
from engine.network.patterns import Value, parse
from engine.network.schema import NODES, RELATIONS
from tests.engine.network.graphs import ADVERSARIAL, AS_OF, load

BY_NAME = parse("MATCH (e:Enterprise) WHERE e.name = $name RETURN e.id AS id")
HOSTILE = (
    "' OR '1'='1",
    "'; DROP TABLE node_enterprise; --",
    '"; DROP TABLE node_enterprise; --',
    "x}) DETACH DELETE n //",
    "`x` \\' \\\\",
    "$as_of",
    "\x00",
    "日本",
)


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


def test_it_is_a_backend(embedded: Embedded) -> None:
    backend: Backend = embedded
    assert backend.name == "embedded"


def test_columns_have_the_types_that_the_pattern_says(embedded: Embedded) -> None:
    pattern = parse(
        "MATCH (e:Enterprise)<-[r:SHAREHOLDER_OF]-() RETURN e.id AS id, count(*) AS n, 1 AS one,"
        " max(r.share) AS share, max(e.started_on) AS day, collect(e.employees) AS employees"
    )
    found = embedded.rows(pattern, {}, as_of=AS_OF)
    assert found.schema == pa.schema(
        [
            ("id", pa.string()),
            ("n", pa.int64()),
            ("one", pa.int64()),
            ("share", pa.float64()),
            ("day", pa.date32()),
            ("employees", pa.list_(pa.int64())),
        ]
    )
    assert embedded.rows(pattern, {}, as_of=date(1900, 1, 1)).schema == found.schema


def test_rows_are_sorted_with_null_first(embedded: Embedded) -> None:
    pattern = parse("MATCH (e:Enterprise) RETURN e.employees AS n, e.id AS id")
    found = [tuple(row.values()) for row in embedded.rows(pattern, {}, as_of=AS_OF).to_pylist()]
    assert found == [(None, "E2"), (0, "E1"), (2, "E0"), (12, "E3")]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_value_is_only_a_value(
    con: duckdb.DuckDBPyConnection, embedded: Embedded, value: str
) -> None:
    assert embedded.rows(BY_NAME, {"name": value}, as_of=AS_OF).num_rows == 0
    con.execute("UPDATE node_enterprise SET name = $v WHERE id = 'E1'", {"v": value})
    found = embedded.rows(BY_NAME, {"name": value}, as_of=AS_OF).to_pylist()
    con.execute("UPDATE node_enterprise SET name = NULL WHERE id = 'E1'")
    assert found == [{"id": "E1"}]
    assert _count(con, ["node_enterprise"]) == 4


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_value_in_a_list_is_only_a_value(embedded: Embedded, value: str) -> None:
    pattern = parse("MATCH (e:Enterprise) WHERE e.name IN $names RETURN e.id AS id")
    found = embedded.rows(pattern, {"names": [value, "Kaag BV"]}, as_of=AS_OF).to_pylist()
    assert found == [{"id": "E0"}]


def test_parameters_that_differ_in_case_are_two(embedded: Embedded) -> None:
    pattern = parse("MATCH (e:Enterprise) WHERE e.id = $x OR e.id = $X RETURN e.id AS id")
    found = embedded.rows(pattern, {"x": "E0", "X": "E1"}, as_of=AS_OF).to_pylist()
    assert found == [{"id": "E0"}, {"id": "E1"}]


def test_long_list_is_looked_up(embedded: Embedded) -> None:
    pattern = parse("MATCH (e:Enterprise) WHERE e.id IN $ids RETURN count(*) AS n")
    ids = [f"E{number}" for number in range(3, 3000)]
    assert embedded.rows(pattern, {"ids": ids}, as_of=AS_OF).to_pylist() == [{"n": 1}]


NUMBER = "MATCH (e:Enterprise) WHERE e.employees = $x RETURN e.id AS id"
REAL = "MATCH ()-[r:SHAREHOLDER_OF]->() WHERE r.share = $x RETURN r.id AS id"
DAY = "MATCH (e:Enterprise) WHERE e.started_on = $x RETURN e.id AS id"
FLAG = "MATCH (b:Branch) WHERE b.is_main = $x RETURN b.id AS id"
LIST = "MATCH (e:Enterprise) WHERE e.id IN $x RETURN e.id AS id"
LATER = "MATCH (e:Enterprise) WHERE e.started_on + duration({days: $x}) > $as_of RETURN e.id AS id"
WRONG = {
    "text as a number": (NUMBER, "1", r"\$x is a whole number, not '1'"),
    "truth as a number": (NUMBER, True, "whole number, not True"),
    "point as a whole number": (NUMBER, 1.0, "whole number, not 1.0"),
    "number that is too large": (NUMBER, 2**63, "too large"),
    "truth as a point": (REAL, False, "a number, not False"),
    "not a number": (REAL, float("nan"), "a number, not nan"),
    "infinite": (REAL, float("inf"), "a number, not inf"),
    "beyond all numbers": (REAL, 10**400, "a number, not 1000"),
    "text as a date": (DAY, "2024-01-31", "a date, not '2024-01-31'"),
    "moment as a date": (DAY, datetime(2024, 1, 31), "a date, not datetime"),
    "number as truth": (FLAG, 1, "true or false, not 1"),
    "None": (DAY, None, "a date, not None"),
    "one text as a list": (LIST, "E0", "is a list, not 'E0'"),
    "set as a list": (LIST, {"E0"}, "is a list, not"),
    "number in a list of texts": (LIST, ["E0", 1], "a text, not 1"),
    "list as one": (DAY, [date(2024, 1, 31)], "a date, not"),
    "half a letter": (LIST, ["\ud800"], "no text that can be stored"),
    "two hundred years": (LATER, 73_000, "too large: 73000"),
    "too many": (LIST, ["E0"] * 10_001, "more than 10000 values"),
}


@pytest.mark.parametrize(
    ("text", "value", "said"), [pytest.param(*case, id=name) for name, case in WRONG.items()]
)
def test_value_of_another_type_is_refused_before_it_runs(
    embedded: Embedded, text: str, value: Any, said: str
) -> None:
    with pytest.raises(PatternError, match=said) as refused:
        embedded.rows(parse(text), {"x": value}, as_of=AS_OF)
    assert (refused.value.line, refused.value.column) == (1, text.index("$x") + 1)


def test_missing_and_unknown_values_are_named(embedded: Embedded) -> None:
    with pytest.raises(PatternError, match=r"\$x has no value: it is a list, each a text"):
        embedded.rows(parse(LIST), {}, as_of=AS_OF)
    with pytest.raises(PatternError, match=r"unknown parameter \$nmae: is it \$name\?"):
        embedded.rows(BY_NAME, {"name": "x", "nmae": "y"}, as_of=AS_OF)
    with pytest.raises(PatternError, match=r"\$x is not used"):
        embedded.rows(parse("MATCH (p:Person) RETURN p.id AS id"), {"x": 1}, as_of=AS_OF)


@pytest.mark.parametrize("value", [1, 1.0, 2**60], ids=["whole", "point", "large"])
def test_number_may_be_whole_or_not(embedded: Embedded, value: Value) -> None:
    found = embedded.rows(parse(REAL), {"x": value}, as_of=AS_OF)
    assert found.num_rows == (1 if value == 1 else 0)


@pytest.fixture(scope="module")
def large() -> Iterator[duckdb.DuckDBPyConnection]:
    """A graph on which one pattern cannot end in time."""
    with duckdb.connect(config={"threads": 1}) as con:
        build(con, nodes=20_000, relations=20_000)
        yield con


CROSS = "MATCH (a:Enterprise), (b:Enterprise), (c:Enterprise) WHERE a.name < b.name RETURN {} AS n"


def test_pattern_that_takes_too_long_is_stopped_and_the_next_runs(
    large: duckdb.DuckDBPyConnection,
) -> None:
    backend = Embedded(large, seconds=0.3)
    with pytest.raises(PatternError, match=r"longer than 0\.3 seconds: start at the node"):
        backend.rows(parse(CROSS.format("count(*)")), {}, as_of=AS_OF)
    assert (
        backend.rows(parse("MATCH (p:Person) RETURN count(*) AS n"), {}, as_of=AS_OF).num_rows == 1
    )
    backend.close()


def test_pattern_that_needs_too_much_memory_is_stopped(large: duckdb.DuckDBPyConnection) -> None:
    backend = Embedded(large, memory_mb=60)
    large.execute("SET temp_directory = ''")
    with pytest.raises(PatternError, match="more memory than is allowed"):
        backend.rows(parse(CROSS.format("collect(c.name)")), {}, as_of=AS_OF)
    large.execute("SET memory_limit = '2GB'")
    backend.close()


def test_database_of_another_layout_is_an_error() -> None:
    with duckdb.connect(config={"threads": 1}) as empty:
        backend = Embedded(empty)
        with pytest.raises(PatternError, match="does not run: Catalog Error"):
            backend.rows(BY_NAME, {"name": "x"}, as_of=AS_OF)
        backend.close()


def test_large_graph_has_the_layout_and_is_the_same_in_every_build(
    large: duckdb.DuckDBPyConnection,
) -> None:
    with duckdb.connect(config={"threads": 2}) as again:
        build(again, nodes=20_000, relations=20_000)
        for name in ("nodes", "node_enterprise", "rel_officer_of", "rel_part_of", "rel_permit_at"):
            assert large.sql(f"FROM {name}").fetchall() == again.sql(f"FROM {name}").fetchall()
    tables = [f"node_{label.lower()}" for label in NODES] + [f"rel_{k.lower()}" for k in RELATIONS]
    assert _count(large, tables[: len(NODES)]) == _count(large, ["nodes"]) == 20_000
    assert _count(large, tables[len(NODES) :]) == 20_000


def _count(con: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> int:
    found = [con.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0] for table in tables]
    return sum(map(int, found))
