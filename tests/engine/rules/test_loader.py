"""Loading a rules folder: defaults, and every mistake with file and line, all at once."""

from datetime import date
from pathlib import Path

import pytest

from engine.errors import RulePackError
from engine.rules import loader
from engine.rules.model import Role
from engine.settings import SHIPPED_RULES
from engine.tables import Gate
from tests.engine.features.world import feature_sql, write_feature
from tests.engine.rules.world import (
    BOTH,
    CASES,
    FILTER,
    RULE,
    SECOND,
    Tree,
    changed,
    complaints,
    dump,
    write,
)


def test_a_sound_folder_loads_without_findings(tmp_path: Path) -> None:
    folder = write(tmp_path, filters=(FILTER,))
    assert loader.lint(folder) == []
    ruleset = loader.load(folder)
    assert [rule.id for rule in ruleset.rules] == ["AAA-01", "AAA-02", "AAA-K1"]
    assert [pack.pack for pack in ruleset.packs] == ["AAA"]
    assert sorted(ruleset.compiled) == ["AAA-01", "AAA-02"]
    assert [f.filter.id for f in ruleset.filters] == ["F1"]


def test_an_unchanged_folder_is_checked_once_and_a_changed_one_again(tmp_path: Path) -> None:
    folder = write(tmp_path)
    first = loader.load(folder)
    assert loader.load(folder) is first
    before = loader.fingerprint(folder)
    pack = next((folder / "packs").iterdir())
    pack.write_text(pack.read_text("utf-8").replace("Meldingen", "Berichten"), "utf-8")
    assert loader.fingerprint(folder) != before
    assert loader.load(folder).rule("AAA-02").title == "Berichten"
    pack.write_text("pack: [", "utf-8")
    for _ in range(2):
        with pytest.raises(RulePackError):
            loader.load(folder)


def test_an_empty_folder_is_an_empty_set(tmp_path: Path) -> None:
    assert loader.load(tmp_path).rules == ()


def test_defaults_are_filled_in(tmp_path: Path) -> None:
    ruleset = loader.load(write(tmp_path))
    rule = ruleset.rule("AAA-01")
    assert (rule.pack, rule.version, rule.owner) == ("AAA", "1.0.0", "regisseur")
    assert (rule.family, rule.role, rule.points) == ("AAA", Role.SCENARIO, 3.0)
    assert rule.expires_months == 24
    combined = ruleset.rule("AAA-K1")
    assert (combined.points, combined.role, combined.gate) == (0.0, Role.SCENARIO, Gate.G1)


def test_an_unknown_id_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="known: AAA-01, AAA-02, AAA-K1"):
        loader.load(write(tmp_path)).rule("X")


@pytest.mark.parametrize(
    ("points", "role"),
    [
        pytest.param(2, Role.SCENARIO, id="two is a scenario"),
        pytest.param(1.5, Role.FACTOR, id="less is a factor"),
        pytest.param(1, Role.FACTOR, id="one is a factor"),
        pytest.param(-2, Role.MITIGATING, id="negative mitigates"),
        pytest.param("context", Role.CONTEXT, id="context"),
    ],
)
def test_role_by_points(tmp_path: Path, points: object, role: Role) -> None:
    ruleset = loader.load(write(tmp_path, changed(RULE, points=points)))
    assert ruleset.rule("AAA-01").role is role


def test_context_gives_the_settings_maximum_and_a_route_nothing(tmp_path: Path) -> None:
    route = changed(SECOND, points="route", route_to="zorg")
    ruleset = loader.load(write(tmp_path, changed(RULE, points="context"), route))
    assert ruleset.rule("AAA-01").points == 1.0
    assert (ruleset.rule("AAA-02").points, ruleset.rule("AAA-02").role) == (0.0, Role.ROUTE)


