"""The form that looks for who asks what is processed about them, by their name."""

import streamlit as st

from engine.casework.name_search import LONGEST
from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import requesters
from ui.components import case_form, refusal
from ui.components.literal import literal
from ui.language import tr, tr_many


def draw(run: Run) -> None:
    """Draw the form, and how many bear the name that was looked for last; never the name."""
    with st.form("requester_form", clear_on_submit=True):
        st.markdown(
            tr(
                "Stel eerst vast wie de verzoeker is. Zoeken komt in het verwerkingslog, zonder de "
                "naam; hoofdletters, accenten en leestekens maken niet uit."
            )
        )
        name = st.text_input(
            tr("Naam van de verzoeker, zoals die deze opgaf"),
            max_chars=LONGEST,
            key="requester_name",
        )
        reason = st.text_area(
            tr("Waarom u zoekt, zonder namen"), max_chars=case_form.LONGEST, key="requester_reason"
        )
        is_asked = st.form_submit_button(tr("Zoek"))
    if is_asked:
        try:
            requesters.search(run, name, reason)
        except DijkwachtError as error:
            refusal.show(error)
    _tell()


def _tell() -> None:
    found = requesters.found()
    if found is None:
        return
    if found.people:
        count = len(found.people)
        told = tr_many("{count} pseudoniem", "{count} pseudoniemen", count).format(count=count)
        st.info(
            tr(
                "Onder deze naam: {count}. Zonder geboortedatum of eigen nummer heeft één mens er "
                "meer, en twee mensen met één naam hebben er ieder een."
            ).format(count=told)
        )
    elif not found.others:
        st.info(tr("Niemand heet zo. Maak het stuk zonder pseudoniem: het zegt dat er niets is."))
    if found.others:
        where = ", ".join(found.others)
        told = tr("De naam staat bij een bedrijf: {where}. Antwoord over de locatie.")
        st.info(literal(told.format(where=where)))
