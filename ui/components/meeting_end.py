"""Holding or cancelling a meeting, and what was decided there."""

from datetime import date

import streamlit as st

from engine.casework.meetings.models import MeetingState
from engine.exports.meeting_view import MeetingView
from ui import meetings_view
from ui.language import tr


def draw(shown: MeetingView, today: date) -> None:
    """Draw what can be done with a meeting as it stands."""
    if shown.state is MeetingState.CANCELLED:
        st.info(tr("Dit overleg is vervallen."))
    elif shown.state is MeetingState.HELD:
        _decide(shown, today)
    else:
        _hold(shown, today)
        _cancel(shown)


def _hold(shown: MeetingView, today: date) -> None:
    names = dict(shown.attendees)
    with st.form(f"meeting_hold_{shown.number}"):
        present = st.multiselect(
            tr("Wie waren er, met hun rol"), list(names), format_func=names.__getitem__,
            placeholder=tr("Kies rollen"), key=f"meeting_present_{shown.number}",
        )  # fmt: skip
        is_early = today < shown.day
        hint = tr("Dat kan vanaf de dag van het overleg.") if is_early else None
        label = tr("Leg vast dat het is gehouden")
        if st.form_submit_button(label, disabled=is_early, help=hint):
            meetings_view.try_to(lambda: meetings_view.hold(shown, present))


def _cancel(shown: MeetingView) -> None:
    with st.form(f"meeting_cancel_{shown.number}"):
        reason = st.text_input(tr("Reden waarom het vervalt"))
        if st.form_submit_button(tr("Laat vervallen")):
            meetings_view.try_to(lambda: meetings_view.cancel(shown, reason))


def _decide(shown: MeetingView, today: date) -> None:
    if not shown.items:
        st.info(tr("De agenda was leeg: er valt niets te besluiten."))
        return
    names = dict(shown.attendees)
    titles = {item.position: f"{item.position}. {item.subject}" for item in shown.items}
    with st.form(f"meeting_decide_{shown.number}", clear_on_submit=False):
        position = st.selectbox(tr("Punt"), list(titles), format_func=titles.__getitem__)
        text = st.text_area(tr("Besluit, zonder namen"))
        left, right = st.columns(2)
        lead = left.selectbox(tr("Trekker"), list(names), format_func=names.__getitem__)
        due = right.date_input(
            tr("Uiterlijk (dan komt er een taak)"),
            value=None,
            min_value=today,
            format="DD-MM-YYYY",
        )
        if st.form_submit_button(tr("Leg het besluit vast")):
            day = due if isinstance(due, date) else None
            meetings_view.try_to(lambda: meetings_view.decide(shown, position, text, lead, day))
