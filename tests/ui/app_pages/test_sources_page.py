"""Bronnen: every source with its age and counts, and the quarantine of the chosen one."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from engine import snapshot
from tests.engine.conftest import make_run

PAGE = Path(__file__).resolve().parents[3] / "ui" / "app_pages" / "sources.py"
DELIVERY = """\
municipality: "1884"
sources:
  - id: vth
    connector: table
    path: vth.csv
    delivered_on: 2026-10-31
    privacy_check: "PT-1"
    table: permit
    columns: {permit_id: NR, requested_on: DATUM}
  - id: gone
    connector: kvk_api
    path: kvk.json
    delivered_on: 2026-10-31
    optional: true
"""


def _page(**query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


@pytest.fixture
def small_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sources.yaml").write_text(DELIVERY, "utf-8")
    lines = ["NR,DATUM", "=1+1,2026-02-31", "2,2026-02-01"]
    (tmp_path / "vth.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "kvk.json").write_text("<html>", "utf-8")
    monkeypatch.setenv("DIJKWACHT_RUNS", str(tmp_path / "runs"))
    st.cache_resource.clear()
    st.cache_data.clear()
    make_run(tmp_path, tmp_path / "runs")


@pytest.mark.usefixtures("small_run")
def test_page_counts_what_became_of_every_delivery() -> None:
    page = _page()
    assert not page.exception
    assert "**2 bronnen**, waarvan **1** te oud" in page.markdown[0].value
    table = page.dataframe[0].value
    assert table["Bron"].tolist() == ["vth", "gone"]
    assert table["Stand"].tolist() == ["gebruikt", "onleesbaar"]
    assert table["Gebruikt"].tolist() == [1, 0]
    assert table["Dagen oud (grens)"].tolist() == ["1/7 VTH", ""]
    assert any("tekent geen wegen" in caption.value for caption in page.caption)


@pytest.mark.usefixtures("small_run")
def test_page_shows_what_was_refused_with_line_and_reason() -> None:
    page = _page(bron="vth")
    refused = page.dataframe[1].value
    assert refused["Regel"].tolist() == [2]
    assert "requested_on (column DATUM): not a date" in refused["Reden"][0]


@pytest.mark.usefixtures("small_run")
def test_unreadable_source_is_told_in_full() -> None:
    page = _page(bron="gone")
    assert "not JSON: this is HTML or XML" in page.error[0].value
    assert "Niets van deze levering staat in quarantaine" in page.info[-1].value


@pytest.mark.usefixtures("small_run")
def test_source_in_the_address_that_is_not_there_shows_the_first() -> None:
    page = _page(bron="nergens")
    assert not page.exception
    assert page.selectbox(key="sources_chosen").value == "vth"


@pytest.mark.usefixtures("small_run")
def test_choice_of_a_source_stands_in_the_address() -> None:
    page = _page()
    page.selectbox(key="sources_chosen").set_value("gone").run()
    assert page.query_params["bron"] in ("gone", ["gone"])


def test_every_source_of_the_sample_is_listed(shown_run: snapshot.Run) -> None:
    page = _page()
    named = [told["source"] for told in shown_run.meta["register"]["sources"]]
    assert page.dataframe[0].value["Bron"].tolist() == named
