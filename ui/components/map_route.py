"""A day of inspections: choose locations, see the order and the distances, save the route.

No hexagons stand on this map: beside them the stops of this week's list would tell which of it is
ranked.
"""

from dataclasses import replace
from functools import partial

import streamlit as st

from engine.exports import day_route
from engine.exports.day_route import DayRoute
from engine.exports.papers import inspection
from engine.settings import load_settings
from engine.snapshot import Run
from ui import day_routes, map_url, map_view, state
from ui.components import hexagon_map, location_search, map_print, maps, palette
from ui.language import tr
from ui.map_url import Shown
from ui.wording import number

_STOPS = "map_haltes"
_HEIGHT = 480


def draw(run: Run, shown: Shown) -> None:
    """Draw the choice of stops, and the route along them; the stops stand in the URL."""
    chosen = _choose(run, shown)
    map_url.show(run, replace(shown, stops=chosen))
    if not chosen:
        st.info(tr("Kies locaties van de lijst van deze week, of zoek op adres."))
        return
    found = day_routes.plan(run, chosen)
    if found.unplaced:
        lacking = tr("Van deze locaties is de plaats niet bekend: {labels}.")
        st.warning(lacking.format(labels=", ".join(found.unplaced)))
    if not found.stops:
        return
    chart, told = st.columns([5, 4])
    with told:
        _table(found)
        _save(run, found)
    with chart:
        _map(run, found)


def _choose(run: Run, shown: Shown) -> tuple[str, ...]:
    """The stops, in the order in which they were chosen."""
    listed, known = day_routes.listed(run), day_routes.labels(run)
    if _STOPS not in st.session_state:
        lost = [name for name in shown.stops if name not in known]
        if lost:
            gone = tr("{count} van de haltes in de link staan niet in deze run.")
            st.warning(gone.format(count=len(lost)))
        st.session_state[_STOPS] = [name for name in shown.stops if name in known]
    pick, search = st.columns([3, 2])
    with search:
        found = location_search.choose(run, "map_stop")
        st.button(
            tr("Voeg toe aan de route"),
            on_click=_add,
            args=(found,),
            disabled=found is None,
            key="map_stop_add",
        )
    offered = dict.fromkeys([*listed, *st.session_state[_STOPS]])
    chosen = pick.multiselect(
        _heading(),
        list(offered),
        format_func=lambda name: known.get(name, name),
        placeholder=tr("Van de lijst van deze week"),
        max_selections=day_routes.MOST,
        key=_STOPS,
    )
    return tuple(chosen)


def _heading() -> str:
    """What the choice of stops asks for."""
    told = tr("Haltes, ten hoogste {most}; de route begint bij het beginpunt")
    if load_settings().routes.start is None:
        told = tr("Haltes, ten hoogste {most}; de route begint bij de eerste")
    return told.format(most=day_routes.MOST)


def _add(found: str | None) -> None:
    stops = st.session_state[_STOPS]
    if found is not None and found not in stops and len(stops) < day_routes.MOST:
        st.session_state[_STOPS] = [*stops, found]


def _table(found: DayRoute) -> None:
    rows = day_route.rows(found)
    st.dataframe(
        [{tr(name): tr(value) for name, value in row.items()} for row in rows], hide_index=True
    )
    told = tr("**Samen {km} km** in rechte lijn; over de weg is meer.")
    st.markdown(told.format(km=number(found.metres / 1000, 1)))


def _save(run: Run, found: DayRoute) -> None:
    name = f"route-{run.as_of:%Y%m%d}-{len(found.location_ids)}-haltes"
    table, gps, png, pdf = st.columns(4)
    table.download_button("CSV", day_route.csv(found), f"{name}.csv", "text/csv")
    gps.download_button("GPX", day_route.gpx(found, run=run), f"{name}.gpx", "application/gpx+xml")
    sheet = partial(map_print.of_route, run, found)
    map_print.buttons(png, pdf, sheet, name=name, on=run.as_of)
    if day_routes.makes_plans() and st.button(tr("Maak een controleplan"), key="map_route_plan"):
        query = {
            state.RUN: run.path.name,
            "soort": inspection.CONTRACT.kind,
            map_url.STOP: list(found.location_ids),
        }
        st.switch_page("ui/app_pages/papers.py", query_params=query)


def _map(run: Run, found: DayRoute) -> None:
    at = [(stop.lon, stop.lat) for stop in found.stops]
    lon, lat, zoom = hexagon_map.view(at, height=_HEIGHT)
    begin = tr("begin")
    dots = [
        {
            "lon": stop.lon,
            "lat": stop.lat,
            "colour": palette.CONCERNED,
            "tip": f"{stop.number or begin}: {stop.label}",
            "text": str(stop.number or "B"),
        }
        for stop in found.stops
    ]
    zones = [hexagon_map.zone(one) for one in map_view.zones(run)]
    layers = [
        maps.areas(zones, name="zones"),
        hexagon_map.towns(map_view.towns(run), zoom=zoom),
        maps.line(at, name="way"),
        maps.points(dots, name="stops", least_pixels=12),
        maps.marks(dots, name="numbers", colour=(255, 255, 255)),
    ]
    style = maps.style(load_settings().map.tiles)
    st.pydeck_chart(
        maps.deck(layers, lon=lon, lat=lat, zoom=zoom, map_style=style),
        height=_HEIGHT,
        key="map_route_chart",
        alt=tr("Kaart met de genummerde haltes van de route; dezelfde volgorde staat in de tabel."),
    )
