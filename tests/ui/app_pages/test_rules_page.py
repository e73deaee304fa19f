"""Regels: the rules of a run, what a change would do to it, and proposals by two people."""

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from engine.settings import SHIPPED_RULES
from ui.language import Language

PAGE = Path(__file__).resolve().parents[3] / "ui" / "app_pages" / "rules.py"


def _page(**query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=120)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


@pytest.fixture
def own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped packs, so that publishing changes nothing of the product."""
    folder = tmp_path / "rules"
    shutil.copytree(SHIPPED_RULES, folder)
    monkeypatch.setenv("DIJKWACHT_RULES", str(folder))
    return folder


@pytest.mark.usefixtures("shown_run")
def test_every_rule_of_the_run_is_counted_and_listed() -> None:
    page = _page()
    assert not page.exception
    assert "**133 regels**" in page.markdown[0].value
    table = page.dataframe[0].value
    assert len(table) == 133
    row = table.set_index("Regel").loc["GEN-13"]
    assert row["Stand"] == "wacht op: handelsregisterhistorie"
    assert row["Terecht"] == "nog geen oordelen"
    assert row["Open"].endswith("&regel=GEN-13")


@pytest.mark.usefixtures("shown_run")
def test_choices_narrow_the_table_and_say_what_to_do_when_nothing_is_left() -> None:
    page = _page()
    page.selectbox(key="rules_pack").set_value("VAS").run()
    assert page.query_params["pakket"] == "VAS"
    assert set(page.dataframe[0].value["Regel"].str[:4]) == {"VAS-"}
    page.text_input(key="rules_search").set_value("bestaat niet").run()
    assert any("Kies een ander pakket" in info.value for info in page.info)


@pytest.mark.usefixtures("shown_run")
def test_a_lower_threshold_tells_at_once_what_would_change() -> None:
    page = _page(regel="GEN-01")
    assert page.selectbox(key="rules_chosen").value == "GEN-01"
    slider = page.slider(key="knob_GEN-01_min_clusters_dwelling_or_farmyard")
    assert slider.value == 4
    slider.set_value(1).run()
    assert not page.exception
    hits = next(
        frame.value
        for frame in page.dataframe
        if "Treffers" in frame.value.columns and "Komt" in frame.value.columns
    )
    assert hits.set_index("Regel")["Komt"]["GEN-01"] > 0
    assert page.metric[0].label == "In aanmerking"


@pytest.mark.usefixtures("shown_run")
def test_a_rule_that_waits_says_why_there_is_nothing_to_try() -> None:
    page = _page(regel="GEN-13")
    assert not page.exception
    assert any("wacht op handelsregisterhistorie" in info.value for info in page.info)


@pytest.mark.usefixtures("shown_run")
def test_packs_of_now_say_what_the_run_said_until_one_is_changed(own_rules: Path) -> None:
    page = _page(deel="proeven")
    assert any("Geen regel loopt in de schaduw" in info.value for info in page.info)
    page.button(key="compare_packs").click().run()
    assert any("Geen verschil" in text.value for text in page.success)
    pack = own_rules / "packs" / "gen.yml"
    text = pack.read_text("utf-8")
    pack.write_text(
        text.replace("min_clusters_business_or_office: 8", "min_clusters_business_or_office: 9"),
        "utf-8",
    )
    page = _page(deel="proeven")
    page.button(key="compare_packs").click().run()
    table = next(f.value for f in page.dataframe if "Wat verschilt" in f.value.columns)
    assert table["Regel"].tolist() == ["GEN-01"]
    assert "min_clusters_business_or_office: 8 → 9" in table["Wat verschilt"][0]


@pytest.mark.usefixtures("shown_run")
def test_a_rule_in_the_address_that_is_not_there_is_told() -> None:
    page = _page(regel="GEEN-99")
    assert not page.exception
    assert "regel=GEEN-99: geen regel van deze pakketten" in page.warning[0].value
    assert len(page.dataframe[0].value) == 133


@pytest.mark.usefixtures("shown_run")
def test_a_proposal_needs_a_second_person(own_rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", "analyst")
    page = _page(regel="GEN-01")
    page.slider(key="knob_GEN-01_points").set_value(4).run()
    page.toggle(key="proposal_wanted").set_value(True).run()
    assert any("+    points: 4" in code.value for code in page.code)
    page.text_area[0].set_value("te zwak in de praktijk")
    next(b for b in page.button if b.label == "Voorstellen").click().run()
    assert [error.value for error in page.error] == []
    before = (own_rules / "packs" / "gen.yml").read_text("utf-8")

    own = _page(deel="voorstellen")
    assert any("een tweede persoon is nodig" in text.value for text in own.markdown)
    assert own.button(key="publish_1").disabled

    monkeypatch.setenv("DIJKWACHT_USER", "collega")
    other = _page(deel="voorstellen")
    assert not other.button(key="publish_1").disabled
    other.button(key="publish_1").click().run()
    assert not other.error
    after = (own_rules / "packs" / "gen.yml").read_text("utf-8")
    assert before != after
    assert "points: 4" in after
    assert sorted(p.name for p in (own_rules / "versions" / "GEN").glob("*.yml"))


@pytest.mark.usefixtures("shown_run")
def test_a_proposal_that_breaks_a_case_names_it_and_what_it_expects(own_rules: Path) -> None:
    page = _page(regel="GEN-01")
    page.slider(key="knob_GEN-01_min_clusters_dwelling_or_farmyard").set_value(3).run()
    page.toggle(key="proposal_wanted").set_value(True).run()
    (told,) = (error.value for error in page.error)
    assert (
        "- GEN-01, geval *drie clusters bij een woning*: verwacht geen treffer, met deze wijziging "
        "treffer" in told
    )
    assert str(own_rules) not in told
    assert "gen.yml" not in told


@pytest.mark.usefixtures("shown_run")
def test_the_page_is_english_for_who_chose_that() -> None:
    page = AppTest.from_file(str(PAGE), default_timeout=120)
    page.session_state["language"] = Language.ENGLISH
    page.run()
    assert not page.exception
    part = page.button_group(key="rules_part")
    assert part.options == ["Overview", "One rule", "Trials", "Proposals"]
    assert page.dataframe[0].value.set_index("Rule").loc["GEN-13"]["Right"] == "no judgements yet"
    part.set_value("regel").run()
    assert not page.exception
    page.selectbox(key="rules_chosen").set_value("GEN-01").run()
    assert page.query_params["regel"] == "GEN-01"
    slider = page.slider(key="knob_GEN-01_min_clusters_dwelling_or_farmyard")
    assert slider.label == "min clusters dwelling or farmyard (now 4)"


def test_without_a_run_the_page_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_RUNS", str(tmp_path))
    st.cache_resource.clear()
    page = _page()
    assert not page.exception
    assert "nog geen run" in page.error[0].value


@pytest.mark.usefixtures("shown_run")
def test_a_broken_pack_is_told_with_file_and_line(own_rules: Path) -> None:
    (own_rules / "packs" / "gen.yml").write_text("pack: [", "utf-8")
    page = _page()
    assert not page.exception
    assert "gen.yml" in page.error[0].value


@pytest.mark.usefixtures("shown_run", "own_rules")
def test_what_stops_a_proposal_is_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", "analyst")
    page = _page(regel="GEN-01")
    page.slider(key="knob_GEN-01_points").set_value(4).run()
    page.toggle(key="proposal_wanted").set_value(True).run()
    page.text_area[0].set_value("te zwak in de praktijk")
    next(b for b in page.button if b.label == "Voorstellen").click().run()
    own = AppTest.from_file(str(PAGE), default_timeout=120)
    own.session_state["language"] = Language.ENGLISH
    own.query_params["deel"] = "voorstellen"
    own.run()
    assert any("a second person is needed" in text.value for text in own.markdown)
    assert not any("een tweede persoon" in text.value for text in own.markdown)
