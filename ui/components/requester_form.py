"""The form that looks for who asks what is processed about them, by their name."""

import streamlit as st

from engine.casework.name_search import LONGEST
from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import requesters, wording
from ui.components import case_form
from ui.components.literal import literal


def draw(run: Run) -> None:
    """Draw the form, and how many bear the name that was looked for last; never the name."""
    with st.form("requester_form", clear_on_submit=True):
        st.markdown(
            "Stel eerst vast wie de verzoeker is. Zoeken komt in het verwerkingslog, zonder de "
            "naam; hoofdletters, accenten en leestekens maken niet uit."
        )
        name = st.text_input(
            "Naam van de verzoeker, zoals die deze opgaf", max_chars=LONGEST, key="requester_name"
        )
        reason = st.text_area(
            "Waarom u zoekt, zonder namen", max_chars=case_form.LONGEST, key="requester_reason"
        )
        is_asked = st.form_submit_button("Zoek")
    if is_asked:
        try:
            requesters.search(run, name, reason)
        except DijkwachtError as error:
            st.error(literal(wording.told(error)))
    _tell()


def _tell() -> None:
    found = requesters.found()
    if found is None:
        return
    if found.people:
        count = len(found.people)
        told = "1 pseudoniem" if count == 1 else f"{count} pseudoniemen"
        st.info(
            f"Onder deze naam: {told}. Zonder geboortedatum of eigen nummer heeft één mens er "
            "meer, en twee mensen met één naam hebben er ieder een."
        )
    elif not found.others:
        st.info("Niemand heet zo. Maak het stuk zonder pseudoniem: het zegt dat er niets is.")
    if found.others:
        where = ", ".join(found.others)
        st.info(literal(f"De naam staat bij een bedrijf: {where}. Antwoord over de locatie."))
