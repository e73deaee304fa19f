"""The packs as a whole: they load, lint clean, say what the catalogue says, and stay portable."""

import csv
import re

import pytest
import sqlglot
from sqlglot import ErrorLevel

from engine import yaml_file
from engine.features.feature import Feature
from engine.rules import cases, loader
from engine.rules.model import Role, Rule
from engine.settings import SHIPPED_RULES
from engine.tables import Gate
from tests import shared
from tests.rules.world import World, shipped

CATALOGUE = shared.FOLDER / "domain" / "indicators.yaml"
RULES = [pytest.param(rule, id=rule.id) for rule in shipped().rules]
SIGNALS = [pytest.param(r, id=r.id) for r in shipped().rules if r.pack not in ("CTR", "KOMBI")]
OWN_RULES = [pytest.param(r, id=r.id) for r in shipped().rules if not r.combine]
FEATURES = [pytest.param(f, id=name) for name, f in sorted(shipped().features.items())]
STATEMENTS = [pytest.param(f, id=n) for n, f in sorted(shipped().features.items()) if not f.pattern]
NOT_IN_A_RULE = {
    "GEN-03": {"above_days_no_match_after_geocode_retry"},  # such a branch has no location
    "GEN-06": {"strong_min_ended"},  # the stronger variant has no points of its own
    "GEN-07": {
        "max_months_after_end",  # max_days_after_end: a pattern counts in days
        "min_shared_traits",  # one is what OR says
        "sbi_digits_compared",  # a length of codes, in the network
        "strong_from_occurrence",  # the stronger variant has no points of its own
    },
    "GEN-15": {
        "above_days_ubo_missing",  # no access to that register is confirmed
        "points_eer_company",  # a company of any country is a layer, and no more
    },
    "GEN-08": {"legal_deposit_term_days"},  # the term itself decides nothing
    "BRN-07": {"min_findings"},  # no table says that a register of users is missing
    "VAS-11": {"first_rule", "last_rule"},  # stand in the header of its feature, as hits
}
"""Catalogue params that a rule leaves out, with the reason."""
CONTEXT = {"near_closure_or_refusal"}
"""Features that no rule reads: they tell a person in a case how near something is."""


def test_packs_lint_without_a_finding() -> None:
    assert [str(finding) for finding in loader.lint(SHIPPED_RULES)] == []


def test_every_inline_case_holds() -> None:
    assert [str(finding) for finding in cases.check_cases(shipped())] == []


def test_every_feature_serves_a_rule_or_is_context() -> None:
    serving = {rule.feature for rule in shipped().rules} - {None}
    assert serving | CONTEXT == set(shipped().features)
    assert not serving & CONTEXT


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_complete(rule: Rule) -> None:
    assert rule.status.value == "test"
    assert rule.owner == "regisseur ondermijning"
    assert rule.review_before is not None
    assert rule.purpose
    assert rule.explain
    assert all(not basis.verified for basis in rule.legal_basis)
    if rule.pack not in ("CTR", "KOMBI"):
        assert rule.legal_basis
        assert rule.barrier_step
        assert rule.waits_for or rule.role is Role.ROUTE or rule.min_precision == 0.5


@pytest.mark.parametrize("rule", SIGNALS)
def test_innocent_explanations_are_short_and_instruments_name_their_code(rule: Rule) -> None:
    assert all(len(text.split()) <= 6 for text in rule.false_positives)
    assert all(re.match(r"[\w-]+: \S", text) for text in rule.instruments)


@pytest.mark.parametrize("rule", RULES)
def test_explanation_speaks_of_every_deciding_number(rule: Rule) -> None:
    """A reader must be able to check the hit: no sentence without one of its facts."""
    compiled = shipped().compiled.get(rule.id)
    if compiled is None or not any(t == "BIGINT" for t in compiled.facts.values()):
        return
    if rule.id == "CTR-06":  # one entry or two makes no difference
        return
    named = set(re.findall(r"\{(\w+)\}", rule.explain))
    assert named & set(compiled.facts)


def test_mitigating_points_are_those_decided() -> None:
    points = {r.id: r.points for r in shipped().rules if r.role is Role.MITIGATING}
    assert points.pop("CTR-03") == -3
    assert set(points.values()) == {-2}


def test_mitigating_facts_answer_their_family() -> None:
    families = {r.id: r.family for r in shipped().rules if r.role is Role.MITIGATING}
    assert {f for rule_id, f in families.items() if "DRG" not in rule_id} == {"all"}
    assert {f for rule_id, f in families.items() if "DRG" in rule_id} == {"DRG"}


def test_rules_beyond_the_scan_are_never_scanned() -> None:
    beyond = [r for r in shipped().rules if not r.gate.in_scan]
    assert {r.gate for r in beyond} == {Gate.G2, Gate.G3, Gate.G4}
    assert not any(r.is_scanned for r in beyond)


@pytest.mark.parametrize("rule", [r for r in shipped().rules if r.family in ("MEN", "AFP")])
def test_care_goes_to_a_person_and_never_to_a_bibob_file(rule: Rule) -> None:
    assert rule.role is Role.ROUTE
    assert rule.points == 0
    assert rule.route_to
    assert not rule.makes_eligible
    assert set(rule.purpose) == {"zorg"}


