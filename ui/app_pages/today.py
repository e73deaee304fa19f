"""Vandaag: what needs the reviewer, what changed since the last visit, and where to go."""

from collections.abc import Mapping, Sequence

import streamlit as st

from engine.errors import DijkwachtError
from ui import state, today_view
from ui.components import frame, refusal
from ui.components.literal import literal
from ui.language import tr
from ui.today_view import Line
from ui.wording import day

run = frame.open_run("Vandaag")
frame.choose_run(run)


def _draw(lines: Sequence[Line], key: str) -> None:
    """Lines with the page behind each; what is late says so in words."""
    for number, line in enumerate(lines):
        _draw_line(line, f"{key}_{number}", {})


def _draw_line(line: Line, key: str, query: Mapping[str, str]) -> None:
    text, go = st.columns([5, 1], vertical_alignment="center")
    late = tr("**Te laat.** ") if line.is_late else ""
    text.markdown(f"{late}{literal(line.text)}")
    if line.page is not None and go.button(tr(line.page.title), key=f"today_{key}"):
        st.switch_page(line.page.file, query_params={state.RUN: run.path.name, **query})


try:
    shown = today_view.of(run)
except DijkwachtError as error:
    refusal.show(error, within=tr("Vandaag kan niet worden getoond: {error}"))
    st.stop()
st.header(tr("Wat nu op u wacht"))
if shown.needs:
    _draw(shown.needs, "need")
else:
    st.info(tr("Er wacht niets op u. Bekijk de kaart of de weeklijst."))
if shown.due:
    st.header(tr("Termijnen"))
    for position, due in enumerate(shown.due):
        _draw_line(due.line, f"due_{position}", due.query)
if shown.since is None:
    st.caption(tr("Dit is uw eerste bezoek: vanaf nu staat hier wat er sindsdien veranderde."))
else:
    st.header(tr("Sinds uw vorige bezoek op {day}").format(day=day(shown.since)))
    if shown.news:
        _draw(shown.news, "news")
    else:
        st.caption(tr("Er is niets veranderd."))
