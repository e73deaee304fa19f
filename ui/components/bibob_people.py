"""People of a Bibob file: table, and the form to record somebody."""

import streamlit as st

from engine.casework.bibob import people
from engine.casework.bibob.people import PartyGiven
from engine.casework.bibob.words import PartyRole
from engine.exports.bibob.file import FileView
from ui.components import bibob_acts as acts
from ui.language import tr


def draw(file: FileView, *, is_open: bool) -> None:
    """Draw who is in the file, and the form."""
    st.subheader(tr("Personen"))
    acts.table(
        [
            {
                tr("nr"): one.number,
                tr("naam"): one.label,
                tr("rol"): tr(one.role),
                tr("soort"): tr(one.kind),
                tr("rechtsvorm"): one.legal_form,
                tr("KVK"): one.kvk_number,
            }
            for one in file.parties
        ],
        tr("Nog niemand: begin met betrokkene."),
    )
    if is_open:
        _party(file)


def _party(file: FileView) -> None:
    with st.expander(tr("Persoon toevoegen")), st.form("bibob_party", clear_on_submit=True):
        role = acts.pick(tr("Rol"), {one: tr(one.value) for one in PartyRole}, "bibob_party_role")
        name = st.text_input(
            tr("Naam, zoals op het formulier"), max_chars=200, key="bibob_party_name"
        )
        natural = st.checkbox(
            tr("Natuurlijk persoon (ook een eenmanszaak)"), key="bibob_party_natural"
        )
        form = st.text_input(tr("Rechtsvorm"), max_chars=64, key="bibob_party_form")
        kvk = st.text_input(tr("KVK-nummer"), max_chars=8, key="bibob_party_kvk")
        st.caption(tr("Geen BSN en geen geboortedatum. De naam blijft in dit dossier."))
        if st.form_submit_button(tr("Leg persoon vast")):
            given = PartyGiven(role, name, natural, form, kvk or None)
            acts.do(file, tr("Persoon vastgelegd."), people.name, given)
