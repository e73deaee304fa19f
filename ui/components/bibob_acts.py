"""How a form on the page Bibob does its act: a refusal is told, a success draws the page again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.bibob.file import FileView
from engine.translatable import mark
from ui import bibob_files
from ui.components import refusal
from ui.language import tr

_TOLD = "bibob_told"
EVIDENCE_HELP = mark(
    "Een per regel: bron:NUMMER uit dit dossier, stuk:NUMMER van een document, of de sleutel van "
    "een record (bron:tabel:id). Een uitkomst van de scan is geen bewijs."
)


def tell() -> None:
    """Draw what the last act did, once, at a place of its own: what follows stays where it was."""
    with st.container():
        if told := st.session_state.pop(_TOLD, None):
            st.success(told)


def do(file: FileView, told: str, act: Callable[..., Any], *given: Any, **named: Any) -> None:  # noqa: ANN401
    """Do an act in the shown file."""
    attempt(told, lambda: bibob_files.change(file, act, *given, **named))


def attempt(told: str, act: Callable[[], Any]) -> None:
    """Do something and draw the page again; a refusal of ours is told where it was asked."""
    try:
        act()
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.session_state[_TOLD] = told
    st.rerun()


def lines(text: str) -> tuple[str, ...]:
    """Lines of a text area that are not empty."""
    return tuple(filter(None, (line.strip() for line in text.splitlines())))


def pick(
    label: str,
    options: Mapping[Any, str],
    key: str,
    *,
    none: bool = False,
) -> Any:  # noqa: ANN401
    """One of some codes, shown by their words; None when nothing was chosen."""
    return st.selectbox(
        label,
        list(options),
        index=None if none else 0,
        format_func=lambda code: options[code],
        placeholder=tr("Kies"),
        key=key,
    )


def day(label: str, key: str, value: date, today: date | None = None) -> date:
    """A day up to today, `value` at first; without `today` that is today."""
    if key in st.session_state:
        chosen: date = st.date_input(label, max_value=today or value, format="DD-MM-YYYY", key=key)
    else:
        chosen = st.date_input(
            label, value=value, max_value=today or value, format="DD-MM-YYYY", key=key
        )
    return chosen


def people(file: FileView) -> dict[int, str]:
    """People of the file by number."""
    return {one.number: f"{one.label} ({tr(one.role)})" for one in file.parties}


def table(rows: Sequence[Mapping[str, object]], empty: str) -> None:
    """A table, or what to do when it is empty; an empty cell is nothing that was recorded."""
    if rows:
        told = [{name: "" if cell is None else cell for name, cell in row.items()} for row in rows]
        st.dataframe(told, hide_index=True, width="stretch")
    else:
        st.info(empty)
