"""Netwerk: who is connected to a location, company or licence; facts only, no points.

Every view stands in the URL, see `ui.network_url`. Without an open case people are not told.
"""

from dataclasses import replace

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.network.access import Access
from engine.exports.network.view import NetworkView
from engine.snapshot import Run
from engine.translatable import mark
from ui import case_names, network_url, network_view
from ui.components import (
    frame,
    network_chart,
    network_filters,
    network_node,
    network_start,
    network_tables,
    refusal,
    url_problems,
)
from ui.components.literal import literal
from ui.language import tr
from ui.network_url import Shown

_ABOUT = mark(
    "Een verband is geen verwijt: hier staan feiten met hun bron, zonder punten. "
    "Wat ontbreekt is niet bekend."
)


def _draw(run: Run, shown: Shown, seen: Access) -> None:
    url_problems.tell(shown.problems)
    if shown.start is None:
        st.markdown(tr(_ABOUT))
        _begin(run, shown, seen)
        st.info(tr("Kies waar het netwerk begint."))
        return
    head = st.container()
    with st.expander(tr("Filters"), expanded=bool(shown.kinds or shown.sources or shown.day)):
        shown = network_filters.draw(run, shown)
    view = _view(run, shown, seen)
    network_node.turn(run, view, shown)
    with head:
        _head(run, view, shown, seen)
    if view.edges or len(view.nodes) > 1:
        st.markdown(network_tables.kinds(view))
    else:
        st.info(tr("Met deze filters is deze knoop met niets verbonden."))
    for notice in view.notices:
        if notice.about in ("hub", "more", "path"):
            st.warning(literal(tr(notice.text)))
    chart, side = st.columns([3, 1])
    with side:
        chosen = network_node.choose(view, shown)
        network_node.draw(
            run, view, shown, chosen, case_names.within(run, shown.case, shown.start, seen)
        )
    with chart:
        network_chart.draw(view, chosen=chosen)
    shown = replace(shown, node=None if chosen == view.start[0] else chosen)
    network_url.show(run, shown)
    _below(run, view, shown, seen)


def _view(run: Run, shown: Shown, seen: Access) -> NetworkView:
    assert shown.start is not None
    if shown.goal is None:
        return network_view.around(run, shown.start, shown.ask, seen)
    return network_view.between(run, shown.start, shown.goal, shown.ask, seen)


def _head(run: Run, view: NetworkView, shown: Shown, seen: Access) -> None:
    names = literal(tr(" en ").join(tr(view.node(key).text) for key in view.start))
    st.header(names if shown.goal is None else tr("Pad tussen {names}").format(names=names))
    st.caption(tr(_ABOUT))
    if shown.goal is not None and st.button(tr("Terug naar de omgeving"), key="network_back"):
        _go(run, replace(shown, goal=None))
    with st.expander(tr("Begin ergens anders")):
        _begin(run, shown, seen)


def _begin(run: Run, shown: Shown, seen: Access) -> None:
    key = network_start.choose(run, seen)
    if st.button(tr("Toon het netwerk"), disabled=key is None, key="network_show"):
        _go(run, replace(shown, start=key, goal=None, opened=(), folded=(), node=None))


def _below(run: Run, view: NetworkView, shown: Shown, seen: Access) -> None:
    relations, nodes, path, changed, figures, missing, save = st.tabs(
        [
            tr("Relaties"), tr("Knopen"), tr("Pad"), tr("Wat veranderde"), tr("Maten"),
            tr("Wat ontbreekt"), tr("Opslaan"),
        ]
    )  # fmt: skip
    with relations:
        network_tables.relations(view)
    with nodes:
        network_tables.nodes(view)
    with path:
        _path(run, view, shown)
    with changed:
        _changes(run, shown, seen)
    with figures:
        if shown.start is not None:
            network_tables.measures(network_view.measures(run, shown.start, shown.ask, seen))
    with missing:
        told = [tr(n.text) for n in view.notices if n.about in ("left_out", "hidden")]
        nothing = tr("Niets, voor zover bekend.")
        st.markdown("\n".join(f"- {literal(text)}" for text in told) or nothing)
    with save:
        network_tables.downloads(run, view)


def _path(run: Run, view: NetworkView, shown: Shown) -> None:
    if view.paths:
        network_tables.paths(view)
    goal = st.text_input(
        tr("Zoek een pad naar"),
        placeholder=tr("locatie (L…), KVK-nummer of Licence:nummer"),
        key="network_goal",
    ).strip()
    if st.button(tr("Zoek het pad"), disabled=not goal, key="network_path"):
        _go(run, replace(shown, goal=goal, node=None))


def _changes(run: Run, shown: Shown, seen: Access) -> None:
    left, right = st.columns(2)
    with left:
        since = network_filters.day(tr("Na"), shown.since, run, key="network_since")
    with right:
        until = network_filters.day(tr("Tot en met"), shown.until, run, key="network_until")
    network_url.show(run, replace(shown, since=since, until=until))
    if since is None or until is None or shown.start is None:
        st.info(tr("Kies twee dagen om te zien welke relaties begonnen en eindigden."))
        return
    try:
        found = network_view.changes(run, shown.start, since, until, shown.ask, seen)
    except DijkwachtError as error:
        refusal.show(error, within=tr("De wijzigingen kunnen niet worden getoond: {error}"))
        return
    network_tables.changes(found)


def _go(run: Run, shown: Shown) -> None:
    network_url.show(run, shown)
    st.rerun()


run = frame.open_run("Netwerk")
frame.choose_run(run)
try:
    asked = network_url.within(network_url.now(), run)
    _draw(run, asked, network_view.access(run, asked.case, asked.start))
except DijkwachtError as error:
    refusal.show(error, within=tr("Het netwerk kan niet worden getoond: {error}"))
    if st.button(tr("Begin opnieuw"), key="network_again"):
        network_url.show(run, Shown())
        st.rerun()
