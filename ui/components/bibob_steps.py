"""What may follow in a Bibob file, with what is missing; events, steps taken and the hook."""

import streamlit as st

from engine.casework.bibob import events, files, machine
from engine.exports.bibob.file import FileView, NextStep
from ui import bibob_files, state
from ui.components import bibob_acts as acts
from ui.components.literal import literal
from ui.wording import day


def draw_next(file: FileView) -> None:
    """Draw every step that may follow: a form when it can be taken, else what is missing."""
    for step in file.steps:
        if step.missing:
            with st.container(border=True):
                st.markdown(f"**{literal(step.title)}** kan nog niet:")
                for text in step.missing:
                    st.markdown(f"- {literal(text)}")
        else:
            _step(file, step)
    if not file.steps:
        st.info("Dit is het einde: er volgt geen stap.")


def draw_events(file: FileView) -> None:
    """Draw events for the clocks, the steps taken, and the forms for events and the hook."""
    acts.table(
        [
            {
                "nr": one.number,
                "datum": day(one.on),
                "wat": one.title,
                "uiterlijk": day(one.until, unknown=""),
                "weken": one.weeks,
                "toelichting": one.note,
            }
            for one in file.events
        ],
        "Er is nog niets gebeurd.",
    )
    for step in file.taken:
        st.markdown(
            f"- {day(step.on)}: **{literal(step.title)}**, door {literal(step.by)}: "
            f"{literal(step.reason)}"
        )
    if file.closed_at is None:
        _event(file)
        _hook(file)


def _step(file: FileView, step: NextStep) -> None:
    key = f"bibob_step_{step.to}"
    with st.expander(f"Stap: {step.title}"), st.form(key):
        on = acts.day("Datum", f"{key}_on", state.today())
        reason = st.text_area("Reden (minstens 30 tekens)", key=f"{key}_reason")
        if st.form_submit_button(f"Naar {step.title}"):
            told = f"Het dossier staat in: {step.title}."
            acts.do(file, told, machine.advance, step.to, reason=reason, on=on)


def _event(file: FileView) -> None:
    rules = [one for one in bibob_files.law().steps.events if file.state in one.states]
    if not rules:
        return
    with st.expander("Gebeurtenis vastleggen"), st.form("bibob_event"):
        kind = acts.pick("Wat", {one.kind: one.kind.label for one in rules}, "bibob_event_kind")
        on = acts.day("Datum", "bibob_event_on", state.today())
        until = st.date_input(
            "Laatste dag die daarbij is gesteld", value=None, format="DD-MM-YYYY",
            key="bibob_event_until",
        )  # fmt: skip
        weeks = st.number_input("Weken verlenging", value=None, min_value=1, max_value=52, step=1,
                                key="bibob_event_weeks")  # fmt: skip
        note = st.text_input("Toelichting", key="bibob_event_note")
        if st.form_submit_button("Leg vast"):
            acts.do(
                file, "Gebeurtenis vastgelegd.", events.happen, kind=kind, on=on, until=until,
                weeks=None if weeks is None else int(weeks), note=note,
            )  # fmt: skip


def _hook(file: FileView) -> None:
    with st.expander("Haak"):
        with st.form("bibob_hook_until"):
            until = st.date_input(
                "Geldig tot en met (leeg: geen einde bekend)", value=file.hook_until,
                format="DD-MM-YYYY", key="bibob_hook_until_day",
            )  # fmt: skip
            if st.form_submit_button("Werk bij"):
                acts.do(file, "Haak bijgewerkt.", files.extend_hook, until=until)
        with st.form("bibob_hook_close"):
            on = acts.day("Gesloten op", "bibob_hook_close_on", state.today())
            reason = st.text_input("Reden", key="bibob_hook_close_reason")
            if st.form_submit_button("Sluit de haak"):
                acts.do(file, "Haak gesloten.", files.close_hook, on=on, reason=reason)
