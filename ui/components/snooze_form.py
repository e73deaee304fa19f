"""Putting a location off: until a day, with a reason; and taking that back."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.location.past import Snooze
from engine.snapshot import Run
from ui import snoozing, state
from ui.components import case_form, refusal
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day

_USUAL_DAYS = 28


def ask(run: Run, location_id: str, label: str) -> None:
    """Ask until when and why, over the page."""
    over = st.dialog(tr("Locatie uitstellen"), icon=":material/snooze:")
    over(_ask)(run, location_id, label)


def _ask(run: Run, location_id: str, label: str) -> None:
    told = tr("**{label}** blijft tot en met die dag van de lijst; het oordeel blijft.")
    st.markdown(told.format(label=literal(label)))
    today = state.today()
    with st.form(f"snooze_{location_id}", border=False):
        until = st.date_input(
            tr("Tot en met"), today + timedelta(days=_USUAL_DAYS), format="DD-MM-YYYY",
            min_value=today + timedelta(days=1), key=f"snooze_until_{location_id}",
        )  # fmt: skip
        reason = st.text_area(
            tr("Reden"), max_chars=case_form.LONGEST, help=tr("Geen namen van personen."),
            key=f"snooze_reason_{location_id}",
        )  # fmt: skip
        if not st.form_submit_button(tr("Stel uit"), type="primary"):
            return
    try:
        snoozing.snooze(run, location_id, until=until, reason=reason)
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.rerun()


def standing(run: Run, location_id: str, snoozes: Sequence[Snooze]) -> None:
    """Draw the snoozes that stand at a location, and how to end them."""
    if not snoozes:
        return
    st.markdown(tr("**Uitgesteld**"))
    for one in snoozes:
        told = tr("- tot en met {day}: {reason}")
        st.markdown(told.format(day=day(one.until), reason=literal(one.reason)))
    if st.button(tr("Zet weer op de lijst"), key=f"snooze_end_{location_id}"):
        end(state.identities(run)[location_id])


def end(bag_ids: tuple[str, ...]) -> None:
    """End the snoozes of a location, and draw the page anew."""
    try:
        snoozing.wake(bag_ids)
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.rerun()
