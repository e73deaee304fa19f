"""Where a network begins: a location, a company by its number, or a licence."""

import streamlit as st

from engine.exports.network.access import Access
from engine.register.parties import KVK_NUMBER
from engine.snapshot import Run
from ui import network_view, review

_WAYS = ("locatie", "bedrijf", "vergunning")


def choose(run: Run, seen: Access) -> str | None:
    """Draw the ways to begin; the key of the node that was chosen, None for none."""
    way = st.radio("Begin bij een", _WAYS, horizontal=True, key="network_way")
    if way == "locatie":
        chosen = st.selectbox(
            "Adres of locatie",
            review.labels(run),
            index=None,
            format_func=lambda item: str(item[1]),
            placeholder="Straat en huisnummer, plaats",
            key="network_location",
        )
        return None if chosen is None else str(chosen[0])
    if way == "bedrijf":
        return _company()
    licence = st.selectbox(
        "Vergunning",
        network_view.licences(run, seen),
        index=None,
        format_func=lambda choice: choice.text,
        placeholder="Soort en nummer",
        key="network_licence",
    )
    return None if licence is None else licence.key


def _company() -> str | None:
    number = st.text_input(
        "KVK-nummer", max_chars=8, placeholder="8 cijfers", key="network_company"
    ).strip()
    if not number:
        return None
    if KVK_NUMBER.fullmatch(number) is None:
        st.error("Een KVK-nummer heeft 8 cijfers.")
        return None
    return number
