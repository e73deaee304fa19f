"""Instrumenten: per instrument the local policy, its review, how often used, what is missing."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.instruments import InstrumentState
from engine.exports.instruments_table import HEADER, row
from engine.exports.spreadsheet import to_csv
from engine.translatable import mark
from ui import instruments_view, state
from ui.components import frame, refusal
from ui.components.literal import literal
from ui.language import tr

_NEEDED, _ALL, _LACKING = mark("met lokaal beleid"), mark("alle"), mark("waar iets ontbreekt")


def _draw(states: Sequence[InstrumentState]) -> None:
    needed = [one for one in states if one.needs_policy]
    lacking = [one for one in needed if one.missing]
    late = [one for one in needed if one.is_overdue]
    told = tr(
        "**{needed} instrumenten** vragen eigen beleid of een verordening; bij **{lacking}** "
        "ontbreekt iets, bij **{late}** is de herziening te laat."
    )
    st.markdown(told.format(needed=len(needed), lacking=len(lacking), late=len(late)))
    if not state.is_sample() and all(one.policy and one.policy.policy is None for one in needed):
        st.info(
            tr(
                "Er is nog niets ingevuld. Vul `rules/tables/local_policy.csv` in, een regel per "
                "code."
            )
        )
    which = st.segmented_control(
        tr("Toon"), (_NEEDED, _LACKING, _ALL), default=_NEEDED, required=True, format_func=tr,
        key="instruments_shown",
    )  # fmt: skip
    chosen = {_NEEDED: needed, _LACKING: lacking}.get(str(which), list(states))
    if not chosen:
        st.success(tr("Alles is in orde."))
        return
    _table(chosen)
    _one(chosen)
    st.caption(
        tr(
            "Gebruikt: dit kalenderjaar. In zaken: vastgelegd door mensen. In het register: "
            "volgens de levering van maatregelen. Niet bekend is niet nul."
        )
    )


def _table(chosen: Sequence[InstrumentState]) -> None:
    """The table as it is shown, and as it is saved: in Dutch."""
    names = [tr(name) for name in HEADER]
    st.dataframe(
        pd.DataFrame([instruments_view.cells(one) for one in chosen], columns=names),
        hide_index=True, height=460, column_order=(*names[:1], names[-1], *names[1:-1]),
        column_config={tr("instrument"): st.column_config.TextColumn(width="medium")},
    )  # fmt: skip
    saved = to_csv(HEADER, [row(one) for one in chosen])
    st.download_button(tr("Tabel opslaan"), saved, "instrumenten.csv", "text/csv")


def _one(chosen: Sequence[InstrumentState]) -> None:
    known = {one.code: one for one in chosen}
    code = st.selectbox(tr("Bekijk een instrument"), list(known), key="instruments_code")
    one = known[code]
    cells = dict(zip(HEADER, instruments_view.cells(one), strict=True))
    with st.container(border=True):
        st.markdown(f"**{literal(one.code)}**: {literal(cells['instrument'])}")
        for name in HEADER[2:]:
            told = literal(cells[name]) or tr("niets")
            st.markdown(f"- {tr(name).capitalize()}: {told}")


run = frame.open_run("Instrumenten")
frame.choose_run(run)
try:
    _draw(instruments_view.instruments(run))
except DijkwachtError as error:
    refusal.show(error, within=tr("De instrumenten kunnen niet worden getoond: {error}"))
    st.stop()
