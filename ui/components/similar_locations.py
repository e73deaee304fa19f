"""Locations that are like this one, each with why, and a click to open it or lay it beside."""

from dataclasses import replace

import streamlit as st

from engine.exports.location.similar import Similar
from engine.settings import load_settings
from engine.snapshot import Run
from ui import location_url, location_view, state
from ui.components.literal import literal
from ui.language import tr
from ui.location_url import Shown
from ui.wording import number, word


def draw(run: Run, location_id: str, kind: str, shown: Shown) -> None:
    """Draw what is like a location; never from hits, points or judgements."""
    found = location_view.alike(run, location_id)
    settings = load_settings().similar
    weights = "" if settings.verified else tr(" (gewichten te verifiëren)")
    told = tr(
        "Alleen van dezelfde soort ({kind}), op gebied, gebruik, bedrijven, panden "
        "en afstand; niet op treffers of oordelen{weights}."
    )
    st.caption(told.format(kind=word("kind", kind), weights=weights))
    if not found:
        st.info(tr("Geen andere locatie lijkt genoeg op deze."))
    for one in found:
        _draw(run, one, shown)


def _draw(run: Run, one: Similar, shown: Shown) -> None:
    name = one.traits.location_id
    with st.container(border=True):
        what, look, lay = st.columns([5, 1, 1], vertical_alignment="center")
        what.markdown(
            tr("**{label}**: {share} % van het gewicht gelijk").format(
                label=literal(one.traits.label), share=number(100 * one.share)
            )
        )
        if look.button(tr("Bekijk"), key=f"similar_look_{name}"):
            st.switch_page("ui/app_pages/location.py", query_params=state.link(run, name))
        if lay.button(tr("Vergelijk"), key=f"similar_lay_{name}"):
            location_url.go(run, replace(shown, part="vergelijken", beside=name))
        same = [tr(part.text) for part in one.parts if part.share]
        rest = [tr(part.text) for part in one.parts if not part.share]
        what.markdown(literal("; ".join(same)))
        if rest:
            what.caption(literal("; ".join(rest)))
