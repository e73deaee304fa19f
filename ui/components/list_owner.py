"""Who looks at a location of the week's list: shown on its card, and given by the liaison."""

from collections.abc import Sequence

import streamlit as st

from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import list_owners
from ui.components import refusal
from ui.components.literal import literal
from ui.language import tr
from ui.worklist_url import Shown
from ui.worklist_view import Item


def draw(run: Run, item: Item, colleagues: Sequence[str]) -> None:
    """Draw for whom a location is, and a way to give it to one of the colleagues, if any."""
    if item.owner is not None:
        told = tr("Voor: {who}").format(who=item.owner)
        st.caption(f":material/person: {literal(told)}")
    if colleagues:
        with st.popover(tr("Wijs toe"), icon=":material/person_add:"):
            _give(run, item, colleagues)


def only_mine(found: Sequence[Item], asked: Shown) -> bool:
    """Draw the filter once something of the list is somebody's; whether it is on."""
    if not asked.mine and all(item.owner is None for item in found):
        return False
    return st.toggle(tr("Van mij"), asked.mine, key="list_mine")


def _give(run: Run, item: Item, known: Sequence[str]) -> None:
    name = item.row.location_id
    chosen = st.selectbox(
        tr("Wie kijkt naar deze locatie"), known, key=f"list_owner_{item.position}",
        index=known.index(item.owner) if item.owner in known else None,
        placeholder=tr("Kies een collega"),
        help=tr("Alleen wie al eens inlogde en locaties beoordeelt."),
    )  # fmt: skip
    if st.button(tr("Leg vast"), key=f"list_give_{item.position}", disabled=chosen is None):
        _act(run, name, chosen)
    if item.owner is not None and st.button(
        tr("Haal de toewijzing weg"), key=f"list_take_{item.position}"
    ):
        _act(run, name, None)


def _act(run: Run, location_id: str, to: str | None) -> None:
    try:
        list_owners.give(run, location_id, to)
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.rerun()
