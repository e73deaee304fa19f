"""Taken: what waits for the reviewer by day, and questions of four eyes."""

import streamlit as st

from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import acting, task_list
from ui.components import approvals, frame, refusal, task_form, task_parts
from ui.components.literal import literal
from ui.language import tr

_TOLD = "tasks_told"


def _draw(run: Run) -> None:
    for key in (_TOLD, "case_told"):
        if told := st.session_state.pop(key, None):
            st.success(literal(told))
    work, questions = st.columns([2, 1], gap="large")
    with work:
        _tasks(run)
    with questions:
        _questions(run)


def _tasks(run: Run) -> None:
    task_parts.undo(_TOLD)
    search, whose = st.columns([3, 2], vertical_alignment="bottom")
    words = search.text_input(
        tr("Zoek in taken"), placeholder=tr("woorden of een zaaknummer"), key="tasks_words"
    )
    mine = whose.toggle(
        tr("Alleen van mij"), key="tasks_mine", help=tr("Zonder taken die nog van niemand zijn.")
    )
    with st.expander(tr("Nieuwe taak"), icon=":material/add:"):
        task_form.apart(_TOLD)
    st.download_button(
        tr("Zet mijn termijnen in een agenda (ics)"),
        task_list.calendar,
        "dijkwacht-termijnen.ics",
        "text/calendar",
        icon=":material/calendar_month:",
        key="tasks_ics",
        on_click="ignore",
        help=tr(
            "Een nummer, een titel en een dag: geen adres en geen naam. Het staat in het logboek."
        ),
    )
    found = task_list.parts(run, words=words, mine=mine)
    if not any(part.count for part in found):
        st.info(
            tr("Geen taken met deze woorden.")
            if words.strip() or mine
            else tr("Geen open taken. Voeg er hierboven een toe, of in een zaak onder *Werk*.")
        )
        return
    for part in found:
        task_parts.draw(run, part)


def _questions(run: Run) -> None:
    found = task_list.questions(run)
    st.header(tr("Vier ogen"))
    if not found.to_give and not found.asked:
        st.info(tr("Niemand wacht op uw goedkeuring."))
        return
    if found.to_give:
        st.markdown(tr("**Wacht op u: {count}**").format(count=len(found.to_give)))
    for question in found.to_give:
        approvals.draw(question.approval, label=question.label)
    if found.asked:
        st.markdown(tr("**Door u gevraagd: {count}**").format(count=len(found.asked)))
    for question in found.asked:
        approvals.waiting(question.approval, label=question.label)


run = frame.open_run("Taken")
frame.choose_run(run)
try:
    if not acting.has_tasks():
        st.info(tr("In uw rol hebt u geen taken."))
        st.stop()
    _draw(run)
except DijkwachtError as error:
    refusal.show(error, within=tr("De taken kunnen niet worden getoond: {error}"))
    st.stop()
