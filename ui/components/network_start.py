"""Where a network begins: a location, a company by its number, or a licence."""

import streamlit as st

from engine.exports.network.access import Access
from engine.register.parties import KVK_NUMBER
from engine.snapshot import Run
from engine.translatable import mark
from ui import network_view, review
from ui.language import tr

_WAYS = (mark("locatie"), mark("bedrijf"), mark("vergunning"))


def choose(run: Run, seen: Access) -> str | None:
    """Draw the ways to begin; the key of the node that was chosen, None for none."""
    way = st.radio(tr("Begin bij een"), _WAYS, format_func=tr, horizontal=True, key="network_way")
    if way == "locatie":
        chosen = st.selectbox(
            tr("Adres of locatie"),
            review.labels(run),
            index=None,
            format_func=lambda item: str(item[1]),
            placeholder=tr("Straat en huisnummer, plaats"),
            key="network_location",
        )
        return None if chosen is None else str(chosen[0])
    if way == "bedrijf":
        return _company()
    licence = st.selectbox(
        tr("Vergunning"),
        network_view.licences(run, seen),
        index=None,
        format_func=lambda choice: tr(choice.text),
        placeholder=tr("Soort en nummer"),
        key="network_licence",
    )
    return None if licence is None else licence.key


def _company() -> str | None:
    number = st.text_input(
        tr("KVK-nummer"), max_chars=8, placeholder=tr("8 cijfers"), key="network_company"
    ).strip()
    if not number:
        return None
    if KVK_NUMBER.fullmatch(number) is None:
        st.error(tr("Een KVK-nummer heeft 8 cijfers."))
        return None
    return number
