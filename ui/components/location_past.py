"""What was judged, put off and opened at a location before."""

import streamlit as st

from connectors.dates import dutch_day
from engine.casework.process.board import Row
from engine.exports.location.past import Earlier, Past
from engine.snapshot import Run
from ui import acting, case_board, case_url, wording
from ui.components import snooze_form
from ui.components.literal import literal, typed
from ui.wording import day

_NO_CASE = "Geen zaak waar u in uw rol mee werkt."
_LATER = "Worden getoond na uw eerste oordeel van deze week."


def draw(run: Run, location_id: str, past: Past) -> None:
    """Draw judgements, snoozes and cases, as far as the reviewer may see them."""
    if acting.judges():
        _judgements(past)
        snooze_form.standing(run, location_id, past.snoozes)
    if acting.kinds():
        _cases(run, past)
    if not acting.judges() and not acting.kinds():
        st.info("In uw rol ziet u geen oordelen en geen zaken.")


def _judgements(past: Past) -> None:
    st.markdown("**Oordelen**")
    if past.waiting:
        many = "eerder oordeel volgt" if past.waiting == 1 else "eerdere oordelen volgen"
        st.caption(f"{past.waiting} {many} na uw eerste oordeel van deze week.")
    elif not past.judgements:
        st.caption("Nog niet eerder beoordeeld.")
    for one in past.judgements:
        _judgement(one)


def _judgement(one: Earlier) -> None:
    how = "eerste oordeel van die week" if one.is_first else "later oordeel in die week"
    st.markdown(f"**{one.verdict}**, week {one.week}")
    st.caption(f"{literal(one.by)} op {wording.on(one.judged_at)}, {how}{_COUNTS[one.counts]}")
    if one.reason:
        st.markdown(typed(one.reason))
    if one.explanation and one.explanation != one.reason:
        st.markdown(f"Verklaring: {literal(one.explanation)}")


_COUNTS = {True: "", False: ", telt niet: de tweede lezer was het er niet mee eens",
           None: ", wacht op een tweede lezer"}  # fmt: skip


def _cases(run: Run, past: Past) -> None:
    count = f" ({len(past.cases)})" if past.is_open else ""
    st.markdown(f"**Zaken over deze locatie**{count}")
    if not past.cases:
        st.caption(_NO_CASE if past.is_open else _LATER)
    for row in past.cases:
        if st.button(f"Zaak {row.number}: {_stand(row)}", key=f"past_case_{row.number}"):
            held = case_url.link(run, row.number)
            st.switch_page("ui/app_pages/cases.py", query_params=held)
        st.caption(
            f"{row.kind.label}, geopend {day(dutch_day(row.opened_at))}: {literal(row.purpose)}"
        )


def _stand(row: Row) -> str:
    return case_board.process().states[row.state].label if row.state else row.kind.label
