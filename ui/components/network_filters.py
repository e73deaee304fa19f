"""The filters of a network: steps, relations, sources, day, and whether ended relations count."""

from dataclasses import replace
from datetime import date

import streamlit as st

from engine.network.adjacency import KINDS
from engine.network.schema import RELATIONS
from engine.snapshot import Run
from ui import network_view
from ui.language import tr
from ui.network_url import MAX_HOPS, Shown

_FIRST = "1900-01-01"


def draw(run: Run, shown: Shown) -> Shown:
    """Draw the filters as the URL has them; the view with what was chosen."""
    known = network_view.sources(run)
    steps, kinds, sources = st.columns([1, 2, 2])
    hops = steps.select_slider(
        tr("Stappen"), range(1, MAX_HOPS + 1), value=shown.hops, key="network_hops"
    )
    chosen_kinds = kinds.multiselect(
        tr("Relaties"),
        KINDS,
        default=shown.kinds,
        format_func=lambda kind: tr(RELATIONS[kind].word),
        placeholder=tr("alle"),
        key="network_kinds",
    )
    chosen_sources = sources.multiselect(
        tr("Bronnen"),
        known,
        default=[source for source in shown.sources if source in known],
        placeholder=tr("alle"),
        key="network_sources",
    )
    when, force = st.columns([1, 4], vertical_alignment="bottom")
    with when:
        chosen_day = day(tr("Zoals op"), shown.day, run, key="network_day")
    in_force = force.checkbox(
        tr("Alleen wat toen nog gold"), value=shown.in_force, key="network_in_force"
    )
    return replace(
        shown,
        hops=hops,
        kinds=tuple(chosen_kinds),
        sources=tuple(chosen_sources),
        day=chosen_day,
        in_force=in_force,
    )


def day(label: str, value: date | None, run: Run, *, key: str) -> date | None:
    """Draw the choice of a day that the run knows; None when it is left open."""
    chosen: date | None = st.date_input(
        label, value=value, min_value=_FIRST, max_value=run.as_of, format="DD-MM-YYYY", key=key
    )
    return chosen
