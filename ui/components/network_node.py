"""One node of a network: what is known of it, and what can be done from there."""

from dataclasses import replace

import streamlit as st

from engine.exports.network import notices, sentences, texts
from engine.exports.network.access import PERSON
from engine.exports.network.view import NetworkView, ViewNode
from engine.snapshot import Run
from ui import network_url, state
from ui.case_names import Within
from ui.components import case_name
from ui.components.literal import literal
from ui.components.network_chart import CHOSEN, TURNED
from ui.language import tr
from ui.network_url import Shown


def choose(view: NetworkView, shown: Shown) -> str:
    """Draw the list of nodes; the key of the one that is chosen, by a click or here."""
    keys = [node.key for node in view.nodes]
    if st.session_state.get(CHOSEN) not in keys:
        st.session_state[CHOSEN] = shown.node if shown.node in keys else view.start[0]
    return str(
        st.selectbox(
            tr("Gekozen knoop"), keys, format_func=lambda key: tr(view.node(key).text), key=CHOSEN
        )
    )


def turn(run: Run, view: NetworkView, shown: Shown) -> None:
    """Open or fold the node that was double-clicked; nothing where neither is possible."""
    key = st.session_state.pop(TURNED, None)
    for node in view.nodes if shown.goal is None else ():
        if node.key == key and _can_open(shown, node):
            _go(run, network_url.opening(shown, node.key))
        elif node.key == key and _can_fold(view, shown, node):
            _go(run, network_url.folding(shown, node.key))


def _can_open(shown: Shown, node: ViewNode) -> bool:
    return node.key in shown.folded or (node.beyond > 0 and node.key not in shown.opened)


def _can_fold(view: NetworkView, shown: Shown, node: ViewNode) -> bool:
    return node.ask is None and node.key not in view.start and node.key not in shown.folded


def draw(run: Run, view: NetworkView, shown: Shown, key: str, of: Within | None = None) -> None:
    """Draw what is known of a node, and buttons that lead to another view; names in a case."""
    node = view.node(key)
    st.markdown(f"**{literal(tr(node.text))}** · {tr(node.word)}")
    if node.ask is not None:
        st.info(tr("Afgeschermd; {ask}.").format(ask=tr(node.ask)))
        return
    known = [f"- {tr(name)}: {literal(tr(value))}" for name, value in texts.facts(node)]
    st.markdown("\n".join(known))
    if of is not None and _is_unnamed(node):
        case_name.draw(of, node.key)
    for busy in node.busy:
        st.warning(tr("Knooppunt: {reason}.").format(reason=tr(notices.reason(busy))))
    if node.beyond:
        st.caption(tr("Nog {count} buren die hier niet staan.").format(count=node.beyond))
    _buttons(run, view, shown, node)
    with st.expander(tr("Relaties van deze knoop"), expanded=False):
        for edge in view.edges:
            if node.key in (edge.start, edge.end):
                st.markdown(f"- {literal(tr(sentences.sentence(view, edge)))}")


def _is_unnamed(node: ViewNode) -> bool:
    """A person, or a company whose name is that of people."""
    if node.label == "Enterprise":
        return "name" not in dict(node.properties)
    return node.label == PERSON


def _buttons(run: Run, view: NetworkView, shown: Shown, node: ViewNode) -> None:
    is_start = node.key in view.start
    if shown.goal is None:
        left, right = st.columns(2)
        if left.button(
            tr("Klap uit"), disabled=not _can_open(shown, node), key="network_open", width="stretch"
        ):
            _go(run, network_url.opening(shown, node.key))
        can_fold = _can_fold(view, shown, node)
        if right.button(tr("Klap in"), disabled=not can_fold, key="network_fold", width="stretch"):
            _go(run, network_url.folding(shown, node.key))
    begin = st.button(
        tr("Begin hier"),
        disabled=is_start and shown.goal is None,
        key="network_begin",
        width="stretch",
    )
    if begin:
        _go(run, replace(shown, start=node.key, goal=None, opened=(), folded=(), node=None))
    to = st.button(
        tr("Zoek een pad hierheen"), disabled=is_start, key="network_to", width="stretch"
    )
    if to:
        _go(run, replace(shown, goal=node.key, node=None))
    if node.label == "Location" and st.button(
        tr("Open de locatie"), key="network_location_page", width="stretch"
    ):
        location_id = node.key.partition(":")[2]
        st.switch_page("ui/app_pages/location.py", query_params=state.link(run, location_id))


def _go(run: Run, shown: Shown) -> None:
    network_url.show(run, shown)
    st.rerun()
