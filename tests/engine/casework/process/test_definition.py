"""The process file: every fixed word stands in it, and what is wrong is told with its line."""

import shutil
from pathlib import Path

import networkx as nx
import pytest

from engine.casework.process.definition import load_process
from engine.casework.process.states import ENDED, State
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES

WRONG = [
    ("  NIEUW: {label", "  NIEUWER: {label", "states"),
    ("hersteld: {label: Hersteld}", "", "outcomes: hersteld is missing"),
    (
        "to: WEGING_1, roles: [riec_liaison]}",
        "to: WEGING_9, roles: [riec_liaison]}",
        r"yml:\d+: steps.0.to: Input should be 'NIEUW'",
    ),
    ("needs: [weighing_1]}", "needs: [weighed]}", r"yml:\d+: steps.2.needs.0: Input should be"),
    (
        "roles: [riec_liaison], needs: [weighing_2]",
        "roles: [mayor], needs: [weighing_2]",
        r"steps.3.roles.0: Input should be",
    ),
    ("outcomes: [verlopen]}", "}", "a step to AFGESLOTEN needs outcomes"),
    ("min_reason: 30", "min_reason: 0", "min_reason"),
    ("verified: false", "", "verified"),
    ('  "2B":\n    label: "Weging', '  "2C":\n    label: "Weging', "names exactly 1, 2A, 2B, 3"),
    (
        "starts: {signal: NIEUW, case: CASUS}",
        "starts: {signal: NIEUW}",
        "names exactly case, signal",
    ),
    ("hit_months: 24", "hit_months: twee", "hit_months"),
    ("capacity: ", "capacitie: ", "capacitie"),
]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    shutil.copy(SHIPPED_RULES / "process.yml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("old", "new", "told"), WRONG)
def test_wrong_process_is_told_with_its_file(rules: Path, old: str, new: str, told: str) -> None:
    file = rules / "process.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(SettingsError, match=told) as error:
        load_process(rules)
    assert str(file) in str(error.value)


def test_step_that_stands_there_twice_is_refused(rules: Path) -> None:
    file = rules / "process.yml"
    text = file.read_text("utf-8")
    line = "  - {from: [MONITORING], to: INTERVENTIE, roles: [riec_liaison]}\n"
    file.write_text(text.replace(line, line * 2), "utf-8")
    with pytest.raises(SettingsError, match="MONITORING to INTERVENTIE stands there twice"):
        load_process(rules)


def test_absent_process_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"process\.yml: cannot be read"):
        load_process(tmp_path)


def test_changed_process_is_read_again(rules: Path) -> None:
    assert load_process(rules).min_reason == 30
    file = rules / "process.yml"
    file.write_text(file.read_text("utf-8").replace("min_reason: 30", "min_reason: 50"), "utf-8")
    assert load_process(rules).min_reason == 50


def test_every_state_is_reached_and_every_one_can_end() -> None:
    process = load_process(SHIPPED_RULES)
    steps = nx.DiGraph((a, step.to) for step in process.steps for a in step.from_)
    starts = set(process.starts.values())
    reached = starts | {b for a in starts for b in nx.descendants(steps, a)}
    assert reached == set(State)
    assert all(nx.has_path(steps, state, State.CLOSED) for state in set(State) - ENDED)
    assert list(process.from_state(State.DESTROYED)) == []
