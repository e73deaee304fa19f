"""The source record behind a fact: one click opens it over the page, and closing loses nothing."""

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.location import records
from engine.exports.location.records import Record
from engine.snapshot import Run
from ui import location_view, state
from ui.components import error_form, refusal
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day, number, word

_WANTED = "source_record_wanted"


def button(run: Run, record_key: str, *, key: str) -> None:
    """Draw a button that opens a record.

    Args:
        run: that cites the record.
        record_key: of the record.
        key: of the button, unique on the page.
    """
    label = literal(tr(records.caption(record_key)))
    if st.button(label, key=key, type="tertiary", icon=":material/description:"):
        want(run, record_key)


def want(run: Run, record_key: str) -> None:
    """Ask for a record; `draw` opens it at the end of the page."""
    st.session_state[_WANTED] = (str(run.path), record_key)


def draw(run: Run, location_id: str) -> None:
    """Open the record that was asked for, once; to be called at the end of a page.

    Args:
        run: of the page; a record of an earlier run stands in a folder beside it.
        location_id: of the page, where an error in a record of its run is reported.
    """
    path, record_key = st.session_state.pop(_WANTED, (None, ""))
    if path is None:
        return
    known = {str(one.path) for one in state.known_runs()} | {str(run.path)}
    if path in known:
        dialog = st.dialog(tr("Bronrecord"), width="medium", icon=":material/description:")
        within = location_id if path == str(run.path) else None
        dialog(_opened)(state.opened(path), record_key, within)


def _opened(run: Run, record_key: str, location_id: str | None) -> None:
    try:
        found = location_view.record(run, record_key)
    except DijkwachtError as error:
        refusal.show(error)
        return
    told = tr("**{title}**, zoals gelezen in de run van {day}")
    st.markdown(told.format(title=literal(tr(found.title)), day=day(run.as_of)))
    st.table({tr("gegeven"): [tr(name) for name, _ in found.values],
              tr("waarde"): [literal(tr(value)) for _, value in found.values]})  # fmt: skip
    if found.withheld:
        told = tr("Niet getoond, want het wijst naar een persoon of een strengere bron: {names}.")
        st.caption(told.format(names=literal(", ".join(tr(name) for name in found.withheld))))
    st.caption(_delivered(found))
    if location_id is not None:
        error_form.draw(run, record_key, found, location_id)


def _delivered(found: Record) -> str:
    """Where the record was delivered, in one line."""
    files = ", ".join(found.files) or tr("bestand niet bekend")
    if found.files and found.more_files:
        files = tr("{files} en {count} meer").format(files=files, count=number(found.more_files))
    line = ""
    if found.line is not None:
        line = tr(", regel of plaats {line}").format(line=number(found.line))
    register = "" if found.register is None else f" ({word('register', found.register)})"
    told = tr("Bron {source}{register}, geleverd {day}: {files}{line}. Record {key}.")
    return literal(
        told.format(
            source=found.source, register=register, day=day(found.delivered_on), files=files,
            line=line, key=found.key,
        )
    )  # fmt: skip
