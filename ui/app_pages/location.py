"""Locatie: one dossier: what it is, what is known, and after a judgement what the rules say."""

from dataclasses import replace

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.dossier import Dossier
from engine.snapshot import Run
from ui import acting, location_url, review, state
from ui.components import (
    assessment,
    fact_sheet,
    frame,
    judgement_form,
    location_map,
    location_parts,
    refusal,
    signal_form,
    source_record,
    triage,
    url_problems,
    why_listed,
)
from ui.components.literal import literal
from ui.language import tr
from ui.location_url import Shown
from ui.review import Judged


def _choose(run: Run, shown: Shown) -> str:
    """The location of the URL; without one, a search by address ends the page."""
    if shown.location:
        return shown.location
    found = st.selectbox(
        tr("Zoek op adres of locatie"),
        review.labels(run),
        index=None,
        format_func=lambda item: item[1],
        placeholder=tr("Straat en huisnummer, plaats"),
        key="location_search",
    )
    if found is None:
        st.info(tr("Kies een locatie hier, op de werklijst of op de kaart."))
        st.stop()
    st.query_params[state.LOCATION] = found[0]
    st.rerun()


def _draw(run: Run, dossier: Dossier, shown: Shown) -> None:
    place = dossier.place
    st.header(literal(place.label))
    st.markdown(fact_sheet.headline(place))
    triage.on_location(run, place.location_id, place.label)
    fact_sheet.draw_counts(dossier)
    judged = review.judgement(run, dossier)
    why_listed.draw(run, dossier, judged)
    facts, where = st.columns([3, 2])
    with facts:
        fact_sheet.draw(dossier)
    with where:
        location_map.draw(run, place)
    if judged is None:
        judgement_form.draw(run, dossier, is_first=True)
    else:
        _judged(run, dossier, judged)
    location_parts.draw(run, dossier, judged, shown)


def _judged(run: Run, dossier: Dossier, judged: Judged) -> None:
    told = tr("Oordeel van {user}: {verdict}. {reason}").format(
        user=judged.user, verdict=tr(judged.label), reason=judged.reason
    )
    st.success(literal(told))
    found = review.visible(dossier, judged)
    if found.assessment is None:
        st.info(tr(review.NOT_SHOWN))
    else:
        assessment.draw(run, found.assessment)
        with st.expander(tr("Opnieuw oordelen")):
            judgement_form.draw(run, found, is_first=False)
    if acting.has_signals():
        place = dossier.place
        signal_form.at_location(run, place.location_id, origin=review.origin(run, dossier))


run = frame.open_run("Locatie")
frame.choose_run(run)
asked = location_url.now()
url_problems.tell(asked.problems)
try:
    chosen = _choose(run, asked)
    _draw(run, review.dossier(run, chosen), replace(asked, location=chosen))
    source_record.draw(run, chosen)
except DijkwachtError as error:
    refusal.show(error, within=tr("De locatie kan niet worden getoond: {error}"))
    if st.button(tr("Andere locatie zoeken")):
        del st.query_params[state.LOCATION]
        st.rerun()
