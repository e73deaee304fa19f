"""Explaining two texts: a kind plugs in by name, and others are told."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.errors import MatchingError
from engine.matching import explaining
from engine.matching.explaining import Explained


@dataclass(frozen=True)
class _Lengths:
    """Texts of one length are one."""

    def threshold(self, rules: Path) -> float:
        del rules
        return 0.5

    def explain(self, mine: str, theirs: str, rules: Path) -> Explained:
        del rules
        return Explained(float(len(mine) == len(theirs)), "length", ())


EXPLAINER = _Lengths()


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "EXPLAINERS", {"address": __name__})
    monkeypatch.setattr(explaining, "import_module", lambda name: globals_of(name))


def globals_of(name: str) -> object:
    assert name == __name__
    return type("Module", (), {"EXPLAINER": EXPLAINER})


@pytest.mark.usefixtures("plugged")
def test_kind_that_is_plugged_in_explains_and_tells_its_threshold() -> None:
    found = explaining.explainer("address").explain("abc", "abd", Path())
    assert (found.probability, found.method) == (1.0, "length")
    assert explaining.threshold("address", Path()) == 0.5


@pytest.mark.usefixtures("plugged")
def test_other_kind_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(MatchingError, match="no matcher explains the kind 'dog'; known: address"):
        explaining.explainer("dog")
    assert explaining.threshold("dog", Path()) is None


def test_every_explainer_that_is_named_is_there() -> None:
    for kind in explaining.EXPLAINERS:
        assert explaining.explainer(kind)
