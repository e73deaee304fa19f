"""Everything that happened at a location: by source over time, and a table of the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from engine.exports import words
from engine.exports.dossier import Dossier
from engine.exports.timeline import Event
from engine.snapshot import Run
from ui import location_url
from ui.components import palette, source_record
from ui.language import tr, tr_word
from ui.location_url import Shown

_ROW_PX, _AXIS_PX = 26, 60
_AXIS = alt.Axis(format="%m-%Y", labelAngle=0, tickCount=8)
_POINT = "punt"
_COLOUR = f"rgb{palette.CONCERNED}"


def draw(run: Run, dossier: Dossier, shown: Shown) -> None:
    """Draw the choices, the chart and the table; a point, and a row, opens its source record."""
    if not dossier.events:
        st.info(tr("Geen gebeurtenissen bekend in de geleverde bronnen."))
        return
    chosen = _choose(run, dossier.events, shown)
    events = [event for event in dossier.events if _is_shown(event, chosen)]
    st.caption(
        tr(
            "{shown} van {count} gebeurtenissen. Klik op een punt of een regel "
            "voor het record in de bron."
        ).format(shown=len(events), count=len(dossier.events))
    )
    if not events:
        st.info(tr("Geen gebeurtenis past bij deze keuze. Kies een andere bron of periode."))
        return
    _chart(run, dossier, [event for event in events if event.on is not None])
    _table(run, dossier, events)


def source_of(event: Event) -> str:
    """The source of an event, as people call it in Dutch; so it stands in the URL."""
    return words.word("table", event.table)


def _told(source: str) -> str:
    return tr_word("table", source)


def _choose(run: Run, events: Sequence[Event], shown: Shown) -> Shown:
    sources = sorted({source_of(event) for event in events})
    own = shown.location
    which, first, last = st.columns([3, 1, 1])
    known = [source for source in shown.sources if source in sources]
    picked = which.multiselect(
        tr("Bron"), sources, default=known, format_func=_told, placeholder=tr("alle bronnen"),
        key=f"timeline_source_{own}",
    )  # fmt: skip
    since = first.date_input(tr("Vanaf"), shown.since, format="DD-MM-YYYY",
                             min_value=date(1800, 1, 1), key=f"timeline_since_{own}")  # fmt: skip
    until = last.date_input(tr("Tot en met"), shown.until, format="DD-MM-YYYY",
                            min_value=date(1800, 1, 1), key=f"timeline_until_{own}")  # fmt: skip
    chosen = replace(shown, sources=tuple(picked), since=_day(since), until=_day(until))
    location_url.show(run, chosen)
    return chosen


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _is_shown(event: Event, chosen: Shown) -> bool:
    """An event without a day is left out once a period is chosen: nobody knows that it is in it."""
    if chosen.sources and source_of(event) not in chosen.sources:
        return False
    if event.on is None:
        return chosen.since is None and chosen.until is None
    is_late = chosen.until is not None and event.on > chosen.until
    return not is_late and (chosen.since is None or event.on >= chosen.since)


def _chart(run: Run, dossier: Dossier, events: Sequence[Event]) -> None:
    if not events:
        return
    rows = pd.DataFrame(
        {
            "nummer": range(len(events)),
            "bron": [_told(source_of(event)) for event in events],
            "datum": [pd.Timestamp(str(event.on)) for event in events],
            "wat": [tr(event.text) for event in events],
        }
    )
    point = alt.selection_point(name=_POINT, fields=["nummer"], on="click", toggle=False)
    chart = (
        alt.Chart(rows)
        .mark_point(filled=True, size=110, opacity=0.75, color=_COLOUR)
        .encode(
            x=alt.X("datum:T", title=None, axis=_AXIS),
            y=alt.Y("bron:N", title=None, axis=alt.Axis(labelLimit=220)),
            tooltip=[
                alt.Tooltip("datum:T", format="%d-%m-%Y", title=tr("datum")),
                alt.Tooltip("bron:N", title=tr("bron")), alt.Tooltip("wat:N", title=tr("wat")),
            ],
        )
        .add_params(point)
        .properties(height=_AXIS_PX + _ROW_PX * rows["bron"].nunique())
    )  # fmt: skip
    key = f"timeline_chart_{dossier.place.location_id}"

    def open_point() -> None:
        picked = st.session_state[key].selection.get(_POINT) or []
        if picked:
            source_record.want(run, events[int(picked[0]["nummer"])].record_key)

    st.altair_chart(
        chart, key=key, on_select=open_point, selection_mode=_POINT,
        alt=tr("Gebeurtenissen per bron in de tijd; de tabel hieronder zegt hetzelfde."),
    )  # fmt: skip


def _table(run: Run, dossier: Dossier, events: Sequence[Event]) -> None:
    rows = [
        {
            tr("datum"): event.on,
            tr("bron"): _told(source_of(event)),
            tr("gebeurtenis"): tr(event.text),
            tr("record"): event.record_key,
            tr("geleverd"): event.delivered_on,
        }
        for event in events
    ]
    key = f"timeline_table_{dossier.place.location_id}"

    def open_row() -> None:
        selection = st.session_state[key].selection
        picked = [*selection["rows"], *(row for row, _ in selection["cells"])]
        if picked:
            source_record.want(run, events[picked[0]].record_key)

    st.dataframe(
        rows,
        hide_index=True,
        key=key,
        on_select=open_row,
        selection_mode=["single-row", "single-cell"],
        column_config={
            tr("datum"): st.column_config.DateColumn(format="DD-MM-YYYY"),
            tr("geleverd"): st.column_config.DateColumn(format="DD-MM-YYYY"),
            tr("gebeurtenis"): st.column_config.TextColumn(width="large"),
        },
    )
