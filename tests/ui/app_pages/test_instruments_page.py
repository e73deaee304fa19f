"""Instrumenten: what is missing, the invented rows, and a wrong table told."""

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from engine.exports.instruments_table import row
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from ui import instruments_view

PAGE = Path(__file__).resolve().parents[3] / "ui" / "app_pages" / "instruments.py"


def _page() -> AppTest:
    return AppTest.from_file(str(PAGE), default_timeout=60).run()


@pytest.mark.usefixtures("shown_run")
def test_sample_shows_invented_policy_and_what_is_missing() -> None:
    page = _page()
    assert not page.exception
    assert page.markdown[0].value.startswith("**19 instrumenten** vragen eigen beleid")
    table = page.dataframe[0].value.set_index("code")
    assert table.loc["13b", "lokaal beleid"] == "Verzonnen: Damoclesbeleid"
    assert "(te laat)" in str(table.loc["13b", "herzien voor"])
    assert table.loc["Wgv", "lokaal beleid"] == "ontbreekt"


@pytest.mark.usefixtures("shown_run")
def test_municipality_that_filled_nothing_is_told_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_SAMPLE", "")
    page = _page()
    assert "Vul `rules/tables/local_policy.csv` in" in page.info[0].value
    assert set(page.dataframe[0].value["lokaal beleid"]) == {"ontbreekt"}


@pytest.mark.usefixtures("shown_run")
def test_choice_shows_all_and_one() -> None:
    page = _page()
    page.segmented_control(key="instruments_shown").set_value("alle").run()
    assert not page.exception
    assert "OM" in page.dataframe[0].value["code"].to_list()
    page.selectbox(key="instruments_code").set_value("OM").run()
    assert "- Lokaal beleid: niet nodig" in [element.value for element in page.markdown]


@pytest.mark.usefixtures("shown_run")
def test_role_that_works_on_no_cases_is_not_told_how_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", "analyst")
    page = _page()
    assert set(page.dataframe[0].value["in zaken dit jaar"]) == {"niet bekend"}


def test_dutch_page_shows_the_table_that_is_saved(shown_run: Run) -> None:
    states = instruments_view.instruments(shown_run)
    assert [instruments_view.cells(one) for one in states] == [row(one) for one in states]


@pytest.mark.usefixtures("shown_run")
def test_wrong_table_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(SHIPPED_RULES, rules)
    file = rules / "tables" / "local_policy_sample.csv"
    file.write_text(file.read_text("utf-8").replace("13b,", "13x,", 1), "utf-8")
    monkeypatch.setenv("DIJKWACHT_RULES", str(rules))
    st.cache_resource.clear()
    page = _page()
    assert not page.exception
    assert "local_policy_sample.csv:3: code '13x'" in page.error[0].value.replace("\\", "")
