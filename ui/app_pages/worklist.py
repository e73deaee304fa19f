"""Werklijst: this week's locations in blind order, each with the same neutral sheet."""

import streamlit as st

from engine.casework.process.states import Origin
from engine.errors import DijkwachtError
from engine.exports.dossier import Dossier
from engine.exports.words import word
from ui import acting, review, state
from ui.components import fact_sheet, frame, second_readings, signal_form

run = frame.open_run("Werklijst")
frame.choose_run(run)


def _draw(position: int, dossier: Dossier, row: review.ListedRow) -> None:
    """One location: neutral first, what the rules say only after its first judgement."""
    place = dossier.place
    with st.container(border=True):
        title, act = st.columns([5, 1], vertical_alignment="center")
        title.markdown(f"**{position}. {place.label}**  \n{fact_sheet.headline(place)}")
        if act.button("Bekijk" if row.judged else "Beoordeel", key=f"worklist_open_{position}"):
            st.switch_page(
                "ui/app_pages/location.py", query_params=state.link(run, place.location_id)
            )
        fact_sheet.draw_counts(dossier)
        if row.judged is None:
            st.caption("Nog niet beoordeeld: treffers, punten, band en deel volgen op het oordeel.")
            return
        found = review.visible(dossier, row.judged).assessment
        if found is None:
            st.caption(review.NOT_SHOWN)
            return
        st.markdown(
            f"Oordeel: **{row.judged.label}** · band {word('band', found.band)} · "
            f"{word('arm', row.arm)}"
        )
        for route in found.routes:
            st.markdown(f"- Eerst naar {route.route_to}: {route.sentence} ({route.rule_id})")
        for outcome in found.hits:
            st.markdown(f"- {outcome.sentence} ({outcome.rule_id})")
        if acting.has_signals():
            signal_form.at_location(run, place.location_id, origin=Origin.LIST)


try:
    rows = review.worklist(run)
    second_readings.draw(run)
except DijkwachtError as error:
    st.error(f"De werklijst kan niet worden getoond: {error}")
    st.stop()
if not rows:
    st.info("Geen locatie voldoet deze week, en de controlegroep is leeg. Bekijk de kaart.")
    st.stop()
judged = sum(row.judged is not None for row in rows)
st.markdown(
    f"Week **{rows[0].week}**: {len(rows)} locaties in willekeurige volgorde, "
    f"waarvan ten minste een kwart aselect gekozen. Beoordeeld: **{judged} van {len(rows)}**."
)
st.progress(judged / len(rows))
for number, row in enumerate(rows, start=1):
    _draw(number, review.dossier(run, row.location_id), row)