@pytest.mark.parametrize(
    ("params", "expires", "expected"),
    [
        pytest.param({"window_months": 12}, None, 24, id="shorter look-back"),
        pytest.param({"window_months": 60}, None, 60, id="longer look-back"),
        pytest.param({"window_months": 60}, 30, 30, id="said by the rule"),
        pytest.param({"window_months": 24, "min_age_months": 90}, None, 24, id="no look-back"),
    ],
)
def test_expiry_follows_the_look_back(
    tmp_path: Path, params: Tree, expires: int | None, expected: int
) -> None:
    more = "" if "min_age_months" not in params else " AND branches > $min_age_months"
    rule = changed(
        RULE,
        params={**params, "min_branches": 2},
        hit_when=str(RULE["hit_when"]) + more,
        expires_months=expires,
    )
    assert loader.load(write(tmp_path, rule)).rule("AAA-01").expires_months == expected


def test_a_limit_on_a_count_of_codes_is_a_number(tmp_path: Path) -> None:
    rule = changed(
        RULE,
        params={"window_months": 24, "min_sbi_sections": 2},
        hit_when="branches >= $min_sbi_sections",
    )
    assert loader.lint(write(tmp_path, rule)) == []


BROKEN: dict[str, tuple[Tree, str]] = {
    "unknown key": ({"colour": "red"}, "colour: Extra inputs are not permitted"),
    "unknown status": ({"status": "beta"}, "status: Input should be 'experimental'"),
    "unknown gate": ({"gate": "G9"}, "gate: Input should be 'O'"),
    "bad id": ({"id": "aaa 1"}, "id: String should match pattern"),
    "no title": ({"title": None}, "title: Field required"),
    "no feature": ({"feature": None}, "needs feature (or combine, or waits_for)"),
    "no predicate": ({"hit_when": None}, "needs hit_when"),
    "no sentence": ({"explain": None}, "needs explain"),
    "no points": ({"points": None}, "needs points"),
    "unknown feature": ({"feature": "starst"}, "unknown feature 'starst'; known: reports, starts"),
    "unused param": ({"params": {**dict(RULE["params"]), "x": 1}}, "param x is used nowhere"),  # type: ignore[call-overload]
    "missing param": ({"params": {"min_branches": 2}}, "needs the param window_months"),
    "undeclared param": ({"hit_when": "branches > $other"}, "$other is no param of this rule"),
    "span as text": (
        {"params": {"window_months": "24", "min_branches": 2}},
        "is a span of time: a number",
    ),
    "span below zero": (
        {"params": {"window_months": -1, "min_branches": 2}},
        "must be a whole number",
    ),
    "unquoted code": (
        {"params": {"window_months": 24, "min_branches": 2, "sbi_code": 113}},
        "holds a code: quote it",
    ),
    "unquoted codes": (
        {"params": {"window_months": 24, "min_branches": [113]}},
        "Input should be a valid string",
    ),
    "unquoted sbi": (
        {"sbi": {"2008": [113], "2025": ["0113"]}},
        "sbi.2008.0: Input should be a valid string",
    ),
    "one code set": ({"sbi": {"2008": ["0113"]}}, "both sets, 2008 and 2025"),
    "empty list": ({"params": {"window_months": 24, "min_branches": []}}, "is an empty list"),
    "param as_of": ({"params": {"as_of": 1}}, "choose another name"),
    "unknown fact": ({"hit_when": "branch > $min_branches"}, "branch is no fact of the feature"),
    "unknown location column": ({"hit_when": "location.use = 'a'"}, "is no column of location"),
    "hidden unknown": ({"hit_when": "coalesce(branches, 0) > $min_branches"}, "hides unknowns"),
    "subquery": ({"hit_when": "branches > (SELECT 1)"}, "hit_when: "),
    "no truth value": (
        {"hit_when": "branches + $min_branches"},
        "hit_when is BIGINT, not true or false",
    ),
    "wrong types": (
        {"hit_when": "branches > $min_branches AND starts_with(branches, 'a')"},
        "hit_when: Binder Error",
    ),
    "unknown word in the sentence": (
        {"explain": "{clusters} bedrijven"},
        "{clusters} is no fact and no param",
    ),
    "stray brace": ({"explain": "{branches bedrijven"}, "a brace stands alone"),
    "no cases": ({"cases": None}, "no case for HIT, NO_HIT, UNKNOWN"),
    "no unknown case": ({"cases": CASES[:2]}, "no case for UNKNOWN"),
    "case twice": ({"cases": [*CASES, CASES[0]]}, "case 'twee' stands here twice"),
    "unknown fact in a case": (
        {"cases": [*CASES, {"name": "x", "facts": {"n": 1}, "expect": "HIT"}]},
        "case 'x': n is no fact",
    ),
    "wrong type in a case": (
        {"cases": [*CASES, {"name": "x", "facts": {"branches": "2"}, "expect": "HIT"}]},
        "branches is BIGINT, got '2'",
    ),
    "wrong outcome word": (
        {"cases": [{"name": "x", "facts": {}, "expect": "MAYBE"}]},
        "expect: Input should be 'HIT'",
    ),
    "negative scenario": ({"points": -1, "role": "scenario"}, "mitigating facts, and only these"),
    "positive mitigation": (
        {"points": 1, "role": "mitigating"},
        "mitigating facts, and only these",
    ),
    "heavy context": ({"points": 2, "role": "context"}, "context gives at most 1 point"),
    "route with points": (
        {"points": 1, "role": "route", "route_to": "zorg"},
        "a route gives no points",
    ),
    "route to nobody": ({"points": "route"}, "a route says to whom"),
    "scenario for nothing": ({"points": 0, "role": "scenario"}, "a scenario gives points"),
    "family all": ({"family": "all"}, "family all is for mitigating facts"),
    "makes eligible alone": ({"makes_eligible": True}, "makes_eligible is for combined rules"),
    "stable without a card": ({"status": "stable"}, "a stable rule needs suitability"),
    "wider part": ({"gate": "G1", "gate_parts": {"a": "O"}}, "wider than the rule's G1"),
    "combine and feature": (
        {"combine": {"all": ["AAA-02"]}},
        "a combined rule has no feature of its own",
    ),
    "precision": ({"min_precision": 2}, "min_precision: Input should be less than or equal to 1"),
    "law without a mark": ({"legal_basis": [{"text": "Gemeentewet"}]}, "verified: Field required"),
}


