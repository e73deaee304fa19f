"""The search box of every page: cases, addresses and companies; nothing typed is in the URL."""

import streamlit as st

from engine.casework.process.definition import Process
from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import case_board, case_url, finding, network_url, state
from ui.case_board import Card
from ui.components import refusal
from ui.components.literal import literal
from ui.finding import Found
from ui.language import tr

_WORDS = "frame_search"


def draw(run: Run) -> None:
    """Draw the box, and what it finds as buttons that lead there."""
    words = st.text_input(
        tr("Zoek"),
        placeholder=tr("Zoek een adres, zaaknummer of KVK-nummer"),
        label_visibility="collapsed",
        max_chars=200,
        icon=":material/search:",
        key=_WORDS,
    )
    if not words.strip():
        return
    try:
        found = finding.find(run, words)
    except DijkwachtError as error:
        refusal.show(error)
        return
    with st.container(border=True):
        _found(run, found)


def _found(run: Run, found: Found) -> None:
    if found.is_empty:
        st.caption(
            tr("Niets gevonden. Zoek op straat en huisnummer, een zaaknummer of KVK-nummer.")
        )
        return
    if found.cases:
        _cases(run, found)
    for location_id, label in found.locations:
        if _button(label, "location_on", f"location_{location_id}"):
            st.switch_page("ui/app_pages/location.py", query_params=state.link(run, location_id))
    if found.company is not None:
        number, name = found.company
        if _button(f"{name} (KVK {number})", "hub", f"company_{number}"):
            held = network_url.link(run, number)
            st.switch_page("ui/app_pages/network.py", query_params=held)


def _cases(run: Run, found: Found) -> None:
    process = case_board.process()
    for card in found.cases:
        if _button(_told(process, card), "folder", f"case_{card.row.number}"):
            held = case_url.link(run, card.row.number)
            st.switch_page("ui/app_pages/cases.py", query_params=held)


def _told(process: Process, card: Card) -> str:
    row = card.row
    stands = process.states[row.state].label if row.state else tr(row.kind.label)
    told = tr("Zaak {number} · {stand} · {label}")
    return told.format(number=row.number, stand=stands, label=card.spot.label)


def _button(text: str, icon: str, key: str) -> bool:
    return st.button(
        literal(text),
        icon=f":material/{icon}:",
        type="tertiary",
        key=f"{_WORDS}_{key}",
    )
