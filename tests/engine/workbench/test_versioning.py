"""Which number of a version goes up: text, a new rule, or a rule that means something else."""

from datetime import date

import pytest

from engine.rules.model import RuleText
from engine.workbench.versioning import Difference, Level, differences, level, raised
from tests.engine.rules.world import BOTH, RULE, SECOND, Tree, changed


def _texts(*rules: Tree) -> list[RuleText]:
    return [RuleText.model_validate(rule) for rule in rules]


def _level(**keys: object) -> Level:
    return level(differences(_texts(RULE), _texts(changed(RULE, **keys))))


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"title": "Anders"}, id="title"),
        pytest.param({"explain": "{branches} stuks."}, id="explain"),
        pytest.param({"false_positives": ["veiling"]}, id="innocent explanations"),
        pytest.param({"review_before": date(2028, 1, 1)}, id="review date"),
        pytest.param({"min_precision": 0.6}, id="norm"),
        pytest.param({"cases": []}, id="cases"),
        pytest.param({"status": "stable"}, id="promotion"),
    ],
)
def test_what_no_run_depends_on_is_a_patch(keys: Tree) -> None:
    assert _level(**keys) is Level.PATCH


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"points": 2}, id="points"),
        pytest.param({"params": {"window_months": 36, "min_branches": 2}}, id="param"),
        pytest.param({"hit_when": "branches > 1"}, id="condition"),
        pytest.param({"status": "experimental"}, id="out of the score"),
        pytest.param({"status": "deprecated"}, id="off"),
        pytest.param({"gate": "G1"}, id="gate"),
        pytest.param({"purpose": ["bibob"]}, id="purpose"),
        pytest.param({"title": "Anders", "points": 2}, id="text and points"),
    ],
)
def test_what_a_run_depends_on_is_a_major_version(keys: Tree) -> None:
    assert _level(**keys) is Level.MAJOR


def test_new_rule_is_minor_and_a_removed_one_major() -> None:
    one, two = _texts(RULE), _texts(RULE, SECOND)
    assert level(differences(one, two)) is Level.MINOR
    assert level(differences(two, one)) is Level.MAJOR
    assert level(differences(two, _texts(RULE, BOTH))) is Level.MAJOR
    assert level(differences(two, _texts(SECOND, RULE))) is Level.PATCH
    assert differences(one, one) == ()


def test_differences_name_rule_and_key_with_both_values() -> None:
    new = changed(RULE, points=2, params={"window_months": 36, "min_branches": 2})
    assert differences(_texts(RULE), _texts(new)) == (
        Difference("AAA-01", "params.window_months", 24, 36, Level.MAJOR),
        Difference("AAA-01", "points", 3, 2, Level.MAJOR),
    )


def test_card_is_compared_key_by_key() -> None:
    steps = ("lawful", "proxy", "quality", "statistical", "substantive")
    card = dict.fromkeys(steps, "ja")
    old, new = (_texts(changed(RULE, suitability={**card, "proxy": p})) for p in ("ja", "nee"))
    assert [(d.key, d.before, d.after) for d in differences(old, new)] == [
        ("suitability.proxy", "ja", "nee")
    ]


@pytest.mark.parametrize(
    ("version", "by", "taken", "expected"),
    [
        ("1.2.3", Level.PATCH, [], "1.2.4"),
        ("1.2.3", Level.MINOR, [], "1.3.0"),
        ("1.2.3", Level.MAJOR, [], "2.0.0"),
        ("1.2.9", Level.PATCH, [], "1.2.10"),
        ("1.0.0", Level.PATCH, ["1.0.0", "1.0.10", "1.0.9"], "1.0.11"),
        ("1.0.0", Level.MAJOR, ["2.1.0"], "3.0.0"),
    ],
)
def test_version_goes_up_above_all_that_exist(
    version: str, by: Level, taken: list[str], expected: str
) -> None:
    assert raised(version, by, taken=taken) == expected


def test_every_level_has_a_dutch_label() -> None:
    assert len({one.label for one in Level}) == 3
