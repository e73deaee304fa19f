"""Zaken: one case with everything that is known and done in it, or a list to choose from."""

from dataclasses import replace

import streamlit as st

from engine.errors import DijkwachtError
from engine.snapshot import Run
from engine.translatable import mark
from ui import acting, case_board, case_url, case_view
from ui.case_url import PARTS, Shown
from ui.case_view import CaseView
from ui.components import (
    case_facts,
    case_filters,
    case_form,
    case_head,
    case_history,
    case_links,
    case_papers,
    case_requests,
    case_steps,
    case_table,
    case_weighing,
    case_work,
    frame,
    refusal,
    url_problems,
)
from ui.language import tr

_TITLES = (
    mark("Feiten"), mark("Wegen"), mark("Toetsen"), mark("Vragen"), mark("Werk"),
    mark("Maatregelen"), mark("Stukken"), mark("Verbanden"), mark("Tijdlijn"),
)  # fmt: skip


def _list(run: Run, shown: Shown) -> None:
    shown, asked = case_filters.draw(
        run, shown, states=tuple(case_board.process().states), key="cases"
    )
    case_url.show(run, shown)
    listed = case_board.listing(run, shown, words=asked.words, owner=asked.owner)
    if listed.total:
        case_table.draw(run, shown, listed, key="cases")
    elif asked.words or asked.owner or shown != Shown(page=shown.page):
        st.info(tr("Geen zaken met deze filters. Maak een filter leeg of zoek met andere woorden."))
    else:
        st.info(tr("Er zijn nog geen open zaken. Een zaak begint als signaal: ga naar *Signalen*."))


def _case(run: Run, shown: Shown, number: int) -> None:
    view = case_view.read(run, number)
    case_form.begin(view.case)
    about, steps = st.columns([2, 1], gap="large")
    with about:
        case_head.draw(run, view)
    with steps:
        case_head.owner(view)
        case_steps.draw(view)
    with about:
        _parts(run, view, shown)
    if st.button(tr("Alle zaken"), icon=":material/arrow_back:", key="case_back"):
        case_url.go(run, Shown())


def _parts(run: Run, view: CaseView, shown: Shown) -> None:
    """Every part on a tab; the tab of the URL is the one that is open."""
    key, titles = f"case_part_{view.case.id}", [tr(title) for title in _TITLES]

    def note() -> None:
        title = st.session_state.get(key)
        part = PARTS[titles.index(title)] if title in titles else PARTS[0]
        case_url.show(run, replace(shown, part=part))

    first = titles[PARTS.index(shown.part)]
    tabs = st.tabs(titles, default=first, key=key, on_change=note)
    facts, weigh, check, ask, work, measure, made, links, history = tabs
    with facts:
        case_facts.draw(run, view)
    with weigh:
        case_weighing.weighings(view)
    with check:
        case_weighing.checks(view)
    with ask:
        case_requests.draw(view)
    with work:
        left, right = st.columns(2)
        with left:
            case_work.tasks(view)
        with right:
            case_work.notes(view)
    with measure:
        case_work.measures(view)
    with made:
        case_papers.draw(run, view)
    with links:
        case_links.draw(run, view)
    with history:
        case_history.draw(view)


run = frame.open_run("Zaken")
frame.choose_run(run)
try:
    if not acting.kinds():
        st.info(tr("In uw rol werkt u niet met zaken."))
        st.stop()
    asked = case_url.now()
    url_problems.tell(asked.problems)
    if asked.case is None:
        _list(run, asked)
    else:
        _case(run, asked, asked.case)
except DijkwachtError as error:
    refusal.show(error, within=tr("De zaak kan niet worden getoond: {error}"))
    if st.button(tr("Alle zaken"), key="cases_again"):
        case_url.go(run, Shown())
