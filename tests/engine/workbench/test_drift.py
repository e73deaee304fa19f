"""Packs that moved on since the run, and runs that retention has rewritten."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from engine import rewriting, snapshot
from engine.casework.purging import Purge, purged
from engine.errors import WorkbenchError
from engine.register import of_run
from engine.rules import loader
from engine.snapshot import Run
from engine.workbench import stored
from engine.workbench.changes import Change
from tests.engine.rules.world import FILTER, changed
from tests.engine.workbench import world
from tests.engine.workbench.world import with_changes


def test_the_run_counts_until_a_changed_rule_is_tried(small_run: Run, tmp_path: Path) -> None:
    folder = world.write(tmp_path, *with_changes(("AAA-01", "min_branches", 1)))
    with world.open_session(small_run, folder) as session:
        assert "sinds de run veranderd in de packs of filters: AAA-01" in session.remarks[0]
        assert session.what_if([]).moved == ()
        other = session.what_if([Change("BBB-01", "min_reports", 2)])
        assert {rule.rule_id for rule in other.rules} == {"BBB-01", "KOMBI-1", "KOMBI-2"}
        tried = session.what_if([Change("AAA-01", "min_branches", 1)])
    assert tried.values_before == (2,)
    assert tried.rules[0].appeared > 0
    assert "AAA-01 is sinds de run veranderd" in tried.remarks[-1]


def test_rule_that_is_new_in_the_packs_cannot_be_tried(small_run: Run, tmp_path: Path) -> None:
    new = changed(world.REPORTED, id="BBB-09")
    folder = world.write(tmp_path, *world.RULES, new)
    with (
        world.open_session(small_run, folder) as session,
        pytest.raises(WorkbenchError, match=r"niet in deze run: BBB-09.*rules compare"),
    ):
        session.what_if([Change("BBB-09", "points", 3)])


def test_rule_that_left_the_packs_keeps_what_the_run_says(small_run: Run, tmp_path: Path) -> None:
    folder = world.write(
        tmp_path, *(r for r in world.RULES if r["id"] != "CTR-01" and "combine" not in r)
    )
    with world.open_session(small_run, folder) as session:
        assert session.rules["CTR-01"].points == -2
        assert session.what_if([]).moved == ()
        effect = session.what_if([Change("AAA-01", "points", 4)])
    with world.open_session(small_run, world.write(tmp_path / "same")) as session:
        assert world.scored_of(effect.locations) == world.scored_of(
            session.what_if([Change("AAA-01", "points", 4)]).locations
        )


def test_other_text_of_a_feature_does_not_fit_the_stored_facts(
    small_run: Run, tmp_path: Path
) -> None:
    folder = world.write(tmp_path)
    sql = folder / "features" / "reports.sql"
    sql.write_text(sql.read_text("utf-8") + "-- niets anders\n", "utf-8")
    with (
        world.open_session(small_run, folder) as session,
        pytest.raises(WorkbenchError, match="is sinds de run veranderd"),
    ):
        session.what_if([Change("BBB-01", "min_reports", 2)])


def test_new_filter_is_told(small_run: Run, tmp_path: Path) -> None:
    folder = world.write(tmp_path, filters=(FILTER,))
    with world.open_session(small_run, folder) as session:
        assert "filters: AAA-01" in session.remarks[0]


def test_new_version_of_a_pack_alone_is_no_drift(small_run: Run, tmp_path: Path) -> None:
    folder = world.write(tmp_path)
    pack = folder / "packs" / "aaa.yml"
    pack.write_text(pack.read_text("utf-8").replace("1.0.0", "1.1.0"), "utf-8")
    with world.open_session(small_run, folder) as session:
        assert session.remarks == ()


@pytest.fixture
def redacted_run(small_run: Run, tmp_path: Path) -> Run:
    """The small run after retention emptied what was told from the reports at L09."""
    names = rewriting.table_names(small_run)
    tables = {name: small_run.table(name) for name in names}
    keys = frozenset(k for k in tables["tables/report"]["record_key"].to_pylist() if "R9-" in k)
    own = snapshot.publish(
        tmp_path / "own", as_of=small_run.as_of, tables=tables, meta=small_run.meta
    ).run
    changed = dict(purged(Purge(own, keys, frozenset())).changed)
    report = tables["tables/report"]
    gone = pc.is_in(report["record_key"], pa.array(sorted(keys)))
    changed["tables/report"] = report.filter(pc.invert(gone))
    meta = {**small_run.meta, "redacted": {"on": "2026-12-01", "rows": len(keys)}}
    return snapshot.publish(
        tmp_path / "redacted", as_of=own.as_of, tables={**tables, **changed}, meta=meta
    ).run


def test_redacted_run_is_computed_from_what_is_left(redacted_run: Run, packs: Path) -> None:
    with world.open_session(redacted_run, packs) as session:
        effect = session.what_if([])
        assert "geschoond op 2026-12-01" in session.remarks[0]
        assert effect.moved == ()
        eligible = {r["location_id"] for r in effect.locations.to_pylist() if r["eligible"]}
        tried = session.what_if([Change("BBB-01", "points", 3)])
    assert eligible == {"L03"}
    assert tried.rules[0].disappeared == 0


def test_feature_over_destroyed_rows_is_not_computed_again(
    redacted_run: Run, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the real tables it is insolvency; here reports stand in for it."""
    monkeypatch.setattr(stored, "REDACTED_TABLES", frozenset({"branch"}))
    with (
        world.open_session(redacted_run, packs) as session,
        pytest.raises(WorkbenchError, match="kies een run die niet geschoond is"),
    ):
        session.what_if([Change("AAA-01", "window_months", 12)], recompute=True)


def test_run_of_an_older_version_lends_missing_settings_and_columns(
    small_run: Run, packs: Path, tmp_path: Path
) -> None:
    settings = {k: v for k, v in small_run.meta["settings"].items() if k not in ("capacity", "map")}
    tables = {name: small_run.table(name) for name in rewriting.table_names(small_run)}
    tables["tables/report"] = tables["tables/report"].drop_columns(["building_id"])
    del tables["tables/parcel"]
    meta = {**small_run.meta, "settings": {**settings, "gone": {"x": 1}}}
    run = snapshot.publish(tmp_path, as_of=small_run.as_of, tables=tables, meta=meta).run
    with world.open_session(run, packs) as session:
        assert session.settings.capacity == world.SETTINGS.capacity
        assert session.what_if([Change("AAA-01", "window_months", 12)], recompute=True).rules
    with of_run.register(run) as con:
        assert con.sql("SELECT count(*) FROM parcel").fetchall() == [(0,)]
        assert con.sql("SELECT count(building_id) FROM report").fetchall() == [(0,)]


def test_settings_of_the_run_decide_not_those_of_today(small_run: Run, packs: Path) -> None:
    today = world.SETTINGS.model_copy(
        update={"score": world.SETTINGS.score.model_copy(update={"family_cap": 1.0})}
    )
    settings = of_run.settings_of(small_run, today)
    assert settings.score == world.SETTINGS.score
    assert loader.load(packs).rules
