"""The form for a judgement: a verdict with one of the innocent explanations or a free reason."""

import streamlit as st

from engine.casework.models import Verdict
from engine.errors import DijkwachtError
from engine.exports.dossier import Dossier
from engine.snapshot import Run
from engine.translatable import mark
from ui import review
from ui.components import refusal
from ui.language import tr

OWN_WORDS = mark("in eigen woorden, hieronder")


def draw(run: Run, dossier: Dossier, *, is_first: bool) -> None:
    """Draw the form; a first judgement does not show which explanations belong to hits."""
    if is_first:
        st.subheader(tr("Eerste oordeel"))
        st.caption(
            tr(
                "Oordeel op de feiten. Treffers, punten, band en deel worden daarna getoond; "
                "het oordeel verandert geen score."
            )
        )
    with st.form(f"judgement_{dossier.place.location_id}"):
        verdict = st.radio(
            tr("Oordeel"), list(Verdict), format_func=lambda v: tr(v.label), index=None
        )
        explanation = None
        if not is_first and dossier.assessment is not None:
            found = (*dossier.assessment.routes, *dossier.assessment.hits)
            texts = sorted({t for o in found for t in o.false_positives})
            explanation = st.selectbox(
                tr("Onschuldige verklaring"),
                [OWN_WORDS, *texts],
                format_func=lambda one: tr(OWN_WORDS) if one == OWN_WORDS else one,
            )
        reason = st.text_area(tr("Reden"), max_chars=1000, help=tr("Geen namen van personen."))
        if not st.form_submit_button(tr("Leg oordeel vast")):
            return
    if verdict is None:
        st.error(tr("Kies een oordeel."))
        return
    chosen = None if explanation in {None, OWN_WORDS} else explanation
    try:
        review.judge(run, dossier, verdict, reason=reason, explanation=chosen)
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.rerun()
