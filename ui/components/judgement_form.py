"""The form for a judgement: a verdict with one of the innocent explanations or a free reason."""

import streamlit as st

from engine.casework.models import Verdict
from engine.errors import DijkwachtError
from engine.exports.dossier import Dossier
from engine.snapshot import Run
from ui import review

OWN_WORDS = "in eigen woorden, hieronder"


def draw(run: Run, dossier: Dossier, *, is_first: bool) -> None:
    """Draw the form; a first judgement does not show which explanations belong to hits."""
    if is_first:
        st.subheader("Eerste oordeel")
        st.caption(
            "Oordeel op de feiten. Treffers, punten, band en deel worden daarna getoond; "
            "het oordeel verandert geen score."
        )
    with st.form(f"judgement_{dossier.place.location_id}"):
        verdict = st.radio("Oordeel", list(Verdict), format_func=lambda v: v.label, index=None)
        explanation = None
        if not is_first and dossier.assessment is not None:
            found = (*dossier.assessment.routes, *dossier.assessment.hits)
            texts = sorted({t for o in found for t in o.false_positives})
            explanation = st.selectbox("Onschuldige verklaring", [OWN_WORDS, *texts])
        reason = st.text_area("Reden", max_chars=1000, help="Geen namen van personen.")
        if not st.form_submit_button("Leg oordeel vast"):
            return
    if verdict is None:
        st.error("Kies een oordeel.")
        return
    chosen = None if explanation in {None, OWN_WORDS} else explanation
    try:
        review.judge(run, dossier, verdict, reason=reason, explanation=chosen)
    except DijkwachtError as error:
        st.error(str(error))
        return
    st.rerun()
