"""Statements and notices of a Bibob file, and the forms to record them."""

import streamlit as st

from engine.casework.bibob import notices, statements
from engine.casework.bibob.words import NoticeKind
from engine.exports.bibob.file import FileView
from engine.translatable import mark
from ui import state
from ui.components import bibob_acts as acts
from ui.language import tr
from ui.wording import day

_NONE, _OPEN = mark("geen"), mark("open")


def draw(file: FileView, *, is_open: bool) -> None:
    """Draw statements and notices, with the forms of this state."""
    st.subheader(tr("Zienswijze (art. 33)"))
    acts.table(
        [
            {
                tr("nr"): one.number,
                tr("van"): one.about,
                tr("gevraagd"): day(one.asked_on),
                tr("uiterlijk"): day(one.until),
                tr("ontvangen"): day(one.received_on, unknown=_NONE if one.is_closed else _OPEN),
                tr("inhoud"): one.summary,
                tr("antwoord"): one.reply,
            }
            for one in file.statements
        ],
        tr("Er is nog geen zienswijze gevraagd."),
    )
    if is_open and file.state in statements.ASKING:
        _ask(file)
        for one in file.statements:
            if not one.is_closed:
                _answer(file, one.number)
    st.subheader(tr("Meldingen"))
    acts.table(
        [
            {
                tr("wat"): tr(one.kind),
                tr("datum"): day(one.on),
                tr("nummer"): one.reference,
                tr("over"): one.about,
            }
            for one in file.notices
        ],
        tr("Er is nog niets gemeld."),
    )
    if file.closed_at is None:
        _notify(file)


def _ask(file: FileView) -> None:
    with st.expander(tr("Zienswijze vragen")), st.form("bibob_ask"):
        party = acts.pick(tr("Aan"), acts.people(file), "bibob_ask_party")
        on = acts.day(tr("Datum van de brief"), "bibob_ask_on", state.today())
        until = st.date_input(
            tr("Laatste dag (leeg: de gewone termijn)"), value=None, format="DD-MM-YYYY",
            key="bibob_ask_until",
        )  # fmt: skip
        if st.form_submit_button(tr("Leg vast")):
            acts.do(
                file, tr("Zienswijze gevraagd."), statements.ask, on=on, party=party, until=until
            )


def _answer(file: FileView, number: int) -> None:
    key = f"bibob_answered_{number}"
    with st.expander(tr("Zienswijze {number} verwerken").format(number=number)), st.form(key):
        on = acts.day(tr("Ontvangen op, of vastgesteld op"), f"{key}_on", state.today())
        nothing = st.checkbox(tr("Er kwam niets binnen de termijn"), key=f"{key}_none")
        summary = st.text_area(tr("Inhoud"), key=f"{key}_summary")
        reply = st.text_area(tr("Antwoord van de gemeente"), key=f"{key}_reply")
        if st.form_submit_button(tr("Leg vast")):
            if nothing:
                acts.do(file, tr("Vastgelegd: geen zienswijze."), statements.waive, number, on=on)
            else:
                acts.do(
                    file, tr("Zienswijze vastgelegd."), statements.answer, number,
                    on=on, summary=summary, reply=reply,
                )  # fmt: skip


def _notify(file: FileView) -> None:
    with st.expander(tr("Melding vastleggen")), st.form("bibob_notify"):
        kind = acts.pick(tr("Wat"), {one: tr(one.label) for one in NoticeKind}, "bibob_notify_kind")
        on = acts.day(tr("Datum"), "bibob_notify_on", state.today())
        reference = st.text_input(tr("Nummer van de melding"), key="bibob_notify_reference")
        party = acts.pick(tr("Derde"), acts.people(file), "bibob_notify_party", none=True)
        note = st.text_input(tr("Toelichting"), key="bibob_notify_note")
        if st.form_submit_button(tr("Leg melding vast")):
            acts.do(
                file, tr("Melding vastgelegd."), notices.notify,
                kind=kind, on=on, reference=reference, note=note, party=party,
            )  # fmt: skip
