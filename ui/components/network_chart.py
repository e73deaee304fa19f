"""The drawing of a network: to move, to zoom, and to choose a node by a click."""

import streamlit as st

from engine.exports.network import drawing
from engine.exports.network.view import NetworkView

CHOSEN = "network_node"
"""Key of the choice of a node, which a click sets."""
_KEY = "network_chart"
_HEIGHT, _LOW, _FEW = 650, 320, 3
"""Height in pixels, and of paths that pass at most so many nodes at each step."""


def draw(view: NetworkView, *, chosen: str | None) -> None:
    """Draw a view with one node marked; a click puts the node's key under `CHOSEN`."""
    st.altair_chart(
        drawing.draw(view, chosen=chosen),
        width="stretch",
        height=_height(view),
        theme=None,
        on_select=_choose,
        selection_mode=drawing.SELECTION,
        key=_KEY,
        alt="Tekening van het netwerk; dezelfde knopen en relaties staan in de tabellen eronder.",
    )
    st.caption(
        "Klik op een knoop om hem te kiezen; slepen verschuift, scrollen vergroot. Een pijl wijst "
        "waar de relatie heen gaat, onderbroken is afgeleid, vaag is afgeschermd, een oranje ring "
        "is een knooppunt. +3 betekent: nog 3 buren die hier niet staan."
    )


def _height(view: NetworkView) -> int:
    steps = [sum(node.steps == step for node in view.nodes) for step in range(len(view.nodes))]
    return _LOW if view.paths and max(steps) <= _FEW else _HEIGHT


def _choose() -> None:
    clicked = st.session_state[_KEY]["selection"].get(drawing.SELECTION) or []
    if clicked and "key" in clicked[0]:
        st.session_state[CHOSEN] = clicked[0]["key"]
