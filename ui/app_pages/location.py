"""Locatie: one dossier: what it is, what is known, and after a judgement what the rules say."""

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.dossier import Dossier, to_json
from engine.exports.dossier_text import to_text
from engine.snapshot import Run
from ui import acting, network_url, review, state
from ui.components import (
    assessment,
    fact_sheet,
    frame,
    judgement_form,
    location_map,
    signal_form,
)


def _choose(run: Run) -> str:
    """The location of the URL; without one, a search by address ends the page."""
    location_id = state.chosen_location()
    if location_id:
        return location_id
    found = st.selectbox(
        "Zoek op adres of locatie",
        review.labels(run),
        index=None,
        format_func=lambda item: item[1],
        placeholder="Straat en huisnummer, plaats",
        key="location_search",
    )
    if found is None:
        st.info("Kies een locatie hier, op de werklijst of op de kaart.")
        st.stop()
    st.query_params[state.LOCATION] = found[0]
    st.rerun()


def _draw(run: Run, dossier: Dossier) -> None:
    place = dossier.place
    st.header(place.label)
    st.markdown(fact_sheet.headline(place))
    fact_sheet.draw_counts(dossier)
    facts, where = st.columns([3, 2])
    with facts:
        fact_sheet.draw(dossier)
    with where:
        location_map.draw(run, place)
    judged = review.judgement(run, dossier)
    if judged is None:
        judgement_form.draw(run, dossier, is_first=True)
    else:
        st.success(f"Oordeel van {judged.user}: {judged.label}. {judged.reason}")
        _draw_assessment(run, review.visible(dossier, judged))
        if acting.has_signals():
            signal_form.at_location(run, place.location_id, origin=review.origin(run, dossier))
    names = ["Tijdlijn", "Bronnen", "Netwerk", "Dossier opslaan"]
    events, sources, network, papers = st.tabs(names)
    with events:
        fact_sheet.draw_events(dossier)
    with sources:
        fact_sheet.draw_sources(dossier)
    with network:
        _network(run, place.location_id)
    with papers:
        _downloads(review.visible(dossier, judged))


def _draw_assessment(run: Run, dossier: Dossier) -> None:
    if dossier.assessment is None:
        st.info(review.NOT_SHOWN)
        return
    assessment.draw(dossier.assessment)
    with st.expander("Opnieuw oordelen"):
        judgement_form.draw(run, dossier, is_first=False)


def _network(run: Run, location_id: str) -> None:
    st.markdown("Wie met deze locatie verbonden is: feiten met hun bron, zonder punten.")
    if st.button("Netwerk van deze locatie", key="location_network"):
        st.switch_page("ui/app_pages/network.py", query_params=network_url.link(run, location_id))


def _downloads(dossier: Dossier) -> None:
    name = f"dossier-{dossier.place.location_id}-{dossier.as_of}"
    st.download_button("Tekst", to_text(dossier), f"{name}.txt", "text/plain")
    st.download_button("JSON", to_json(dossier), f"{name}.json", "application/json")


run = frame.open_run("Locatie")
frame.choose_run(run)
try:
    _draw(run, review.dossier(run, _choose(run)))
except DijkwachtError as error:
    st.error(f"De locatie kan niet worden getoond: {error}")
    if st.button("Andere locatie zoeken"):
        del st.query_params[state.LOCATION]
        st.rerun()
