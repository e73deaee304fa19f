"""Proposals: what is open, what stands in its way, and what was decided before."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from engine.casework.models import ProposalState
from engine.errors import DijkwachtError
from ui import rulebook
from ui.components import refusal
from ui.language import tr
from ui.rulebook import ProposalRow


def draw() -> None:
    """Open proposals with their diff and the acts that are possible; closed ones as a table."""
    try:
        rows = rulebook.listed_proposals()
    except DijkwachtError as error:
        refusal.show(error, within=tr("De voorstellen kunnen niet worden getoond: {error}"))
        return
    waiting = [row for row in rows if row.state is ProposalState.OPEN]
    if not waiting:
        st.info(tr("Er wacht geen voorstel. Een voorstel maakt u bij een regel, onder *Wat als*."))
    for row in waiting:
        with st.container(border=True):
            _draw_open(row)
    if closed := [row for row in rows if row.state is not ProposalState.OPEN]:
        st.header(tr("Eerder besloten"))
        st.dataframe(_table(closed), hide_index=True, width="stretch")


def _draw_open(row: ProposalRow) -> None:
    told = tr("**Voorstel {number}: {pack} {before} → {after}**, van {who} op {day}").format(
        number=row.id, pack=row.pack, before=row.base_version, after=row.version, who=row.author,
        day=row.created,
    )  # fmt: skip
    st.markdown(f"{told}  \n{row.reason}")
    with st.expander(tr("Verschil")):
        st.code(row.diff, language="diff")
    for obstacle in row.obstacles:
        st.markdown(f"- {tr(obstacle)}")
    publish, refuse = st.columns([1, 2])
    if publish.button(tr("Publiceren"), key=f"publish_{row.id}", disabled=bool(row.obstacles)):
        _act(lambda: rulebook.publish(row.id))
    if row.is_own:
        if refuse.button(tr("Intrekken"), key=f"withdraw_{row.id}"):
            _act(lambda: rulebook.withdraw(row.id))
        return
    with refuse.popover(tr("Afwijzen")):
        reason = st.text_input(tr("Reden"), key=f"reason_{row.id}")
        if st.button(tr("Bevestig"), key=f"reject_{row.id}"):
            _act(lambda: rulebook.reject(row.id, reason=reason))


def _act(deed: Callable[[], object]) -> None:
    try:
        deed()
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.rerun()


def _table(rows: list[ProposalRow]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            tr("Voorstel"): [row.id for row in rows],
            tr("Pakket"): [f"{row.pack} {row.base_version} → {row.version}" for row in rows],
            tr("Door"): [row.author for row in rows],
            tr("Besluit"): [row.decided for row in rows],
            tr("Waarom"): [row.reason for row in rows],
        }
    )
