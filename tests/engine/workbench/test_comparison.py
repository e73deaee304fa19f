"""Two versions of the packs on one run."""

from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from engine import rewriting, snapshot
from engine.errors import RulePackError, WorkbenchError
from engine.rules import loader
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from engine.workbench import comparison_text
from engine.workbench.comparison import Comparison, RuleChange, compare
from tests.engine.rules.world import changed
from tests.engine.workbench import world
from tests.engine.workbench.world import with_changes


def of(found: Comparison, rule_id: str) -> RuleChange:
    return next(rule for rule in found.rules if rule.rule_id == rule_id)


def test_same_packs_change_nothing(small_run: Run, packs: Path) -> None:
    found = compare(small_run, packs)
    assert all(rule.is_quiet for rule in found.rules)
    assert (found.moved, found.hits.num_rows) == ((), 0)
    assert found.week_before.equals(found.week_after)
    assert found.load_before == found.load_after
    assert "zonder besluiten van mensen" in found.remarks[0]


def test_shipped_packs_say_of_a_real_run_what_it_says(sample_run: Run) -> None:
    found = compare(sample_run, SHIPPED_RULES)
    assert [rule.rule_id for rule in found.rules if not rule.is_quiet] == []
    assert found.moved == ()
    assert found.week_after.equals(sample_run.table("worklist"))


def test_other_packs_are_told_by_rule_and_by_location(
    small_run: Run, filled: DuckDBPyConnection, tmp_path: Path
) -> None:
    new = changed(world.REPORTED, id="BBB-09", title="Nieuw", points=3)
    rules = with_changes(
        ("AAA-01", "window_months", 6), ("AAA-01", "title", "Anders"), ("CTR-01", "points", -1)
    )
    kept = [rule for rule in rules if rule["id"] != "BBB-02" and rule["id"] != "KOMBI-1"]
    folder = world.write(tmp_path, *kept, new)
    found = compare(small_run, folder)
    own = of(found, "AAA-01")
    assert (own.kind, own.version_before, own.version_after) == ("changed", "1.0.0", "1.0.0")
    assert [one.name for one in own.fields] == ["title", "params.window_months"]
    assert (own.lost > 0, own.gained) == (True, 0)
    assert of(found, "BBB-09").kind == "added"
    assert (of(found, "BBB-02").kind, of(found, "BBB-02").version_after) == ("removed", None)
    _, scored = world.evaluated(filled, loader.load(folder))
    before = dict(zip(*small_run.table("locations").select(["location_id", "score"]), strict=True))
    after = dict(zip(*scored.locations.select(["location_id", "score"]), strict=True))
    moved = {one.location_id for one in found.moved if one.score_before != one.score_after}
    assert moved == {str(k) for k in before if before[k] != after[k]}


def test_old_side_may_be_another_folder(small_run: Run, packs: Path, tmp_path: Path) -> None:
    folder = world.write(tmp_path, *with_changes(("BBB-01", "min_reports", 3)))
    forward = compare(small_run, folder, against=packs)
    assert (forward.before, forward.after) == (str(packs), str(folder))
    assert (
        of(forward, "BBB-01").lost == of(compare(small_run, packs, against=folder), "BBB-01").gained
    )


def test_sql_of_a_feature_and_what_a_run_does_not_keep_are_told(
    small_run: Run, tmp_path: Path
) -> None:
    cases = [*world.REPORTED["cases"], {"name": "drie", "facts": {"reports": 3}, "expect": "HIT"}]  # type: ignore[misc]
    folder = world.write(tmp_path, *with_changes(("BBB-01", "cases", cases)))
    sql = folder / "features" / "starts.sql"
    sql.write_text(sql.read_text("utf-8") + "-- anders opgeschreven\n", "utf-8")
    found = compare(small_run, folder)
    assert [one.name for one in of(found, "AAA-01").fields] == ["feature_text"]
    assert [one.name for one in of(found, "BBB-01").fields] == ["other"]
    text = comparison_text.to_text(found)
    assert "de SQL van het kenmerk" in text
    assert "gevallen, eigenaar" in text


def test_settings_of_the_folder_do_not_count_and_are_told(small_run: Run, tmp_path: Path) -> None:
    folder = world.write(tmp_path)
    text = (SHIPPED_RULES / "settings.yml").read_text("utf-8")
    (folder / "settings.yml").write_text(text.replace("family_cap: 8", "family_cap: 1"), "utf-8")
    found = compare(small_run, folder)
    assert found.moved == ()
    assert "settings.yml verschilt van die van de run (score)" in found.remarks[1]


def test_redacted_run_needs_both_folders(small_run: Run, packs: Path, tmp_path: Path) -> None:
    tables = {name: small_run.table(name) for name in rewriting.table_names(small_run)}
    meta = {**small_run.meta, "redacted": {"on": "2026-12-01", "rows": 1}}
    run = snapshot.publish(tmp_path, as_of=small_run.as_of, tables=tables, meta=meta).run
    with pytest.raises(WorkbenchError, match="geef met --against de map"):
        compare(run, packs)
    assert "geschoond op 2026-12-01" in compare(run, packs, against=packs).remarks[-1]


def test_packs_that_do_not_load_stop_the_comparison(small_run: Run, tmp_path: Path) -> None:
    folder = world.write(tmp_path, *with_changes(("AAA-01", "feature", "nergens")))
    with pytest.raises(RulePackError, match="unknown feature 'nergens'"):
        compare(small_run, folder)


def test_comparison_as_data_holds_list_and_hits(small_run: Run, tmp_path: Path) -> None:
    folder = world.write(tmp_path, *with_changes(("BBB-01", "status", "experimental")))
    data = comparison_text.to_data(compare(small_run, folder))
    assert data["week"]["before"] != data["week"]["after"]
    assert {row["rule_id"] for row in data["hits"]} == {"KOMBI-1", "KOMBI-2"}
    assert data["rules"][0]["rule_id"] == "AAA-01"
