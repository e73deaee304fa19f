"""The parts of a location's page below its facts; only the one that is open is read and drawn."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from engine.exports.dossier import Dossier, to_json
from engine.exports.dossier_text import to_text
from engine.snapshot import Run
from engine.translatable import mark
from ui import case_names, location_url, location_view, network_url, network_view, review
from ui.components import (
    case_name,
    fact_sheet,
    location_changes,
    location_compare,
    location_past,
    similar_locations,
    timeline,
)
from ui.language import tr
from ui.location_url import PARTS, Shown
from ui.review import Judged

_TITLES = (
    mark("Tijdlijn"), mark("Wat is er veranderd"), mark("Eerder hier"), mark("Lijkt op"),
    mark("Vergelijken"), mark("Bronnen"), mark("Netwerk"), mark("Dossier opslaan"),
)  # fmt: skip
"""In the order of `PARTS`."""


def draw(run: Run, dossier: Dossier, judged: Judged | None, shown: Shown) -> None:
    """Draw the tabs; the one of the URL is open."""
    place = dossier.place
    key = f"location_part_{place.location_id}"
    titles = [tr(title) for title in _TITLES]

    def note() -> None:
        title = st.session_state.get(key)
        part = PARTS[titles.index(title)] if title in titles else PARTS[0]
        location_url.show(run, replace(shown, part=part))

    seen = review.visible(dossier, judged)
    is_open = seen.assessment is not None
    parts: Mapping[str, Callable[[], object]] = {
        "tijdlijn": lambda: timeline.draw(run, dossier, shown),
        "veranderd": lambda: location_changes.draw(run, place.location_id, shown, is_open=is_open),
        "eerder": lambda: location_past.draw(
            run, place.location_id, location_view.before(run, place.location_id)
        ),
        "gelijkend": lambda: similar_locations.draw(run, place.location_id, place.kind, shown),
        "vergelijken": lambda: location_compare.draw(run, dossier, shown),
        "bronnen": lambda: fact_sheet.draw_sources(dossier),
        "netwerk": lambda: _network(run, place.location_id, shown.case),
        "opslaan": lambda: _downloads(seen),
    }
    tabs = st.tabs(titles, default=titles[PARTS.index(shown.part)], key=key, on_change=note)
    for part, tab in zip(PARTS, tabs, strict=True):
        if tab.open:
            with tab:
                parts[part]()


def _network(run: Run, location_id: str, case: str | None) -> None:
    st.markdown(tr("Wie met deze locatie verbonden is: feiten met hun bron, zonder punten."))
    if case is not None:
        seen = network_view.access(run, case, location_id)
        of = case_names.within(run, case, location_id, seen)
        if of is None:
            st.info(tr("Deze zaak opent hier geen namen."))
        else:
            case_name.choose(of)
    if st.button(tr("Netwerk van deze locatie"), key="location_network"):
        st.switch_page("ui/app_pages/network.py", query_params=network_url.link(run, location_id))


def _downloads(dossier: Dossier) -> None:
    name = f"dossier-{dossier.place.location_id}-{dossier.as_of}"
    st.download_button(tr("Tekst"), to_text(dossier), f"{name}.txt", "text/plain")
    st.download_button("JSON", to_json(dossier), f"{name}.json", "application/json")
