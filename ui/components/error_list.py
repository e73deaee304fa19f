"""Errors in the registers that were reported at a location, and what can be done about each."""

import streamlit as st

from engine.casework.data_errors import ErrorState
from engine.errors import DijkwachtError
from engine.exports.location.reported_errors import Reported
from engine.snapshot import Run
from ui import error_reports, state
from ui.components import case_form, refusal
from ui.components.literal import literal, typed
from ui.language import tr
from ui.wording import day

_OWN, _ENDS = ErrorState.OWN, (ErrorState.CORRECTED, ErrorState.NOT_WRONG, ErrorState.WITHDRAWN)


def draw(run: Run, location_id: str) -> None:
    """Draw the reports, open ones first; nothing for a role that does not work with them."""
    if not error_reports.may():
        return
    found = error_reports.of_location(run, location_id)
    st.markdown(tr("**Gemelde fouten**"))
    if not found:
        st.caption(tr("Geen fout gemeld. Open een bronrecord om er een te melden."))
    for one in found:
        with st.container(border=True):
            _report(one)


def _report(one: Reported) -> None:
    what = tr(one.fact) if one.fact else tr("het hele record")
    head = tr("**Gemelde fout {number}**: {record}, {fact} · {state}")
    st.markdown(
        head.format(
            number=one.number, record=literal(tr(one.record)), fact=literal(what),
            state=tr(one.state.label),
        )
    )  # fmt: skip
    told = tr("{who} op {day}, bron {source}")
    st.caption(literal(told.format(who=one.by, day=day(one.reported_on), source=one.source)))
    if one.text is None:
        st.caption(tr("Wat er niet klopt, leest u na uw eerste oordeel van deze week."))
    else:
        st.markdown(typed(one.text))
    if one.value is not None:
        value = tr(one.value) if one.value else tr("leeg")
        st.markdown(tr("Voorgestelde waarde: {value}").format(value=literal(value)))
    if one.sent_on is not None:
        sent = tr("Teruggemeld op {day} aan {holder}.")
        st.markdown(literal(sent.format(day=day(one.sent_on), holder=one.sent_to)))
    for step in one.steps:
        reason = "" if step.reason is None else f": {step.reason}"
        st.caption(literal(f"{tr(step.label)}, {step.by}, {day(step.on)}{reason}"))
    if one.state not in _ENDS:
        _acts(one)


def _acts(one: Reported) -> None:
    if one.sent_on is None:
        with st.popover(tr("Terugmelden"), icon=":material/outgoing_mail:"):
            _send(one)
    with st.popover(tr("Afhandelen"), icon=":material/task_alt:"):
        _settle(one)


def _send(one: Reported) -> None:
    st.caption(
        tr("Dijkwacht verstuurt niets: doe de terugmelding zelf en leg hier vast dat u dat deed.")
    )
    if one.holder.article is not None:
        st.caption(literal(tr("{article} (te verifiëren)").format(article=one.holder.article)))
    with st.form(f"error_send_{one.number}", border=False):
        to = st.text_input(
            tr("Aan wie"), one.holder.to, key=f"error_send_to_{one.number}", max_chars=300
        )
        on = st.date_input(
            tr("Op"), state.today(), format="DD-MM-YYYY", min_value=one.reported_on,
            max_value=state.today(), key=f"error_send_on_{one.number}",
        )  # fmt: skip
        reason = _reason(f"error_send_reason_{one.number}", tr("Hoe, met het nummer dat u kreeg"))
        pressed = st.form_submit_button(tr("Leg vast"), type="primary")
    if pressed:
        try:
            error_reports.send(one.number, to=to, on=on, reason=reason)
        except DijkwachtError as error:
            refusal.show(error)
            return
        st.rerun()


def _settle(one: Reported) -> None:
    outcomes = [*([_OWN] if one.obstacle is None else []), *_ENDS]
    if one.value is not None and one.obstacle is not None and one.state is not _OWN:
        st.caption(literal(tr(one.obstacle)))
    if one.obstacle is None:
        st.caption(
            tr("Zelf verbeteren geldt vanaf de volgende run, tot de melding eindigt. Dat doet "
               "iemand anders dan wie de waarde voorstelde.")
        )  # fmt: skip
    with st.form(f"error_settle_{one.number}", border=False):
        outcome = st.radio(
            tr("Uitkomst"), outcomes, index=None, format_func=lambda state: tr(state.label),
            key=f"error_outcome_{one.number}",
        )  # fmt: skip
        reason = _reason(f"error_settle_reason_{one.number}", tr("Reden"))
        pressed = st.form_submit_button(tr("Leg vast"), type="primary")
    if not pressed:
        return
    if outcome is None:
        st.error(tr("Kies een uitkomst."))
        return
    try:
        error_reports.settle(one.number, outcome, reason=reason)
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.rerun()


def _reason(key: str, label: str) -> str:
    return st.text_area(
        label, max_chars=case_form.LONGEST, help=tr("Geen namen van personen."), key=key
    )
