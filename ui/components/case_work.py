"""Tasks, notes and measures of a case, each with its form."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from engine.casework.process import measures as process_measures
from engine.casework.process.models import Task
from ui import case_acts, state, task_list, wording
from ui.case_acts import Measured
from ui.case_view import CaseView
from ui.components import case_form, task_form
from ui.components.literal import literal, typed
from ui.language import tr
from ui.wording import day


def tasks(view: CaseView) -> None:
    """Draw the tasks, open ones first, and the form for a new one."""
    st.markdown(tr("**Taken**"))
    if not view.file.tasks:
        st.caption(tr("Geen taken."))
    for task in view.file.tasks:
        _task(task)
    if view.at_once:
        with st.expander(tr("Nieuwe taak")):
            task_form.in_case(view)


def notes(view: CaseView) -> None:
    """Draw the notes, the newest first, and the form for a new one."""
    case = view.case
    st.markdown(tr("**Notities**"))
    if view.at_once:
        with st.form(f"case_{case.id}_note"):
            text = st.text_area(
                tr("Nieuwe notitie"),
                max_chars=case_form.LONGEST,
                help=tr("Zonder namen van personen. Een notitie wordt nooit gewijzigd."),
                key=case_form.key(case, "note", "text"),
            )
            if st.form_submit_button(tr("Bewaar de notitie")):
                case_form.act(
                    case, "note", lambda act, held: case_acts.note(act, held, text), decides=False
                )
    if not view.file.notes:
        st.caption(tr("Geen notities."))
    for note in reversed(view.file.notes):
        st.markdown(typed(note.text))
        st.caption(f"{literal(note.user.subject)}, {wording.moment(note.written_at)}")


def measures(view: CaseView) -> None:
    """Draw the measures, and the form for a new one where the case allows it."""
    if not view.file.measures:
        st.info(tr("Nog geen maatregel vastgelegd."))
    else:
        _recorded(view)
    if not view.at_once:
        return
    if view.case.state not in process_measures.IN:
        st.caption(tr("Een maatregel kan worden vastgelegd vanaf de stap Casus."))
        return
    _measure(view)


def _recorded(view: CaseView) -> None:
    found, unknown = view.file.measures, tr("onbekend")
    columns = {
        tr("maatregel"): [
            f"{one.instrument}: {view.instruments.get(one.instrument, unknown)}" for one in found
        ],
        tr("besloten"): [one.decided_on for one in found],
        tr("van"): [one.starts_on for one in found],
        tr("tot en met"): [one.ends_on for one in found],
        tr("reden"): [one.reason for one in found],
        tr("door"): [one.user.subject for one in found],
    }
    days = st.column_config.DateColumn(format="DD-MM-YYYY")
    st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        column_config={tr("besloten"): days, tr("van"): days, tr("tot en met"): days},
    )


def _task(task: Task) -> None:
    name, act = st.columns([5, 1], vertical_alignment="center")
    who = f" · {literal(task.assignee.subject)}" if task.assignee else ""
    if task.done_at is not None:
        done = tr("gedaan {day}").format(day=wording.on(task.done_at))
        name.markdown(f"{literal(task.title)}  \n{done}{who}")
        return
    is_late = task.due_on < state.today()
    due = tr("voor {day} · **te laat**") if is_late else tr("voor {day}")
    name.markdown(f"{literal(task.title)}  \n{due.format(day=day(task.due_on))}{who}")
    is_done = act.button(tr("Gedaan"), key=f"case_task_{task.id}", width="stretch")
    if is_done and task_list.finish(task.id):
        st.rerun()


def _measure(view: CaseView) -> None:
    case, today = view.case, state.today()
    with st.form(f"case_{case.id}_measure"):
        st.markdown(tr("**Nieuwe maatregel**"))
        instrument = st.selectbox(
            tr("Maatregel"),
            list(view.instruments),
            index=None,
            format_func=lambda code: f"{code}: {view.instruments[code]}",
            placeholder=tr("Kies een maatregel"),
            help=tr("De artikelen zijn nog te verifiëren."),
            key=case_form.key(case, "measure", "instrument"),
        )
        decided, starts, ends = st.columns(3)
        decided_on = decided.date_input(
            tr("Besloten op"),
            value=today,
            max_value=today + timedelta(days=1),
            format="DD-MM-YYYY",
            key=case_form.key(case, "measure", "decided"),
        )
        starts_on = starts.date_input(
            tr("Van (leeg: meteen)"),
            value=None,
            format="DD-MM-YYYY",
            key=case_form.key(case, "measure", "starts"),
        )
        ends_on = ends.date_input(
            tr("Tot en met (leeg: geen einde)"),
            value=None,
            format="DD-MM-YYYY",
            key=case_form.key(case, "measure", "ends"),
        )
        reason = st.text_area(
            tr("Wat en waarom"),
            max_chars=case_form.LONGEST,
            help=tr("Zonder namen van personen."),
            key=case_form.key(case, "measure", "reason"),
        )
        if not st.form_submit_button(tr("Leg de maatregel vast")):
            return
    if instrument is None:
        st.error(tr("Kies een maatregel."))
        return
    wanted = Measured(instrument, decided_on or today, starts_on, ends_on, reason)
    case_form.act(case, "measure", lambda act, held: case_acts.measure(act, held, wanted))
