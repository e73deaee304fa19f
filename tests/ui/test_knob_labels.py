"""What the values of a rule are called where somebody tries another one."""

from engine.rules import loader
from engine.settings import SHIPPED_RULES
from engine.workbench.changes import knobs
from ui import knob_labels


def test_every_value_that_can_be_tried_has_a_dutch_name() -> None:
    ruleset = loader.load(SHIPPED_RULES)
    judged = [rule.id for rule in ruleset.rules if not rule.waits_for and rule.gate.in_scan]
    tried = {knob.key for rule_id in judged for knob in knobs(ruleset, rule_id) if knob.on_facts}
    assert [key for key in sorted(tried) if knob_labels.label(key) == key.replace("_", " ")] == [
        "status"
    ]


def test_a_value_of_somebody_elses_pack_goes_by_its_own_name() -> None:
    assert knob_labels.label("min_silos_per_yard") == "min silos per yard"
