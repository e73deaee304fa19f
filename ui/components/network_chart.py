"""The drawing of a network: to move, to zoom, to choose a node and to open or fold it."""

from functools import partial

import streamlit as st

from engine.exports.network import drawing
from engine.exports.network.view import NetworkView
from ui.language import tr

CHOSEN = "network_node"
"""Key of the choice of a node, which a click sets."""
TURNED = "network_turned"
"""Key of the node that a double click opens or folds; whoever does it takes the key away."""
_KEY, _TURNS = "network_chart", "network_turns"
_HEIGHT, _LOW, _FEW = 650, 320, 3
"""Height in pixels, and of paths that pass at most so many nodes at each step."""


def draw(view: NetworkView, *, chosen: str | None) -> None:
    """Draw a view with one node marked.

    A click puts the node's key under `CHOSEN`, a double click under `TURNED` as well.
    """
    # Another key after each double click: else the next one on that node would change nothing.
    key = f"{_KEY}_{st.session_state.get(_TURNS, 0)}"
    st.altair_chart(
        drawing.draw(view, chosen=chosen, say=tr),
        width="stretch",
        height=_height(view),
        theme=None,
        on_select=partial(_choose, key),
        selection_mode=[drawing.SELECTION, drawing.OPENING],
        key=key,
        alt=tr(
            "Tekening van het netwerk; dezelfde knopen en relaties staan in de tabellen eronder."
        ),
    )
    st.caption(
        tr(
            "Klik op een knoop om hem te kiezen, dubbelklik om hem uit of in te klappen; slepen "
            "verschuift, scrollen vergroot. Een pijl wijst waar de relatie heen gaat, onderbroken "
            "is afgeleid, vaag is afgeschermd, een oranje ring is een knooppunt. +3 betekent: nog "
            "3 buren die hier niet staan."
        )
    )


def _height(view: NetworkView) -> int:
    steps = [sum(node.steps == step for node in view.nodes) for step in range(len(view.nodes))]
    return _LOW if view.paths and max(steps) <= _FEW else _HEIGHT


def _choose(key: str) -> None:
    selected = st.session_state[key]["selection"]
    clicked, twice = (
        next((one["key"] for one in selected.get(name) or [] if "key" in one), None)
        for name in (drawing.SELECTION, drawing.OPENING)
    )
    if clicked or twice:
        st.session_state[CHOSEN] = twice or clicked
    if twice:
        st.session_state[TURNED] = twice
        st.session_state[_TURNS] = st.session_state.get(_TURNS, 0) + 1
