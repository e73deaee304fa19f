"""The dates of the runs as a slider: the same view of another date."""

import streamlit as st

from engine.snapshot import Run
from ui import state
from ui.language import tr
from ui.wording import day

_KEY = "map_run"


def draw(run: Run) -> None:
    """Draw the slider when there is more than one run; the date chosen stands in the URL."""
    known = sorted(state.known_runs(), key=lambda one: (one.as_of, one.path.name))
    if len(known) < 2:
        return
    days = {one.path.name: day(one.as_of) for one in known}
    told = list(days.values())
    labels = {
        name: when if told.count(when) == 1 else f"{when} ({name[-12:-8]})"
        for name, when in days.items()
    }
    st.session_state[_KEY] = run.path.name
    st.select_slider(
        tr("Stand van"),
        list(labels),
        format_func=labels.__getitem__,
        key=_KEY,
        on_change=_choose,
        help=tr("Dezelfde kaart op een andere peildatum."),
    )


def _choose() -> None:
    """Before the page is drawn anew: the choice in the side bar follows the URL."""
    st.query_params[state.RUN] = st.session_state[_KEY]
