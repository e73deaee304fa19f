"""How one rule did: hits per run, judgements with their reasons, precision and lift."""

import altair as alt
import pandas as pd
import streamlit as st

from engine.precision import Lift
from engine.workbench.history import History, RuleHistory
from ui.components.palette import BARS
from ui.components.rule_table import share_text
from ui.wording import day, number


def draw(found: History, told: RuleHistory) -> None:
    """Figures first, then the runs as a chart and the reasons as a table."""
    if told.demotion is not None:
        st.warning(told.demotion.reason)
    precision, lift, base = st.columns(3)
    precision.markdown(f"Terecht  \n**{share_text(told.precision)}**")
    lift.markdown(f"Ten opzichte van toeval  \n**{_lift(told.lift)}**")
    base.markdown(f"Aselecte groep terecht  \n**{share_text(found.base)}**")
    st.caption(
        "Alleen eerste oordelen over locaties op de lijst tellen, en alleen bij de huidige "
        "voorwaarde van de regel. Het interval zegt hoe zeker het is: bij weinig oordelen is het "
        "breed."
    )
    runs, reasons = st.columns([3, 2], gap="large")
    with runs:
        _runs(told)
    with reasons:
        _reasons(told)


def _lift(lift: Lift) -> str:
    if lift.value is None:
        return lift.unknown or "onbekend"
    if lift.low is None or lift.high is None:
        return f"{number(lift.value, 1)} keer"
    return f"{number(lift.value, 1)} keer ({number(lift.low, 1)}–{number(lift.high, 1)})"


def _runs(told: RuleHistory) -> None:
    st.markdown("**Treffers per run**")
    if not told.runs:
        st.markdown("Deze regel stond nog in geen enkele run.")
        return
    rows = pd.DataFrame(
        {
            "Peildatum": [day(run.as_of) for run in told.runs],
            "Versie": [run.version for run in told.runs],
            "Treffers": [run.hits for run in told.runs],
            "Onbekend": [run.unknown for run in told.runs],
            "Verandering": [run.change.label for run in told.runs],
        }
    )
    if len(rows) > 1:
        bars = alt.Chart(rows).mark_bar(color=BARS["more"])
        st.altair_chart(
            bars.encode(x=alt.X("Peildatum:N", sort=None, title=None), y="Treffers:Q"),
            height=180,
            alt="Treffers per run; dezelfde aantallen staan in de tabel.",
        )
    st.dataframe(rows, hide_index=True, width="stretch")


def _reasons(told: RuleHistory) -> None:
    tally = told.tally
    st.markdown("**Oordelen**")
    st.markdown(
        f"Terecht {tally.right}, onterecht {tally.wrong}, niet te beoordelen {tally.unclear}, "
        f"eerst zorg {tally.care_first}, bij een eerdere voorwaarde {tally.other_condition}."
    )
    if tally.reasons:
        rows = pd.DataFrame(tally.reasons, columns=["Waarom onterecht", "Aantal"])
        st.dataframe(rows, hide_index=True, width="stretch")