@pytest.mark.parametrize(("change", "what"), BROKEN.values(), ids=BROKEN.keys())
def test_refuses_a_broken_rule(tmp_path: Path, change: Tree, what: str) -> None:
    rule = changed(RULE, **change)
    found = complaints(write(tmp_path, rule, SECOND))
    assert any(what in complaint for complaint in found), found


COMBINED: dict[str, tuple[Tree, str]] = {
    "unknown part": ({"all": ["AAA-09"]}, "part AAA-09 is no rule of these packs"),
    "no parts": ({}, "at least one rule under all or any"),
    "only none": ({"none": ["AAA-01"]}, "at least one rule under all or any"),
    "itself": ({"all": ["AAA-K1"]}, "is a part of itself"),
    "a part twice": (
        {"all": ["AAA-01"], "none": ["AAA-01"]},
        "part AAA-01 stands in combine twice",
    ),
    "unknown key": ({"all": ["AAA-01"], "some": []}, "combine.some: Extra inputs"),
}


@pytest.mark.parametrize(("combine", "what"), COMBINED.values(), ids=COMBINED.keys())
def test_refuses_a_broken_combination(tmp_path: Path, combine: Tree, what: str) -> None:
    found = complaints(write(tmp_path, RULE, SECOND, changed(BOTH, combine=combine)))
    assert any(what in complaint for complaint in found), found


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        pytest.param({"AAA-03": "HIT"}, "AAA-03 is no part of this rule", id="another rule"),
        pytest.param({"AAA-01": "MAYBE"}, "AAA-01 is 'MAYBE', not HIT", id="another word"),
        pytest.param({"AAA-01": True}, "AAA-01 is True, not HIT", id="no word"),
    ],
)
def test_refuses_a_combined_case_about_something_else(
    tmp_path: Path, facts: Tree, what: str
) -> None:
    case = {"name": "x", "facts": facts, "expect": "UNKNOWN"}
    found = complaints(write(tmp_path, RULE, SECOND, changed(BOTH, cases=[case])))
    assert any(what in complaint for complaint in found), found


