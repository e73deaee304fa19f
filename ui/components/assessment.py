"""What the rules make of a location: drawn after its first judgement only."""

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from engine.exports import care
from engine.exports.assessment import Assessment
from engine.exports.outcomes import RuleOutcome
from engine.snapshot import Run
from ui.components import source_record
from ui.components.palette import BARS
from ui.wording import day, number, word

_AT_ONCE = 3
"""Source records beside an outcome; the others are folded."""


def draw(run: Run, found: Assessment) -> None:
    """Who must see it first, then what is seen, what speaks against it and what is not known."""
    _routes(run, found)
    listed = "komt in aanmerking voor de werklijst" if found.eligible else "komt niet in aanmerking"
    st.markdown(
        f"Band **{word('band', found.band)}**, {number(found.score, 1)} punten, {listed}. "
        "Het getal helpt ordenen; het is geen kans en gaat niet over een persoon."
    )
    seen, against, unknown = st.columns(3)
    with seen:
        st.subheader("Wat zien we")
        _outcomes(run, found.hits, "Geen enkele regel geeft een treffer.")
    with against:
        st.subheader("Wat pleit ertegen")
        _outcomes(run, found.mitigating, "Geen ontlastende feiten bekend.")
        _innocent(found.hits)
    with unknown:
        st.subheader("Wat weten we niet")
        if not found.unknown:
            st.markdown("Alle regels konden worden beoordeeld.")
        for outcome in found.unknown:
            st.markdown(f"- **{outcome.rule_id}** {outcome.title}: {outcome.reason}")
    _waterfall(found)


def _routes(run: Run, found: Assessment) -> None:
    """Apart from the hits and without points: who is called before anything else is done."""
    if not found.routes:
        return
    st.subheader("Eerst naar een mens")
    for notice in found.notices:
        st.warning(notice)
    for route in found.routes:
        st.markdown(
            f"**{route.title}** ({route.rule_id})  \n{route.sentence}  \n"
            f"Gaat naar: **{route.route_to}**"
        )
        for text in route.false_positives:
            st.markdown(f"- kan ook zijn: {text}")
        st.caption(f"Geen punten · nieuwste feit {day(route.newest)}")
        _records(run, route)
        with st.expander("Instrumenten en wet"):
            _details(route)


def _outcomes(run: Run, outcomes: Sequence[RuleOutcome], none: str) -> None:
    if not outcomes:
        st.markdown(none)
    for outcome in outcomes:
        points = f"{number(outcome.applied_points, 1)} van {number(outcome.points, 1)} punten"
        points = "geen punten" if outcome.role == care.ROUTE else points
        why = f", {outcome.reason}" if outcome.reason else ""
        st.markdown(f"**{outcome.title}** ({outcome.rule_id})  \n{outcome.sentence}")
        st.caption(f"{points}{why} · nieuwste feit {day(outcome.newest)}")
        _records(run, outcome)
        with st.expander("Instrumenten en wet"):
            _details(outcome)


def _records(run: Run, outcome: RuleOutcome) -> None:
    """The source records behind an outcome, each one click away."""
    own = f"evidence_{outcome.rule_id}"
    for number_, record in enumerate(outcome.evidence[:_AT_ONCE]):
        source_record.button(run, record.record_key, key=f"{own}_{number_}")
    if len(outcome.evidence) > _AT_ONCE:
        with st.expander(f"nog {number(len(outcome.evidence) - _AT_ONCE)} bronrecords"):
            for number_, record in enumerate(outcome.evidence[_AT_ONCE:], start=_AT_ONCE):
                source_record.button(run, record.record_key, key=f"{own}_{number_}")


def _details(outcome: RuleOutcome) -> None:
    if outcome.members:
        st.markdown("Betreft: " + ", ".join(f"`{member}`" for member in outcome.members))
    for instrument in outcome.instruments:
        st.markdown(f"- {instrument}")
    for text in outcome.legal_basis:
        mark = " (te verifiëren)" if text in outcome.unverified else ""
        st.markdown(f"- {text}{mark}")
    if outcome.action:
        st.markdown(f"Voorstel, een mens besluit: {outcome.action}")
    st.caption(f"Regelversie {outcome.version}")


def _innocent(outcomes: Sequence[RuleOutcome]) -> None:
    texts = [(o.rule_id, text) for o in outcomes for text in o.false_positives]
    if texts:
        st.markdown("**Onschuldige verklaringen die bij deze treffers horen**")
        st.markdown("\n".join(f"- {text} ({rule})" for rule, text in texts))


def _waterfall(found: Assessment) -> None:
    """Every step of the sum as a bar from the sum before it to the sum after it."""
    if not found.waterfall:
        return
    st.subheader("Waarom deze punten")
    steps = pd.DataFrame(
        {
            "stap": [f"{i}. {step.text}" for i, step in enumerate(found.waterfall, start=1)],
            "van": [float(step.running - step.points) for step in found.waterfall],
            "tot": [float(step.running) for step in found.waterfall],
            "punten": [float(step.points) for step in found.waterfall],
        }
    )
    base = alt.Chart(steps).encode(y=alt.Y("stap:N", sort=None, title=None))
    bars = base.mark_bar().encode(
        x=alt.X("van:Q", title="punten"),
        x2="tot:Q",
        color=alt.condition("datum.punten >= 0", alt.value(BARS["more"]), alt.value(BARS["less"])),
        tooltip=["stap", "punten", "tot"],
    )
    text = base.mark_text(align="left", dx=4).encode(
        x="tot:Q", text=alt.Text("punten:Q", format="+.1f")
    )
    st.altair_chart(
        bars + text, alt="Optelling van de punten: elke stap is een balk met zijn getal."
    )
    st.caption(f"Samen {number(found.score, 1)} punten.")
