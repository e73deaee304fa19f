"""Instrumenten: per instrument the local policy, its review, how often used, what is missing."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.instruments import InstrumentState
from engine.exports.instruments_table import HEADER, row
from engine.exports.spreadsheet import to_csv
from ui import instruments_view, state
from ui.components import frame
from ui.components.literal import literal

_NEEDED, _ALL, _LACKING = "met lokaal beleid", "alle", "waar iets ontbreekt"


def _draw(states: Sequence[InstrumentState]) -> None:
    needed = [one for one in states if one.needs_policy]
    lacking = [one for one in needed if one.missing]
    late = [one for one in needed if one.is_overdue]
    st.markdown(
        f"**{len(needed)} instrumenten** vragen eigen beleid of een verordening; bij "
        f"**{len(lacking)}** ontbreekt iets, bij **{len(late)}** is de herziening te laat."
    )
    if not state.is_sample() and all(one.policy and one.policy.policy is None for one in needed):
        st.info(
            "Er is nog niets ingevuld. Vul `rules/tables/local_policy.csv` in, een regel per code."
        )
    which = st.segmented_control(
        "Toon", (_NEEDED, _LACKING, _ALL), default=_NEEDED, required=True, key="instruments_shown"
    )
    chosen = {_NEEDED: needed, _LACKING: lacking}.get(str(which), list(states))
    if not chosen:
        st.success("Alles is in orde.")
        return
    rows = [row(one) for one in chosen]
    st.dataframe(
        pd.DataFrame(rows, columns=list(HEADER)), hide_index=True, height=460,
        column_order=(*HEADER[:1], HEADER[-1], *HEADER[1:-1]),
        column_config={"instrument": st.column_config.TextColumn(width="medium")},
    )  # fmt: skip
    st.download_button("Tabel opslaan", to_csv(HEADER, rows), "instrumenten.csv", "text/csv")
    _one(chosen)
    st.caption(
        "Gebruikt: dit kalenderjaar. In zaken: vastgelegd door mensen. In het register: volgens de "
        "levering van maatregelen. Niet bekend is niet nul."
    )


def _one(chosen: Sequence[InstrumentState]) -> None:
    known = {one.code: one for one in chosen}
    code = st.selectbox("Bekijk een instrument", list(known), key="instruments_code")
    one = known[code]
    cells = dict(zip(HEADER, row(one), strict=True))
    with st.container(border=True):
        st.markdown(f"**{literal(one.code)}**: {literal(cells['instrument'])}")
        for name in HEADER[2:]:
            st.markdown(f"- {name.capitalize()}: {literal(cells[name]) or 'niets'}")


run = frame.open_run("Instrumenten")
frame.choose_run(run)
try:
    _draw(instruments_view.instruments(run))
except DijkwachtError as error:
    st.error(f"De instrumenten kunnen niet worden getoond: {error}")
    st.stop()
