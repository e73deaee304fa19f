"""One name inside a case: asking for it, and showing it once a second person allowed it."""

import streamlit as st

from engine.errors import CaseworkError, DijkwachtError
from engine.exports.network.access import SHOWN
from ui import case_names
from ui.case_names import Within
from ui.components.literal import literal
from ui.wording import day

_FOUR_EYES = (
    "Een naam wordt pas getoond als een tweede persoon het goedkeurt; elke keer wordt gelogd."
)


def draw(of: Within, key: str) -> None:
    """Draw the name of a node, or what must be done to see it; nothing for who is out of reach."""
    try:
        whose = of.reach.find(key)
    except CaseworkError:
        st.caption("Deze naam kan in deze zaak niet worden geopend: te ver van haar locatie.")
        return
    known = case_names.shown(of, whose)
    if known is not None:
        st.markdown("\n".join(f"- **{literal(name)}**" for name in known))
        st.caption(f"Alleen zichtbaar in zaak {of.case}, in deze sessie.")
        return
    try:
        _ask(of, whose)
    except DijkwachtError as error:
        st.error(literal(f"Dat kan niet: {error}"))


def choose(of: Within) -> None:
    """Draw a list of who stands around the location, and the name of the one that is chosen."""
    keys = list(of.reach.subjects)
    st.markdown(f"Rond deze locatie staan {len(keys)} personen en bedrijven. {_FOUR_EYES}")
    chosen = st.selectbox(
        "Wie", keys, index=None, format_func=_short, key="case_name_who",
        placeholder="Persoon of KVK-nummer",
    )  # fmt: skip
    if chosen is not None:
        draw(of, chosen)


def _ask(of: Within, whose: str) -> None:
    standing = case_names.question(of, whose)
    if standing is None:
        reason = st.text_input("Waarom is deze naam nodig?", key=f"case_name_why_{_short(whose)}")
        if st.button("Vraag de naam", key="case_name_ask", disabled=not reason.strip()):
            case_names.ask(of, whose, reason)
            st.rerun()
        st.caption(_FOUR_EYES)
    elif not standing.is_allowed:
        st.info(f"Wacht op een tweede persoon, tot en met {day(standing.expires_on)}.")
    elif st.button("Toon de naam", key="case_name_show"):
        case_names.open_(of, whose)
        st.rerun()


def _short(whose: str) -> str:
    """A KVK number, or the first signs of a pseudonym."""
    return f"bedrijf {whose}" if whose.isdecimal() else f"persoon {whose[:SHOWN]}"
