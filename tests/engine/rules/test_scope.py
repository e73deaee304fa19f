"""What a scope judges: by gate, purpose and everything that a rule reads."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.features.feature import Feature
from engine.rules import loader, scope
from engine.rules.loader import RuleSet
from engine.rules.scope import WEEKLY, Scope
from engine.tables import Gate
from tests.engine.casework import case_world
from tests.engine.features.world import feature_sql, load_feature


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return loader.load(case_world.packs(tmp_path_factory.mktemp("scope") / "rules"))


def _scope(*gates: Gate, purposes: tuple[str, ...] | None = None) -> Scope:
    return Scope(frozenset(gates), None if purposes is None else frozenset(purposes))


def _ids(ruleset: RuleSet, within: Scope) -> list[str]:
    return [rule.id for rule in scope.judged(ruleset, within)]


def test_weekly_scope_is_what_the_scan_judges(ruleset: RuleSet) -> None:
    assert _ids(ruleset, WEEKLY) == [r.id for r in ruleset.rules if r.is_scanned] == ["AAA-02"]


@pytest.mark.parametrize(
    ("within", "asked", "parts"),
    [
        pytest.param(_scope(Gate.G2), ["AAA-01", "AAA-07", "AAA-K2"], ["AAA-02"], id="G2"),
        pytest.param(_scope(Gate.G4), ["AAA-03"], [], id="G4 does not open G3"),
        pytest.param(_scope(Gate.G3, Gate.G4), ["AAA-03", "AAA-04", "AAA-06"], [], id="both"),
        pytest.param(_scope(Gate.G2, purposes=("zorg",)), ["AAA-07"], [], id="purpose"),
        pytest.param(_scope(Gate.G2, purposes=()), [], [], id="no purpose"),
    ],
)
def test_rules_are_asked_by_gate_and_purpose_with_the_parts_they_need(
    ruleset: RuleSet, within: Scope, asked: list[str], parts: list[str]
) -> None:
    assert [rule.id for rule in scope.asked(ruleset, within)] == asked
    assert _ids(ruleset, within) == sorted([*asked, *parts])


@pytest.mark.parametrize(
    ("rule_id", "within", "why"),
    [
        ("AAA-01", WEEKLY, ["poort G2: alleen binnen een dossier"]),
        ("AAA-02", WEEKLY, []),
        ("AAA-05", WEEKLY, ["wacht op: netwerk"]),
        ("AAA-08", WEEKLY, ["regel is uitgeschakeld"]),
        ("AAA-08", _scope(Gate.G2), ["regel is uitgeschakeld"]),
        ("AAA-03", _scope(Gate.G2), ["poort G4: opent deze zaak niet"]),
        ("AAA-06", _scope(Gate.G4), ["leest gegevens van poort G3: opent deze zaak niet"]),
        (
            "AAA-07",
            _scope(Gate.G2, purposes=("bibob",)),
            ["doel zorg: past niet bij deze zaak"],
        ),
        ("AAA-07", _scope(Gate.G2), []),
    ],
)
def test_rule_that_is_not_judged_says_why(
    ruleset: RuleSet, rule_id: str, within: Scope, why: list[str]
) -> None:
    assert list(scope.why_not(ruleset.rule(rule_id), ruleset, within)) == why


def test_part_beyond_the_open_gates_is_not_judged(ruleset: RuleSet) -> None:
    combined = ruleset.rule("AAA-K2").model_copy(update={"gate": Gate.G4})
    rules = (*(rule for rule in ruleset.rules if rule.id != "AAA-K2"), combined)
    assert _ids(replace(ruleset, rules=rules), _scope(Gate.G4)) == ["AAA-02", "AAA-03", "AAA-K2"]


@pytest.mark.parametrize(
    ("gates", "ceiling"),
    [((), Gate.G1), ((Gate.G2,), Gate.G2), ((Gate.G2, Gate.G4), Gate.G4), ((Gate.O,), Gate.G1)],
)
def test_ceiling_is_the_widest_open_gate(gates: tuple[Gate, ...], ceiling: Gate) -> None:
    assert _scope(*gates).ceiling is ceiling


def test_gates_of_a_feature_are_those_of_every_table_and_column(tmp_path: Path) -> None:
    join = "police_report b LEFT JOIN contract c ON c.party_id = b.report_id"
    feature: Feature = load_feature(tmp_path, feature_sql(source=join))
    assert feature.gate is Gate.G4
    assert scope.gates_of(feature) == {Gate.G1, Gate.G3, Gate.G4}
