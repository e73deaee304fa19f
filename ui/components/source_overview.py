"""The sources of a run as a table, and one source with what was refused of it."""

from collections.abc import Sequence
from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from engine.exports.source_report import SourceState, TrendPoint, quarantine_csv
from engine.exports.words import WORDS
from engine.snapshot import Run
from engine.tables import TABLES, Gate
from engine.translatable import mark
from ui import deliveries
from ui.language import tr, tr_many
from ui.wording import number, word

_SHOWN = 200
"""Rows of a quarantine that the page shows; the download has them all."""
_NO_CHECK = mark("niet vastgelegd: feiten over personen tellen als onbekend")
_USED, _REFUSED = mark("gebruikt"), mark("quarantaine")


def status(state: SourceState) -> str:
    """What a reader must know first about a source, in words."""
    if state.status != "used":
        return word("source.status", state.status)
    return tr("te oud") if state.is_stale else tr("gebruikt")


def title(state: SourceState) -> str:
    """What a source is: for an export by mapping the table that it fills."""
    if state.connector == "table" and len(state.tables) == 1:
        return rows_of(next(iter(state.tables)))
    return state.title


def rows_of(table: str) -> str:
    """What the rows of a canonical table are."""
    return word("rows", table) if table in WORDS["rows"] else word("table", table)


def draw_table(states: Sequence[SourceState]) -> None:
    """One row per source, in the order of sources.yaml, with a download."""
    rows = pd.DataFrame(
        {
            tr("Bron"): [state.source for state in states],
            tr("Wat"): [title(state) for state in states],
            tr("Stand"): [status(state) for state in states],
            tr("Geleverd"): [_short(state.delivered_on) for state in states],
            tr("Dagen oud (grens)"): [_ages(state) for state in states],
            tr("Gebruikt"): [state.used for state in states],
            tr("Quarantaine"): [state.quarantined for state in states],
            tr("Op een locatie"): [share(state.matched_share) for state in states],
            tr("Gelezen"): [state.read for state in states],
            tr("Overgeslagen"): [state.ignored for state in states],
        }
    )
    widths = {
        tr("Bron"): st.column_config.TextColumn(width=120),
        tr("Wat"): st.column_config.TextColumn(width=230),
    }
    st.dataframe(rows, hide_index=True, width="stretch", height="content", column_config=widths)


def _short(value: date | None) -> str:
    return "" if value is None else f"{value:%d-%m-%Y}"


def _ages(state: SourceState) -> str:
    """Age against the limit, once per different limit."""
    told = {
        f"{number(age.days, unknown='?')}/{number(age.limit)} {word('register', age.register)}"
        for age in state.ages
    }
    return ", ".join(sorted(told))


def share(value: float | None) -> str:
    """A share as a percentage with one decimal; empty when its rows have no place."""
    return "" if value is None else f"{number(100 * value, 1)} %"


def draw_source(run: Run, state: SourceState) -> None:
    """One source: problem, counts per table, trend, and its quarantine."""
    st.header(f"{title(state)} ({state.source})")
    if state.problem is not None:
        told = tr("Deze bron kon niet worden gebruikt: {problem}")
        st.error(told.format(problem=state.problem))
    elif state.is_stale:
        st.warning(
            tr("Ouder dan de grens van het register: wat deze bron zegt, telt als onbekend.")
        )
    facts, course = st.columns([2, 3])
    with facts:
        _facts(state)
    with course:
        _trend(deliveries.trend(state.source))
    _reasons(tr("Overgeslagen met een reden"), state.ignored_reasons)
    draw_quarantine(run, state)
    if state.notes:
        with st.expander(tr("Wat de lezer verder meldt")):
            st.json(state.notes, expanded=1)


def _facts(state: SourceState) -> None:
    lines = [tr("- lezer: `{connector}`").format(connector=state.connector)]
    if any(_may_name_people(name) for name in state.tables):
        check = state.privacy_check or tr(_NO_CHECK)
        lines.append(tr("- privacytoets: {check}").format(check=check))
    lines += [_rows(name, rows) for name, rows in state.tables.items()]
    if state.placed:
        placed = tr(
            "- van {count} rijen met een plaats liggen er {matched} op een locatie ({share})"
        )
        lines.append(
            placed.format(
                count=number(state.placed),
                matched=number(state.matched),
                share=share(state.matched_share),
            )
        )
    st.markdown("\n".join(lines))


def _rows(table: str, count: int) -> str:
    told = tr_many(
        "- {rows} (`{table}`): {count} rijen", "- {rows} (`{table}`): {count} rijen", count
    )
    return told.format(rows=rows_of(table), table=table, count=number(count))


def _may_name_people(name: str) -> bool:
    table = TABLES[name]
    return any(table.gate_of(column.name) is not Gate.O for column in table.columns)


def _trend(points: Sequence[TrendPoint]) -> None:
    """Used and refused records over the last runs; a table when there is one run only."""
    if len(points) < 2:
        st.caption(tr("Nog geen eerdere run om mee te vergelijken."))
        return
    counts = pd.DataFrame(
        [
            {"peildatum": str(point.as_of), "aantal": count, "wat": tr(what)}
            for point in points
            for what, count in ((_USED, point.used), (_REFUSED, point.quarantined))
        ]
    )
    chart = (
        alt.Chart(counts, height=180)
        .mark_line(point=True)
        .encode(
            x=alt.X("peildatum:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("aantal:Q", title=tr("records")),
            strokeDash=alt.StrokeDash("wat:N", title=None),
            tooltip=[
                alt.Tooltip("peildatum:N", title=tr("peildatum")),
                alt.Tooltip("wat:N", title=tr("wat")),
                alt.Tooltip("aantal:Q", title=tr("aantal")),
            ],
        )
    )
    told = tr("Gebruikte en geweigerde records per run; een streepjeslijn is quarantaine.")
    st.altair_chart(chart, width="stretch", alt=told)


def _reasons(title: str, reasons: Sequence[tuple[str, int]]) -> None:
    if reasons:
        lines = "\n".join(f"- {number(count)}: {reason}" for reason, count in reasons)
        st.markdown(f"**{title}**\n{lines}")


def draw_quarantine(run: Run, state: SourceState) -> None:
    """What was refused of a source, with line and reason, and a download of all of it."""
    rows = deliveries.quarantine(run, state.source)
    if not rows:
        st.info(tr("Niets van deze levering staat in quarantaine."))
        return
    _reasons(tr("In quarantaine"), state.reasons)
    columns = list(WORDS["quarantine"])
    shown = pd.DataFrame(rows[:_SHOWN])[columns]
    shown.columns = [word("quarantine", column) for column in columns]
    st.dataframe(shown, hide_index=True, width="stretch")
    if len(rows) > _SHOWN:
        told = tr("De eerste {shown} van {count}; de download heeft alles.")
        st.caption(told.format(shown=_SHOWN, count=number(len(rows))))
    st.download_button(
        tr("Download quarantaine (CSV)"),
        quarantine_csv(rows),
        f"quarantaine-{state.source}-{run.as_of}.csv",
        "text/csv",
    )
