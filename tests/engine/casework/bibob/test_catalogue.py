"""The rules on Bibob files: whole, marked, by version, and refused with file and line."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from engine.casework.bibob import catalogue
from engine.casework.bibob.catalogue import Catalogue
from engine.casework.bibob.conditions import CONDITIONS
from engine.casework.bibob.law import Step
from engine.casework.bibob.words import BibobState
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES

LAW = catalogue.load(SHIPPED_RULES)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED_RULES / "bibob", tmp_path / "bibob")
    (tmp_path / "tables").mkdir()
    shutil.copy(SHIPPED_RULES / catalogue.RECIPIENTS, tmp_path / "tables")
    return tmp_path


def _change(rules: Path, name: str, old: str, new: str) -> None:
    file = rules / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_every_condition_that_a_step_names_is_one_that_is_checked() -> None:
    named = {need for step in LAW.steps.steps for need in step.needs}
    assert named == set(CONDITIONS)


def test_every_state_is_reached_and_leads_to_the_end() -> None:
    def reached(start: BibobState, steps: list[tuple[BibobState, BibobState]]) -> set[BibobState]:
        found = {start}
        while more := {to for from_, to in steps if from_ in found} - found:
            found |= more
        return found

    steps = [(step.from_, step.to) for step in LAW.steps.steps]
    back = [(to, from_) for from_, to in steps]
    assert reached(BibobState.HOOK, steps) == set(BibobState)
    assert reached(BibobState.CLOSED, back) == set(BibobState)


def test_no_decision_but_to_grant_is_reached_without_a_statement() -> None:
    into: list[Step] = [s for s in LAW.steps.steps if s.to is BibobState.DECISION]
    assert into
    for step in into:
        assert {"decision_grants", "statement_answered"} & set(step.needs)
        assert "hook_valid" in step.needs


def test_nothing_is_told_as_verified_law() -> None:
    versions = [v for article in LAW.articles.values() for v in article.versions]
    assert not [v for v in versions if v.verified]
    assert all(v.source for v in versions)
    for article in LAW.articles:
        assert LAW.cited(article, date(2026, 1, 1)).endswith("(te verifiëren)")


def test_text_of_an_article_follows_the_day() -> None:
    old, new = LAW.articles["bibob_29"].versions
    assert old.holds_on(date(2020, 7, 31))
    assert not old.holds_on(date(2020, 8, 1))
    assert new.holds_on(date(2020, 8, 1))
    assert old.text is not None
    assert "gedurende twee jaren" in old.text
    assert (new.text, "vijf jaar" in str(new.summary)) == (None, True)


def test_mark_goes_when_somebody_verified_the_version_of_that_day(rules: Path) -> None:
    file = rules / "bibob" / "articles.yml"
    head, tail = file.read_text("utf-8").split("- id: atw_1\n")
    checked = tail.replace("verified: false", "verified: true", 1)
    file.write_text(f"{head}- id: atw_1\n{checked}", "utf-8")
    found = catalogue.load(rules)
    assert found.cited("atw_1", date(2026, 1, 1)) == "Algemene termijnenwet art. 1"
    assert found.cited("atw_1", date(2000, 1, 1)).endswith("(te verifiëren)")


def test_every_kind_of_decision_says_its_basis_or_why_it_has_no_hook() -> None:
    assert len(LAW.permit_kinds) == 32
    for kind in LAW.permit_kinds.values():
        assert bool(kind.hooks) is (kind.no_hook is None)
        assert kind.source
        assert LAW.refusals_for(kind.code) or not kind.hooks


def test_recipients_are_a_closed_list_with_a_scope_each() -> None:
    scopes = {code: one.scope for code, one in LAW.recipients.items()}
    assert {scope for scope in scopes.values()} == {"all", "motivation", "own_data"}
    assert [code for code, scope in scopes.items() if scope == "own_data"] == ["derde"]
    assert scopes["betrokkene"] == scopes["driehoek"] == scopes["riec"] == "motivation"


STATES, CLOCKS = "bibob/states.yml", "bibob/clocks.yml"
WRONG = [
    (STATES, "{code: HOOK, title: Haak vastgesteld}", "{code: HAAK, title: x}", "code"),
    (STATES, "needs: [hook_valid, subject_named]", "needs: [gevoel]", "needs"),
    (STATES, "{from: HOOK, to: FORM_SENT", "{from: GESLOTEN, to: FORM_SENT", "nothing follows"),
    (CLOCKS, "article: bibob_15\n", "article: bibob_99\n", "names what is not there: bibob_99"),
    (CLOCKS, "starts: lbb_requested", "starts: gebeld", "names what is not there: gebeld"),
    (CLOCKS, "length: {weeks: 8}", "length: {weeks: 8, days: 1}", "exactly one of"),
    ("bibob/grounds.yml", "- code: b\n", "- code: c\n", "code"),
    ("bibob/articles.yml", "valid_to: 2020-08-01", "valid_to: 2012-08-01", "ends after it begins"),
    ("bibob/offences.csv", "witwassen,", "opiumwet,", "opiumwet twice"),
    ("bibob/relation_types.csv", "ZELF_GEPLEEGD,", "FAMILIE,", "code"),
    ("bibob/permit_kinds.csv", ",V,", ",X,", "status"),
    ("tables/bibob_recipients.csv", ",own_data,", ",alles,", "scope"),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), WRONG)
def test_wrong_rule_is_refused_with_its_file(
    rules: Path, name: str, old: str, new: str, told: str
) -> None:
    _change(rules, name, old, new)
    with pytest.raises(SettingsError, match=told) as error:
        catalogue.load(rules)
    assert Path(name).name in str(error.value)


def test_folder_without_the_rules_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        catalogue.load(tmp_path)


def test_changed_rule_is_read_again(rules: Path) -> None:
    first: Catalogue = catalogue.load(rules)
    _change(rules, "bibob/offences.csv", "witwassen of heling", "heling of witwassen")
    assert catalogue.load(rules).offences["witwassen"].title != first.offences["witwassen"].title


@pytest.mark.parametrize(
    ("article", "told"),
    [("awb_4_5", "Awb art. 4:5"), ("bibob_retention", "Bewaartermijn van 5 jaar")],
)
def test_article_is_cited_by_law_and_number_when_it_has_one(article: str, told: str) -> None:
    assert LAW.articles[article].name == told
