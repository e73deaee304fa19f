"""What people can do: how much came to limited states lately; a full one is said in words."""

import streamlit as st

from ui.case_board import Board
from ui.language import tr


def draw(found: Board) -> None:
    """Draw every limited state in one line; that one is full stands out in words."""
    room: list[str] = []
    full: list[str] = []
    for load in found.loads:
        label = found.process.states[load.state].label
        count = tr("{count} van {most} in {days} dagen").format(
            count=load.count, most=load.most, days=load.days
        )
        (full if load.is_full else room).append(f"**{label}** {count}")
    if full:
        st.warning(
            tr("Vol: {full}. Meer kan alleen met een bewuste keuze.").format(full=" · ".join(full)),
            icon=":material/hourglass_full:",
        )
    if room:
        st.caption(tr("Ruimte: {room}").format(room=" · ".join(room)))
