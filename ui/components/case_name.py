"""One name inside a case: asking for it, and showing it once a second person allowed it."""

import streamlit as st

from engine.errors import CaseworkError, DijkwachtError
from engine.exports.network.access import SHOWN
from engine.translatable import mark
from ui import case_names
from ui.case_names import Within
from ui.components import refusal
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day

_FOUR_EYES = mark(
    "Een naam wordt pas getoond als een tweede persoon het goedkeurt; elke keer wordt gelogd."
)


def draw(of: Within, key: str) -> None:
    """Draw the name of a node, or what must be done to see it; nothing for who is out of reach."""
    try:
        whose = of.reach.find(key)
    except CaseworkError:
        st.caption(tr("Deze naam kan in deze zaak niet worden geopend: te ver van haar locatie."))
        return
    known = case_names.shown(of, whose)
    if known is not None:
        told = known or [tr("De kluis heeft hier geen naam van.")]
        st.markdown("\n".join(f"- **{literal(name)}**" for name in told))
        st.caption(tr("Alleen zichtbaar in zaak {number}, in deze sessie.").format(number=of.case))
        return
    try:
        _ask(of, whose)
    except DijkwachtError as error:
        refusal.show(error, within=tr("Dat kan niet: {error}"))


def choose(of: Within) -> None:
    """Draw a list of who stands around the location, and the name of the one that is chosen."""
    keys = list(of.reach.subjects)
    around = tr("Rond deze locatie staan {count} personen en bedrijven.").format(count=len(keys))
    st.markdown(f"{around} {tr(_FOUR_EYES)}")
    chosen = st.selectbox(
        tr("Wie"), keys, index=None, format_func=_short, key="case_name_who",
        placeholder=tr("Persoon of KVK-nummer"),
    )  # fmt: skip
    if chosen is not None:
        draw(of, chosen)


def _ask(of: Within, whose: str) -> None:
    standing = case_names.question(of, whose)
    if standing is None:
        reason = st.text_input(
            tr("Waarom is deze naam nodig?"), key=f"case_name_why_{_sign(whose)}"
        )
        if st.button(tr("Vraag de naam"), key="case_name_ask", disabled=not reason.strip()):
            case_names.ask(of, whose, reason)
            st.rerun()
        st.caption(tr(_FOUR_EYES))
    elif not standing.is_allowed:
        told = tr("Wacht op een tweede persoon, tot en met {day}.")
        st.info(told.format(day=day(standing.expires_on)))
    elif st.button(tr("Toon de naam"), key="case_name_show"):
        case_names.open_(of, whose)
        st.rerun()


def _short(whose: str) -> str:
    """What it is, and its KVK number or the first signs of its pseudonym."""
    told = tr("bedrijf {sign}") if whose.isdecimal() else tr("persoon {sign}")
    return told.format(sign=_sign(whose))


def _sign(whose: str) -> str:
    return whose if whose.isdecimal() else whose[:SHOWN]
