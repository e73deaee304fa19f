"""Judgements that wait for a second reader, each with its location and a form."""

import streamlit as st

from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import second_reading, state, wording
from ui.components import case_form, refusal
from ui.components.literal import literal, typed
from ui.language import tr
from ui.second_reading import Waiting


def draw(run: Run) -> None:
    """Draw what waits for the reviewer; nothing when nothing does."""
    found = second_reading.waiting(run)
    if not found:
        return
    st.header(tr("Wacht op u als tweede lezer ({count})").format(count=len(found)))
    st.caption(tr("Dit oordeel telt pas als een tweede het ermee eens is; bekijk eerst de feiten."))
    for one in found:
        with st.container(border=True):
            _draw(run, one)


def _draw(run: Run, one: Waiting) -> None:
    what, look = st.columns([5, 1], vertical_alignment="center")
    what.markdown(f"**{literal(one.label)}**: {tr(one.verdict)}")
    told = tr("{by} op {day}")
    what.caption(told.format(by=literal(one.by), day=wording.on(one.judged_at)))
    what.markdown(typed(one.reason))
    if one.location_id is not None and look.button(tr("Bekijk"), key=f"second_look_{one.number}"):
        st.switch_page("ui/app_pages/location.py", query_params=state.link(run, one.location_id))
    with st.form(f"second_{one.number}", border=False):
        reason = st.text_area(
            tr("Waarom wel of niet"), max_chars=case_form.LONGEST, key=f"second_reason_{one.number}"
        )
        yes, no = st.columns(2)
        agrees = yes.form_submit_button(tr("Eens: het telt"), width="stretch")
        differs = no.form_submit_button(tr("Niet eens"), width="stretch")
    if not agrees and not differs:
        return
    try:
        second_reading.read(one.number, agrees=agrees, reason=reason)
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.rerun()
