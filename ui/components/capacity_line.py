"""What people can do: how much came to limited states lately; a full one is said in words."""

import streamlit as st

from ui.case_board import Board


def draw(found: Board) -> None:
    """Draw every limited state in one line; that one is full stands out in words."""
    room: list[str] = []
    full: list[str] = []
    for load in found.loads:
        label = found.process.states[load.state].label
        count = f"{load.count} van {load.most} in {load.days} dagen"
        (full if load.is_full else room).append(f"**{label}** {count}")
    if full:
        st.warning(
            f"Vol: {' · '.join(full)}. Meer kan alleen met een bewuste keuze.",
            icon=":material/hourglass_full:",
        )
    if room:
        st.caption(f"Ruimte: {' · '.join(room)}")
