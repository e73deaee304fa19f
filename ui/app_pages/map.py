"""Kaart: hexagons of signals over the outer area, and the locations a reviewer may open.

Hexagons count locations and stand for at least the smallest number that the settings allow,
so the map shows areas. Points are locations where something is registered, all alike but for
what was judged this week.
"""

import streamlit as st

from engine.errors import DijkwachtError
from ui import review, state
from ui.components import frame, hexagon_map

run = frame.open_run("Kaart")
frame.choose_run(run)
ALL = "alle thema's"

try:
    themes = [ALL, *review.themes(run)]
    chosen, area = st.columns([2, 2])
    theme = chosen.selectbox("Thema", themes, key="map_theme")
    zone = area.radio(
        "Gebied",
        ["outer", "both"],
        format_func={"outer": "buitengebied", "both": "buitengebied en kom"}.__getitem__,
        horizontal=True,
        key="map_zone",
    )
    hexagons = review.hexagons(
        run, family=None if theme == ALL else theme, zone=None if zone == "both" else zone
    )
    points = review.points(run, zone=None if zone == "both" else zone)
    zones, towns = review.zones(run), review.towns(run)
except DijkwachtError as error:
    st.error(f"De kaart kan niet worden getoond: {error}")
    st.stop()
if not hexagons:
    st.info("Geen enkel gebied heeft genoeg locaties om te tonen. Kies een ander thema of gebied.")
selected = hexagon_map.draw(hexagons, points, zones=zones, towns=towns)
if selected is not None:
    st.switch_page("ui/app_pages/location.py", query_params=state.link(run, selected))
hexagon_map.draw_table(hexagons, points)
