"""What people can do: how much came to limited states lately; a full one is said in words."""

import streamlit as st

from ui.case_board import Board


def draw(found: Board) -> None:
    """Draw one line per limited state; full ones stand out."""
    told = []
    for load in found.loads:
        label = found.process.states[load.state].label
        count = f"{load.count} van {load.most} in {load.days} dagen"
        if load.is_full:
            st.warning(
                f"**{label}** is vol: {count}. Een volgende zaak kan alleen met een bewuste keuze.",
                icon=":material/hourglass_full:",
            )
        else:
            told.append(f"{label}: {count}")
    if told:
        st.caption("Ruimte: " + " · ".join(told))
