"""Verantwoording: what the system did in a year, to whom, with which rules, and what must go."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.papers import annual
from engine.snapshot import Run
from ui import account_url, accounting, log_view, papers, state
from ui.account_url import Part, Shown
from ui.components import (
    account_figures,
    account_register,
    account_rules,
    account_terms,
    choices,
    frame,
    refusal,
    url_problems,
)
from ui.language import tr


def _draw(run: Run) -> None:
    years, parts = accounting.known_years(), accounting.parts()
    if not years:
        st.info(tr("Er is nog niets om te verantwoorden. Maak een run met `dijkwacht run`."))
        return
    shown = account_url.now(years=years, parts=parts)
    url_problems.tell(shown.problems)
    shown = _choose(shown, years, parts)
    if shown.part is Part.YEAR:
        _year(run, shown.year, years)
    elif shown.part is Part.RULES:
        found = accounting.rules_of(shown.year)
        shown = account_rules.draw(run, found, shown, least=accounting.least())
    elif shown.part is Part.PEOPLE:
        _people(run, shown.year, years)
    elif shown.part is Part.REGISTER:
        account_register.draw(accounting.register())
    else:
        account_terms.draw(accounting.terms(shown.year), year=shown.year)
    account_url.show(run, shown)


def _choose(shown: Shown, years: Sequence[int], parts: Sequence[Part]) -> Shown:
    year_at, part_at = st.columns([1, 5], vertical_alignment="bottom")
    year = choices.follow(
        "account_year", shown.year, lambda: year_at.selectbox(tr("Jaar"), years, key="account_year")
    )
    with part_at:
        part = choices.part(
            tr("Deel"), parts, shown.part, key="account_part", words=lambda one: one.label
        )
    return replace(shown, year=year, part=part)


def _year(run: Run, year: int, years: Sequence[int]) -> None:
    found = accounting.of_year(year, known=years)
    if found.warning:
        st.warning(tr(found.warning))
    title = tr("{year} in zes cijfers").format(year=year)
    account_figures.draw(title, found.figures, year=year)
    least = accounting.least()
    st.caption(
        tr(
            "Aantallen van 1 tot en met {most} zijn weggelaten, zodat geen locatie te herkennen "
            "is. Het interval zegt hoe zeker een aandeel is. Niet beoordeeld is niet hetzelfde "
            "als in orde."
        ).format(most=least - 1)
    )
    if papers.may_make(annual.CONTRACT):
        told, go = st.columns([4, 1], vertical_alignment="center")
        made = tr("De jaarevaluatie van {year} voor college en raad maakt u bij *Stukken*.")
        told.markdown(made.format(year=year))
        if go.button(tr("Jaarevaluatie"), key="account_paper", icon=":material/description:"):
            held = {state.RUN: run.path.name, "soort": annual.CONTRACT.kind, "jaar": str(year)}
            st.switch_page("ui/app_pages/papers.py", query_params=held)


def _people(run: Run, year: int, years: Sequence[int]) -> None:
    effects = accounting.effects_of(year, known=years)
    title = tr("Wat {year} voor mensen betekende").format(year=year)
    account_figures.draw(title, effects, year=year)
    told, go = st.columns([4, 1], vertical_alignment="center")
    if not log_view.is_open():
        told.caption(
            tr(
                "Wie wat inzag, staat in het verwerkingslog; de functionaris gegevensbescherming "
                "leest het."
            )
        )
        return
    told.markdown(tr("Wie wat inzag, zoekt u op in het *Verwerkingslog*."))
    if go.button(tr("Verwerkingslog"), key="account_log", icon=":material/search:"):
        held = {state.RUN: run.path.name}
        st.switch_page("ui/app_pages/processing_log.py", query_params=held)


run = frame.open_run("Verantwoording")
frame.choose_run(run)
try:
    if not accounting.is_open():
        st.info(tr("In uw rol legt u hier niets uit. Uw werk staat bij *Vandaag*."))
        st.stop()
    _draw(run)
except DijkwachtError as error:
    refusal.show(error, within=tr("De verantwoording kan niet worden getoond: {error}"))
    st.stop()
