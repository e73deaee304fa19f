"""The shipped model loads, and a wrong one says where it is wrong."""

import shutil
from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.matching.people.levels import COMPARISONS
from engine.matching.people.model import FILE, SHORT_NAMES, load, short_names
from engine.settings import SHIPPED_RULES

MODEL = load(SHIPPED_RULES)


def _changed(tmp_path: Path, old: str, new: str) -> Path:
    (tmp_path / "matching").mkdir()
    text = (SHIPPED_RULES / FILE).read_text("utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new, 1), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    short_form:", "    nickname:", "the fields and levels are, in this order"),
        ("  slope: 0.96", "  slope: 0.0", "greater than 0"),
        ("  longest_text: 200", "  longest: 200", "longest"),
        ("  probability: 0.8", "  probability: 1.5", "less than 1"),
        ("  street: {source", "  house: {source", "frequencies: the columns are"),
    ],
    ids=["level", "slope", "key", "probability", "frequency"],
)
def test_a_wrong_model_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load(_changed(tmp_path, old, new))


@pytest.mark.parametrize("field", COMPARISONS)
def test_full_agreement_weighs_more_than_none(field: str) -> None:
    weights = MODEL.weights[field]
    assert weights["equal"].bits > 0 > weights["different"].bits


def test_a_small_sheet_is_taken_for_a_part_of_many_people() -> None:
    assert MODEL.prior.share(1) == MODEL.prior.share(100) > MODEL.prior.share(1_000_000)


def test_relatives_take_away_more_in_a_sheet_of_families() -> None:
    assert MODEL.most_shared(5000, 1.0) < MODEL.most_shared(5000, 0.01)


def test_short_names_stand_for_names(tmp_path: Path) -> None:
    assert "johannes" in short_names(SHIPPED_RULES)["jan"]
    shutil.copytree(SHIPPED_RULES / "matching", tmp_path / "matching")
    (tmp_path / SHORT_NAMES).write_text("short,name\nJan,johannes\n", "utf-8")
    with pytest.raises(SettingsError, match=r"short_names.csv:2: a short form and a name"):
        short_names(tmp_path)
