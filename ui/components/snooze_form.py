"""Putting a location off: until a day, with a reason; and taking that back."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.location.past import Snooze
from engine.snapshot import Run
from ui import snoozing, state, wording
from ui.components import case_form
from ui.components.literal import literal
from ui.wording import day

_USUAL_DAYS = 28


@st.dialog("Locatie uitstellen", icon=":material/snooze:")
def ask(run: Run, location_id: str, label: str) -> None:
    """Ask until when and why, over the page."""
    st.markdown(f"**{literal(label)}** blijft tot en met die dag van de lijst; het oordeel blijft.")
    today = state.today()
    with st.form(f"snooze_{location_id}", border=False):
        until = st.date_input(
            "Tot en met", today + timedelta(days=_USUAL_DAYS), format="DD-MM-YYYY",
            min_value=today + timedelta(days=1), key=f"snooze_until_{location_id}",
        )  # fmt: skip
        reason = st.text_area(
            "Reden", max_chars=case_form.LONGEST, help="Geen namen van personen.",
            key=f"snooze_reason_{location_id}",
        )  # fmt: skip
        if not st.form_submit_button("Stel uit", type="primary"):
            return
    try:
        snoozing.snooze(run, location_id, until=until, reason=reason)
    except DijkwachtError as error:
        st.error(literal(wording.told(error)))
        return
    st.rerun()


def standing(run: Run, location_id: str, snoozes: Sequence[Snooze]) -> None:
    """Draw the snoozes that stand at a location, and how to end them."""
    if not snoozes:
        return
    st.markdown("**Uitgesteld**")
    for one in snoozes:
        st.markdown(f"- tot en met {day(one.until)}: {literal(one.reason)}")
    if st.button("Zet weer op de lijst", key=f"snooze_end_{location_id}"):
        end(state.identities(run)[location_id])


def end(bag_ids: tuple[str, ...]) -> None:
    """End the snoozes of a location, and draw the page anew."""
    try:
        snoozing.wake(bag_ids)
    except DijkwachtError as error:
        st.error(literal(wording.told(error)))
        return
    st.rerun()
