"""Kaart: what is counted and coloured, what the URL holds, and what the points may tell."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.models import Verdict
from engine.exports.area_map import Asked
from engine.exports.words import word
from ui import map_view, review
from ui.components import hexagon_colours

PAGE = Path(__file__).resolve().parents[3] / "ui" / "app_pages" / "map.py"


def _page(**query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def _areas(page: AppTest) -> set[str]:
    """The hexagons of the table."""
    return set(page.dataframe[-1].value.get("zeshoek", ()))


def test_map_counts_every_theme_until_one_is_chosen(shown_run: snapshot.Run) -> None:
    page = _page()
    assert not page.exception
    everything = _areas(page)
    theme = map_view.choices(str(shown_run.path))[0][0]
    page.selectbox(key="map_thema").select(theme).run()
    assert _areas(page) <= everything
    assert page.selectbox(key="map_thema").value == theme


def test_choices_of_the_url_are_shown(shown_run: snapshot.Run) -> None:
    _, rules, towns = map_view.choices(str(shown_run.path))
    page = _page(regel=rules[0], dorp=towns[0], gebied="beide", kleur="hotspots")
    assert not page.exception
    assert page.selectbox(key="map_regel").value == rules[0]
    assert page.selectbox(key="map_dorp").value == towns[0]
    assert page.radio(key="map_kleur").value == hexagon_colours.SPOTS
    assert page.query_params["kleur"] == "hotspots"


@pytest.mark.usefixtures("shown_run")
def test_what_is_usual_stays_out_of_the_url() -> None:
    assert set(_page().query_params) == {"run"}


@pytest.mark.usefixtures("shown_run")
@pytest.mark.parametrize("key", ["thema", "regel", "dorp", "gebied", "kleur"])
def test_a_choice_that_does_not_exist_is_passed_over(key: str) -> None:
    assert not _page(**{key: "<script>"}).exception


def test_rules_to_choose_are_those_of_the_theme(shown_run: snapshot.Run) -> None:
    family = {rule["id"]: rule["family"] for rule in shown_run.meta["rules"]}
    theme = map_view.choices(str(shown_run.path))[0][-1]
    page = _page(thema=theme)
    offered = [name for name in page.selectbox(key="map_regel").options if ":" in name]
    assert {family[name.partition(":")[0]] for name in offered} == {theme}


@pytest.mark.usefixtures("shown_run")
def test_a_difference_without_an_earlier_run_says_so() -> None:
    page = _page(kleur="verschil")
    assert "Er is geen eerdere run" in page.info[-1].value


def test_every_family_has_dutch_words(shown_run: snapshot.Run) -> None:
    for theme in map_view.choices(str(shown_run.path))[0]:
        assert word("family", theme) != theme


def test_hexagons_of_the_page_stand_for_several_locations(shown_run: snapshot.Run) -> None:
    least = shown_run.meta["settings"]["map"]["min_locations"]
    assert map_view.cells(shown_run, Asked())
    assert all(cell.locations >= least > 1 for cell in map_view.cells(shown_run, Asked()))


def test_points_do_not_tell_what_is_on_the_list(shown_run: snapshot.Run) -> None:
    points = map_view.points(shown_run, zone=None)
    listed = set(shown_run.table("worklist")["location_id"].to_pylist())
    shown = {row["location_id"] for row in points}
    assert len(shown) > 5 * len(listed)
    assert {(row["is_judged"], row["state"]) for row in points} == {
        (False, "niet beoordeeld deze week")
    }


def test_judged_location_stands_out_on_the_map(shown_run: snapshot.Run) -> None:
    points = map_view.points(shown_run, zone="outer")
    location_id = str(points[0]["location_id"])
    found = review.dossier(shown_run, location_id)
    review.judge(shown_run, found, Verdict.UNCLEAR, reason="te weinig bekend", explanation=None)
    judged = [row for row in map_view.points(shown_run, zone="outer") if row["is_judged"]]
    assert [row["location_id"] for row in judged] == [location_id]
