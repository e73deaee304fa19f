"""Names of codes: every code of the shipped packs has one, and none is called checked."""

import re
from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.exports.rule_docs import names
from engine.rules.named import Name
from engine.settings import SHIPPED_RULES
from tests.rules.world import shipped

NAMES = names.read(SHIPPED_RULES)


def test_every_instrument_and_step_of_the_packs_has_a_name() -> None:
    used = {NAMES.instrument_of(text).code for r in shipped().rules for text in r.instruments}
    assert used <= NAMES.instruments.keys()
    steps = {step.code for r in shipped().rules for step in NAMES.steps_of(r.barrier_step)}
    assert steps <= NAMES.barrier_steps.keys()


def test_no_name_is_shown_as_law_before_somebody_checked_it() -> None:
    for name in (*NAMES.instruments.values(), *NAMES.barrier_steps.values()):
        assert not name.verified
        assert name.marked.endswith("(te verifiëren)")


@pytest.mark.parametrize(
    ("told", "codes"),
    [("B2", ["B2"]), ("B3/B5", ["B3", "B5"]), (None, []), ("all", [f"B{n}" for n in range(1, 11)])],
)
def test_steps_of_a_rule(told: str | None, codes: list[str]) -> None:
    assert [step.code for step in NAMES.steps_of(told)] == codes


def test_unknown_code_stands_without_an_explanation() -> None:
    assert NAMES.instrument_of("eigen: iets van hier") == Name("eigen", "", True)


def test_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    with pytest.raises(SettingsError, match=re.escape("barrier_steps.csv: cannot be opened")):
        names.read(tmp_path)
    (folder / "barrier_steps.csv").write_text("code,name\nB1,x\n", "utf-8")
    with pytest.raises(SettingsError, match="lacks the columns source, verified"):
        names.read(tmp_path)
