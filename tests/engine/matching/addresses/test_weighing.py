"""Weights and words of the address matcher: shipped ones load, incomplete ones are refused."""

from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.matching.addresses import weighing
from engine.settings import SHIPPED_RULES


def changed(folder: Path, old: str, new: str) -> Path:
    text = (SHIPPED_RULES / weighing.FILE).read_text("utf-8")
    assert old in text
    (folder / "matching").mkdir()
    (folder / weighing.FILE).write_text(text.replace(old, new, 1), "utf-8")
    return folder


def test_shipped_weights_say_what_agreement_is_worth() -> None:
    weights = weighing.load(SHIPPED_RULES).weights
    assert weights.postcode["equal"] > 0 > weights.postcode["other"]
    assert weights.street["equal"] > weights.street["close"] > weights.street["similar"]
    assert weights.suffix["equal"] > 0 > weights.suffix["extra"]
    assert weights.relation["near"] < 0


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  relation: {at: ", "  relation: {by: ", "relation"),
        ("min_score:", "least_score:", "least_score"),
        ("verified: false", "", "verified"),
        ("min_margin: 0.60", "min_margin: 1.60", "min_margin"),
        ("{one: ", "{two: 1.0, one: ", "number"),
    ],
)
def test_wrong_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, what: str) -> None:
    with pytest.raises(SettingsError, match=what) as told:
        weighing.load(changed(tmp_path, old, new))
    assert told.value.line is not None


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        weighing.load(tmp_path)
