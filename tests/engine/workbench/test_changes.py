"""Changes as text and as values: what is refused, and with which way out."""

from datetime import date

import pytest

from engine.errors import WorkbenchError
from engine.rules import loader
from engine.rules.loader import RuleSet
from engine.rules.model import Role, Rule, Status
from engine.workbench import changes
from engine.workbench.changes import Change
from tests.engine.rules.world import RULE, changed
from tests.engine.workbench import world
from tests.engine.workbench.world import SETTINGS

KINDS = changed(
    RULE,
    id="KND-01",
    params={
        "window_months": 24, "above_ratio": 1.5, "is_strict": True,
        "uses": ["dwelling", "office"], "town": "Dorp", "since": date(2026, 1, 1),
    },
    hit_when=(
        "branches > $above_ratio AND $is_strict AND list_contains($uses, location.land_use)"
        " AND location.zone = $town AND $since < $as_of"
    ),
    cases=[
        {"name": "ja", "expect": "HIT",
         "facts": {"branches": 2, "location.land_use": "office", "location.zone": "Dorp"}},
        {"name": "nee", "facts": {"branches": 1}, "expect": "NO_HIT"},
        {"name": "onbekend", "facts": {}, "expect": "UNKNOWN"},
    ],
)  # fmt: skip


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """The packs of the small run."""
    return loader.load(world.write(tmp_path_factory.mktemp("packs")))


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """A rule with a param of every kind."""
    return loader.load(world.write(tmp_path_factory.mktemp("kinds"), KINDS))


def one(ruleset: RuleSet, *wanted: Change) -> Rule:
    (rule,) = changes.changed_rules(ruleset, wanted, score=SETTINGS.score).values()
    return rule


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("AAA-01.min_branches=6", 6, id="whole number"),
        pytest.param(" AAA-01.min_branches = 2,5 ", 2.5, id="decimal comma and blanks"),
        pytest.param("AAA-01.points=4.5", 4.5, id="points"),
        pytest.param("AAA-01.status=experimental", "experimental", id="status"),
        pytest.param("AAA-01.correlated_group=geen", None, id="no group"),
        pytest.param("AAA-01.expires_months=12", 12, id="expiry"),
        pytest.param("AAA-01.expires_months=", None, id="usual expiry"),
    ],
)
def test_text_becomes_a_value_of_the_type_of_now(
    ruleset: RuleSet, text: str, value: object
) -> None:
    change = changes.parse(text, ruleset)
    assert (change.value, type(change.value)) == (value, type(value))


@pytest.mark.parametrize("text", ["", "AAA-01", "AAA-01=3", ".points=3", "AAA-01.=3"])
def test_text_of_another_form_is_wrong_usage(ruleset: RuleSet, text: str) -> None:
    with pytest.raises(ValueError, match=r"REGEL\.sleutel=waarde"):
        changes.parse(text, ruleset)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("AAA-1.points=3", "bedoeld: .*AAA-01", id="rule with a typo"),
        pytest.param("QQQ.points=3", "rules list", id="rule like no other"),
        pytest.param("AAA-01.min_branch=3", "wat te wijzigen is: min_branches", id="param"),
        pytest.param("AAA-01.min_branches=veel", "een getal, niet 'veel'; nu is het 2", id="word"),
        pytest.param("AAA-01.window_months=2.5", "geheel getal van 0 of meer", id="half a month"),
        pytest.param("AAA-01.window_months=-1", "geheel getal van 0 of meer", id="negative"),
        pytest.param("AAA-01.points=nan", "een getal", id="no number"),
        pytest.param("AAA-01.points=inf", "een getal", id="endless"),
        pytest.param("NET-01.points=3", "wacht op netwerk", id="rule that waits"),
        pytest.param("DOS-01.points=3", "binnen een zaak", id="rule beyond the scan"),
        pytest.param("KOMBI-1.points=3", "punten van een onderdeel", id="combined rule"),
    ],
)
def test_what_cannot_be_tried_says_the_way_out(ruleset: RuleSet, text: str, told: str) -> None:
    with pytest.raises(WorkbenchError, match=told):
        changes.parse(text, ruleset)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        pytest.param([Change("AAA-01", "status", "on")], "experimental", id="no such status"),
        pytest.param([Change("AAA-01", "status", "stable")], "suitability", id="card missing"),
        pytest.param([Change("AAA-01", "points", -3)], "negative points", id="sign"),
        pytest.param([Change("CTR-01", "points", 3)], "negative points", id="sign of a fact"),
        pytest.param([Change("AAA-01", "points", True)], "een getal", id="truth for a number"),
        pytest.param([Change("AAA-01", "min_branches", None)], "een getal", id="nothing"),
        pytest.param([Change("AAA-01", "correlated_group", "Not A Name")], "pattern", id="group"),
        pytest.param([Change("AAA-01", "expires_months", 0)], "greater", id="no expiry at all"),
        pytest.param(
            [Change("AAA-01", "points", 3), Change("AAA-01", "points", 4)], "twee keer", id="twice"
        ),
    ],
)
def test_what_a_pack_could_not_say_is_refused(
    ruleset: RuleSet, wanted: list[Change], told: str
) -> None:
    with pytest.raises(WorkbenchError, match=told):
        changes.changed_rules(ruleset, wanted, score=SETTINGS.score)


