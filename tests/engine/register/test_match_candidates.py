"""The table of pairs to judge: order, rounding and what of a field is told."""

import json
from collections.abc import Iterator

import duckdb
import pytest

from engine.matching.fields import Field
from engine.register import intake, match_candidates
from engine.register.match_candidates import MatchCandidate

STREET = Field("street", "similar", 3.456, "Dorpstr", "Dorpsstraat")
SURNAME = Field("surname", "equal", 7.0)


def _pair(subject: str, other: str, *why: Field) -> MatchCandidate:
    return MatchCandidate("person", subject, other, 0.87654321, 0.1, "likeness", why, ("s:t:1",))


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        intake.create_tables(con)
        yield con


def test_pairs_are_stored_in_a_fixed_order(con: duckdb.DuckDBPyConnection) -> None:
    match_candidates.add(con, [_pair("b", "c"), _pair("a", "d"), _pair("a", "c")])
    stored = con.execute("SELECT subject, other, probability, records FROM match_candidate")
    assert stored.fetchall() == [
        ("a", "c", 0.8765, ["s:t:1"]),
        ("a", "d", 0.8765, ["s:t:1"]),
        ("b", "c", 0.8765, ["s:t:1"]),
    ]


def test_no_pairs_leave_the_table_empty(con: duckdb.DuckDBPyConnection) -> None:
    match_candidates.add(con, [])
    assert con.execute("SELECT count(*) FROM match_candidate").fetchall() == [(0,)]


def test_a_field_tells_values_only_where_it_has_them() -> None:
    assert json.loads(match_candidates.as_json([STREET, SURNAME])) == [
        {
            "field": "street",
            "agreement": "similar",
            "weight": 3.46,
            "mine": "Dorpstr",
            "theirs": "Dorpsstraat",
        },
        {"field": "surname", "agreement": "equal", "weight": 7.0},
    ]
