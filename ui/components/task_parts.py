"""Open tasks of one span of days: each done with one click, and undone as long as one stays."""

import streamlit as st

from engine.casework.process.agenda import PAGE
from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import acting, case_url, state, task_list, wording
from ui.components import refusal
from ui.components.literal import literal
from ui.language import tr, tr_many
from ui.task_list import Line, Part, When
from ui.wording import day, number

_SOON = {When.LATE, When.TODAY, When.WEEK}


def undo(told: str) -> None:
    """Draw what was done in this session, each with the way back.

    Args:
        told: key of the session under which the page finds what was done.
    """
    for task, title in task_list.finished():
        name, act = st.columns([4, 1], vertical_alignment="center")
        name.markdown(tr(":material/check: Gedaan: {title}").format(title=literal(title)))
        if act.button(tr("Toch niet"), key=f"task_undo_{task}", width="stretch", help=title):
            try:
                task_list.undo(task)
            except DijkwachtError as error:
                refusal.show(error)
                return
            st.session_state[told] = tr("De taak staat weer open: {title}").format(title=title)
            st.rerun()


def draw(run: Run, part: Part) -> None:
    """Draw one span; an empty one is left out, many later ones wait folded until asked for."""
    if not part.count:
        return
    title = f"{tr(part.when).capitalize()} ({number(part.count)})"
    if part.when in _SOON:
        st.header(title)
        _lines(run, part)
        return
    is_short = part.count <= PAGE
    folded = st.expander(title, expanded=is_short, key=f"tasks_later_{is_short}", on_change="rerun")
    if folded.open:
        with folded:
            _lines(run, part)


def _lines(run: Run, part: Part) -> None:
    for line in part.lines:
        with st.container(border=True):
            _line(run, line)
    if part.count > len(part.lines):
        rest = part.count - len(part.lines)
        told = tr_many(
            "Nog {count} taken: zoek op woorden of een zaaknummer.",
            "Nog {count} taken: zoek op woorden of een zaaknummer.",
            rest,
        )
        st.caption(told.format(count=number(rest)))


def _line(run: Run, line: Line) -> None:
    row = line.row
    name, case, act = st.columns([5, 1.2, 1.2], vertical_alignment="center")
    late = (state.today() - row.due_on).days
    told = tr("**{days} te laat**").format(days=wording.days(late))
    mark = f" · {told}" if late > 0 else ""
    where = f" · {literal(line.spot.label)}" if line.spot else ""
    whose = _whose(row.assignee)
    name.markdown(f"**{literal(row.title)}**  \n{day(row.due_on)}{mark}{where}{whose}")
    if (
        row.case is not None
        and acting.kinds()
        and case.button(
            tr("Zaak {number}").format(number=row.case),
            key=f"task_case_{row.number}",
            width="stretch",
        )
    ):
        held = case_url.link(run, row.case, "werk")
        st.switch_page("ui/app_pages/cases.py", query_params=held)
    if act.button(
        tr("Gedaan"), key=f"task_done_{row.number}", width="stretch", help=row.title
    ) and task_list.finish(row.number):
        st.rerun()


def _whose(assignee: str | None) -> str:
    if assignee == state.reviewer():
        return ""
    who = tr("van niemand") if assignee is None else literal(assignee)
    return f" · {who}"