@pytest.mark.parametrize("points", [-5, 5])
def test_as_many_points_as_a_pack_may_give_are_allowed(ruleset: RuleSet, points: int) -> None:
    rule_id = "AAA-01" if points > 0 else "CTR-01"
    assert one(ruleset, Change(rule_id, "points", points)).points == points


@pytest.mark.parametrize("points", [-6, 5.5, 10**30])
def test_more_points_than_a_pack_may_give_are_refused(ruleset: RuleSet, points: float) -> None:
    rule_id = "AAA-01" if points > 0 else "CTR-01"
    with pytest.raises(WorkbenchError, match="5 at most"):
        one(ruleset, Change(rule_id, "points", points))


def test_changed_rule_gets_the_defaults_of_a_pack(ruleset: RuleSet) -> None:
    rule = one(ruleset, Change("AAA-01", "window_months", 36))
    assert (rule.expires_months, rule.role) == (36, Role.SCENARIO)
    assert one(ruleset, Change("BBB-01", "points", 1)).role is Role.FACTOR
    assert rule.hash != ruleset.rule("AAA-01").hash
    assert ruleset.rule("AAA-01").params["window_months"] == 24


def test_status_is_a_status(ruleset: RuleSet) -> None:
    assert one(ruleset, Change("AAA-01", "status", "deprecated")).status is Status.DEPRECATED


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("above_ratio", "2", 2),
        ("is_strict", "nee", False),
        ("is_strict", "TRUE", True),
        ("uses", "[shop, office]", ["shop", "office"]),
        ("uses", "shop", ["shop"]),
        ("town", "Kaag", "Kaag"),
        ("since", "2025-12-31", date(2025, 12, 31)),
    ],
)
def test_every_kind_of_param_is_read_as_its_kind(
    kinds: RuleSet, key: str, text: str, value: object
) -> None:
    change = changes.parse(f"KND-01.{key}={text}", kinds)
    assert change.value == value
    assert one(kinds, change).params[key] == value


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("is_strict", "misschien", "ja of nee"),
        ("since", "31-12-2025", "JJJJ-MM-DD"),
        ("uses", "", "empty list"),
    ],
)
def test_another_kind_of_value_is_refused(kinds: RuleSet, key: str, text: str, told: str) -> None:
    with pytest.raises(WorkbenchError, match=told):
        one(kinds, changes.parse(f"KND-01.{key}={text}", kinds))


def test_knobs_say_which_facts_suffice(ruleset: RuleSet) -> None:
    found = {knob.key: (knob.value, knob.on_facts) for knob in changes.knobs(ruleset, "AAA-01")}
    assert found == {
        "window_months": (24, False),
        "min_branches": (2, True),
        "points": (3.0, True),
        "status": ("test", True),
        "correlated_group": ("business_churn", True),
        "expires_months": (24, True),
    }
    combined = [knob.key for knob in changes.knobs(ruleset, "KOMBI-1")]
    assert combined == ["status", "correlated_group", "expires_months"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "geen"),
        (True, "ja"),
        (False, "nee"),
        (2.5, "2,5"),
        (["a", "b"], "a, b"),
        ([], "geen"),
    ],
)
def test_values_are_shown_in_dutch(value: object, text: str) -> None:
    assert changes.shown(value) == text
