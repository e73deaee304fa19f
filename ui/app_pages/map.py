"""Kaart: hexagons of signals over the outer area, and the locations a reviewer may open.

Hexagons count locations and stand for at least the smallest number that the settings allow,
so the map shows areas. Points are locations where something is registered, all alike but for
what was judged this week. What is chosen stands in the URL.
"""

import streamlit as st

from engine.errors import DijkwachtError
from ui import map_view, state
from ui.components import frame, hexagon_colours, hexagon_map, map_filters

run = frame.open_run("Kaart")
frame.choose_run(run)

try:
    chosen = map_filters.draw(run)
    cells = map_view.cells(run, chosen.asked, chosen.earlier)
    points = map_view.points(run, zone=chosen.asked.zone, town=chosen.asked.town)
    zones, towns = map_view.zones(run), map_view.towns(run)
except DijkwachtError as error:
    st.error(f"De kaart kan niet worden getoond: {error}")
    st.stop()
picture = hexagon_colours.picture(cells, chosen.way)
if not picture.hexagons:
    st.info(map_filters.why_empty(cells, chosen))
selected = hexagon_map.draw(picture, points, zones=zones, towns=towns)
if selected is not None:
    st.switch_page("ui/app_pages/location.py", query_params=state.link(run, selected))
hexagon_map.draw_table(picture, points)
