"""Kaart: hexagons of signals over the outer area, the places in view, and a route for a day.

Hexagons count locations and stand for at least the smallest number that the settings allow, so
the map shows areas. Places are locations where something is registered, all alike but for what
was judged this week. What is chosen stands in the URL.
"""

from dataclasses import replace
from functools import partial

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.map_picture import Sheet
from engine.settings import load_settings
from engine.snapshot import Run
from engine.translatable import mark
from ui import map_url, map_view, state
from ui.components import (
    frame,
    hexagon_colours,
    hexagon_map,
    map_filters,
    map_list,
    map_print,
    map_route,
    map_time,
    refusal,
)
from ui.components.hexagon_map import Content
from ui.language import tr
from ui.map_url import Shown, View, Way

_VIEWS = {View.AREAS: mark("Gebieden"), View.ROUTE: mark("Route voor een dag")}


def _view(shown: Shown) -> View:
    chosen = st.segmented_control(
        tr("Wat toont de kaart"),
        list(_VIEWS),
        default=shown.view,
        format_func=lambda one: tr(_VIEWS[one]),
        label_visibility="collapsed",
        key="map_beeld",
    )
    return shown.view if chosen is None else View(chosen)


def _areas(run: Run, shown: Shown) -> None:
    shown = map_filters.draw(run, shown)
    map_url.show(run, shown)
    earlier = {one.path.name: one for one in state.known_runs()}.get(shown.earlier or "")
    wanted = map_view.asked(shown)
    cells = map_view.cells(run, wanted, earlier)
    if shown.way is Way.DENSITY:
        paint = partial(hexagon_colours.smooth, map_view.surface(run, wanted))
    else:
        paint = partial(hexagon_colours.picture, cells, shown.way)
    picture = paint()
    places = map_view.places(run, shown)
    outlines = map_view.outlines(run, shown, places)
    content = Content(picture, places, outlines, map_view.zones(run), map_view.towns(run))

    def sheet() -> Sheet:
        """Painted again, as words on paper are Dutch."""
        return map_print.of_areas(run, replace(content, picture=paint()), shown)

    if not picture.hexagons:
        st.info(map_filters.why_empty(cells, shown))
    chart, side = st.columns([3, 2])
    with side:
        map_list.draw_legend(
            map_list.legend(content, shown), least=load_settings().map.min_locations
        )
        listed = map_list.draw_places(places)
        _whole(run, shown)
        png, pdf, _ = st.columns([1, 1, 2])
        map_print.buttons(png, pdf, sheet, name=f"kaart-{run.as_of:%Y%m%d}", on=run.as_of)
    with st.expander(tr("Zeshoeken als tabel")):
        map_list.draw_hexagons(cells, picture)
    with chart:
        # Last: a browser that draws in software shows the rest meanwhile.
        clicked = hexagon_map.draw(content, shown)
    _go(run, shown, clicked.location_id or listed, clicked.hexagon)


def _whole(run: Run, shown: Shown) -> None:
    """A way back from one hexagon to all of them."""
    if shown.cell is not None:
        st.caption(tr("Alleen zeshoek {cell}.").format(cell=shown.cell))
        if st.button(tr("Toon alle zeshoeken"), key="map_all"):
            map_url.show(run, replace(shown, cell=None))
            st.rerun()


def _go(run: Run, shown: Shown, location_id: str | None, hexagon: str | None) -> None:
    if location_id is not None:
        st.switch_page("ui/app_pages/location.py", query_params=state.link(run, location_id))
    if hexagon is not None and hexagon != shown.cell:
        map_url.show(run, replace(shown, cell=hexagon))
        st.rerun()


run = frame.open_run("Kaart")
frame.choose_run(run)
try:
    asked = map_url.now()
    which, when = st.columns([1, 2], vertical_alignment="bottom")
    with which:
        view = _view(asked)
    with when:
        map_time.draw(run)
    asked = replace(asked, view=view)
    if view is View.ROUTE:
        map_route.draw(run, asked)
    else:
        _areas(run, asked)
except DijkwachtError as error:
    refusal.show(error, within=tr("De kaart kan niet worden getoond: {error}"))