def test_a_circle_of_combined_rules_is_found(tmp_path: Path) -> None:
    one = changed(BOTH, id="K-1", combine={"all": ["K-2"]})
    two = changed(BOTH, id="K-2", combine={"any": ["K-1", "AAA-01"]})
    found = complaints(write(tmp_path, RULE, one, two))
    assert [f for f in found if "part of itself" in f] == [
        "K-1: is a part of itself",
        "K-2: is a part of itself",
    ]


def test_a_combination_is_as_strict_as_its_parts(tmp_path: Path) -> None:
    found = complaints(write(tmp_path, RULE, SECOND, changed(BOTH, gate="O")))
    assert found == ["AAA-K1: claims gate O, but its part AAA-02 has G1"]


def test_a_rule_that_claims_a_wider_gate_does_not_load(tmp_path: Path) -> None:
    folder = write(tmp_path, changed(SECOND, gate="O"))
    with pytest.raises(
        RulePackError, match="claims gate O, but its feature reports reads G1 facts"
    ):
        loader.load(folder)


def test_a_stricter_gate_than_the_lineage_is_fine(tmp_path: Path) -> None:
    assert complaints(write(tmp_path, changed(RULE, gate="G3"))) == []


def test_rules_beyond_the_scan_are_checked_too(tmp_path: Path) -> None:
    rule = changed(
        RULE,
        id="POL-01",
        gate="G4",
        feature="police",
        params={"min_n": 1},
        hit_when="n >= $min_m",
        explain="{n}",
        cases=SECOND["cases"],
    )
    folder = write(tmp_path, rule)
    write_feature(
        folder / "features", feature_sql(source="police_report b", name="police"), "police"
    )
    assert any("$min_m is no param" in what for what in complaints(folder))


def test_a_rule_that_waits_needs_no_feature(tmp_path: Path) -> None:
    rule = {"id": "AAA-03", "title": "Later", "status": "test", "gate": "O", "points": 2}
    assert complaints(write(tmp_path, {**rule, "waits_for": ["een register"]})) == []


def test_a_number_of_digits_is_no_code(tmp_path: Path) -> None:
    waiting = {"waits_for": ["netwerk"], "params": {"sbi_digits_compared": 4}, "cases": []}
    rule = changed(RULE, **waiting, feature=None, hit_when=None)
    ruleset = loader.load(write(tmp_path, rule))
    assert ruleset.rule("AAA-01").params == {"sbi_digits_compared": 4}


def test_an_id_is_used_once_over_all_packs(tmp_path: Path) -> None:
    write(tmp_path)
    found = complaints(write(tmp_path, RULE, pack="BBB"))
    assert found == ["AAA-01: stands in aaa.yml:19 too: an id is never reused"]


def test_a_pack_name_is_used_once(tmp_path: Path) -> None:
    write(tmp_path)
    dump(
        tmp_path / "packs" / "copy.yml",
        {
            "pack": "AAA",
            "title": "x",
            "version": "1.0.0",
            "owner": "x",
            "rules": [],
        },
    )
    assert complaints(tmp_path) == ["pack AAA stands in aaa.yml too"]


@pytest.mark.parametrize(
    ("head", "what"),
    [
        pytest.param({"version": "1.0"}, "version: String should match", id="no semver"),
        pytest.param({"owner": ""}, "owner: String should have at least 1", id="no owner"),
        pytest.param({"colour": "x"}, "colour: Extra inputs", id="unknown key"),
    ],
)
def test_refuses_a_broken_head(tmp_path: Path, head: Tree, what: str) -> None:
    assert any(what in complaint for complaint in complaints(write(tmp_path, head=head)))


def test_repeated_keys_are_refused(tmp_path: Path) -> None:
    file = write(tmp_path) / "packs" / "aaa.yml"
    file.write_text(file.read_text(encoding="utf-8") + "owner: iemand anders\n", encoding="utf-8")
    assert any("duplicate key" in what for what in complaints(tmp_path))


