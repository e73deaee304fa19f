"""Which records are compared: those that share a key, and none by a key that is too common."""

import duckdb
import pyarrow as pa
import pytest

from engine import duck
from engine.matching.people import blocking, records
from engine.matching.people.model import load
from engine.settings import SHIPPED_RULES

MODEL = load(SHIPPED_RULES)


def _pairs(
    queries: list[dict[str, str]], others: list[dict[str, str]], most: int = 1000
) -> tuple[set[tuple[int, int]], list[blocking.TooCommon]]:
    people = records.table(queries, others, words=MODEL.name_words, short_names={})
    with duck.connect() as con:
        return _found(con, people, most, within=not queries)


def _found(
    con: duckdb.DuckDBPyConnection, people: pa.Table, most: int, *, within: bool
) -> tuple[set[tuple[int, int]], list[blocking.TooCommon]]:
    con.register("incoming", people)
    con.execute("CREATE TABLE person AS FROM incoming")
    common = blocking.pairs(con, most=most, within=within)
    return {(a, b) for a, b, _ in con.execute("FROM pairs").fetchall()}, common


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Jan Proef", "born": "1970-01-31"}, {"name": "Piet Test", "born": "19700131"}),
        ({"name": "Jan Proef", "born": "1970-02-03"}, {"name": "Piet Test", "born": "1970-03-02"}),
        ({"name": "Jan Proef"}, {"name": "Jan Proef"}),
        ({"given": "Jan", "surname": "Proef"}, {"given": "Proef", "surname": "Jan"}),
        ({"name": "Jan Proefsma"}, {"name": "Janneke Proefstra"}),
        ({"name": "J. Test", "street": "Pad", "number": "1"},
         {"name": "P. Proef", "street": "Pad", "number": "1"}),
    ],
    ids=["birth date", "day and month", "name", "exchanged", "beginnings", "house"],
)  # fmt: skip
def test_records_that_share_a_key_are_compared(one: dict[str, str], other: dict[str, str]) -> None:
    assert _pairs([one], [other])[0] == {(0, 1)}


def test_records_that_share_nothing_are_not_compared() -> None:
    assert _pairs([{"name": "Jan Proef"}], [{"name": "Piet Test"}, {}])[0] == set()


def test_within_one_set_a_pair_comes_once_and_no_record_meets_itself() -> None:
    assert _pairs([], [{"name": "Jan Proef"}] * 3)[0] == {(0, 1), (0, 2), (1, 2)}


def test_a_key_that_is_too_common_is_left_out_and_told() -> None:
    same = {"name": "Jan Proef"}
    rare = {"name": "Jan Proef", "born": "1970-01-31"}
    found, common = _pairs([], [same] * 40 + [rare] * 2, most=100)
    assert found == {(40, 41)}
    names = {one.kind: (one.values, one.records) for one in common}
    assert names["given name and surname"] == (1, 42)


def test_fifty_thousand_equal_names_give_no_pair() -> None:
    names = pa.table({"row": pa.array(range(50_000), pa.int64())})
    first = records.table([], [{"name": "Jan Proef"}], words=MODEL.name_words, short_names={})
    with duck.connect() as con:
        con.register("first", first)
        con.register("names", names)
        con.execute(
            "CREATE TABLE person AS SELECT n.row, f.* EXCLUDE (row) FROM names n CROSS JOIN first f"
        )
        common = blocking.pairs(con, most=MODEL.limits.pairs_per_key, within=True)
        assert con.execute("SELECT count(*) FROM pairs").fetchall() == [(0,)]
    assert {one.records for one in common} >= {50_000}
