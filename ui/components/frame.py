"""The frame around every page: title, help, municipality, date of the run, invented or not."""

import streamlit as st

from engine.casework import users
from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import state
from ui.components import choices, help_button, refusal, search_box
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day, word


def open_run(title: str) -> Run:
    """Draw the page's head and return the chosen run; an error of ours ends the page.

    So does a sign-in that holds no more: the door of the app says how to go on.

    Args:
        title: of the page, in Dutch.
    """
    try:
        may_look = state.role() in users.MAY_LOOK
    except DijkwachtError as error:
        refusal.show(error, within=tr("Deze pagina is gesloten: {error}"))
        st.stop()
    if state.is_sample():
        st.info(
            tr("Dit zijn verzonnen gegevens: straten, personen en bedrijven bestaan niet."),
            icon=":material/science:",
        )
    head, search = st.columns([3, 2], vertical_alignment="center")
    with head.container(horizontal=True, vertical_alignment="center"):
        st.title(tr(title), width="content")
        help_button.draw(title)
    try:
        run = state.chosen_run()
        _ = run.meta
    except DijkwachtError as error:
        refusal.show(error, within=tr("Er is geen run om te tonen: {error}"))
        st.stop()
    if may_look:
        with search:
            search_box.draw(run)
    return run


def choose_run(run: Run) -> None:
    """Draw the choice of an older run in the side bar; the choice stands in the URL."""
    names = [known.path.name for known in state.known_runs()]
    labels = {known.path.name: day(known.as_of) for known in state.known_runs()}
    with st.sidebar:
        who = f"{literal(state.reviewer())} ({word('user.role', state.role())})"
        told = tr("Gemeente {municipality}, beoordelaar {who}")
        st.caption(told.format(municipality=run.meta["municipality"], who=who))
        chosen = choices.follow(
            "frame_run",
            run.path.name,
            lambda: st.selectbox(
                tr("Peildatum"), names, key="frame_run",
                format_func=lambda name: f"{labels[name]} ({name[-12:-8]})",
            ),
        )  # fmt: skip
    if chosen != run.path.name:
        st.query_params[state.RUN] = chosen
        st.rerun()
