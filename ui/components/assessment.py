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
from ui.language import tr, tr_many
from ui.wording import day, number, word

_AT_ONCE = 3
"""Source records beside an outcome; the others are folded."""


def draw(run: Run, found: Assessment) -> None:
    """Who must see it first, then what is seen, what speaks against it and what is not known."""
    _routes(run, found)
    _sum(found)
    seen, against, unknown = st.columns(3)
    with seen:
        st.subheader(tr("Wat zien we"))
        _outcomes(run, found.hits, tr("Geen enkele regel geeft een treffer."))
    with against:
        st.subheader(tr("Wat pleit ertegen"))
        _outcomes(run, found.mitigating, tr("Geen ontlastende feiten bekend."))
        _innocent(found.hits)
    with unknown:
        st.subheader(tr("Wat weten we niet"))
        if not found.unknown:
            st.markdown(tr("Alle regels konden worden beoordeeld."))
        for outcome in found.unknown:
            st.markdown(f"- **{outcome.rule_id}** {outcome.title}: {outcome.reason}")
    _waterfall(found)


def _sum(found: Assessment) -> None:
    told = (
        tr("Band **{band}**, {points} punten, komt in aanmerking voor de werklijst.")
        if found.eligible
        else tr("Band **{band}**, {points} punten, komt niet in aanmerking.")
    ).format(band=word("band", found.band), points=number(found.score, 1))
    meant = tr("Het getal helpt ordenen; het is geen kans en gaat niet over een persoon.")
    st.markdown(f"{told} {meant}")


def _routes(run: Run, found: Assessment) -> None:
    """Apart from the hits and without points: who is called before anything else is done."""
    if not found.routes:
        return
    st.subheader(tr("Eerst naar een mens"))
    for notice in found.notices:
        st.warning(tr(notice))
    for route in found.routes:
        st.markdown(
            f"**{route.title}** ({route.rule_id})  \n{route.sentence}  \n"
            + tr("Gaat naar: **{whom}**").format(whom=route.route_to)
        )
        for text in route.false_positives:
            st.markdown(tr("- kan ook zijn: {text}").format(text=text))
        st.caption(tr("Geen punten · nieuwste feit {day}").format(day=day(route.newest)))
        _records(run, route)
        with st.expander(tr("Instrumenten en wet")):
            _details(route)


def _outcomes(run: Run, outcomes: Sequence[RuleOutcome], none: str) -> None:
    if not outcomes:
        st.markdown(none)
    for outcome in outcomes:
        points = tr("{applied} van {points} punten").format(
            applied=number(outcome.applied_points, 1), points=number(outcome.points, 1)
        )
        points = tr("geen punten") if outcome.role == care.ROUTE else points
        why = f", {outcome.reason}" if outcome.reason else ""
        st.markdown(f"**{outcome.title}** ({outcome.rule_id})  \n{outcome.sentence}")
        newest = tr("nieuwste feit {day}").format(day=day(outcome.newest))
        st.caption(f"{points}{why} · {newest}")
        _records(run, outcome)
        with st.expander(tr("Instrumenten en wet")):
            _details(outcome)


def _records(run: Run, outcome: RuleOutcome) -> None:
    """The source records behind an outcome, each one click away."""
    own = f"evidence_{outcome.rule_id}"
    for number_, record in enumerate(outcome.evidence[:_AT_ONCE]):
        source_record.button(run, record.record_key, key=f"{own}_{number_}")
    if len(outcome.evidence) > _AT_ONCE:
        more = len(outcome.evidence) - _AT_ONCE
        told = tr_many("nog {count} bronrecords", "nog {count} bronrecords", more)
        with st.expander(told.format(count=number(more))):
            for number_, record in enumerate(outcome.evidence[_AT_ONCE:], start=_AT_ONCE):
                source_record.button(run, record.record_key, key=f"{own}_{number_}")


def _details(outcome: RuleOutcome) -> None:
    if outcome.members:
        members = ", ".join(f"`{member}`" for member in outcome.members)
        st.markdown(tr("Betreft: {members}").format(members=members))
    for instrument in outcome.instruments:
        st.markdown(f"- {instrument}")
    for text in outcome.legal_basis:
        mark = tr(" (te verifiëren)") if text in outcome.unverified else ""
        st.markdown(f"- {text}{mark}")
    if outcome.action:
        st.markdown(tr("Voorstel, een mens besluit: {action}").format(action=outcome.action))
    st.caption(tr("Regelversie {version}").format(version=outcome.version))


def _innocent(outcomes: Sequence[RuleOutcome]) -> None:
    texts = [(o.rule_id, text) for o in outcomes for text in o.false_positives]
    if texts:
        st.markdown(tr("**Onschuldige verklaringen die bij deze treffers horen**"))
        st.markdown("\n".join(f"- {text} ({rule})" for rule, text in texts))


def _waterfall(found: Assessment) -> None:
    """Every step of the sum as a bar from the sum before it to the sum after it."""
    if not found.waterfall:
        return
    st.subheader(tr("Waarom deze punten"))
    steps = pd.DataFrame(
        {
            "stap": [f"{i}. {tr(step.text)}" for i, step in enumerate(found.waterfall, start=1)],
            "van": [float(step.running - step.points) for step in found.waterfall],
            "tot": [float(step.running) for step in found.waterfall],
            "punten": [float(step.points) for step in found.waterfall],
        }
    )
    base = alt.Chart(steps).encode(y=alt.Y("stap:N", sort=None, title=None))
    bars = base.mark_bar().encode(
        x=alt.X("van:Q", title=tr("punten")),
        x2="tot:Q",
        color=alt.condition("datum.punten >= 0", alt.value(BARS["more"]), alt.value(BARS["less"])),
        tooltip=[
            alt.Tooltip("stap", title=tr("stap")),
            alt.Tooltip("punten", title=tr("punten")),
            alt.Tooltip("tot", title=tr("tot")),
        ],
    )
    text = base.mark_text(align="left", dx=4).encode(
        x="tot:Q", text=alt.Text("punten:Q", format="+.1f")
    )
    st.altair_chart(
        bars + text, alt=tr("Optelling van de punten: elke stap is een balk met zijn getal.")
    )
    st.caption(tr("Samen {points} punten.").format(points=number(found.score, 1)))
