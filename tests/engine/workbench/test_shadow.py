"""Rules in shadow: what they hit, and what they would change if they counted."""

from pathlib import Path

from engine.snapshot import Run
from engine.workbench import shadow_text
from engine.workbench.changes import Change
from engine.workbench.session import Session
from engine.workbench.shadow import shadow
from tests.engine.workbench import world
from tests.engine.workbench.world import with_changes


def test_experimental_rule_is_tried_as_if_it_counted(session: Session) -> None:
    found = shadow(session)
    (rule,) = found.rules
    assert (rule.rule_id, rule.hits, rule.unknown) == ("BBB-02", 6, 0)
    assert rule.effect == session.what_if([Change("BBB-02", "status", "test")])
    assert found.together == rule.effect
    assert "BBB-02 Meldingen: treffers 6" in shadow_text.to_text(found)
    assert shadow_text.to_data(found)["rules"][0]["hits"] == 6


def test_several_are_told_one_by_one_and_together(tmp_path: Path) -> None:
    rules = with_changes(
        ("BBB-01", "status", "experimental"), ("KOMBI-1", "status", "experimental")
    )
    folder = world.write(tmp_path / "packs", *rules)
    with world.filled() as con:
        run = world.publish(con, folder, tmp_path / "runs")
    with world.open_session(run, folder) as session:
        found = shadow(session)
    assert [rule.rule_id for rule in found.rules] == ["BBB-01", "BBB-02", "KOMBI-1"]
    assert found.together is not None
    alone = {one.location_id for rule in found.rules for one in rule.effect.entering}
    assert alone <= {one.location_id for one in found.together.entering}
    assert "Als alle meetelden" in shadow_text.to_text(found)


def test_run_without_experimental_rules_says_what_to_do(sample_run: Run) -> None:
    with world.open_session(sample_run, Path(world.SETTINGS.rules)) as session:
        found = shadow(session)
    assert (found.rules, found.together) == ((), None)
    assert "status experimental" in shadow_text.to_text(found)


def test_rule_that_left_the_packs_is_told_and_stops_nothing(small_run: Run, tmp_path: Path) -> None:
    folder = world.write(tmp_path, world.STARTED, world.REPORTED)
    with world.open_session(small_run, folder) as session:
        found = shadow(session)
    assert [rule_id for rule_id, _ in found.not_tried] == ["BBB-02"]
    assert "BBB-02 is niet te proberen" in shadow_text.to_text(found)
