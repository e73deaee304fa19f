"""Overleg: the next meeting, its agenda, a paper per recipient, and what was decided before."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from engine.casework.meetings.definition import load_meetings
from engine.casework.meetings.models import MeetingKind
from engine.errors import DijkwachtError
from engine.exports.meeting_view import MeetingView
from engine.settings import load_settings
from engine.snapshot import Run
from ui import meetings_view, state
from ui.components import frame, meeting_agenda, meeting_end, meeting_paper, refusal
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day


def _draw(run: Run) -> None:
    meetings_view.refuse()
    shown = meetings_view.chosen()
    _choose(shown)
    if shown is None:
        st.info(tr("Er is geen overleg gepland. Plan er hieronder een."))
    else:
        _meeting(shown, run)
    with st.expander(tr("Plan een overleg"), expanded=shown is None):
        _plan()
    with st.expander(tr("Eerdere overleggen en besluiten")):
        _earlier()
    with st.expander(tr("Bijlage: cijfers van het vorige kwartaal")):
        _annex(run)


def _choose(shown: MeetingView | None) -> None:
    """The choice among planned meetings and the one that the URL names; it stands in the URL."""
    known = {one.number: one for one in meetings_view.planned()}
    if shown is not None:
        known.setdefault(shown.number, shown)
    if shown is None or len(known) < 2:
        return
    chosen = st.selectbox(
        tr("Overleg"), list(known), list(known).index(shown.number),
        format_func=lambda number: _named(known[number]),
        key="meetings_chosen",
    )  # fmt: skip
    if chosen != shown.number:
        st.query_params[meetings_view.MEETING] = str(chosen)
        st.rerun()


def _meeting(shown: MeetingView, run: Run) -> None:
    st.header(_named(shown))
    stands = tr("Overleg {number}, {state}.")
    told = [stands.format(number=shown.number, state=tr(shown.state.label))]
    if shown.attendance:
        told.append(tr("Aanwezig: {who}.").format(who=", ".join(shown.attendance)))
    if shown.cancel_reason:
        told.append(tr("Reden: {text}").format(text=literal(shown.cancel_reason)))
    st.markdown(" ".join(told))
    agenda, paper, end = st.tabs(
        [tr("Agenda"), tr("Stuk per ontvanger"), tr("Gehouden en besloten")]
    )
    with agenda:
        meeting_agenda.draw(shown, run)
    with paper:
        meeting_paper.draw(shown, run)
    with end:
        meeting_end.draw(shown, state.today())


def _named(shown: MeetingView) -> str:
    return tr("{meeting} op {day}").format(meeting=shown.label, day=day(shown.day))


def _plan() -> None:
    told, today = load_meetings(load_settings().rules), state.today()
    kinds = list(MeetingKind)
    with st.form("meeting_plan"):
        left, middle, right = st.columns(3)
        kind = left.selectbox(tr("Soort"), kinds, format_func=lambda one: told.kinds[one].label)
        when = middle.date_input(
            tr("Dag"), value=today + timedelta(days=7), min_value=today, format="DD-MM-YYYY"
        )
        minutes = right.number_input(tr("Minuten"), 5, 480, told.kinds[kind].minutes, 5)
        if not st.form_submit_button(tr("Plan")):
            return
    meetings_view.try_to(lambda: meetings_view.plan(kind, when, int(minutes)))


def _earlier() -> None:
    found = meetings_view.earlier()
    if not found:
        st.info(tr("Er is nog geen overleg gehouden."))
        return
    rows = [
        (
            one.number, one.label, day(one.day), tr(one.state.label),
            f"{item.position}. {item.subject}",
            "; ".join(decided.text for decided in item.decisions) or tr("geen besluit"),
        )
        for one in found
        for item in one.items
    ]  # fmt: skip
    columns = [
        tr("Overleg"), tr("Soort"), tr("Dag"), tr("Staat"), tr("Punt"), tr("Besloten"),
    ]  # fmt: skip
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True)
    numbers = {one.number: _named(one) for one in found}
    pick, act = st.columns([5, 1], vertical_alignment="bottom")
    number = pick.selectbox(
        tr("Open een eerder overleg"), list(numbers), format_func=numbers.__getitem__
    )
    if act.button(tr("Open"), key="meetings_open"):
        st.query_params[meetings_view.MEETING] = str(number)
        st.rerun()


def _annex(run: Run) -> None:
    annex = meetings_view.annex(run)
    of = annex.quarter
    st.markdown(
        tr(
            "Cijfers van **kwartaal {quarter} van {year}**; kleine aantallen worden niet getoond."
        ).format(quarter=of.quarter, year=of.year)
    )
    rows = [(tr(label), tr(count)) for label, count in annex.rows]
    st.table(pd.DataFrame(rows, columns=[tr("Wat"), tr("Aantal")]).set_index(tr("Wat")))


run = frame.open_run("Overleg")
frame.choose_run(run)
try:
    _draw(run)
except DijkwachtError as error:
    refusal.show(error, within=tr("Het overleg kan niet worden getoond: {error}"))
    st.stop()
