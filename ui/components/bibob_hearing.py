"""Statements and notices of a Bibob file, and the forms to record them."""

import streamlit as st

from engine.casework.bibob import notices, statements
from engine.casework.bibob.words import NoticeKind
from engine.exports.bibob.file import FileView
from ui import state
from ui.components import bibob_acts as acts
from ui.wording import day


def draw(file: FileView, *, is_open: bool) -> None:
    """Draw statements and notices, with the forms of this state."""
    st.subheader("Zienswijze (art. 33)")
    acts.table(
        [
            {
                "nr": one.number,
                "van": one.about,
                "gevraagd": day(one.asked_on),
                "uiterlijk": day(one.until),
                "ontvangen": day(one.received_on, unknown="geen" if one.is_closed else "open"),
                "inhoud": one.summary,
                "antwoord": one.reply,
            }
            for one in file.statements
        ],
        "Er is nog geen zienswijze gevraagd.",
    )
    if is_open and file.state in statements.ASKING:
        _ask(file)
        for one in file.statements:
            if not one.is_closed:
                _answer(file, one.number)
    st.subheader("Meldingen")
    acts.table(
        [
            {"wat": one.kind, "datum": day(one.on), "nummer": one.reference, "over": one.about}
            for one in file.notices
        ],
        "Er is nog niets gemeld.",
    )
    if file.closed_at is None:
        _notify(file)


def _ask(file: FileView) -> None:
    with st.expander("Zienswijze vragen"), st.form("bibob_ask"):
        party = acts.pick("Aan", acts.people(file), "bibob_ask_party")
        on = acts.day("Datum van de brief", "bibob_ask_on", state.today())
        until = st.date_input(
            "Laatste dag (leeg: de gewone termijn)", value=None, format="DD-MM-YYYY",
            key="bibob_ask_until",
        )  # fmt: skip
        if st.form_submit_button("Leg vast"):
            acts.do(file, "Zienswijze gevraagd.", statements.ask, on=on, party=party, until=until)


def _answer(file: FileView, number: int) -> None:
    key = f"bibob_answered_{number}"
    with st.expander(f"Zienswijze {number} verwerken"), st.form(key):
        on = acts.day("Ontvangen op, of vastgesteld op", f"{key}_on", state.today())
        nothing = st.checkbox("Er kwam niets binnen de termijn", key=f"{key}_none")
        summary = st.text_area("Inhoud", key=f"{key}_summary")
        reply = st.text_area("Antwoord van de gemeente", key=f"{key}_reply")
        if st.form_submit_button("Leg vast"):
            if nothing:
                acts.do(file, "Vastgelegd: geen zienswijze.", statements.waive, number, on=on)
            else:
                acts.do(
                    file, "Zienswijze vastgelegd.", statements.answer, number,
                    on=on, summary=summary, reply=reply,
                )  # fmt: skip


def _notify(file: FileView) -> None:
    with st.expander("Melding vastleggen"), st.form("bibob_notify"):
        kind = acts.pick("Wat", {one: one.label for one in NoticeKind}, "bibob_notify_kind")
        on = acts.day("Datum", "bibob_notify_on", state.today())
        reference = st.text_input("Nummer van de melding", key="bibob_notify_reference")
        party = acts.pick("Derde", acts.people(file), "bibob_notify_party", none=True)
        note = st.text_input("Toelichting", key="bibob_notify_note")
        if st.form_submit_button("Leg melding vast"):
            acts.do(
                file, "Melding vastgelegd.", notices.notify,
                kind=kind, on=on, reference=reference, note=note, party=party,
            )  # fmt: skip
