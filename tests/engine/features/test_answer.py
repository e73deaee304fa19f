"""From the rows of a pattern to one row per location: lists united, the strongest subject."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa
import pytest

from engine.features import answer
from engine.network.patterns import parse

PATTERN = parse(
    "MATCH (l:Location)<-[r:PART_OF]-(a:Address)<-[s:REGISTERED_AT]-(b:Branch)-[:BRANCH_OF]->"
    "(e:Enterprise) RETURN l.id AS location_id, e.id AS subject, max(r.valid_from) AS newest, "
    "max(s.valid_from) AS newest_2, collect(DISTINCT r.record_key) AS evidence, "
    "collect(DISTINCT s.record_key) AS evidence_2, collect(DISTINCT a.object_id) AS members, "
    "count(DISTINCT b.id) AS branches, max(b.employees) AS employees"
)
ROW: Mapping[str, object] = {
    "location_id": "L1", "subject": "E1", "newest": None, "newest_2": date(2026, 5, 1),
    "evidence": ["b"], "evidence_2": ["a", "b"], "members": ["O1"], "branches": 2, "employees": 3,
}  # fmt: skip
LIST = pa.list_(pa.string())
TYPES = {
    "newest": pa.date32(), "newest_2": pa.date32(), "branches": pa.int64(),
    "employees": pa.int64(), "evidence": LIST, "evidence_2": LIST, "members": LIST,
}  # fmt: skip


def _answer(*rows: Mapping[str, object]) -> list[dict[str, object]]:
    schema = pa.schema([(c.name, TYPES.get(c.name, pa.string())) for c in PATTERN.columns])
    table = pa.Table.from_pylist([dict(row) for row in rows], schema)
    found: list[dict[str, object]] = answer.per_location(table, PATTERN).to_pylist()
    return found


def test_lists_are_united_and_the_latest_date_counts() -> None:
    (row,) = _answer(ROW)
    assert row == {
        "location_id": "L1", "newest": date(2026, 5, 1), "evidence": ["a", "b"],
        "members": ["O1"], "branches": 2, "employees": 3,
    }  # fmt: skip


def test_no_date_at_all_is_not_known() -> None:
    assert _answer({**ROW, "newest_2": None})[0]["newest"] is None


@pytest.mark.parametrize(
    ("other", "branches", "evidence"),
    [
        pytest.param({"branches": 3, "employees": None}, 3, ["x"], id="the first fact decides"),
        pytest.param({"employees": 4}, 2, ["x"], id="then the next"),
        pytest.param({"employees": None}, 2, ["a", "b"], id="unknown is smaller"),
        pytest.param({"branches": 1, "employees": 9}, 2, ["a", "b"], id="facts are not mixed"),
        pytest.param({}, 2, ["a", "b"], id="a tie goes to the first id"),
    ],
)
def test_strongest_subject_counts_whole(
    other: Mapping[str, object], branches: int, evidence: list[str]
) -> None:
    second = {**ROW, "subject": "E2", "evidence": ["x"], "evidence_2": [], **other}
    for rows in ((ROW, second), (second, ROW)):
        (row,) = _answer(*rows)
        assert (row["branches"], row["evidence"]) == (branches, evidence)


def test_locations_stand_in_order_and_nothing_is_an_empty_table() -> None:
    assert [row["location_id"] for row in _answer({**ROW, "location_id": "L2"}, ROW)] == [
        "L1",
        "L2",
    ]
    assert _answer() == []
    empty = answer.nothing(PATTERN)
    assert empty.num_rows == 0
    assert empty.column_names == [
        "location_id",
        "newest",
        "evidence",
        "members",
        "branches",
        "employees",
    ]
