"""Choosing a location by its address: type some of it, then choose from what matches."""

import streamlit as st

from engine.snapshot import Run
from ui import finding
from ui.language import tr

_MOST = 25


def choose(run: Run, key: str) -> str | None:
    """Draw the search and what it finds; the id of the chosen location, None for none."""
    words = st.text_input(
        tr("Zoek de locatie"),
        placeholder=tr("Straat en huisnummer, plaats"),
        key=f"{key}_words",
    )
    if not words.strip():
        return None
    found = finding.locations(run, words, most=_MOST)
    if not found:
        st.caption(tr("Geen locatie met deze woorden."))
        return None
    labels = dict(found)
    told = tr("Kies uit {count} of meer") if len(found) == _MOST else tr("Kies uit {count}")
    chosen = st.selectbox(
        tr("Locatie"),
        list(labels),
        index=0 if len(found) == 1 else None,
        format_func=lambda name: labels[name],
        placeholder=told.format(count=len(found)),
        key=f"{key}_chosen",
    )
    return None if chosen is None else str(chosen)
