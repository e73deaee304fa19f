"""What-if on stored facts: it repeats the run, and says what a fresh evaluation would say."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import snapshot
from engine.errors import WorkbenchError
from engine.rules import loader
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from engine.workbench.changes import Change
from engine.workbench.session import Session
from tests.engine.rules.world import FILTER, changed
from tests.engine.workbench import world
from tests.engine.workbench.world import with_changes

STATUSES = ("experimental", "test", "deprecated")
VALUES: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("AAA-01", "min_branches"): st.integers(0, 5),
    ("AAA-01", "points"): st.sampled_from([2, 3, 4.5, 5]),
    ("AAA-01", "status"): st.sampled_from(STATUSES),
    ("AAA-01", "correlated_group"): st.sampled_from(["business_churn", "other", None]),
    ("AAA-01", "expires_months"): st.sampled_from([6, 12, 24, 60, None]),
    ("BBB-01", "min_reports"): st.integers(1, 4),
    ("BBB-01", "status"): st.sampled_from(STATUSES),
    ("BBB-01", "points"): st.sampled_from([2, 5]),
    ("BBB-02", "min_reports"): st.integers(1, 4),
    ("BBB-02", "status"): st.sampled_from(("experimental", "test")),
    ("CTR-01", "min_branches"): st.integers(1, 4),
    ("CTR-01", "points"): st.sampled_from([-1, -3]),
    ("KOMBI-1", "status"): st.sampled_from(("experimental", "test")),
}


@st.composite
def some_changes(draw: st.DrawFn) -> list[tuple[str, str, Any]]:
    """Up to four changes of different keys."""
    keys = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=4, unique=True))
    return [(rule_id, key, draw(VALUES[rule_id, key])) for rule_id, key in keys]


def test_nothing_changed_is_the_run_itself(session: Session, small_run: Run) -> None:
    effect = session.what_if([])
    assert world.scored_of(effect.locations) == world.scored_of(small_run.table("locations"))
    assert (effect.moved, effect.rules, effect.remarks) == ((), (), ())
    assert effect.load_before == effect.load_after


def test_rules_judged_again_repeat_the_hits_of_the_run(session: Session, small_run: Run) -> None:
    assert session.rejudged().equals(small_run.table("hits"))


def test_shipped_packs_repeat_a_real_run_exactly(sample_run: Run) -> None:
    with world.open_session(sample_run, SHIPPED_RULES) as session:
        assert session.remarks == ()
        assert session.rejudged().equals(sample_run.table("hits"))
        effect = session.what_if([Change("GEN-01", "points", session.rules["GEN-01"].points)])
    assert world.scored_of(effect.locations) == world.scored_of(sample_run.table("locations"))
    assert effect.moved == ()


@given(changes=some_changes())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_if_is_a_fresh_evaluation_of_the_changed_pack(
    session: Session,
    filled: DuckDBPyConnection,
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[tuple[str, str, Any]],
) -> None:
    folder = world.write(tmp_path_factory.mktemp("changed"), *with_changes(*changes))
    found, scored = world.evaluated(filled, loader.load(folder))
    effect = session.what_if([Change(*change) for change in changes])
    assert world.scored_of(effect.locations) == world.scored_of(scored.locations)
    for rule in effect.rules:
        counts = found.counts.get(rule.rule_id, {"HIT": 0, "UNKNOWN": 0})
        assert (rule.hits_after, rule.unknown_after) == (counts["HIT"], counts["UNKNOWN"])


def test_a_change_leaves_no_trace(session: Session) -> None:
    before = session.what_if([Change("AAA-01", "min_branches", 1)])
    session.what_if([Change("BBB-01", "status", "deprecated")])
    with pytest.raises(WorkbenchError):
        session.what_if([Change("AAA-01", "window_months", 12)])
    after = session.what_if([Change("AAA-01", "min_branches", 1)])
    assert before == after
    assert before.locations.equals(after.locations)
    assert before.hits.equals(after.hits)


def test_one_session_answers_several_threads(session: Session) -> None:
    wanted = [[Change("AAA-01", "min_branches", 1 + n % 3)] for n in range(9)]
    alone = [session.what_if(changes) for changes in wanted]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(session.what_if, wanted)) == alone


def test_effect_counts_what_appears_and_what_follows(session: Session) -> None:
    effect = session.what_if([Change("AAA-01", "min_branches", 1)])
    own, *following = effect.rules
    assert (own.rule_id, own.is_changed) == ("AAA-01", True)
    assert own.hits_after - own.hits_before == own.appeared > 0 == own.disappeared
    assert [(rule.rule_id, rule.is_changed) for rule in following] == [("KOMBI-1", False)]
    rows = [row for row in effect.hits.to_pylist() if row["rule_id"] == "AAA-01"]
    assert sum(row["after"] == "HIT" for row in rows) == own.appeared
    assert effect.values_before == (2,)


def test_entering_and_leaving_are_told_with_before_and_after(session: Session) -> None:
    off = session.what_if([Change("BBB-01", "status", "experimental")])
    assert [one.location_id for one in off.leaving] == ["L03", "L09"]
    assert off.entering == ()
    assert {one.label for one in off.leaving} == {"Dijk L03", "Dijk L09"}
    assert off.load_before.eligible - off.load_after.eligible == 2
    lower = session.what_if([Change("AAA-01", "min_branches", 1)])
    assert [one.location_id for one in lower.entering] == ["L06"]
    on = session.what_if([Change("BBB-01", "points", 5), Change("AAA-01", "points", 5)])
    assert {(one.band_before, one.band_after) for one in on.other_band} == {("low", "medium")}


def test_points_alone_do_not_judge_what_follows(session: Session) -> None:
    effect = session.what_if([Change("AAA-01", "points", 4)])
    assert [rule.rule_id for rule in effect.rules] == ["AAA-01"]


def test_a_location_that_the_feature_did_not_return_is_no_hit(session: Session) -> None:
    """Zero starts are at least zero starts, and still nothing is there."""
    effect = session.what_if([Change("CTR-01", "min_branches", 0)])
    (own,) = [rule for rule in effect.rules if rule.rule_id == "CTR-01"]
    assert own.hits_after == 9
    assert "L00" not in effect.hits["location_id"].to_pylist()


def test_param_of_the_feature_itself_names_the_way_out(session: Session) -> None:
    with pytest.raises(WorkbenchError, match=r"rekent zelf met window_months.*--recompute"):
        session.what_if([Change("AAA-01", "window_months", 12)])


@pytest.mark.parametrize("months", [1, 12, 120])
def test_recompute_is_a_fresh_evaluation_too(
    session: Session, filled: DuckDBPyConnection, tmp_path: Path, months: int
) -> None:
    rules = with_changes(("AAA-01", "window_months", months))
    _, scored = world.evaluated(filled, loader.load(world.write(tmp_path, *rules)))
    effect = session.what_if([Change("AAA-01", "window_months", months)], recompute=True)
    assert world.scored_of(effect.locations) == world.scored_of(scored.locations)
    assert session.what_if([]).moved == ()


def test_switched_off_rule_has_no_rows_and_its_combined_rule_is_unknown(session: Session) -> None:
    effect = session.what_if([Change("AAA-01", "status", "deprecated")])
    own, follows = effect.rules
    assert (own.hits_after, own.unknown_after) == (0, 0)
    assert (follows.hits_after, follows.unknown_after > 0) == (0, True)


def test_hit_without_evidence_is_refused_as_in_a_run(tmp_path: Path) -> None:
    rules = with_changes(("BBB-01", "min_reports", 3))
    with world.filled() as con:
        con.execute("UPDATE report SET record_key = NULL WHERE location_id = 'L01'")
        sql = tmp_path / "packs" / "features" / "reports.sql"
        folder = world.write(tmp_path / "packs", *rules)
        text = sql.read_text("utf-8").replace(
            "list(b.record_key)",
            "coalesce(list(b.record_key) FILTER (b.record_key IS NOT NULL), [])",
        )
        sql.write_text(text, "utf-8")
        run = world.publish(con, folder, tmp_path / "runs")
    with (
        world.open_session(run, folder) as session,
        pytest.raises(WorkbenchError, match="BBB-01 raakt dan L01 zonder bewijs"),
    ):
        session.what_if([Change("BBB-01", "min_reports", 1)])


def test_run_without_stored_features_says_so_only_when_they_are_needed(
    small_run: Run, packs: Path, tmp_path: Path
) -> None:
    meta = {**small_run.meta, "fact_files": []}
    tables = {
        file.relative_to(small_run.path).with_suffix("").as_posix(): small_run.table(
            file.relative_to(small_run.path).with_suffix("").as_posix()
        )
        for file in sorted(small_run.path.rglob("*.parquet"))
        if file.parent.name != "features"
    }
    run = snapshot.publish(tmp_path, as_of=small_run.as_of, tables=tables, meta=meta).run
    with world.open_session(run, packs) as session:
        assert session.what_if([]).moved == ()
        with pytest.raises(WorkbenchError, match="passen er niet bij"):
            session.what_if([Change("AAA-01", "min_branches", 1)])
        effect = session.what_if([Change("AAA-01", "min_branches", 1)], recompute=True)
    assert effect.rules[0].appeared > 0


def test_filters_hold_for_hits_that_appear(tmp_path: Path) -> None:
    filters = (changed(FILTER, locations=["L01", "L06"]),)
    folder = world.write(
        tmp_path / "packs", *with_changes(("AAA-01", "min_branches", 4)), filters=filters
    )
    with world.filled() as con:
        run = world.publish(con, folder, tmp_path / "runs")
        lower = with_changes(("AAA-01", "min_branches", 1))
        other = world.write(tmp_path / "lower", *lower, filters=filters)
        _, scored = world.evaluated(con, loader.load(other))
    with world.open_session(run, folder) as session:
        effect = session.what_if([Change("AAA-01", "min_branches", 1)])
    assert world.scored_of(effect.locations) == world.scored_of(scored.locations)
    assert effect.rules[0].appeared > 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(Change("AAA-01", "window_months", 10**6), "kalender", id="window"),
        pytest.param(Change("AAA-01", "expires_months", 10**6), "less than", id="expiry"),
    ],
)
def test_spans_beyond_every_bound_are_refused(session: Session, change: Change, told: str) -> None:
    with pytest.raises(WorkbenchError, match=told):
        session.what_if([change], recompute=True)
