"""Opening a signal: after a judgement, or by hand for a location from a report or partner."""

from dataclasses import replace

import streamlit as st

from engine.casework.case_models import CaseKind
from engine.casework.process.states import Origin
from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import acting, case_acts, case_board, case_url
from ui.case_url import Shown
from ui.components import case_form, location_search, refusal
from ui.language import tr

_BY_HAND = (Origin.REPORT, Origin.PARTNER, Origin.HAND, Origin.RIEC)


def draw(run: Run, shown: Shown) -> None:
    """Draw the form for any location."""
    st.header(tr("Nieuw signaal"))
    if st.button(tr("Terug naar de signalen"), icon=":material/arrow_back:", key="signal_back"):
        case_url.go(run, replace(shown, new=False))
    location_id = location_search.choose(run, "signal_new")
    with st.form("signal_new"):
        origin = st.radio(
            tr("Waar komt het vandaan?"),
            list(_BY_HAND),
            format_func=_origin,
            index=None,
            horizontal=True,
            key="signal_new_origin",
        )
        is_case = False
        if CaseKind.CASE in acting.kinds():
            is_case = st.checkbox(
                tr("Bestond al als casus (alleen van het RIEC): open meteen als casus"),
                key="signal_new_is_case",
            )
        purpose = _purpose("signal_new_purpose")
        if not st.form_submit_button(tr("Open signaal"), type="primary"):
            return
    missing = _missing(location_id, origin, is_case=is_case)
    if missing or location_id is None or origin is None:
        st.error(missing or "")
        return
    _open(run, location_id, origin, purpose, is_case=is_case)


def at_location(run: Run, location_id: str, *, origin: Origin) -> None:
    """Draw what is open at a location, and the form for a signal about it."""
    for card in case_board.at_location(run, location_id):
        row = card.row
        stands = case_board.process().states[row.state].label if row.state else tr(row.kind.label)
        label = tr("Zaak {number}: {state}").format(number=row.number, state=stands)
        if st.button(label, key=f"signal_at_{location_id}_{row.number}"):
            held = case_url.link(run, row.number)
            st.switch_page("ui/app_pages/cases.py", query_params=held)
    with (
        st.popover(tr("Open signaal"), icon=":material/flag:"),
        st.form(f"signal_{location_id}", border=False),
    ):
        st.caption(tr("Een signaal is het begin van wegen, geen verdenking."))
        purpose = _purpose(f"signal_purpose_{location_id}")
        if st.form_submit_button(tr("Open signaal"), type="primary"):
            _open(run, location_id, origin, purpose, is_case=False)


def _origin(one: Origin) -> str:
    told = tr(one.label)
    return told if one is Origin.RIEC else told.capitalize()


def _purpose(key: str) -> str:
    return st.text_area(
        tr("Waarom"), max_chars=case_form.LONGEST, help=tr("Zonder namen van personen."), key=key
    )


def _missing(location_id: str | None, origin: Origin | None, *, is_case: bool) -> str | None:
    if location_id is None:
        return tr("Zoek en kies eerst een locatie.")
    if origin is None:
        return tr("Kies waar het vandaan komt.")
    if is_case and origin is not Origin.RIEC:
        return tr("Alleen wat van het RIEC komt kan meteen als casus worden geopend.")
    return None


def _open(run: Run, location_id: str, origin: Origin, purpose: str, *, is_case: bool) -> None:
    try:
        number = case_acts.open_signal(
            run, location_id, origin=origin, purpose=purpose, is_case=is_case
        )
    except DijkwachtError as error:
        refusal.show(error)
        return
    case_form.tell(tr("Zaak {number} is geopend.").format(number=number))
    st.switch_page("ui/app_pages/cases.py", query_params=case_url.link(run, number))
