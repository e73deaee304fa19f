"""Packs on past dates: the deliveries of then, gaps told, and going on after a break."""

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from engine.errors import WorkbenchError
from engine.progress import Progress
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from engine.workbench import backtest_text
from engine.workbench.backtest import Backtest, Request, backtest
from engine.workbench.backtest_cache import Cache
from tests.engine.conftest import DAY, DELIVERY
from tests.engine.workbench import world
from tests.engine.workbench.world import with_changes

BEFORE, STALE = date(2026, 10, 1), date(2026, 11, 20)
SOURCES = """\
municipality: "1884"
sources:
  - {id: bag, connector: bag_extract, path: "bag/*.zip"}
  - id: kvk
    connector: table
    table: branch
    path: ["kvk-*.csv"]
    delivered_on: 2026-10-30
    columns: {branch_id: nr, enterprise_id: kvk, object_id: plek, started_on: van}
    optional: false
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small packs with the shipped settings."""
    return furnished(world.write(tmp_path_factory.mktemp("rules")))


def furnished(folder: Path) -> Path:
    """The folder with settings and code lists, as a register needs them."""
    shutil.copy(SHIPPED_RULES / "settings.yml", folder)
    for name in ("tables", "sources", "matching"):
        shutil.copytree(SHIPPED_RULES / name, folder / name)
    return folder


