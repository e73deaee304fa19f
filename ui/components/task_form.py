"""The form for a new task: in a case, or apart from one."""

from datetime import date

import streamlit as st

from engine.errors import DijkwachtError
from engine.translatable import mark
from ui import acting, case_acts, state
from ui.case_view import CaseView
from ui.components import case_form, refusal
from ui.language import tr

_ANYBODY = mark("wie aan de zaak werkt")
_ROUND = "task_round"


def in_case(view: CaseView) -> None:
    """Draw the form for a task of a case."""
    case = view.case
    with st.form(f"case_{case.id}_task", border=False):
        title, due_on = _fields(lambda field: case_form.key(case, "task", field))
        who = st.selectbox(
            tr("Wie"),
            [_ANYBODY, *view.colleagues],
            format_func=lambda one: tr(_ANYBODY) if one == _ANYBODY else one,
            key=case_form.key(case, "task", "who"),
        )
        if not st.form_submit_button(tr("Voeg de taak toe")):
            return
    assignee = None if who in (None, _ANYBODY) else who
    case_form.act(
        case,
        "task",
        lambda act, held: case_acts.add_task(act, held, title, due_on, assignee),
        decides=False,
    )


def apart(told: str) -> None:
    """Draw the form for a task of the reviewer that belongs to no case.

    Args:
        told: key of the session under which the page finds what was done.
    """
    at = st.session_state.get(_ROUND, 0)
    with st.form("task_new", border=False):
        title, due_on = _fields(lambda field: f"task_new_{field}_{at}")
        if not st.form_submit_button(tr("Voeg de taak toe")):
            return
    try:
        with acting.signed_in() as act:
            st.session_state[told] = case_acts.add_task(act, None, title, due_on, act.user.subject)
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.session_state[_ROUND] = at + 1
    st.rerun()


def _fields(key: case_form.Key) -> tuple[str, date]:
    title = st.text_input(
        tr("Wat moet er gebeuren"),
        max_chars=200,
        help=tr("Zonder namen van personen."),
        key=key("title"),
    )
    due_on = st.date_input(
        tr("Uiterlijk op"), value=state.today(), format="DD-MM-YYYY", key=key("due")
    )
    return title, due_on or state.today()
