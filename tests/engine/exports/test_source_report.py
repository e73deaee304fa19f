"""State of sources: age against the limit of its register, counts, places, trend."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine import snapshot
from engine.exports import source_report
from engine.exports.source_report import SourceState
from engine.rule_settings import Freshness
from tests.engine.conftest import make_run

AS_OF = date(2026, 11, 1)
FRESHNESS = Freshness(source="test", verified=False, registers={"VTH": 7}, other=92)
SOURCES = """\
municipality: "1884"
sources:
  - id: permits
    connector: table
    path: vth.csv
    delivered_on: 2026-10-31
    table: permit
    columns: {permit_id: NR}
"""
TOLD: Mapping[str, Any] = {
    "source": "vth",
    "connector": "table",
    "status": "used",
    "problem": None,
    "delivered_on": "2026-10-25",
    "records": {"a.csv": {"read": 5, "used": 2, "quarantined": 1, "ignored": {"x": 2}}},
    "quarantined": {"b": 1, "a": 1, "c": 3},
    "ignored": {"x": 2},
    "tables": {"permit": {"kept": 2}},
    "notes": {},
}
SUPPLY: Mapping[str, Any] = {
    "source": "vth",
    "table": "permit",
    "register": "VTH",
    "privacy_check": "PT-1",
    "covers": True,
    "placed": 2,
    "matched": 1,
}


def _state(supply: Mapping[str, Any] = SUPPLY, **told: object) -> SourceState:
    return source_report.state({**TOLD, **told}, [supply], as_of=AS_OF, freshness=FRESHNESS)


def test_records_add_up() -> None:
    state = _state()
    assert (state.read, state.used, state.quarantined, state.ignored) == (5, 2, 1, 2)


@pytest.mark.parametrize(
    ("delivered_on", "stale"), [("2026-10-25", False), ("2026-10-24", True), (None, True)]
)
def test_limit_of_the_register_is_closed(delivered_on: str | None, stale: bool) -> None:
    assert _state(delivered_on=delivered_on).is_stale is stale


@pytest.mark.parametrize(
    ("status", "stale"), [("compared", False), ("not needed", False), ("unreadable", True)]
)
def test_a_stand_in_that_fills_nothing_is_sound(status: str, stale: bool) -> None:
    state = source_report.state({**TOLD, "status": status}, [], as_of=AS_OF, freshness=FRESHNESS)
    assert state.is_stale is stale


def test_source_that_fills_a_table_in_part_is_not_measured_against_its_limit() -> None:
    state = _state({**SUPPLY, "covers": False}, delivered_on="2020-01-01")
    assert state.ages == ()
    assert not state.is_stale


def test_reasons_come_most_frequent_first_and_then_by_text() -> None:
    assert _state().reasons == (("c", 3), ("a", 1), ("b", 1))


@pytest.mark.parametrize(
    ("placed", "matched", "share"),
    [
        pytest.param(2, 1, 0.5, id="half"),
        pytest.param(0, 0, None, id="no row says where"),
        pytest.param(None, None, None, id="a table without places"),
    ],
)
def test_share_is_of_the_rows_that_say_where(
    placed: int | None, matched: int | None, share: float | None
) -> None:
    assert _state({**SUPPLY, "placed": placed, "matched": matched}).matched_share == share


def test_trend_takes_the_newest_run_of_a_day_and_the_last_days(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    (tmp_path / "vth.csv").write_text("NR\n1\n", "utf-8")
    for day in (1, 2, 3):
        make_run(tmp_path, tmp_path / "runs", as_of=date(2026, 11, day))
    runs = snapshot.list_runs(tmp_path / "runs")
    points = source_report.trend([runs[0], *runs], "permits", last=2)
    assert [point.as_of for point in points] == [date(2026, 11, 2), date(2026, 11, 3)]
    assert source_report.trend(runs, "nobody") == ()


def test_quarantine_of_one_source_is_part_of_that_of_all(sample_run: snapshot.Run) -> None:
    everything = source_report.quarantine(sample_run)
    one = source_report.quarantine(sample_run, "permits")
    assert 0 < len(one) < len(everything)
    assert source_report.quarantine_csv(one).count(b"\r\n") == len(one) + 1