def request(rules: Path | None, *days: date, **more: object) -> Request:
    given = {"sources": DELIVERY / "sources.yaml", "key": PUBLIC_SAMPLE_KEY, "rules": rules}
    return Request(**{**given, "days": days, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """What was found for a date, for tests that need that date beside another."""
    return Cache(tmp_path_factory.mktemp("kept") / "cache")


@pytest.fixture(scope="module")
def found(rules: Path, few_sources: Path, kept: Cache) -> Backtest:
    """Before any delivery, on the day of the sample, and when it is stale."""
    days = (STALE, DAY, BEFORE, DAY)
    return backtest(request(rules, *days, sources=few_sources, cache=kept))


def test_a_date_says_what_a_run_of_that_date_says(sample_run: Run) -> None:
    found = backtest(request(None, DAY))
    (day,) = found.report.days
    counts = {
        r.rule_id: {"HIT": r.hits, "NO_HIT": r.no_hits, "UNKNOWN": r.unknown} for r in day.rules
    }
    assert counts == sample_run.meta["outcomes"]
    rows = sample_run.table("locations").select(["location_id", "eligible"]).to_pylist()
    eligible = [row["location_id"] for row in rows if row["eligible"]]
    assert found.eligible["location_id"].to_pylist() == eligible
    assert found.report.lead_days == (0,) * len(eligible)


def test_dates_are_sorted_and_count_once(found: Backtest) -> None:
    assert [day.as_of for day in found.report.days] == [BEFORE, DAY, STALE]


def test_later_deliveries_are_not_used_and_the_gap_is_told(found: Backtest) -> None:
    before = found.report.days[0]
    assert (before.locations, before.eligible) == (0, 0)
    assert "bag" in {gap.source for gap in before.gaps}
    assert all(gap.why == "geen levering op of voor deze datum" for gap in before.gaps)
    assert "er was nog geen levering van de BAG" in backtest_text.to_text(found)


def test_stale_sources_make_rules_unknown_with_their_reason(found: Backtest) -> None:
    fresh, stale = found.report.days[1:]
    assert fresh.unknown == ()
    reasons = {rule: one.reason for one in stale.unknown for rule in one.rules}
    assert reasons["AAA-01"] == "bron verouderd: kvk (21 dagen, grens 7)"
    own = next(rule for rule in stale.rules if rule.rule_id == "AAA-01")
    assert (own.hits, own.unknown) == (0, stale.locations)
    assert "overal onbekend (bron verouderd: kvk" in backtest_text.to_text(found)


@pytest.mark.usefixtures("found")
def test_lead_is_counted_from_the_first_of_the_dates(
    rules: Path, few_sources: Path, kept: Cache
) -> None:
    later = DAY + timedelta(days=2)
    found = backtest(request(rules, DAY, later, sources=few_sources, cache=kept))
    assert found.resumed == (DAY,)
    assert found.report.days[1].stability == 1.0
    assert found.report.days[1].eligible > 0
    assert set(found.report.lead_days) == {2}
    assert {one.first_seen for one in found.first_seen} == {DAY}


def test_equal_test_gives_the_same_report_from_the_cache(
    rules: Path, few_sources: Path, found: Backtest, tmp_path: Path
) -> None:
    cache = Cache(tmp_path / "cache")
    first = backtest(request(rules, BEFORE, DAY, sources=few_sources, cache=cache))
    again = backtest(request(rules, DAY, BEFORE, sources=few_sources, cache=cache))
    assert (first.resumed, again.resumed) == ((), (BEFORE, DAY))
    assert first.report.to_json() == again.report.to_json()
    assert again.report.days == found.report.days[:2]
    assert (cache.folder.stat().st_mode & 0o777, len(list(cache.folder.iterdir()))) == (0o700, 2)
    assert {file.stat().st_mode & 0o777 for file in cache.folder.iterdir()} == {0o600}


def test_broken_off_test_goes_on_where_it_was(
    rules: Path, few_sources: Path, found: Backtest, tmp_path: Path
) -> None:
    given = request(rules, BEFORE, DAY, sources=few_sources, cache=Cache(tmp_path / "cache"))
    cache = given.cache
    assert cache is not None
    with pytest.raises(KeyboardInterrupt):
        backtest(given, progress=_stop_at("2026-11-01"))
    assert [file.name[:10] for file in cache.folder.iterdir()] == [str(BEFORE)]
    again = backtest(given)
    assert again.resumed == (BEFORE,)
    assert again.report.days == found.report.days[:2]


def _stop_at(day: str) -> Progress:
    """Progress that breaks off half-way through a date."""

    def tell(stage: str, done: int, total: int | None) -> None:
        del total
        if stage.startswith(day) and done > 5:
            raise KeyboardInterrupt

    return tell


def test_other_packs_use_nothing_that_was_kept(rules: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    backtest(request(rules, BEFORE, cache=cache))
    other = world.write(tmp_path / "rules", *with_changes(("AAA-01", "points", 4)))
    found = backtest(request(furnished(other), BEFORE, cache=cache))
    assert found.resumed == ()


def test_broken_file_in_the_cache_is_made_again(rules: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    backtest(request(rules, BEFORE, cache=cache))
    (file,) = cache.folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert backtest(request(rules, BEFORE, cache=cache)).resumed == ()
    assert file.read_bytes() == whole


def test_cache_that_cannot_be_written_says_the_way_out(rules: Path, tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("", "utf-8")
    with pytest.raises(WorkbenchError, match="--cache"):
        backtest(request(rules, BEFORE, cache=Cache(taken / "cache")))


def test_old_results_and_leftovers_are_swept(tmp_path: Path) -> None:
    ages = {"kept.json": 181, "old.json": 183, "under way.part": 1, "left.part": 2}
    today = date(2026, 11, 1)
    for name, days in ages.items():
        (tmp_path / name).write_text("{}", "utf-8")
        seconds = (today - timedelta(days=days) - date(1970, 1, 1)).days * 86400
        os.utime(tmp_path / name, (seconds, seconds))
    Cache(tmp_path).sweep(today=today, weeks=26)
    assert {file.name for file in tmp_path.iterdir()} == {"kept.json", "under way.part"}
    Cache(tmp_path / "absent").sweep(today=today, weeks=26)


def test_delivery_that_is_gone_is_a_gap_and_stops_nothing(rules: Path, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    shutil.copytree(DELIVERY / "bag", tmp_path / "bag")
    found = backtest(request(rules, DAY, sources=tmp_path / "sources.yaml"))
    (day,) = found.report.days
    assert [(gap.source, gap.why) for gap in day.gaps] == [
        ("kvk", "de levering is niet te gebruiken")
    ]
    assert "kvk-*.csv" in found.problems[0]
    assert {one.reason for one in day.unknown} == {
        "bron ontbreekt: branch", "bron ontbreekt: report",
    }  # fmt: skip


def test_new_delivery_counts_from_its_own_day_only(rules: Path, tmp_path: Path) -> None:
    """The result of an earlier date stays when a later delivery comes in, and only then."""
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    shutil.copytree(DELIVERY / "bag", tmp_path / "bag")
    file = tmp_path / "kvk-1.csv"
    file.write_text("nr,kvk,plek,van\n000012345678,12345678,,2026-01-01\n", "utf-8")
    cache = Cache(tmp_path / "cache")
    given = request(rules, BEFORE, DAY, sources=tmp_path / "sources.yaml", cache=cache)
    backtest(given)
    file.write_text("nr,kvk,plek,van\n000012345679,12345679,,2026-01-01\n", "utf-8")
    assert backtest(given).resumed == (BEFORE,)


@pytest.mark.parametrize(
    ("days", "packs", "told"),
    [
        pytest.param((), (), "--as-of", id="no date"),
        pytest.param((DAY,), ("QQQ",), "pack QQQ is er niet; bekend zijn: AAA", id="no such pack"),
    ],
)
def test_wrong_question_is_refused_before_anything_is_read(
    rules: Path, days: tuple[date, ...], packs: tuple[str, ...], told: str
) -> None:
    with pytest.raises(WorkbenchError, match=told):
        backtest(request(rules, *days, packs=packs))
