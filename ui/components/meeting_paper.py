"""A paper of an agenda item as one recipient reads it."""

import pandas as pd
import streamlit as st

from engine.exports.driehoek.content import Paper, Section, Table
from engine.exports.meeting_view import MeetingView
from engine.exports.papers import driehoek
from engine.exports.papers.produce import Build
from engine.snapshot import Run
from ui import meetings_view, state
from ui.components import paper_form
from ui.components.literal import literal
from ui.language import tr


def draw(shown: MeetingView, run: Run) -> None:
    """Draw the choice of item and recipient, and the paper."""
    if not shown.recipients:
        none = tr("Bij een {meeting} horen geen stukken per ontvanger.")
        st.info(none.format(meeting=shown.label))
        return
    if not shown.items:
        st.info(tr("Zet eerst een punt op de agenda."))
        return
    left, right = st.columns(2)
    titles = {item.position: f"{item.position}. {item.subject}" for item in shown.items}
    position = left.selectbox(
        tr("Punt"), list(titles), format_func=titles.__getitem__, key=f"paper_item_{shown.number}"
    )
    recipient = right.segmented_control(
        tr("Ontvanger"), shown.recipients, default=shown.recipients[0], required=True,
        format_func=str.capitalize, key=f"paper_to_{shown.number}",
    )  # fmt: skip
    paper = meetings_view.paper(shown, position, recipient or shown.recipients[0], run)
    if paper.lacking:
        lacking = "; ".join(paper.lacking)
        st.warning(tr("Nog te schrijven: {what}.").format(what=lacking))
    st.caption(
        tr(
            "Adres, straat met nummer, postcode en BAG-nummer worden een code. Lees zelf na of in "
            "wat is getypt geen namen staan."
        )
    )
    with st.container(border=True):
        _paper(paper)
    st.subheader(tr("Maak de stukken"))
    st.markdown(tr("Elke ontvanger krijgt een eigen document: de agenda, zijn deel en de bijlage."))
    paper_form.draw(driehoek.CONTRACT, lambda _: _build(shown, run), key=f"meeting_{shown.number}")


def _build(shown: MeetingView, run: Run) -> Build:
    now = state.now()
    return lambda session, user, texts: driehoek.draft(
        session, run, number=shown.number, user=user, texts=texts, now=now
    )


def _paper(paper: Paper) -> None:
    """The paper as it leaves: in Dutch, whatever the language of the page."""
    st.markdown("  \n".join(f"{label}: **{literal(value)}**" for label, value in paper.header))
    for number, section in enumerate(paper.sections, start=1):
        _section(number, section)


def _basis(text: str) -> str:
    return f"Grondslag: {literal(text)}"


def _section(number: int, section: Section) -> None:
    st.markdown(f"### {number}. {literal(section.heading)}")
    for text in section.text:
        (st.caption if section.is_withheld else st.markdown)(literal(text))
    for bullet in section.bullets:
        st.markdown(f"- {literal(bullet)}")
    for table in section.tables:
        st.table(_frame(table))
    if section.basis:
        st.caption(_basis(section.basis))


def _frame(table: Table) -> pd.DataFrame:
    """Cells sign by sign: a table draws markdown too."""
    rows = [[literal(cell) for cell in row] for row in table.rows]
    return pd.DataFrame(rows, columns=list(table.columns)).set_index(table.columns[0])
