"""How one rule did: hits per run, judgements with their reasons, precision and lift."""

import altair as alt
import pandas as pd
import streamlit as st

from engine.precision import Lift
from engine.translatable import mark
from engine.workbench.history import History, RuleHistory
from ui.components.palette import BARS
from ui.components.rule_table import share_text
from ui.language import tr
from ui.wording import day, number


def draw(found: History, told: RuleHistory) -> None:
    """Figures first, then the runs as a chart and the reasons as a table."""
    if told.demotion is not None:
        st.warning(tr(told.demotion.reason))
    precision, lift, base = st.columns(3)
    precision.markdown(tr("Terecht  \n**{share}**").format(share=share_text(told.precision)))
    lift.markdown(tr("Ten opzichte van toeval  \n**{lift}**").format(lift=_lift(told.lift)))
    base.markdown(tr("Aselecte groep terecht  \n**{share}**").format(share=share_text(found.base)))
    st.caption(
        tr(
            "Alleen eerste oordelen over locaties op de lijst tellen, en alleen bij de huidige "
            "voorwaarde van de regel. Het interval zegt hoe zeker het is: bij weinig oordelen is "
            "het breed."
        )
    )
    runs, reasons = st.columns([3, 2], gap="large")
    with runs:
        _runs(told)
    with reasons:
        _reasons(told)


def _lift(lift: Lift) -> str:
    if lift.value is None:
        return tr(lift.unknown or mark("onbekend"))
    if lift.low is None or lift.high is None:
        return tr("{lift} keer").format(lift=number(lift.value, 1))
    return tr("{lift} keer ({low}–{high})").format(
        lift=number(lift.value, 1), low=number(lift.low, 1), high=number(lift.high, 1)
    )


def _runs(told: RuleHistory) -> None:
    st.markdown(tr("**Treffers per run**"))
    if not told.runs:
        st.markdown(tr("Deze regel stond nog in geen enkele run."))
        return
    when, hits = tr("Peildatum"), tr("Treffers")
    rows = pd.DataFrame(
        {
            when: [day(run.as_of) for run in told.runs],
            tr("Versie"): [run.version for run in told.runs],
            hits: [run.hits for run in told.runs],
            tr("Onbekend"): [run.unknown for run in told.runs],
            tr("Verandering"): [tr(run.change.label) for run in told.runs],
        }
    )
    if len(rows) > 1:
        bars = alt.Chart(rows).mark_bar(color=BARS["more"])
        st.altair_chart(
            bars.encode(x=alt.X(f"{when}:N", sort=None, title=None), y=f"{hits}:Q"),
            height=180,
            alt=tr("Treffers per run; dezelfde aantallen staan in de tabel."),
        )
    st.dataframe(rows, hide_index=True, width="stretch")


def _reasons(told: RuleHistory) -> None:
    tally = told.tally
    st.markdown(tr("**Oordelen**"))
    counts = tr(
        "Terecht {right}, onterecht {wrong}, niet te beoordelen {unclear}, eerst zorg {care}, "
        "bij een eerdere voorwaarde {other}."
    )
    st.markdown(
        counts.format(
            right=tally.right, wrong=tally.wrong, unclear=tally.unclear, care=tally.care_first,
            other=tally.other_condition,
        )
    )  # fmt: skip
    if tally.reasons:
        rows = pd.DataFrame(tally.reasons, columns=[tr("Waarom onterecht"), tr("Aantal")])
        st.dataframe(rows, hide_index=True, width="stretch")
