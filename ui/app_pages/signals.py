"""Signalen: what came in and is not a case yet, by state; see `ui.case_url`."""

from dataclasses import replace

import streamlit as st

from engine.casework.case_models import CaseKind
from engine.casework.process.states import State
from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import acting, case_board, case_url
from ui.case_url import Look, Shown
from ui.components import (
    capacity_line,
    case_cards,
    case_filters,
    case_table,
    frame,
    refusal,
    signal_form,
    url_problems,
)
from ui.components.case_filters import Asked
from ui.language import tr


def _draw(run: Run, shown: Shown) -> None:
    url_problems.tell(shown.problems)
    if shown.new:
        signal_form.draw(run, shown)
        return
    if st.button(tr("Nieuw signaal"), icon=":material/add:", key="signals_new"):
        case_url.go(run, replace(shown, new=True))
    states = case_board.signal_states(case_board.process())
    shown, asked = case_filters.draw(run, shown, states=states, key="signals")
    case_url.show(run, shown)
    if shown.ended:
        _list(run, replace(shown, kind=CaseKind.SIGNAL), asked, states=())
        return
    found = case_board.signals(run, shown, words=asked.words, owner=asked.owner)
    capacity_line.draw(found)
    if found.counts and shown.state is None and shown.look is Look.BOARD:
        case_cards.draw(run, shown, found)
    else:
        _list(run, shown, asked, states=states)


def _list(run: Run, shown: Shown, asked: Asked, *, states: tuple[State, ...]) -> None:
    listed = case_board.listing(run, shown, words=asked.words, owner=asked.owner, states=states)
    if listed.total:
        case_table.draw(run, shown, listed, key="signals")
    else:
        _nothing(shown, is_asked=bool(asked.words or asked.owner))


def _nothing(shown: Shown, *, is_asked: bool) -> None:
    if shown.ended:
        st.info(tr("Geen afgesloten signalen met deze filters."))
        return
    if is_asked or shown != Shown(look=shown.look, page=shown.page):
        st.info(
            tr("Geen signalen met deze filters. Maak een filter leeg of zoek met andere woorden.")
        )
        return
    st.info(
        tr(
            "Er zijn geen open signalen. Beoordeel een locatie op de werklijst en open daar een "
            "signaal, of kies *Nieuw signaal* voor een melding, een partner of een eigen "
            "waarneming."
        )
    )


run = frame.open_run("Signalen")
frame.choose_run(run)
try:
    if not acting.has_signals():
        st.info(tr("In uw rol werkt u niet met signalen."))
        st.stop()
    _draw(run, case_url.now())
except DijkwachtError as error:
    refusal.show(error, within=tr("De signalen kunnen niet worden getoond: {error}"))
    st.stop()