def test_victim_is_any_sign_of_extortion_and_as_strict_as_the_strictest() -> None:
    rule = shipped().rule("SLACHTOFFER")
    parts = [r for r in shipped().rules if r.pack == "AFP"]
    assert rule.combine is not None
    assert rule.combine.any == tuple(part.id for part in parts)
    assert rule.gate is max((part.gate for part in parts), key=lambda gate: gate.rank)


def test_combined_rules_that_make_eligible_are_those_decided() -> None:
    combined = {r.id for r in shipped().rules if r.combine and r.makes_eligible}
    assert combined == {"ABC-RISK", "CARROUSEL", "HUISVESTER", "PARK", "VAB-K1", "VAB-K2"}


@pytest.mark.parametrize("feature", STATEMENTS)
def test_feature_runs_on_other_engines_too(feature: Feature) -> None:
    (spark,) = sqlglot.transpile(
        feature.fold.text if feature.fold else feature.text,
        read="duckdb",
        write="spark",
        unsupported_level=ErrorLevel.RAISE,
    )
    assert "UNNEST" not in spark


@pytest.mark.parametrize("feature", FEATURES)
def test_evidence_never_names_a_person(feature: Feature) -> None:
    """Keys of officers and managers hold pseudonyms, those of enterprises may be sole traders'."""
    tables = {table for table, column in feature.columns if column == "record_key"}
    assert not tables & {"officer", "licence_manager"}
    if "enterprise" in tables or "registry_check" in tables:
        assert "legal_form" in feature.text


@pytest.mark.parametrize("feature", FEATURES)
def test_feature_says_nothing_of_an_empty_register(feature: Feature) -> None:
    """Every location is complete and nothing hits where there is nothing."""
    params = next((r.values for r in shipped().rules if r.feature == feature.name), {})
    with World() as world:
        world.place(land_use="farmyard")
        facts = world.of(feature, params)
    assert (facts["known"], facts["evidence"], facts["members"]) == (True, [], [])


def _listed(version: str) -> set[str]:
    with (SHIPPED_RULES / "tables" / f"sbi{version}.csv").open(encoding="utf-8") as handle:
        return {row["code"] for row in csv.DictReader(handle)}


def _codes(rule: Rule, version: str) -> set[str]:
    named = [v for k, v in rule.values.items() if k.endswith(version) and isinstance(v, list)]
    return {str(code).rpartition("/")[2] for codes in named for code in codes}


@pytest.mark.parametrize("version", ["2008", "2025"])
@pytest.mark.parametrize("rule", RULES)
def test_activity_codes_stand_in_their_code_set(rule: Rule, version: str) -> None:
    assert _codes(rule, version) <= _listed(version)


@shared.needs(CATALOGUE)
@pytest.mark.parametrize("rule", OWN_RULES)
def test_thresholds_are_those_of_the_catalogue(rule: Rule) -> None:
    entry = _catalogue()[rule.id]
    wanted = {
        name: value
        for name, value in entry["params"].items()
        if name not in NOT_IN_A_RULE.get(rule.id, set())
    }
    if not rule.waits_for:
        assert {name: rule.params.get(name) for name in wanted} == wanted
    if rule.role is not Role.MITIGATING:
        assert rule.title == entry["title_nl"]
        assert rule.barrier_step == entry["barrier_step"]
        points = entry["points"]
        assert rule.points == {"context": 1, "route": 0}.get(points, points)
        assert rule.gate.rank >= Gate(entry["gate"]).rank


def _catalogue() -> dict[str, dict]:  # type: ignore[type-arg]
    data = yaml_file.read(CATALOGUE).data
    return {e["id"]: e for key in ("indicators", "counter_indicators") for e in data[key]}


WAITING = {
    "handelsregisterhistorie": {"GEN-13", "GEN-14"},
    "bibobdossier": {"AFP-04", "BRN-10"},
    "havencontrole": {"REC-05"},
    "prijsindex": {"VAS-02"},
    "gemeente van herkomst van een verhuisde vestiging": {"GEN-18"},
    "keuringen van KAVB of LTO": {"CTR-DRG-04"},
}
"""Rules that wait, by the input that they wait for."""


def test_only_these_rules_wait_and_all_others_can_be_judged() -> None:
    waiting = {(word, rule.id) for rule in shipped().rules for word in rule.waits_for}
    assert waiting == {(word, rule_id) for word, ids in WAITING.items() for rule_id in ids}
    judged = [r for r in shipped().rules if not r.waits_for and not r.combine]
    assert [r.id for r in judged if r.id not in shipped().compiled] == []
    assert len(shipped().rules) == 133


@shared.needs(CATALOGUE)
def test_every_indicator_and_composite_of_the_catalogue_stands_in_a_pack() -> None:
    data = yaml_file.read(CATALOGUE).data
    named = {e["id"] for k in ("indicators", "counter_indicators", "composites") for e in data[k]}
    assert len(data["indicators"]) == 115
    assert named - {"DATA"} == {rule.id for rule in shipped().rules}


@shared.needs(CATALOGUE)
def test_correlated_groups_are_those_of_the_catalogue() -> None:
    ours = {r.id: r.correlated_group for r in shipped().rules}
    for group in yaml_file.read(CATALOGUE).data["correlated_groups"]:
        here = [ours[rule_id] for rule_id in group if rule_id in ours]
        if len(here) > 1:
            assert len(set(here)) == 1
            assert None not in here