def test_all_findings_come_at_once_with_their_lines(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        changed(RULE, colour="red"),
        changed(SECOND, hit_when="rapports > $min_reports"),
        filters=(changed(FILTER, rule="AAA-99"),),
    )
    write_feature(folder / "features", feature_sql("getenv('x') AS n"))
    with pytest.raises(RulePackError) as error:
        loader.load(folder)
    lines = str(error.value).splitlines()
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in lines]
    assert len(places) >= 4
    assert places == sorted(places)
    assert any("sample.sql:3: function getenv" in line for line in lines)
    assert any("local.yml:2: filter F1: rule AAA-99 is in no pack" in line for line in lines)
    pack = (folder / "packs" / "aaa.yml").read_text(encoding="utf-8").splitlines()
    (place,) = [line for line in lines if "rapports is no fact" in line]
    number = int(place.split("aaa.yml:")[1].split(":")[0])
    assert pack[number - 1].strip().startswith("hit_when: rapports")


def test_warnings_stop_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path, changed(RULE, purpose=None, sources=None, correlated_group="alone"))
    assert [w.what for w in loader.load(folder).warnings] == [
        "AAA-01: says nothing under purpose",
        "AAA-01: says nothing under sources",
        "AAA-01: no other rule is in correlated_group alone",
    ]


def test_a_combination_of_an_experimental_part_is_warned_about(tmp_path: Path) -> None:
    folder = write(tmp_path, changed(RULE, status="experimental"), SECOND, BOTH)
    (finding,) = loader.load(folder).warnings
    assert "part AAA-01 is experimental" in finding.what


FILTERS: dict[str, tuple[Tree, str]] = {
    "unknown rule": ({"rule": "AAA-99"}, "rule AAA-99 is in no pack"),
    "nowhere": ({"locations": None}, "says nowhere"),
    "backwards": ({"expires_on": date(2025, 1, 1)}, "expires before it starts"),
    "too long": ({"expires_on": date(2028, 1, 2)}, "lasts longer than 24 months"),
    "no owner": ({"owner": None}, "owner: Field required"),
    "no reason": ({"reason": ""}, "reason: String should have at least 1"),
    "fact": ({"when": "branches > 1"}, "when: branches is no fact"),
    "param": ({"when": "location.x > $as_of"}, "a filter has no params"),
    "unknown key": ({"until": "x"}, "until: Extra inputs"),
}


@pytest.mark.parametrize(("change", "what"), FILTERS.values(), ids=FILTERS.keys())
def test_refuses_a_broken_filter(tmp_path: Path, change: Tree, what: str) -> None:
    found = complaints(write(tmp_path, filters=(changed(FILTER, **change),)))
    assert any(what in complaint for complaint in found), found


def test_exactly_24_months_is_allowed(tmp_path: Path) -> None:
    assert (
        complaints(write(tmp_path, filters=(changed(FILTER, expires_on=date(2028, 1, 1)),))) == []
    )


def test_a_filter_id_is_used_once(tmp_path: Path) -> None:
    assert complaints(write(tmp_path, filters=(FILTER, FILTER))) == [
        "filter F1: stands in local.yml too"
    ]


@pytest.mark.parametrize(
    ("day", "expired"), [(date(2027, 1, 1), 0), (date(2027, 1, 2), 1)], ids=str
)
def test_expired_filters_are_reported(tmp_path: Path, day: date, expired: int) -> None:
    findings = loader.lint(write(tmp_path, filters=(FILTER,)), as_of=day)
    assert [f.severity for f in findings] == ["warning"] * expired


def test_the_hash_changes_with_the_rule_and_with_its_feature(tmp_path: Path) -> None:
    def hash_of(folder: Path, rule_id: str = "AAA-01") -> str:
        return loader.load(folder).rule(rule_id).hash

    first = write(tmp_path / "a")
    again = write(tmp_path / "b")
    assert hash_of(first) == hash_of(again)
    assert hash_of(write(tmp_path / "c", changed(RULE, points=4))) != hash_of(first)
    file = again / "features" / "starts.sql"
    file.write_text(file.read_text(encoding="utf-8") + "-- x\n", encoding="utf-8")
    assert hash_of(again) != hash_of(first)
    assert hash_of(again, "AAA-02") == hash_of(first, "AAA-02")


def test_the_shipped_packs_load() -> None:
    assert [f for f in loader.lint(SHIPPED_RULES) if f.severity == "error"] == []
