"""What was judged, put off and opened at a location before."""

import streamlit as st

from connectors.dates import dutch_day
from engine.casework.process.board import Row
from engine.exports.location.past import Earlier, Past
from engine.snapshot import Run
from engine.translatable import mark
from ui import acting, case_board, case_url, wording
from ui.components import error_list, snooze_form
from ui.components.literal import literal, typed
from ui.language import tr, tr_many
from ui.wording import day

_NO_CASE = mark("Geen zaak waar u in uw rol mee werkt.")
_LATER = mark("Worden getoond na uw eerste oordeel van deze week.")


def draw(run: Run, location_id: str, past: Past) -> None:
    """Draw judgements, snoozes and cases, as far as the reviewer may see them."""
    if acting.judges():
        _judgements(past)
        snooze_form.standing(run, location_id, past.snoozes)
    error_list.draw(run, location_id)
    if acting.kinds():
        _cases(run, past)
    if not acting.judges() and not acting.kinds():
        st.info(tr("In uw rol ziet u geen oordelen en geen zaken."))


def _judgements(past: Past) -> None:
    st.markdown(tr("**Oordelen**"))
    if past.waiting:
        told = tr_many(
            "{count} eerder oordeel volgt na uw eerste oordeel van deze week.",
            "{count} eerdere oordelen volgen na uw eerste oordeel van deze week.",
            past.waiting,
        )
        st.caption(told.format(count=past.waiting))
    elif not past.judgements:
        st.caption(tr("Nog niet eerder beoordeeld."))
    for one in past.judgements:
        _judgement(one)


def _judgement(one: Earlier) -> None:
    how = tr("eerste oordeel van die week") if one.is_first else tr("later oordeel in die week")
    st.markdown(tr("**{verdict}**, week {week}").format(verdict=tr(one.verdict), week=one.week))
    told = tr("{by} op {day}, {how}{counts}")
    by, on = literal(one.by), wording.on(one.judged_at)
    st.caption(told.format(by=by, day=on, how=how, counts=tr(_COUNTS[one.counts])))
    if one.reason:
        st.markdown(typed(one.reason))
    if one.explanation and one.explanation != one.reason:
        st.markdown(tr("Verklaring: {text}").format(text=literal(one.explanation)))


_COUNTS = {True: "", False: mark(", telt niet: de tweede lezer was het er niet mee eens"),
           None: mark(", wacht op een tweede lezer")}  # fmt: skip


def _cases(run: Run, past: Past) -> None:
    count = f" ({len(past.cases)})" if past.is_open else ""
    st.markdown(tr("**Zaken over deze locatie**{count}").format(count=count))
    if not past.cases:
        st.caption(tr(_NO_CASE if past.is_open else _LATER))
    for row in past.cases:
        told = tr("Zaak {number}: {stand}").format(number=row.number, stand=_stand(row))
        if st.button(told, key=f"past_case_{row.number}"):
            held = case_url.link(run, row.number)
            st.switch_page("ui/app_pages/cases.py", query_params=held)
        st.caption(
            tr("{kind}, geopend {day}: {purpose}").format(
                kind=tr(row.kind.label),
                day=day(dutch_day(row.opened_at)),
                purpose=literal(row.purpose),
            )
        )


def _stand(row: Row) -> str:
    return case_board.process().states[row.state].label if row.state else tr(row.kind.label)
