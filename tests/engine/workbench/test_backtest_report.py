"""Reports of backtests and what goes into them: counts, stability, lead, hash and proof."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.errors import WorkbenchError
from engine.rules import loader
from engine.rules.loader import RuleSet
from engine.workbench import backtest_days
from engine.workbench.backtest import dates_back
from engine.workbench.backtest_report import BacktestReport, pack_hashes
from tests.engine.workbench import world
from tests.engine.workbench.world import SETTINGS, with_changes


def result(day: str, **eligible: list[str]) -> dict[str, Any]:
    """The result of one date, with packs by eligible location."""
    counts = {"HIT": len(eligible), "NO_HIT": 1, "UNKNOWN": 0}
    return {
        "as_of": day,
        "inputs": f"hash of {day}",
        "locations": len(eligible) + 1,
        "rules": {"AAA-01": counts, "BBB-01": counts},
        "bands": {"none": 1, "low": len(eligible), "medium": 0, "high": 0},
        "eligible": eligible,
        "unknown": [{"reason": "bron ontbreekt: report", "rules": ["BBB-01"]}],
        "gaps": [{"source": "mel", "why": "geen levering", "problem": "/a/path: no file"}],
    }


RESULTS = [
    result("2026-09-01", L1=["AAA"], L2=["AAA"]),
    result("2026-10-01", L2=["AAA"], L3=["BBB"]),
    result("2026-11-01", L1=["AAA"], L3=["AAA", "BBB"], L4=["BBB"]),
]


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """The packs of the small run."""
    return loader.load(world.write(tmp_path_factory.mktemp("packs")))


def make(ruleset: RuleSet, asked: tuple[str, ...] = ("AAA",)) -> BacktestReport:
    return backtest_days.report(
        ruleset,
        RESULTS,
        backtest_days.eligible(RESULTS, asked),
        municipality="1884",
        settings=SETTINGS,
        asked=asked,
        lead_days=(61, 0),
    )


def test_eligible_are_those_of_the_packs_asked_for() -> None:
    assert backtest_days.eligible(RESULTS, ["BBB"]) == {
        date(2026, 9, 1): (),
        date(2026, 10, 1): ("L3",),
        date(2026, 11, 1): ("L3", "L4"),
    }


def test_first_seen_is_the_first_date_of_all_longest_ago_first() -> None:
    eligible = backtest_days.eligible(RESULTS, ["AAA", "BBB"])
    assert backtest_days.first_seen(eligible) == [
        ("L1", date(2026, 9, 1)),
        ("L3", date(2026, 10, 1)),
        ("L4", date(2026, 11, 1)),
    ]


@pytest.mark.parametrize(
    ("now", "before", "stable"),
    [("ab", "ab", 1.0), ("ab", "bc", 0.333333), ("a", "b", 0.0), ("", "a", 0.0), ("", "", None)],
)
def test_stability_is_what_both_have_of_what_either_has(
    now: str, before: str, stable: float | None
) -> None:
    assert backtest_days.stability(frozenset(now), frozenset(before)) == stable


def test_days_count_who_came_and_who_went(ruleset: RuleSet) -> None:
    first, second, third = make(ruleset, ("AAA", "BBB")).days
    assert (first.new_eligible, first.gone, first.stability) == (None, None, None)
    assert (second.eligible, second.new_eligible, second.gone) == (2, 1, 1)
    assert (third.eligible, third.new_eligible, third.gone, third.stability) == (3, 2, 1, 0.25)


def test_report_holds_no_location_and_no_path(ruleset: RuleSet) -> None:
    text = make(ruleset).to_json()
    assert not any(word in text for word in ('"L1"', '"L3"', "/a/path"))


def test_report_reads_back_and_is_the_same_twice(ruleset: RuleSet) -> None:
    report = make(ruleset)
    assert BacktestReport.from_json(report.to_json()) == report
    assert make(ruleset).to_json() == report.to_json()
    assert json.loads(report.to_json())["hash"] == report.hash


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param('"eligible": 2', '"eligible": 3', "veranderd", id="a count"),
        pytest.param('"format": 1', '"format": 2', "geen rapport", id="another form"),
        pytest.param('"municipality"', '"gemeente"', "geen rapport", id="a key"),
        pytest.param('"hash"', '"has"', "geen rapport", id="no hash"),
        pytest.param("{", "[", "geen rapport", id="no JSON"),
    ],
)
def test_changed_report_is_no_proof(ruleset: RuleSet, old: str, new: str, told: str) -> None:
    text = make(ruleset).to_json()
    assert old in text
    with pytest.raises(WorkbenchError, match=f"{told}.*--out"):
        BacktestReport.from_json(text.replace(old, new, 1))


@pytest.mark.parametrize("text", ["", "null", "[]", "3", '"x"'])
def test_another_file_is_no_report(text: str) -> None:
    with pytest.raises(WorkbenchError, match="geen rapport"):
        BacktestReport.from_json(text)


def test_report_covers_the_packs_it_tested_at_any_version(ruleset: RuleSet, tmp_path: Path) -> None:
    report = make(ruleset)
    assert report.covers(ruleset)
    assert report.covers(ruleset, packs=["AAA"])
    assert not report.covers(ruleset, packs=["BBB"])
    assert not make(ruleset, ()).covers(ruleset)
    pack = world.write(tmp_path) / "packs" / "aaa.yml"
    pack.write_text(pack.read_text("utf-8").replace("1.0.0", "1.1.0"), "utf-8")
    assert report.covers(loader.load(tmp_path))
    other = loader.load(world.write(tmp_path, *with_changes(("AAA-01", "points", 4))))
    assert pack_hashes(other) != pack_hashes(ruleset)
    assert not report.covers(other)


@pytest.mark.parametrize(
    ("last", "months", "every", "dates"),
    [
        (date(2026, 11, 1), 2, "month", ["2026-09-01", "2026-10-01", "2026-11-01"]),
        (date(2026, 3, 31), 1, "month", ["2026-02-28", "2026-03-31"]),
        (date(2026, 3, 14), 1, "week", ["2026-02-14", "2026-02-21", "2026-02-28", "2026-03-07",
                                        "2026-03-14"]),
        (date(2026, 11, 1), 1, "week", ["2026-10-04", "2026-10-11", "2026-10-18", "2026-10-25",
                                        "2026-11-01"]),
    ],
)  # fmt: skip
def test_dates_go_back_from_the_last(last: date, months: int, every: str, dates: list[str]) -> None:
    assert [str(day) for day in dates_back(last, months=months, every=every)] == dates


@pytest.mark.parametrize(("months", "every"), [(0, "month"), (-1, "week"), (3, "year")])
def test_dates_that_make_no_sense_are_refused(months: int, every: str) -> None:
    with pytest.raises(WorkbenchError, match=r"--(months|every) is"):
        dates_back(date(2026, 11, 1), months=months, every=every)
