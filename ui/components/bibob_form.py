"""The questionnaire of a Bibob file: what came in, what is missing, and a refusal (art. 4)."""

import streamlit as st

from engine.casework.bibob import files, questionnaire
from engine.casework.bibob.words import AnswerState, BibobState
from engine.exports.bibob.file import FileView
from engine.translatable import mark
from ui import bibob_files, state
from ui.components import bibob_acts as acts
from ui.language import tr
from ui.wording import day, word


def draw(file: FileView, *, is_open: bool) -> None:
    """Draw the questionnaire, and the form to record what came in."""
    acts.table(
        [
            {
                tr("vraag"): one.question,
                tr("nodig"): tr("ja") if one.needed else tr("nee"),
                tr("stand"): word("bibob", one.state, unknown=mark("nog niets")),
                tr("datum"): day(one.on, unknown=""),
                tr("grondslag"): one.article,
            }
            for one in file.form.lines
        ],
        tr("Deze haak kent geen vragen."),
    )
    if not is_open or file.state is BibobState.HOOK:
        return
    law = bibob_files.law()
    asked = {one.code: one.title for one in law.questions_for(file.hook_kind)}
    with st.form("bibob_answer"):
        chosen = st.multiselect(
            tr("Vragen"), list(asked), format_func=asked.__getitem__, key="bibob_answer_codes"
        )
        words = {one: word("bibob", one) for one in AnswerState}
        came = acts.pick(tr("Stand"), words, "bibob_answer_state")
        on = acts.day(tr("Datum"), "bibob_answer_on", state.today())
        note = st.text_input(tr("Toelichting"), key="bibob_answer_note")
        if st.form_submit_button(tr("Leg vast")) and chosen:
            acts.do(
                file, tr("Vragenlijst bijgewerkt."), questionnaire.answer_all,
                questions=chosen, state=came, on=on, note=note,
            )  # fmt: skip
    if file.state is BibobState.FORM_SENT:
        _refuse(file)


def _refuse(file: FileView) -> None:
    with st.expander(tr("Betrokkene weigert aan te vullen (art. 4)")), st.form("bibob_refuse"):
        on = acts.day(tr("Datum"), "bibob_refuse_on", state.today())
        reason = st.text_input(tr("Hoe dat blijkt"), key="bibob_refuse_reason")
        if st.form_submit_button(tr("Leg weigering vast")):
            acts.do(file, tr("Weigering vastgelegd."), files.refuse_form, on=on, reason=reason)
