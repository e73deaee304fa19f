"""Pages of the rules: they say what the packs say, and every rule stands in the overview."""

import re
from functools import cache
from pathlib import Path

import pytest

from engine.exports.rule_docs import book, overview
from engine.exports.rule_docs.book import Book
from engine.exports.rule_docs.page import page
from engine.features.header import parse
from engine.settings import SHIPPED_RULES
from tests.rules.world import shipped

RULES = [pytest.param(rule.id, id=rule.id) for rule in shipped().rules]


@cache
def _book() -> Book:
    return book.open_book(SHIPPED_RULES)


def _page(rule_id: str) -> str:
    return page(_book(), _book().ruleset.rule(rule_id))


def _part(text: str, title: str) -> str:
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("rule_id", RULES)
def test_page_tells_everything_that_the_rule_says(rule_id: str) -> None:
    rule, text = shipped().rule(rule_id), _page(rule_id)
    assert text.startswith(f"# {rule_id} {rule.title}\n")
    told = [*rule.false_positives, *rule.instruments, *rule.sources, *rule.waits_for]
    told += [*(f"`{name}`" for name in rule.params), rule.hash, rule.owner, "1 juni 2027"]
    told += [*(case.name for case in rule.cases), *(basis.text for basis in rule.legal_basis)]
    told += [rule.route_to or "", rule.action or "", (rule.hit_when or "").strip()]
    assert [words for words in told if words not in text] == []
    assert "{" not in text


@pytest.mark.parametrize("rule_id", RULES)
def test_page_names_every_table_that_the_feature_reads(rule_id: str) -> None:
    compiled = shipped().compiled.get(rule_id)
    if compiled is None:
        return
    inputs = _part(_page(rule_id), "Gegevens")
    named = re.findall(r"^\| `(\w+)` \|", inputs, re.MULTILINE)
    assert tuple(named) == compiled.feature.tables
    assert parse(compiled.feature.text, "--")[0].title in _page(rule_id)


def test_threshold_of_a_rule_is_told_with_its_units() -> None:
    threshold = _part(_page("DRG-01"), "Drempel")
    assert "| `max_months_after_end` | ten hoogste 18 maanden |" in threshold
    assert "| SBI 2025 | 01 Landbouw" in threshold
    assert "least_overlap <= $max_overlap_officer_or_owner" in threshold


def test_sentence_has_its_params_and_names_its_facts() -> None:
    looks = _part(_page("GEN-02"), "Waar de regel naar kijkt")
    assert '"In 24 maanden waren hier ‹mutations› begin- en einddatums' in looks


@pytest.mark.parametrize(
    ("rule_id", "told"),
    [
        pytest.param("GEN-01", "| wekelijkse scan | ja |", id="scanned"),
        pytest.param(
            "GEN-01", "met [GEN-02](GEN-02.md): alleen de hoogste telt", id="correlated group"
        ),
        pytest.param(
            "GEN-13", "| wekelijkse scan | nee, wacht op handelsregisterhistorie |", id="waits"
        ),
        pytest.param("MEN-07", "| wekelijkse scan | nee, alleen binnen een dossier |", id="gate"),
        pytest.param("MEN-07", "| rol | doorverwijzing; geen punten |", id="route"),
        pytest.param("MEN-07", "| gaat naar | directe triage door een mens |", id="to whom"),
        pytest.param("CTR-03", "| rol | ontlastend feit; -3 punten |", id="mitigating"),
        pytest.param("GEN-10", "| rol | factor; 1 punt |", id="one point"),
        pytest.param("CARROUSEL", "kan een locatie op de lijst zetten", id="makes eligible"),
        pytest.param("SPOOK", "zet niets op de lijst", id="does not make eligible"),
        pytest.param("GEN-08", "| verloopt | 36 maanden na het nieuwste feit |", id="look-back"),
        pytest.param("GEN-15", "| poort van `ubo_missing` | G3:", id="gate of a part"),
    ],
)
def test_head_says_what_a_hit_may_do(rule_id: str, told: str) -> None:
    assert told in _page(rule_id)


@pytest.mark.parametrize(
    ("rule_id", "told"),
    [
        ("GEN-01", "geen bron `branch` levert, of die te oud is (doorgaans HR: ouder dan 7 dagen)"),
        ("GEN-01", "`clusters`, `clusters_at_most`, `has_undated_start_in_window`"),
        ("DRG-05", "voor de locatie niet vaststaat: `location.x IS NOT NULL"),
        ("DRG-05", "geen privacytoets is vastgelegd"),
        ("DRG-06", "De wekelijkse scan beoordeelt de regel nooit (poort G4)."),
        ("CARROUSEL", "of niet wordt beoordeeld: [GEN-09](GEN-09.md), [GEN-07](GEN-07.md)"),
    ],
)
def test_page_says_what_makes_it_unknown(rule_id: str, told: str) -> None:
    assert told in _part(_page(rule_id), "Wanneer het antwoord onbekend is")


def test_stricter_columns_are_marked_with_their_gate() -> None:
    inputs = _part(_page("DRG-01"), "Gegevens")
    assert "holder_id (G1)" in inputs
    assert "party_id (G1)" in inputs
    assert "cluster_id (" not in inputs


def test_overview_names_every_rule_by_theme_and_by_step() -> None:
    text = overview.overview(_book())
    by_theme, by_step = text.split("## Per barrièrestap\n")
    for rule in shipped().rules:
        assert f"| [{rule.id}]({rule.id}.md) | {rule.title} |" in by_theme
        assert f"[{rule.id}]({rule.id}.md)" in by_step.partition("## Per instrument")[0]


def test_overview_lists_rules_under_their_instrument() -> None:
    instruments = overview.overview(_book()).partition("## Per instrument\n")[2]
    line = next(row for row in instruments.splitlines() if row.startswith("| NLA |"))
    named = re.findall(r"\[([A-Z0-9-]+)\]", line)
    wanted = [r.id for r in shipped().rules if any(t.startswith("NLA:") for t in r.instruments)]
    assert named == wanted


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    book.write({"README.md": "een\n", "OUD-01.md": "oud\n"}, folder)
    book.write({"README.md": "twee\n"}, folder)
    assert {file.name: file.read_text("utf-8") for file in folder.iterdir()} == {
        "README.md": "twee\n"
    }
