"""What may follow in a Bibob file, with what is missing; events, steps taken and the hook."""

import streamlit as st

from engine.casework.bibob import events, files, machine
from engine.exports.bibob.file import FileView, NextStep
from ui import bibob_files, state
from ui.components import bibob_acts as acts
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day


def draw_next(file: FileView) -> None:
    """Draw every step that may follow: a form when it can be taken, else what is missing."""
    for step in file.steps:
        if step.missing:
            with st.container(border=True):
                st.markdown(tr("**{step}** kan nog niet:").format(step=literal(step.title)))
                for text in step.missing:
                    st.markdown(f"- {literal(tr(text))}")
        else:
            _step(file, step)
    if not file.steps:
        st.info(tr("Dit is het einde: er volgt geen stap."))


def draw_events(file: FileView) -> None:
    """Draw events for the clocks, the steps taken, and the forms for events and the hook."""
    acts.table(
        [
            {
                tr("nr"): one.number,
                tr("datum"): day(one.on),
                tr("wat"): tr(one.title),
                tr("uiterlijk"): day(one.until, unknown=""),
                tr("weken"): one.weeks,
                tr("toelichting"): one.note,
            }
            for one in file.events
        ],
        tr("Er is nog niets gebeurd."),
    )
    for step in file.taken:
        told = tr("- {day}: **{step}**, door {who}: {reason}").format(
            day=day(step.on), step=literal(step.title), who=literal(step.by),
            reason=literal(step.reason),
        )  # fmt: skip
        st.markdown(told)
    if file.closed_at is None:
        _event(file)
        _hook(file)


def _step(file: FileView, step: NextStep) -> None:
    key = f"bibob_step_{step.to}"
    with st.expander(tr("Stap: {step}").format(step=step.title)), st.form(key):
        on = acts.day(tr("Datum"), f"{key}_on", state.today())
        reason = st.text_area(tr("Reden (minstens 30 tekens)"), key=f"{key}_reason")
        if st.form_submit_button(tr("Naar {step}").format(step=step.title)):
            told = tr("Het dossier staat in: {step}.").format(step=step.title)
            acts.do(file, told, machine.advance, step.to, reason=reason, on=on)


def _event(file: FileView) -> None:
    rules = [one for one in bibob_files.law().steps.events if file.state in one.states]
    if not rules:
        return
    with st.expander(tr("Gebeurtenis vastleggen")), st.form("bibob_event"):
        kind = acts.pick(
            tr("Wat"), {one.kind: tr(one.kind.label) for one in rules}, "bibob_event_kind"
        )
        on = acts.day(tr("Datum"), "bibob_event_on", state.today())
        until = st.date_input(
            tr("Laatste dag die daarbij is gesteld"), value=None, format="DD-MM-YYYY",
            key="bibob_event_until",
        )  # fmt: skip
        weeks = st.number_input(
            tr("Weken verlenging"), value=None, min_value=1, max_value=52, step=1,
            key="bibob_event_weeks",
        )  # fmt: skip
        note = st.text_input(tr("Toelichting"), key="bibob_event_note")
        if st.form_submit_button(tr("Leg vast")):
            acts.do(
                file, tr("Gebeurtenis vastgelegd."), events.happen, kind=kind, on=on, until=until,
                weeks=None if weeks is None else int(weeks), note=note,
            )  # fmt: skip


def _hook(file: FileView) -> None:
    with st.expander(tr("Haak")):
        with st.form("bibob_hook_until"):
            until = st.date_input(
                tr("Geldig tot en met (leeg: geen einde bekend)"), value=file.hook_until,
                format="DD-MM-YYYY", key="bibob_hook_until_day",
            )  # fmt: skip
            if st.form_submit_button(tr("Werk bij")):
                acts.do(file, tr("Haak bijgewerkt."), files.extend_hook, until=until)
        with st.form("bibob_hook_close"):
            on = acts.day(tr("Gesloten op"), "bibob_hook_close_on", state.today())
            reason = st.text_input(tr("Reden"), key="bibob_hook_close_reason")
            if st.form_submit_button(tr("Sluit de haak")):
                acts.do(file, tr("Haak gesloten."), files.close_hook, on=on, reason=reason)
