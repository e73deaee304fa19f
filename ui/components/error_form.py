"""Reporting at a source record that one of its facts is wrong."""

from datetime import date

import streamlit as st

from engine.casework.data_errors import Said
from engine.errors import DijkwachtError
from engine.exports.location.records import Record
from engine.exports.location.reported_errors import Field
from engine.snapshot import Run
from engine.tables import Type
from ui import error_reports
from ui.components import case_form, refusal
from ui.components.literal import literal
from ui.language import tr

_TOLD = "error_report_told"


def draw(run: Run, record_key: str, record: Record, location_id: str) -> None:
    """Draw what was reported of a record, and the form to report something.

    Args:
        run: that is looked at.
        record_key: of the record, with what its own key leaves out.
        record: as it is shown.
        location_id: of the page; there the report stands.
    """
    if not error_reports.may():
        return
    if told := st.session_state.pop(_TOLD, None):
        st.success(literal(told))
    if count := error_reports.known_of(record_key):
        one = tr("Over dit record staat een gemelde fout open; zie *Eerder hier*.")
        more = tr("Over dit record staan {count} gemelde fouten open; zie *Eerder hier*.")
        st.warning((one if count == 1 else more).format(count=count), icon=":material/report:")
    with st.expander(tr("Fout in gegevens melden"), icon=":material/flag:"):
        _form(run, record_key, record, location_id)


def _form(run: Run, record_key: str, record: Record, location_id: str) -> None:
    known = error_reports.fields(run, record_key)
    at = st.selectbox(
        tr("Wat klopt er niet"), range(len(known) + 1), index=None,
        format_func=lambda at: tr("het hele record") if at == len(known) else _shown(known[at]),
        placeholder=tr("Kies een gegeven"), key="error_field",
    )  # fmt: skip
    if at is None:
        return
    chosen = known[at] if at < len(known) else None
    text = st.text_area(
        tr("Wat er niet klopt, en hoe u dat weet"), max_chars=case_form.LONGEST, key="error_text",
        help=tr("Geen namen van personen, en geen oordeel over de locatie."),
    )  # fmt: skip
    value = _value(chosen)
    _duty(record)
    if st.button(tr("Meld de fout"), type="primary", key="error_report"):
        column = None if chosen is None else chosen.column
        _report(run, location_id, Said(record_key, column, text, value))


def _shown(field: Field) -> str:
    told = tr("niet getoond of leeg") if field.present is None else tr(field.present)
    return f"{tr(field.label)}: {told}"


def _value(field: Field | None) -> str | None:
    """The right value, or None when it is not known or not asked."""
    if field is None or not field.takes_value:
        st.caption(tr("Bij dit gegeven wordt geen juiste waarde gevraagd."))
        return None
    if st.checkbox(tr("Dit gegeven hoort leeg te zijn"), key="error_empty"):
        return ""
    label = tr("Juiste waarde (mag leeg blijven)")
    if field.words:
        dutch = dict(field.words)
        return st.selectbox(
            label, list(dutch), index=None, format_func=lambda one: tr(dutch[one]),
            key="error_word", placeholder=tr("Niet bekend"),
        )  # fmt: skip
    if field.type is Type.DATE:
        day: date | None = st.date_input(
            label, None, format="DD-MM-YYYY", min_value=date(1900, 1, 1), key="error_day"
        )
        return None if day is None else day.isoformat()
    return st.text_input(label, key="error_value").strip() or None


def _duty(record: Record) -> None:
    """Draw to whom errors of this source go, and by which article."""
    holder = error_reports.holder(record.register)
    st.caption(literal(tr("Terugmelden gaat naar {holder}.").format(holder=holder.to)))
    if holder.article is not None:
        duty = tr("Terugmelden is een plicht: {article} (te verifiëren).")
        may = tr("Grond: {article} (te verifiëren).")
        st.caption(literal((duty if holder.is_duty else may).format(article=holder.article)))


def _report(run: Run, location_id: str, said: Said) -> None:
    try:
        number = error_reports.report(run, location_id, said)
    except DijkwachtError as error:
        refusal.show(error)
        return
    told = tr("Fout gemeld met nummer {number}. Zij staat onder *Eerder hier*.")
    st.session_state[_TOLD] = told.format(number=number)
    for name in ("field", "text", "empty", "word", "day", "value"):
        st.session_state.pop(f"error_{name}", None)
    st.rerun()
