"""Kaart: what is counted and coloured, what the URL holds, and what the points may tell."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.models import Role, Verdict
from engine.casework.process import board
from engine.exports.area_map import Asked
from engine.exports.words import word
from engine.settings import load_settings
from ui import case_places, map_view, review
from ui.components import hexagon_colours, hexagon_map, map_list, map_print
from ui.components.hexagon_map import Content
from ui.map_url import Layer, Shown, Status, Way, Zone

PAGE = Path(__file__).resolve().parents[3] / "ui" / "app_pages" / "map.py"
ALL = Shown(zone=Zone.BOTH)


@pytest.fixture
def two_runs(
    shown_run: snapshot.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[snapshot.Run]:
    """The run of the sample and the same one of two months before, the newest first."""
    runs = tmp_path / "two"
    before = runs / f"2026-09-01-{shown_run.path.name[-12:]}"
    for folder in (runs / shown_run.path.name, before):
        shutil.copytree(shown_run.path, folder)
    meta = json.loads((before / "run.json").read_text("utf-8")) | {"as_of": "2026-09-01"}
    (before / "run.json").write_text(json.dumps(meta), "utf-8")
    monkeypatch.setenv("DIJKWACHT_RUNS", str(runs))
    return snapshot.list_runs(runs)


def _page(**query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def _areas(page: AppTest) -> set[str]:
    """The hexagons of the table that are drawn."""
    table = page.dataframe[-1].value
    return set(table[table["op de kaart"] == "ja"]["zeshoek"])


def test_map_counts_every_theme_until_one_is_chosen(shown_run: snapshot.Run) -> None:
    page = _page()
    assert not page.exception
    everything = _areas(page)
    theme = map_view.choices(str(shown_run.path)).themes[0]
    page.selectbox(key="map_thema").select(theme).run()
    assert _areas(page) <= everything
    assert page.selectbox(key="map_thema").value == theme


def test_choices_of_the_url_are_shown(shown_run: snapshot.Run) -> None:
    choices = map_view.choices(str(shown_run.path))
    rules, towns = choices.rules, choices.towns
    page = _page(regel=rules[0], dorp=towns[0], gebied="beide", kleur="hotspots")
    assert not page.exception
    assert page.selectbox(key="map_regel").value == rules[0]
    assert page.selectbox(key="map_dorp").value == towns[0]
    assert page.radio(key="map_kleur").value == Way.SPOTS
    assert page.query_params["kleur"] == "hotspots"


@pytest.mark.usefixtures("shown_run")
def test_what_is_usual_stays_out_of_the_url() -> None:
    assert set(_page().query_params) == {"run"}


@pytest.mark.usefixtures("shown_run")
@pytest.mark.parametrize(
    "key",
    [
        "thema",
        "regel",
        "dorp",
        "gebied",
        "kleur",
        "bron",
        "venster",
        "staat",
        "lagen",
        "vak",
        "beeld",
        "halte",
        "eerder",
    ],
)
def test_a_choice_that_does_not_exist_is_passed_over(key: str) -> None:
    assert not _page(**{key: "<script>"}).exception


def test_rules_to_choose_are_those_of_the_theme(shown_run: snapshot.Run) -> None:
    family = {rule["id"]: rule["family"] for rule in shown_run.meta["rules"]}
    theme = map_view.choices(str(shown_run.path)).themes[-1]
    page = _page(thema=theme)
    offered = [name for name in page.selectbox(key="map_regel").options if ":" in name]
    assert {family[name.partition(":")[0]] for name in offered} == {theme}


@pytest.mark.usefixtures("shown_run")
def test_a_difference_without_an_earlier_run_says_so() -> None:
    page = _page(kleur="verschil")
    assert "Er is geen eerdere run" in page.info[-1].value


def test_every_family_has_dutch_words(shown_run: snapshot.Run) -> None:
    for theme in map_view.choices(str(shown_run.path)).themes:
        assert word("family", theme) != theme


def test_hexagons_of_the_page_stand_for_several_locations(shown_run: snapshot.Run) -> None:
    least = shown_run.meta["settings"]["map"]["min_locations"]
    assert map_view.cells(shown_run, Asked())
    assert all(cell.locations >= least > 1 for cell in map_view.cells(shown_run, Asked()))


def test_places_do_not_tell_what_is_on_the_list(shown_run: snapshot.Run) -> None:
    places = map_view.places(shown_run, ALL)
    listed = set(shown_run.table("worklist")["location_id"].to_pylist())
    shown = {one.place.location_id for one in places}
    assert len(shown) > 5 * len(listed)
    assert {(one.verdict, one.state) for one in places} == {(None, "niet beoordeeld deze week")}


@pytest.mark.parametrize("way", list(Way))
def test_theme_and_rule_leave_every_place_in_view(shown_run: snapshot.Run, way: Way) -> None:
    choices = map_view.choices(str(shown_run.path))
    narrowed = replace(ALL, theme=choices.themes[0], rule=choices.rules[0], way=way)
    assert map_view.places(shown_run, narrowed) == map_view.places(shown_run, ALL)


def test_places_differ_in_nothing_by_what_rules_say(shown_run: snapshot.Run) -> None:
    places = map_view.places(shown_run, ALL)
    town = str(places[0].place.town)
    shown = replace(ALL, town=town)
    found = map_view.places(shown_run, shown)
    outlines = map_view.outlines(shown_run, shown, found)
    content = Content(hexagon_colours.picture([], Way.COUNT), found, outlines, [], [])
    layers = {layer.id: layer.data for layer in hexagon_map.chart(content, shown).layers}
    assert layers["locations"]
    assert layers["shapes"]
    assert len({tuple(row["colour"]) for row in layers["locations"]}) == 1
    assert len({tuple(row["colour"]) for row in layers["shapes"]}) == 1


def test_outlines_are_those_of_a_village_or_a_hexagon(shown_run: snapshot.Run) -> None:
    places = map_view.places(shown_run, ALL)
    assert map_view.outlines(shown_run, ALL, places) == []
    shown = replace(ALL, cell=places[0].place.hexagon)
    within = map_view.places(shown_run, shown)
    assert 0 < len(within) < len(places)
    names = {one.place.location_id for one in within}
    assert {one.location_id for one in map_view.outlines(shown_run, shown, within)} <= names


def test_places_are_narrowed_by_source_window_and_judgement(shown_run: snapshot.Run) -> None:
    places = map_view.places(shown_run, ALL)
    source = places[0].place.sources[0]
    of_source = map_view.places(shown_run, replace(ALL, source=source))
    assert 0 < len(of_source) < len(places)
    assert all(source in one.place.sources for one in of_source)
    recent = map_view.places(shown_run, replace(ALL, months=6))
    assert 0 < len(recent) < len(places)
    assert map_view.places(shown_run, replace(ALL, status=Status.OPEN)) == places
    assert map_view.places(shown_run, replace(ALL, status=Status.JUDGED)) == []
    assert map_view.places(shown_run, replace(ALL, status=Status.IN_CASE)) == []


def test_place_of_an_open_case_is_found_by_who_works_on_cases(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = map_view.places(shown_run, ALL)[0].place.location_id
    monkeypatch.setattr(board, "place_ids", lambda *_, **__: frozenset({7}))
    spot = case_places.Spot(name, "hier", None)
    monkeypatch.setattr(case_places, "book", lambda _: {7: spot})
    in_case = replace(ALL, status=Status.IN_CASE)
    found = map_view.places(shown_run, in_case)
    assert [one.place.location_id for one in found] == [name]
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.ANALYST.value)
    assert map_view.places(shown_run, in_case) == []


def test_judged_location_stands_out_on_the_map(shown_run: snapshot.Run) -> None:
    location_id = map_view.places(shown_run, Shown())[0].place.location_id
    found = review.dossier(shown_run, location_id)
    review.judge(shown_run, found, Verdict.UNCLEAR, reason="te weinig bekend", explanation=None)
    judged = map_view.places(shown_run, replace(Shown(), status=Status.JUDGED))
    assert [one.place.location_id for one in judged] == [location_id]
    assert judged[0].state != "niet beoordeeld deze week"


def test_many_places_are_gathered_but_for_those_that_were_judged(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = map_view.places(shown_run, ALL)
    places[0] = replace(places[0], verdict="terecht")
    few = load_settings()
    few = few.model_copy(update={"map": few.map.model_copy(update={"most_points": 10})})
    monkeypatch.setattr(hexagon_map, "load_settings", lambda: few)
    content = Content(hexagon_colours.picture([], Way.COUNT), places, [], [], [])
    layers = {layer.id: layer.data for layer in hexagon_map.chart(content, ALL).layers}
    assert [row["location_id"] for row in layers["locations"]] == [places[0].place.location_id]
    assert 0 < len(layers["bunches"]) < len(places)
    told = [row["tip"] for row in layers["bunches"]]
    assert sum(int(tip.split()[0].replace(".", "")) for tip in told) == len(places) - 1


def test_map_is_sent_on_one_line_with_short_coordinates(shown_run: snapshot.Run) -> None:
    content = Content(
        hexagon_colours.picture(map_view.cells(shown_run, Asked()), Way.COUNT),
        map_view.places(shown_run, ALL), [], map_view.zones(shown_run), map_view.towns(shown_run),
    )  # fmt: skip
    sent = hexagon_map.chart(content, ALL).to_json()
    assert "\n" not in sent
    assert max(len(part) for part in re.findall(r"\d\.(\d+)", sent)) <= 6
    assert json.loads(sent)["layers"]


def test_density_is_a_way_of_its_own(shown_run: snapshot.Run) -> None:
    page = _page(kleur="dichtheid", gebied="beide")
    assert not page.exception
    assert page.radio(key="map_kleur").value == Way.DENSITY
    least = shown_run.meta["settings"]["density"]["min_with_hits"]
    patches = map_view.surface(shown_run, Asked())
    assert patches
    assert all(patch.with_hits >= least > 1 for patch in patches)


def test_choices_of_the_popover_stand_in_the_url(shown_run: snapshot.Run) -> None:
    source = map_view.choices(str(shown_run.path)).sources[0]
    page = _page(bron=source, venster="12", staat="open")
    assert page.selectbox(key="map_bron").value == source
    page.selectbox(key="map_venster").select("6").run()
    assert not page.exception
    assert page.query_params["venster"] == "6"
    assert page.query_params["bron"] == source


def test_slider_shows_the_same_view_of_another_date(
    two_runs: list[snapshot.Run],
) -> None:
    newest, oldest = two_runs
    page = _page(gebied="beide")
    slider = page.select_slider(key="map_run")
    assert slider.value == newest.path.name
    slider.set_value(oldest.path.name).run()
    assert not page.exception
    assert page.query_params["run"] == oldest.path.name
    assert page.query_params["gebied"] == "beide"
    assert page.selectbox(key="frame_run").value == oldest.path.name
    page.selectbox(key="frame_run").select(newest.path.name).run()
    assert page.select_slider(key="map_run").value == newest.path.name


@pytest.mark.usefixtures("shown_run")
def test_one_run_has_no_slider() -> None:
    assert not _page().select_slider


def test_difference_with_an_earlier_run_is_told(two_runs: list[snapshot.Run]) -> None:
    page = _page(kleur="verschil", gebied="beide")
    assert not page.exception
    assert page.selectbox(key="map_eerder").value == two_runs[1].path.name
    assert page.query_params["eerder"] == two_runs[1].path.name


def test_route_orders_the_stops_of_the_url(shown_run: snapshot.Run) -> None:
    listed = shown_run.table("worklist").sort_by("position")["location_id"].to_pylist()[:4]
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    page.query_params["beeld"] = "route"
    page.query_params["halte"] = listed
    page.run()
    assert not page.exception
    assert page.multiselect(key="map_haltes").value == listed
    table = page.dataframe[0].value
    assert list(table["nr."]) == ["1", "2", "3", "4"]
    labels = dict(review.labels(shown_run))
    assert table["locatie"][0] == labels[listed[0]]
    assert page.query_params["halte"] == listed
    page.multiselect(key="map_haltes").set_value(listed[:2]).run()
    assert page.query_params["halte"] == listed[:2]


def test_route_draws_no_hexagons(shown_run: snapshot.Run) -> None:
    listed = shown_run.table("worklist")["location_id"].to_pylist()[:3]
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    page.query_params["beeld"], page.query_params["halte"] = "route", listed
    page.run()
    (chart,) = page.get("deck_gl_json_chart")
    layers = {layer["id"] for layer in json.loads(chart.proto.json)["layers"]}
    assert layers == {"zones", "names", "way", "stops", "numbers"}


@pytest.mark.usefixtures("shown_run")
def test_route_without_stops_says_what_to_do() -> None:
    page = _page(beeld="route")
    assert not page.exception
    assert "Kies locaties" in page.info[-1].value


@pytest.mark.usefixtures("shown_run")
def test_stop_that_is_not_in_the_run_is_told() -> None:
    page = _page(beeld="route", halte="L9999999999999999")
    assert not page.exception
    assert "staan niet in deze run" in page.warning[0].value


def test_stop_is_added_by_search(shown_run: snapshot.Run) -> None:
    name, label = review.labels(shown_run)[0]
    page = _page(beeld="route")
    page.text_input(key="map_stop_words").set_value(name).run()
    assert page.selectbox(key="map_stop_chosen").value == name
    page.button(key="map_stop_add").click().run()
    assert not page.exception
    assert page.query_params["halte"] == name
    assert label in list(page.dataframe[0].value["locatie"])


def test_no_route_goes_where_somebody_may_be_a_victim(routed_run: snapshot.Run) -> None:
    hit = min(routed_run.table("worklist")["location_id"].to_pylist())
    page = _page(beeld="route", halte=hit)
    assert not page.exception
    assert "eerst zorg" in page.error[0].value


def test_sheet_tells_what_the_screen_tells(shown_run: snapshot.Run) -> None:
    content = Content(
        hexagon_colours.picture(map_view.cells(shown_run, Asked()), Way.COUNT),
        map_view.places(shown_run, ALL), [], map_view.zones(shown_run), map_view.towns(shown_run),
    )  # fmt: skip
    sheet = map_print.of_areas(shown_run, content, ALL)
    assert sheet.is_sample
    assert sheet.legend == map_list.legend(content, ALL)
    assert len(sheet.areas) == len(content.zones) + len(content.picture.hexagons)
    assert shown_run.path.name in sheet.foot[0]
    assert sheet.told[1] == "Stand van 1 november 2026"
    bare = map_print.of_areas(shown_run, content, replace(ALL, layers=(Layer.ZONES,)))
    assert (bare.dots, bare.words, len(bare.areas)) == ((), (), len(content.zones))
